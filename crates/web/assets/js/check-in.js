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
  form.addEventListener("change", () => (busy = busy.then(keep)));
}
