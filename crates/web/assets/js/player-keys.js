// What starts, pauses and moves a session: Start, buttons, the whole screen, keys, and the switches for sound and light.
(() => {
  const session = window.backwise && backwise.session;
  if (!session) return;
  const { before, box, sounds, form, is, line, bell, view } = session;
  const find = (id) => document.getElementById(id);
  // A session that was left open longer than this is not gone on with: 6 hours.
  const OLD = 6 * 3600 * 1000;
  const quietly = (to, fields) => fetch(to, { method: "POST", body: new URLSearchParams(fields), redirect: "manual", keepalive: true }).catch(() => {});

  // Two taps of a shaking hand count once.
  let tapped = -1000;
  const once = (does) => (event) => {
    event.stopPropagation();
    const now = performance.now();
    if (now - tapped < backwise.TWICE) return;
    tapped = now;
    does();
  };

  const start = find("start");
  start.addEventListener("submit", (event) => {
    event.preventDefault();
    backwise.freshId(start);
    backwise.freshId(form);
    backwise.madeNow(start);
    quietly(start.action, new FormData(start));
    line.go(0);
    session.open();
    session.run();
    session.first();
  });

  for (const [id, does] of Object.entries({ pause: session.toggle, back: session.back, skip: session.skip, more: session.more, end: session.end })) {
    find("play-" + id).addEventListener("click", once(does));
    // After a tap the space bar pauses again; who moves by keyboard stays where they are.
    find("play-" + id).addEventListener("click", (event) => { if (event.detail > 0) find("play-pause").focus({ preventScroll: true }); });
  }
  find("play-left").addEventListener("click", (event) => { event.stopPropagation(); view.left(line); });
  // The whole screen, its edges too.
  document.addEventListener("click", (event) => {
    if (!box.hidden && !event.target.closest("button, a, details")) once(session.toggle)(event);
  });
  document.addEventListener("keydown", (event) => {
    if (box.hidden || is("keys") === "off" || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea, summary")) return;
    const does = { ArrowLeft: session.back, ArrowRight: session.skip, ArrowUp: session.more }[event.key];
    if (does) { event.preventDefault(); does(); }
    if (event.key === " " && !event.target.closest("button:not(#play-pause), a")) { event.preventDefault(); if (!event.repeat) session.toggle(); }
  });
  // The pause button would take the space bar a second time.
  find("play-pause").addEventListener("keyup", (event) => { if (event.key === " " && is("keys") === "on") event.preventDefault(); });

  // The switches work at once, and are kept for the next time.
  sounds.addEventListener("change", (event) => {
    const { name } = event.target;
    if (name === "bell" && session.running()) { if (is("bell") === "on") bell.play(line); else bell.pause(); }
    if (name === "voice" && is("voice") === "off") backwise.hush();
    if (name === "voice") voices();
    quietly(sounds.action, new FormData(sounds));
  });
  const flash = [...sounds.elements.flash];
  if (!backwise.canFlash()) flash.forEach((one) => { one.disabled = true; one.checked = one.value === "off"; });
  const voices = () => {
    const none = is("voice") !== "off" && !backwise.localVoice();
    find("play-voices").textContent = none ? "There is no voice on this device. The bell and the screen still work." : "";
    return !none;
  };
  if (window.speechSynthesis) speechSynthesis.addEventListener("voiceschanged", voices);
  voices();

  const check = find("sound-check");
  check.hidden = false;
  check.addEventListener("click", () => {
    const said = is("voice") !== "off" && backwise.say("This is the voice. Lean in until it feels strong but still comfortable.");
    const rings = is("bell") === "on" ? backwise.chime() : Promise.resolve();
    const state = find("sound-state");
    const voice = said || is("voice") === "off" ? "" : " There is no voice on this device. The bell and the screen still work.";
    rings.then(() => { state.textContent = "You hear a bell now, if your sound is on." + voice; }, () => { state.textContent = "The bell cannot sound here. The screen still works." + voice; });
  });

  // A page that was loaded again goes on where it was, and waits for a tap.
  const kept = session.kept();
  if (kept && Date.now() - kept.when < OLD && line.load(kept)) {
    backwise.freshId(form);
    session.open();
    view.paused(true);
    view.notice("Paused where you were. Go on when you like.");
  } else session.forget();
})();
