// Keeps the check-in at each tap. The form holds the truth; "Done" sends the same form and closes the page.
for (const form of document.querySelectorAll("[data-island=check-in]")) {
  const saved = form.querySelector(".saved");
  let busy = Promise.resolve();
  const say = (words) => {
    saved.textContent = words;
    saved.hidden = false;
  };
  const keep = async () => {
    const first = form.querySelector("input[type=radio]").name;
    if (!new FormData(form).has(first)) return;
    const body = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
      say(answer.type === "opaqueredirect" || answer.ok ? "Saved." : "Not saved yet. Press Done.");
    } catch {
      say("Not saved yet. Press Done.");
    }
  };
  // One after the other, so that the last tap is the last that is heard.
  // Takes back a session without leaving the page, so that nothing that was typed is lost. Without an answer the browser
  // sends the form itself.
  const undo = async (button) => {
    const body = new URLSearchParams(new FormData(form));
    body.set("undo", button.value);
    try {
      const answer = await fetch(button.formAction, { method: "POST", body, redirect: "manual" });
      if (answer.type !== "opaqueredirect" && !answer.ok) throw new Error();
      const line = button.closest("li"), next = line.nextElementSibling?.querySelector("button");
      line.querySelector("span").textContent = button.getAttribute("aria-label").replace("Undo: ", "Taken back: ");
      button.remove();
      (next || form.querySelector("button.primary")).focus();
      say("Taken back. It does not count as done.");
    } catch {
      form.requestSubmit(button);
    }
  };
  for (const button of form.querySelectorAll("button[name=undo]")) {
    button.addEventListener("click", (event) => {
      if (button.dataset.sent) return;
      event.preventDefault();
      button.dataset.sent = "1";
      busy = busy.then(() => undo(button));
    });
  }
  form.addEventListener("change", () => (busy = busy.then(keep)));
}
