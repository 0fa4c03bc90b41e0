// Voice, vibration, flash and the lit screen. Each is tried, and its absence is normal.
var backwise = window.backwise || {};
window.backwise = backwise;

(() => {
  // Only voices of the device itself: others send the text away.
  backwise.localVoice = () => {
    const voices = window.speechSynthesis ? speechSynthesis.getVoices() : [];
    const mine = (document.documentElement.lang || "en").slice(0, 2);
    const local = voices.filter((voice) => voice.localService === true && voice.lang.toLowerCase().startsWith(mine));
    return local.find((voice) => voice.default) || local[0] || null;
  };

  // Says something, or nothing where there is no local voice. What is still being said gives way.
  backwise.say = (text, cut = true) => {
    const voice = backwise.localVoice();
    if (!voice || !text) return false;
    if (cut) speechSynthesis.cancel();
    else if (speechSynthesis.speaking || speechSynthesis.pending) return false;
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = 0.95;
    speechSynthesis.speak(words);
    return true;
  };

  backwise.hush = () => { if (window.speechSynthesis) speechSynthesis.cancel(); };

  // What is said of a cue: all of it, only the names and the end, or nothing.
  backwise.words = (cue, amount) => {
    if (amount === "off") return "";
    const first = (text) => (text.match(/^.*?[.?!](\s|$)/) || [text])[0].trim();
    if (amount === "full") return cue.say || "";
    // What the helper is to ask is said in any case.
    if (cue.kind === "pressure" || (cue.kind === "half" && !cue.say.endsWith("?"))) return "";
    return cue.kind === "start" ? first(cue.say) : cue.say || "";
  };

  const SHORT = 80, LONG = 350, GAP = 150;
  const BUZZ = { rest: [SHORT], start: [LONG], half: [SHORT], count: [40], end: [LONG], finish: [LONG, GAP, LONG] };
  backwise.buzz = (kind) => { if (navigator.vibrate && BUZZ[kind]) navigator.vibrate(BUZZ[kind]); };

  // One flash, never more than 3 a second, and none where less motion is wanted.
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let lit = -1000;
  backwise.flash = (box) => {
    const now = performance.now();
    if (still.matches || now - lit < 400) return;
    lit = now;
    box.classList.remove("flash");
    void box.offsetWidth;
    box.classList.add("flash");
  };
  backwise.canFlash = () => !still.matches;

  // The screen stays lit while a session runs. The system lets go of it when the page is hidden, so it is asked again.
  let lock = null;
  backwise.stayLit = async (on) => {
    try {
      if (on && !lock && document.visibilityState === "visible") {
        lock = await navigator.wakeLock.request("screen");
        lock.addEventListener("release", () => { lock = null; });
      } else if (!on && lock) {
        await lock.release();
        lock = null;
      }
    } catch {
      lock = null;
    }
  };

  // Buttons on the locked screen.
  backwise.lockScreen = (title, keys) => {
    if (!navigator.mediaSession) return;
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist: "Backwise" });
    for (const [action, does] of Object.entries(keys)) {
      try { navigator.mediaSession.setActionHandler(action, does); } catch { /* not on this device */ }
    }
  };
})();
