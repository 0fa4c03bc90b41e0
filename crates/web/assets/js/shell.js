// Two taps within 400 ms count once: shaking hands send a form only one time.
let last = 0;
document.addEventListener("submit", (event) => {
  const now = performance.now();
  if (now - last < 400) event.preventDefault();
  else last = now;
});
