// The line of time of a session: parts one after the other, what sounds when, and where it stands. No page, no clock:
// time comes in from outside, so it is never counted in ticks.
var backwise = window.backwise || {};
window.backwise = backwise;

// Two taps of a shaking hand within this many milliseconds count once.
backwise.TWICE = 400;

// Steps read from the page, as parts: each rest and each step is one.
backwise.read = (list) => {
  const parts = [];
  const items = [...list.children];
  items.forEach((item, number) => {
    const data = item.dataset;
    const rest = Number(data.rest), seconds = Number(data.seconds);
    const about = { step: number, item: Number(data.item), name: data.name, side: data.side, pose: data.pose, turned: data.turned, alt: data.alt };
    if (rest > 0) parts.push({ ...about, kind: "rest", seconds: rest, extra: 0, say: data.next, cues: backwise.count(rest) });
    // The beginning sounds by itself; the end only where a rest follows.
    const ends = items[number + 1] && Number(items[number + 1].dataset.rest) > 0;
    const cues = JSON.parse(data.cues).filter(([, kind]) => kind !== "start" && (kind !== "end" || ends));
    parts.push({ ...about, kind: "step", seconds, extra: 0, say: item.querySelector(".say").textContent, cues });
  });
  return parts;
};

backwise.count = (seconds) =>
  seconds < 5 ? [] : [[seconds - 3, "count", "Three."], [seconds - 2, "count", "Two."], [seconds - 1, "count", "One."]];

backwise.Line = class {
  constructor(parts) {
    this.parts = parts;
    this.steps = 1 + Math.max(-1, ...parts.map((part) => part.step));
    this.at = 0;
    this.spent = 0;
    this.played = {};
    this.skipped = {};
  }
  part() { return this.parts[this.at]; }
  length(part = this.part()) { return part ? part.seconds + part.extra : 0; }
  left() { return Math.max(0, this.length() - this.spent); }
  over() { return this.at >= this.parts.length; }
  // Seconds from the beginning of the line to a part, and to where it stands now.
  start(at) { return this.parts.slice(0, at).reduce((sum, part) => sum + this.length(part), 0); }
  position() { return this.start(this.at) + this.spent; }
  total() { return this.start(this.parts.length); }
  // What sounds within a part. With more time the second half of it comes later, not earlier.
  cues(part) {
    return part.cues.map(([at, kind, say]) => [at > part.seconds / 2 ? at + part.extra : at, kind, say]);
  }
  // Lets seconds pass. Returns what sounded on the way, with how long ago each was.
  advance(seconds) {
    const heard = [];
    while (!this.over() && seconds > 0) {
      const part = this.part();
      const step = Math.min(seconds, this.left());
      const before = this.spent, after = before + step;
      seconds -= step;
      for (const [at, kind, say] of this.cues(part)) {
        if (at > before && at <= after) heard.push({ kind, say, ago: after - at + seconds });
      }
      if (part.kind === "step") this.played[part.item] = (this.played[part.item] || 0) + step;
      this.spent = after;
      if (this.left() > 1e-6) break;
      this.go(this.at + 1);
      heard.push(...this.opening(seconds));
    }
    return heard;
  }
  // What sounds as a part begins.
  opening(ago = 0) {
    const part = this.part();
    if (!part) return [{ kind: "finish", say: "", ago }];
    return [{ kind: part.kind === "rest" ? "rest" : "start", say: part.say, ago }];
  }
  go(at) {
    this.at = Math.max(0, Math.min(at, this.parts.length));
    this.spent = 0;
    if (this.part()) this.part().extra = 0;
  }
  // To the beginning of this part, or shortly after it began, to the step before.
  back() {
    if (this.spent >= 3) return this.go(this.at);
    let at = this.at - 1;
    while (at > 0 && this.parts[at].kind === "rest") at -= 1;
    this.go(at);
  }
  skip() {
    const part = this.part();
    if (part && part.kind === "step") this.skipped[part.item] = true;
    this.go(this.at + 1);
  }
  more(seconds) { if (this.part()) this.part().extra += seconds; }
  end() {
    for (const part of this.parts.slice(this.at)) if (part.kind === "step") this.skipped[part.item] = true;
    this.at = this.parts.length;
    this.spent = 0;
  }
  save() {
    const { at, spent, played, skipped } = this;
    return { at, spent, played, skipped, extra: this.parts.map((part) => part.extra) };
  }
  load(kept) {
    if (!kept || kept.extra.length !== this.parts.length) return false;
    Object.assign(this, { at: kept.at, spent: kept.spent, played: kept.played, skipped: kept.skipped });
    this.parts.forEach((part, number) => { part.extra = kept.extra[number]; });
    return this.at < this.parts.length;
  }
};
