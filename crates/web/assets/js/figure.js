// Paints the body figure. The check boxes beside it hold the truth; they stay where the keyboard finds them.
const SVG = "http://www.w3.org/2000/svg";
const NEAR = [4, 8, 12]; // a press that misses the body by less than 12 px counts for the nearest zone

for (const island of document.querySelectorAll("[data-island=body]")) {
  const boxes = [...island.querySelectorAll("input[name=choice]")];
  const boxOf = (id) => boxes.find((box) => box.value === id);
  const shapeOf = (box) => island.querySelector(`.zone[data-zone="${box.value}"]`);
  const pictures = [...island.querySelectorAll("[data-picture]")];
  const sentence = island.querySelector("#marked");
  const list = island.querySelector("#zone-list");
  const undo = [];

  const paint = (box) => {
    const shape = shapeOf(box);
    if (!shape) return;
    shape.classList.toggle("is-on", box.checked);
    shape.setAttribute("fill", box.checked ? "url(#hatch)" : "none");
    const ticks = shape.ownerSVGElement.querySelector(".ticks");
    ticks.querySelector(`[data-for="${box.value}"]`)?.remove();
    if (!box.checked) return;
    const tick = document.createElementNS(SVG, "use");
    tick.dataset.for = box.value;
    tick.setAttribute("href", "#tick");
    tick.setAttribute("x", shape.dataset.x - 7);
    tick.setAttribute("y", shape.dataset.y - 7);
    tick.setAttribute("width", 14);
    tick.setAttribute("height", 14);
    ticks.append(tick);
  };
  const say = () => {
    // The words of the page that the server sends: each place once, with its sides.
    const places = new Map();
    for (const box of boxes.filter((box) => box.checked)) {
      const [, place, side] = /^(.*), (left|right)$/.exec(box.dataset.name) ?? [null, box.dataset.name];
      places.set(place, [...(places.get(place) ?? []), side].filter(Boolean));
    }
    const words = [...places].map(([place, sides]) => (sides.length ? `${place}, ${sides.sort().join(" and ")}` : place));
    sentence.textContent = `You marked: ${words.length ? words.join(". ") : "nothing yet"}.`;
  };
  const set = (box, on) => {
    box.checked = on;
    paint(box);
  };
  const show = (view) => {
    for (const picture of pictures) picture.hidden = picture.dataset.picture !== view;
    for (const button of island.querySelectorAll("button[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === view));
    }
  };
  const zoneAt = (x, y) => document.elementFromPoint(x, y)?.closest(".zone");
  const nearest = (x, y) => {
    for (const r of NEAR) {
      for (let turn = 0; turn < 8; turn += 1) {
        const zone = zoneAt(x + r * Math.cos((turn * Math.PI) / 4), y + r * Math.sin((turn * Math.PI) / 4));
        if (zone && island.contains(zone)) return zone;
      }
    }
    return null;
  };

  for (const box of boxes) {
    box.addEventListener("change", () => {
      undo.push([[box, !box.checked]]);
      paint(box);
      say();
    });
    const mark = (on) => () => {
      const shape = shapeOf(box);
      if (!list.classList.contains("behind-picture")) return;
      if (on) show(shape.ownerSVGElement.dataset.view);
      shape.classList.toggle("is-focused", on && box.matches(":focus-visible"));
      if (on && box.matches(":focus-visible")) shape.scrollIntoView({ block: "nearest" });
    };
    box.addEventListener("focus", mark(true));
    box.addEventListener("blur", mark(false));
    paint(box);
  }
  for (const picture of pictures) {
    picture.querySelector("svg").addEventListener("click", (event) => {
      const zone = event.target.closest(".zone") ?? nearest(event.clientX, event.clientY);
      boxOf(zone?.dataset.zone)?.click();
    });
  }

  const clear = island.querySelector("[data-act=clear]");
  const acts = {
    undo: () => {
      for (const [box, on] of undo.pop() ?? []) set(box, on);
      say();
    },
    clear: () => {
      const marked = boxes.filter((box) => box.checked);
      if (!marked.length) return;
      if (clear.dataset.asked) {
        undo.push(marked.map((box) => [box, true]));
        for (const box of marked) set(box, false);
        say();
      }
      clear.dataset.asked = clear.dataset.asked ? "" : "yes";
      clear.textContent = clear.dataset.asked ? "Yes, clear all" : "Clear all";
    },
    zoom: (button) => {
      const whole = button.textContent === "Zoom out";
      button.textContent = whole ? "Zoom in" : "Zoom out";
      for (const picture of pictures) {
        picture.querySelector("svg").setAttribute("viewBox", whole ? picture.dataset.whole : picture.dataset.close);
      }
    },
    list: (button) => {
      const behind = list.classList.toggle("behind-picture");
      button.setAttribute("aria-expanded", String(!behind));
      button.textContent = behind ? "Use a list instead" : "Hide the list";
    },
  };
  island.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.view) show(button.dataset.view);
    else acts[button.dataset.act]?.(button);
    if (button !== clear && clear.dataset.asked) {
      clear.dataset.asked = "";
      clear.textContent = "Clear all";
    }
  });

  for (const tools of island.querySelectorAll("[data-with-script]")) tools.hidden = false;
  list.classList.add("behind-picture");
  show("back");
  say();
}
