// What the player shows: one step, its side in large letters, its picture and the seconds that are left.
var backwise = window.backwise || {};
window.backwise = backwise;

backwise.View = class {
  constructor(box) {
    this.box = box;
    const find = (name) => box.querySelector("#play-" + name);
    for (const name of ["place", "name", "side", "digits", "say", "cue", "live", "note", "pause"]) this[name] = find(name);
    this.picture = box.querySelector(".play-picture");
    this.pose = find("pose");
    this.shown = null;
  }
  // A step, when it is another one than before.
  step(line) {
    const part = line.part();
    if (!part || part === this.shown) return;
    if (this.passing) this.notice("");
    this.caption("");
    this.shown = part;
    this.at = `Step ${part.step + 1} of ${line.steps}`;
    this.place.textContent = this.at + (this.box.classList.contains("paused") ? ", paused" : "");
    this.name.textContent = part.kind === "rest" ? "Rest" : part.name;
    this.side.textContent = part.side;
    this.side.hidden = !part.side;
    this.say.textContent = part.say;
    this.box.classList.toggle("resting", part.kind === "rest");
    this.box.dataset.step = part.step + 1;
    this.picture.hidden = !part.pose;
    if (!part.pose) return;
    const use = this.pose.querySelector("use");
    use.setAttribute("href", part.pose + "#p");
    if (part.turned) use.setAttribute("transform", "matrix(-1 0 0 1 240 0)");
    else use.removeAttribute("transform");
    this.pose.setAttribute("aria-label", part.alt);
  }
  // What is said within a step stands on the screen too, for some seconds.
  caption(text, line) {
    this.cue.textContent = text;
    this.until = text ? line.position() + 8 : Infinity;
  }
  seconds(line) {
    if (line.position() > this.until) this.caption("");
    const left = String(Math.ceil(line.left() - 0.05));
    if (this.digits.textContent === left) return;
    const wider = this.digits.textContent.length !== left.length;
    this.digits.textContent = left;
    if (wider) this.fit();
  }
  // Digits keep their height: where three of them are too wide, they get narrower.
  fit() {
    this.digits.style.transform = "none";
    const room = this.digits.parentElement.clientWidth * (getComputedStyle(this.digits.parentElement).display === "grid" ? 0.46 : 1);
    const wide = this.digits.offsetWidth;
    if (wide > room && room > 0) this.digits.style.transform = `scaleX(${room / wide})`;
    this.digits.style.marginInline = wide > room && room > 0 ? `${(room - wide) / 2}px` : "";
  }
  paused(is) {
    this.pause.textContent = is ? "Go on" : "Pause";
    this.box.classList.toggle("paused", is);
    if (this.at) this.place.textContent = this.at + (is ? ", paused" : "");
  }
  // Said politely to a screen reader: the beginning of a step, half and end, never each second.
  tell(text) { this.live.textContent = text; }
  // What only matters now is gone with the step.
  notice(text, passing = false) {
    this.passing = passing;
    this.note.textContent = text;
    this.note.hidden = !text;
  }
  // On demand: on the screen and to a screen reader.
  left(line) {
    const minutes = Math.max(1, Math.round((line.total() - line.position()) / 60));
    const words = `${Math.ceil(line.left())} seconds left in step ${line.part().step + 1} of ${line.steps}. About ${minutes} ${minutes === 1 ? "minute" : "minutes"} in all.`;
    this.tell(words);
    this.notice(words, true);
  }
};

// A new id for a form, drawn here, so that a page that was kept for offline use counts each time it is used.
backwise.freshId = (form) => {
  const field = form && form.elements.once;
  if (!field) return;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setBigUint64(0, (BigInt(Date.now()) << 16n) | BigInt((bytes[6] << 8) | bytes[7]));
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  const whose = field.value.includes(".") ? field.value.slice(field.value.indexOf(".")) : "";
  field.value = id + whose;
};

// When a form was filled in, by the clocks of the person.
backwise.madeNow = (form) => {
  const field = form.elements.made || form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "made" }));
  const now = new Date();
  field.value = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 19);
};
