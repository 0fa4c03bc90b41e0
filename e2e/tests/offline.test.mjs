// The program is away: what was kept still opens, and what is recorded is neither lost nor counted twice.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { check, launch, open } from "../lib/browser.mjs";
import { byHand, mouse } from "../lib/interview.mjs";
import { Program } from "../lib/program.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// A person with a plan, whose browser has seen Today.
async function person(t) {
  const program = await new Program().start();
  t.after(() => program.remove());
  await byHand(program.address);
  const page = await open(browser);
  t.after(() => page.context().close());
  await page.goto(`${program.address}/`);
  await page.evaluate(async () => {
    const pause = () => new Promise((done) => setTimeout(done, 50));
    await navigator.serviceWorker.ready;
    while (!(await caches.match("/flare"))) await pause();
  });
  return { program, page };
}

// Fills in the check-in that is shown.
async function fill(page, score) {
  for (const name of ["interference", "pain"]) await mouse.choose(page, name, String(score));
  await mouse.choose(page, "flare", "no");
}

const done = (page) => Promise.all([page.waitForNavigation(), page.locator("main .primary").click()]);
const scores = async (program) => {
  const entries = await program.entries();
  const gone = new Set(entries.filter((entry) => entry.kind === "retracted").map((entry) => entry.body.entry));
  return entries.filter((entry) => entry.kind === "checked_in" && !gone.has(entry.id)).map((entry) => entry.body.interference);
};

it("keeps Today, the check-in and help, and says that the program is away", async (t) => {
  const { program, page } = await person(t);
  await program.stop();
  for (const path of ["/", "/check-in", "/help"]) {
    await page.goto(program.address + path);
    assert.match(await page.locator(".offline").innerText(), /not running/, path);
    await check(page, path);
  }
  await page.goto(`${program.address}/settings?new`);
  assert.match(await page.locator("h1").innerText(), /not running/);
});

it("runs today's session and keeps how it was, with no program at all", async (t) => {
  const { program, page } = await person(t);
  await program.stop();
  await page.goto(`${program.address}/`);
  await page.locator('main a[href^="/session/"]').first().click();
  await page.clock.install();
  await page.locator("#start .primary").click();
  await page.locator("#play-skip").waitFor();
  for (let steps = 0; steps < 60 && !(await page.locator("#done").isVisible()); steps += 1) {
    await page.clock.runFor(60_000);
  }
  await mouse.choose(page, "felt", "better");
  await Promise.all([page.waitForNavigation(), page.locator('#done button[value="none"]').click()]);
  assert.match(await page.locator("h1").innerText(), /Saved on this phone/);
  await program.start();
  await page.goto(`${program.address}/`);
  assert.deepEqual((await program.kinds("session_done")).map((entry) => entry.body.felt), ["better"]);
  assert.equal((await program.kinds("screen_repeated")).length, 1);
});

it("sends check-ins later: none lost, none twice, each about its day", async (t) => {
  const { program, page } = await person(t);
  await program.stop("SIGKILL");
  for (const score of [3, 6]) {
    await page.goto(`${program.address}/check-in`);
    await fill(page, score);
    await done(page);
    assert.match(await page.locator("h1").innerText(), /Saved on this phone/);
    await page.locator(".waiting", { hasText: "It will be sent when the program is reachable" }).waitFor();
    await check(page);
  }
  // The browser is closed and opened in between.
  const again = await page.context().newPage();
  await page.close();
  await program.start();
  await again.goto(`${program.address}/`);
  assert.deepEqual(await scores(program), [3, 6]);
  await again.reload();
  assert.deepEqual(await scores(program), [3, 6]);
  const [first] = await program.kinds("checked_in");
  const now = new Date(Date.now() - 4 * 3600000);
  assert.equal(first.day, new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10));
});

it("asks again where the answer was lost on the way, and counts once", async (t) => {
  const { program, page } = await person(t);
  // The program hears the form and dies before it answers.
  await page.goto(`${program.address}/check-in`);
  await fill(page, 4);
  const body = await page.evaluate(() => String(new URLSearchParams(new FormData(document.querySelector("main form")))));
  await fetch(`${program.address}/check-in`, { method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded" } });
  assert.deepEqual(await scores(program), [4]);
  await program.stop("SIGKILL");
  await done(page);
  assert.match(await page.locator("h1").innerText(), /Saved on this phone/);
  await program.start();
  await page.goto(`${program.address}/`);
  assert.deepEqual(await scores(program), [4]);
});

it("two tabs send what waits once", async (t) => {
  const { program, page } = await person(t);
  await program.stop();
  await page.goto(`${program.address}/check-in`);
  await fill(page, 5);
  await done(page);
  await program.start();
  const other = await page.context().newPage();
  await Promise.all([page.goto(`${program.address}/`), other.goto(`${program.address}/progress`)]);
  assert.deepEqual(await scores(program), [5]);
});

it("a form that may not be sent twice is not kept, and says so", async (t) => {
  const { program, page } = await person(t);
  await page.goto(`${program.address}/settings`);
  await program.stop();
  await page.locator("#theme").selectOption("dark");
  await done(page);
  assert.match(await page.locator("main").innerText(), /nothing was changed/);
});
