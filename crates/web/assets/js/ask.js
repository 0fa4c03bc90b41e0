// "None of these" and the other boxes of a list exclude each other.
for (const list of document.querySelectorAll("form")) {
  const none = list.querySelector("input[name=none]");
  if (!none) continue;
  const others = [...list.querySelectorAll("input[name=choice], input[name=group], input[name=doubt], input[name=line]")];
  none.addEventListener("change", () => {
    if (none.checked) for (const box of others) box.checked = false;
  });
  for (const box of others) {
    box.addEventListener("change", () => {
      if (box.checked) none.checked = false;
    });
  }
}

// A line that stands over others takes their ticks along when its own is taken away.
for (const group of document.querySelectorAll(".group")) {
  const over = group.querySelector("input[name=group]");
  over.addEventListener("change", () => {
    if (!over.checked) for (const box of group.querySelectorAll(".under input")) box.checked = false;
  });
}

// A page that was begun and closed comes back as it was. Going on leaves nothing of it behind.
const form = document.querySelector("form[data-draft]");
const key = `draft:${form?.dataset.draft}`;
try {
  for (const other of Object.keys(localStorage)) {
    if (other.startsWith("draft:") && other !== key) localStorage.removeItem(other);
  }
  if (form) {
    const fields = [...form.querySelectorAll("input:not([type=hidden]), textarea")];
    const isTicked = (field) => field.type === "checkbox" || field.type === "radio";
    const isFilled = (field) => (isTicked(field) ? field.checked : field.value !== "");
    const draft = JSON.parse(localStorage.getItem(key) ?? "[]");
    if (!fields.some(isFilled)) {
      for (const field of fields) {
        if (isTicked(field)) field.checked = draft.some(([name, value]) => name === field.name && value === field.value);
        else field.value = draft.find(([name]) => name === field.name)?.[1] ?? "";
      }
    }
    const keep = () => {
      localStorage.setItem(key, JSON.stringify(fields.filter(isFilled).map((field) => [field.name, field.value])));
    };
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    form.addEventListener("click", () => setTimeout(keep));
  }
} catch {
  // No storage in this browser: the page works, and each answer is saved with "Continue".
}
