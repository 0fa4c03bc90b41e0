// The guided session: plays the steps that stand on the page. The clock is the device's steady one, never counted
// ticks; `window.backwiseClock` may stand in for it. While the track of the bell plays, a stop of the track (a call,
// headphones pulled out) is a pause at that second. A page that slept without a track pauses at the second it fell
// asleep, because nobody heard the rest.
(() => {
  const { Line, Bell, View } = backwise;
  const [before, box, after, list] = ["before", "play", "after", "steps"].map((id) => document.getElementById(id));
  if (!box || !list) return;
  const clock = () => (window.backwiseClock ? window.backwiseClock() : performance.now());
  const SLEPT = 2000;
  const key = "backwise:" + before.dataset.session;
  const line = new Line(backwise.read(list)), bell = new Bell(), view = new View(box);
  const sounds = document.getElementById("sounds"), form = document.getElementById("done");
  const is = (name) => sounds.elements[name].value;
  let running = false, last = 0, hidden = false, timer = 0;

  const keep = () => { try { sessionStorage.setItem(key, JSON.stringify({ ...line.save(), when: Date.now() })); } catch { /* no storage */ } };
  const kept = () => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } };
  const forget = () => { try { sessionStorage.removeItem(key); } catch { /* no storage */ } };

  // A cue that is more than a moment old was slept through.
  const sound = (cue) => {
    if (cue.ago > 1.5) return;
    if (is("vibration") === "on") backwise.buzz(cue.kind);
    if (is("flash") === "on" && cue.kind !== "count" && cue.kind !== "half" && cue.kind !== "pressure") backwise.flash(box);
    const words = cue.kind === "finish" ? "" : backwise.words(cue, is("voice"));
    if (words) backwise.say(words, cue.kind !== "count" && cue.kind !== "half" && cue.kind !== "pressure");
    if (cue.kind === "start" || cue.kind === "rest") view.tell([line.part().side, cue.say].filter(Boolean).join(". "));
    if (cue.kind === "half" || cue.kind === "pressure") view.caption(cue.say, line);
    if (cue.kind === "half" || cue.kind === "pressure" || cue.kind === "end") view.tell(cue.say);
  };
  const show = () => { view.step(line); if (!line.over()) view.seconds(line); };

  const tick = () => {
    if (!running) return;
    const now = clock(), gap = now - last;
    last = now;
    if (bell.interrupted()) {
      line.advance(Math.max(0, Math.min(gap / 1000, bell.drift(line))));
      pause("Paused, because the sound was stopped.");
    } else if (hidden && gap > SLEPT && !bell.on) {
      pause("Paused while the screen was off.");
    } else {
      const cues = line.advance(gap / 1000);
      if (line.over()) { cues.forEach(sound); return finish(); }
      cues.forEach(sound);
      if (Math.abs(bell.drift(line)) > 0.4) bell.seek(line);
    }
    hidden = document.visibilityState === "hidden";
    show();
    keep();
  };
  const run = async () => {
    running = true;
    last = clock();
    view.paused(false);
    view.notice("");
    backwise.stayLit(true);
    clearInterval(timer);
    timer = setInterval(tick, 200);
    if (is("bell") === "on" && !(await bell.play(line)) && running) view.notice("The bell cannot sound here. The screen still works.", true);
  };
  const pause = (why = "") => {
    running = false;
    clearInterval(timer);
    bell.pause();
    backwise.hush();
    backwise.stayLit(false);
    view.paused(true);
    view.notice(why);
    view.tell("Paused.");
    keep();
  };
  const toggle = () => { if (running) { tick(); if (!line.over()) pause(); } else run(); };
  // A move along the line: what sounds is the beginning of where it ends up.
  const move = (change) => () => {
    if (running) tick();
    if (line.over()) return;
    change();
    if (line.over()) return finish();
    show();
    bell.remake(line);
    if (running) line.opening().forEach(sound);
    keep();
  };
  const finish = () => {
    running = false;
    clearInterval(timer);
    forget();
    backwise.stayLit(false);
    const spent = Object.values(line.played).reduce((sum, one) => sum + one, 0);
    const lastWords = [...list.children].pop().dataset.cues;
    const words = JSON.parse(lastWords).filter((cue) => cue[1] === "end").map((cue) => cue[2]).join("");
    if (is("voice") !== "off") backwise.say(words);
    setTimeout(() => bell.pause(), 2500);
    const items = [...new Set(line.parts.map((part) => part.item))];
    [...form.querySelectorAll("[name=item]")].forEach((field, number) => {
      const [technique, side] = field.value.split(":");
      const item = items[number];
      field.value = [technique, side, Math.round(line.played[item] || 0), line.skipped[item] ? 1 : 0].join(":");
    });
    backwise.madeNow(form);
    const minutes = Math.max(1, Math.round(spent / 60));
    const said = document.getElementById("done-words");
    said.textContent = `${minutes} ${minutes === 1 ? "minute" : "minutes"} done. ${words.replace(/^Finished\. ?/, "")}`;
    said.hidden = false;
    box.hidden = true;
    after.hidden = false;
    document.body.classList.remove("playing");
    said.focus();
  };
  const open = () => {
    before.hidden = true;
    box.hidden = false;
    document.body.classList.add("playing");
    // On a low screen the player is as high as the screen: it begins at its top edge.
    if (document.body.offsetHeight > innerHeight + 1) scrollTo(0, box.getBoundingClientRect().top + scrollY);
    document.getElementById("play-pause").focus({ preventScroll: true });
    backwise.lockScreen(document.title, { play: () => running || run(), pause: () => running && toggle(), previoustrack: back, nexttrack: skip });
    show();
  };

  // What sounds at the very beginning.
  const first = () => line.opening().forEach(sound);
  const back = move(() => line.back()), skip = move(() => line.skip());
  const more = () => { line.more(15); show(); bell.remake(line); view.tell("15 seconds more."); keep(); };
  const end = () => { if (running) tick(); line.end(); finish(); };
  backwise.session = { before, box, sounds, form, is, line, bell, view, toggle, back, skip, more, end, run, first, open, kept, forget, running: () => running };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") { tick(); hidden = true; } else { tick(); if (running) backwise.stayLit(true); }
  });
  window.addEventListener("resize", () => view.fit());
  // What was never begun, or is over, is not gone on with.
  window.addEventListener("pagehide", () => { if (!box.hidden) keep(); });
})();
