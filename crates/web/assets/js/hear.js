// The answer read aloud by a voice of this device, and printed. Without a voice there is no button for it.
(() => {
  const bar = document.querySelector("[data-aloud]");
  const page = document.querySelector("#said");
  if (!bar || !page) return;
  bar.hidden = false;
  bar.querySelector("[data-print]").addEventListener("click", () => window.print());

  const button = bar.querySelector("[data-hear]");
  const { hear, stop } = button.dataset;
  let left = [];
  const rest = () => { left = []; backwise.hush(); button.textContent = hear; };

  // One sentence after the other: browsers cut a long text off.
  const next = () => {
    const words = left.shift();
    const voice = backwise.localVoice();
    if (!words || !voice) return rest();
    const said = new SpeechSynthesisUtterance(words);
    said.voice = voice;
    said.lang = voice.lang;
    said.onend = () => left.length ? next() : rest();
    speechSynthesis.speak(said);
  };

  button.addEventListener("click", () => {
    if (button.textContent !== hear) return rest();
    left = [...page.querySelectorAll("h1, h2, p, li")].map((part) => part.textContent.trim()).filter(Boolean);
    button.textContent = stop;
    next();
  });
  const offer = () => { button.hidden = !backwise.localVoice(); };
  offer();
  if (window.speechSynthesis) speechSynthesis.addEventListener("voiceschanged", offer);
  addEventListener("pagehide", rest);
})();
