// Keeps the pages usable while the program is not running, and sends later what could not be sent.
// The program puts three lines before this: VERSION; KEEP, the addresses that are kept from the start; and LOCKED, whether
// the pages ask for a PIN. Then none of the person's pages are kept, and what waits stays until the pages are open (423).
// A form that holds the field "once" may be sent again without counting twice; only such forms are kept.
const CACHE = "backwise-" + VERSION;
const html = (response) => (response.headers.get("content-type") || "").startsWith("text/html");
const isAsset = (path) => /^\/(assets|poses)\//.test(path);
const isForm = (request) => (request.headers.get("content-type") || "").startsWith("application/x-www-form-urlencoded");

addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEEP)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    await clients.claim();
    await keepToday().catch(() => {});
  };
  event.waitUntil(old());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "GET" && isAsset(url.pathname)) event.respondWith(asset(request));
  else if (request.method === "GET" && request.mode === "navigate") event.respondWith(page(event));
  else if (request.method === "POST" && isForm(request)) event.respondWith(send(request));
});

addEventListener("message", (event) => {
  if (event.data === "flush") event.waitUntil(flush().then(tell));
});

// Pictures, style and scripts are named by what is in them, so a kept one is never old.
async function asset(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(CACHE)).put(request, response.clone());
  return response;
}

// The program answers if it runs; what waits is sent first, so that the page shows it.
async function page(event) {
  try {
    await flush();
    const response = await fetch(event.request);
    const path = new URL(event.request.url).pathname;
    if (response.status === 200 && html(response) && path === "/") event.waitUntil(keepToday(response.clone()));
    return response;
  } catch {
    return kept(event.request.url);
  }
}

// A page as it was kept, saying so. Its forms are new ones: each time it is shown they get new ids, and the day it is now.
async function kept(address) {
  const cache = await caches.open(CACHE);
  const found = (await cache.match(address)) || (await cache.match(address, { ignoreSearch: true }));
  const response = found || (await cache.match("/offline"));
  const note = '<p class="offline" role="status">The program is not running. This page was kept on this phone.</p>';
  const text = (await response.text())
    .replace(/name="once" value="[^".]*/g, () => `name="once" value="${newId()}`)
    .replace(/name="day" value="[^"]*/g, `name="day" value="${new URL(address, location).searchParams.get("day") || day()}`)
    .replace("<main", (found ? note : "") + "<main");
  return new Response(text, { headers: response.headers });
}

// Keeps Today and the pages that it leads to: the session, the check-in, the worst day.
async function keepToday(response) {
  if (LOCKED) return;
  const today = response || (await fetch("/"));
  if (today.redirected || !today.ok || !html(today)) return;
  const cache = await caches.open(CACHE);
  const text = await today.clone().text();
  await cache.put("/", today);
  const main = text.slice(text.indexOf("<main"));
  const links = new Set([...main.matchAll(/href="(\/[^"#?]*)/g)].map((match) => match[1]));
  for (const link of [...links].filter((link) => link !== "/" && !isAsset(link)).slice(0, 12)) await keep(cache, link);
  await keepAssets(cache, text);
}

async function keep(cache, path) {
  const response = await fetch(path).catch(() => undefined);
  if (!response || !response.ok || response.redirected || !html(response)) return;
  const text = await response.clone().text();
  await cache.put(path, response);
  await keepAssets(cache, text);
}

async function keepAssets(cache, text) {
  const named = new Set([...text.matchAll(/["'](\/(?:assets|poses)\/[^"'?#]+)/g)].map((match) => match[1]));
  for (const path of named) if (!(await cache.match(path))) await cache.add(path).catch(() => {});
}

// Sends a form; if nobody answers, and it may be sent again, keeps it.
async function send(request) {
  const body = await request.clone().text();
  try {
    await flush();
    return await fetch(request);
  } catch {
    const once = new URLSearchParams(body).get("once");
    const isPage = request.mode === "navigate";
    if (!once) return isPage ? kept("/offline") : Response.error();
    const made = clock().toISOString().slice(0, 19);
    const { pathname, search } = new URL(request.url);
    const path = pathname + search;
    const waiting = await store("readonly", (queue) => queue.getAll());
    // The same form with a change takes the place of what it said before.
    const before = waiting.find((item) => item.once === once && item.path === path);
    const item = { ...(before && { id: before.id }), path, once, body, made };
    await store("readwrite", (queue) => queue.put(item));
    await tell();
    return isPage ? Response.redirect("/offline/saved", 303) : new Response(null, { status: 202 });
  }
}

// Sends what waits, oldest first, one at a time. Two tabs take turns, and what was heard once is not counted again.
function flush() {
  return navigator.locks.request("backwise-queue", async () => {
    const all = await store("readonly", (queue) => queue.getAll());
    for (const item of all.filter((item) => !item.refused)) {
      const made = "&made=" + encodeURIComponent(item.made);
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const request = { method: "POST", headers, body: item.body + made, redirect: "manual" };
      const response = await fetch(item.path, request).catch(() => undefined);
      if (!response || response.status >= 500 || response.status === 423) return;
      const heard = response.type === "opaqueredirect" || response.ok;
      // What the program does not take stays here, and is not sent again and again.
      const done = (queue) => (heard ? queue.delete(item.id) : queue.put({ ...item, refused: response.status }));
      await store("readwrite", done);
    }
    if (all.length) await tell();
  });
}

async function tell() {
  const all = await store("readonly", (queue) => queue.getAll());
  const refused = all.filter((item) => item.refused).length;
  for (const client of await clients.matchAll()) client.postMessage({ waiting: all.length - refused, refused, locked: LOCKED });
}

// One operation on what waits; done once it is on the disk.
function store(mode, operation) {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open("backwise", 1);
    open.onupgradeneeded = () => open.result.createObjectStore("queue", { keyPath: "id", autoIncrement: true });
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const transaction = open.result.transaction("queue", mode, { durability: "strict" });
      const request = operation(transaction.objectStore("queue"));
      transaction.oncomplete = () => { open.result.close(); resolve(request.result); };
      transaction.onabort = () => { open.result.close(); reject(transaction.error); };
    };
  });
}

// The time on the person's clocks, in the fields of UTC, and their day, which rolls over at 4am.
const clock = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000);
const day = () => new Date(clock() - 4 * 3600000).toISOString().slice(0, 10);

// An id that begins with its time (UUIDv7), as the program makes them.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const time = Date.now().toString(16).padStart(12, "0");
  const variant = "89ab"[bytes[8] & 3];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
