// On every page: a double tap counts once, problems get the focus, and what waits on this phone is told and sent.

// Two taps within 400 ms count once: shaking hands send a form only one time.
let last = -Infinity;
document.addEventListener("submit", (event) => {
  const now = performance.now();
  if (now - last < 400) event.preventDefault();
  else last = now;
});

// The list of what to mend is read first.
const problems = document.querySelector(".problems");
if (problems) problems.focus();

const notice = document.createElement("p");
notice.className = "waiting";
notice.setAttribute("role", "status");

function show({ waiting, refused, locked }) {
  const words = [];
  const when = locked ? "reachable and unlocked" : "reachable";
  if (waiting) words.push(`Saved on this phone. It will be sent when the program is ${when}.`);
  else if (notice.dataset.waiting > 0) words.push("What was saved on this phone is sent now.");
  if (refused) words.push("Something saved on this phone was not taken. Record it again.");
  notice.textContent = words.join(" ");
  notice.hidden = words.length === 0;
  notice.dataset.waiting = waiting;
}

async function keepOffline() {
  const main = document.querySelector("main");
  main.before(notice);
  notice.hidden = true;
  const workers = navigator.serviceWorker;
  workers.addEventListener("message", (event) => show(event.data));
  await workers.register("/sw.js");
  const { active } = await workers.ready;
  const flush = () => active.postMessage("flush");
  flush();
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => document.hidden || flush());
  setInterval(() => notice.dataset.waiting > 0 && flush(), 15000);
}

// Private windows have no service worker; the pages work without.
if ("serviceWorker" in navigator) keepOffline().catch(() => {});
