// "None of these" and the other boxes of a list exclude each other.
for (const list of document.querySelectorAll("form")) {
  const none = list.querySelector("input[name=none]");
  if (!none) continue;
  const others = [...list.querySelectorAll("input[name=choice], input[name=doubt], input[name=line]")];
  none.addEventListener("change", () => {
    if (none.checked) for (const box of others) box.checked = false;
  });
  for (const box of others) {
    box.addEventListener("change", () => {
      if (box.checked) none.checked = false;
    });
  }
}

// The summary of what is wrong gets the focus, so that it is read first.
document.querySelector(".problems")?.focus();
