// The lock on the pages: closed for all but help, open with the PIN, nothing shown offline, nothing lost on the way.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { check, launch, open } from "../lib/browser.mjs";
import { byHand, mouse } from "../lib/interview.mjs";
import { Program } from "../lib/program.mjs";

const PIN = "2468";
const CLOSED = ["/", "/plan", "/progress", "/brief", "/settings", "/settings/lock", "/data", "/calendar.ics", "/nowhere"];

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// A person with a plan.
async function person(t, options) {
  const program = await new Program().start();
  t.after(() => program.remove());
  await byHand(program.address);
  const page = await open(browser, options);
  t.after(() => page.context().close());
  return { program, page };
}

const heading = (page) => page.locator("h1").innerText();
const press = (page, name) => Promise.all([page.waitForNavigation(), page.getByRole("button", { name, exact: true }).click()]);

async function putOn(page, program) {
  await page.goto(`${program.address}/settings/lock`);
  for (const field of ["new", "again"]) await page.locator(`#${field}`).fill(PIN);
  await press(page, "Turn the lock on");
  assert.match(await page.locator(".done").innerText(), /The lock is on/);
}

async function unlock(page, pin = PIN) {
  await page.locator("#pin").fill(pin);
  await press(page, "Unlock");
}

async function fill(page, score) {
  for (const name of ["interference", "pain"]) await mouse.choose(page, name, String(score));
  await mouse.choose(page, "flare", "no");
}

// How much the back got in the way, in each check-in; the copy needs no PIN once the lock is off.
async function scores(program) {
  assert.match(program.run("settings", "lock", "off"), /The lock is off/);
  return (await program.kinds("checked_in")).map((entry) => entry.body.interference);
}

for (const javaScriptEnabled of [true, false]) {
  it(`closes all but help, and the PIN leads to the page asked for, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async (t) => {
    const { program, page } = await person(t, { serviceWorkers: "block", javaScriptEnabled });
    await page.goto(`${program.address}/settings/lock`);
    await check(page, "no lock");
    await putOn(page, program);
    await check(page, "lock on");
    await page.goto(`${program.address}/settings`);
    await check(page);
    await press(page, "Lock now");
    await page.goBack();
    assert.match(await heading(page), /locked/, "nothing is left to go back to");
    for (const path of CLOSED) {
      await page.goto(program.address + path);
      assert.match(await heading(page), /locked/, path);
    }
    await check(page, "locked");
    await page.locator("header .help").click();
    assert.match(await heading(page), /When to get medical help/);
    await page.goto(`${program.address}/progress`);
    await unlock(page, "1357");
    assert.match(await page.locator(".problem").innerText(), /another PIN/);
    await check(page, "wrong PIN");
    await unlock(page);
    assert.equal(new URL(page.url()).pathname, "/progress");
    assert.match(await heading(page), /How it goes/);
    // Another browser is not in; whoever has the terminal is.
    const other = await open(browser, { serviceWorkers: "block" });
    t.after(() => other.context().close());
    await other.goto(`${program.address}/`);
    assert.match(await heading(other), /locked/);
    program.run("settings", "lock", "off");
    await other.goto(`${program.address}/`);
    assert.doesNotMatch(await heading(other), /locked/);
  });

  it(`sends on what was filled in when the pages locked, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async (t) => {
    const { program, page } = await person(t, { serviceWorkers: "block", javaScriptEnabled });
    await putOn(page, program);
    const other = await page.context().newPage();
    await page.goto(`${program.address}/check-in`);
    await other.goto(`${program.address}/settings`);
    await press(other, "Lock now");
    await fill(page, 6);
    await Promise.all([page.waitForNavigation(), page.locator("main .primary").click()]);
    assert.match(await page.locator(".note").innerText(), /waits on this page/);
    await check(page, "a form that waits");
    await unlock(page, "1357");
    await unlock(page);
    assert.doesNotMatch(await heading(page), /locked/);
    assert.deepEqual(await scores(program), [6]);
  });
}

it("shows nothing private without the program while the lock is on, and keeps a check-in until it may be sent", async (t) => {
  const { program, page } = await person(t);
  const kept = (path) => page.evaluate(async (path) => Boolean(await caches.match(path)), path);
  const until = async (path, wanted) => { while ((await kept(path)) !== wanted) await page.waitForTimeout(50); };
  await page.goto(`${program.address}/`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await until("/check-in", true);
  await putOn(page, program);
  // The browser finds the other worker a moment after a page was shown.
  await until("/check-in", false);
  await until("/help", true);
  await page.goto(`${program.address}/check-in`);
  await program.stop();
  await fill(page, 4);
  await Promise.all([page.waitForNavigation(), page.locator("main .primary").click()]);
  assert.match(await heading(page), /Saved on this phone/);
  for (const path of ["/", "/check-in", "/progress"]) {
    await page.goto(program.address + path);
    assert.match(await heading(page), /not running/, path);
    assert.equal(await kept(path), false, path);
  }
  await page.goto(`${program.address}/help`);
  assert.match(await heading(page), /When to get medical help/);
  await program.start();
  await page.goto(`${program.address}/`);
  assert.match(await heading(page), /locked/);
  await page.locator(".waiting", { hasText: "reachable and unlocked" }).waitFor();
  await check(page, "locked with something that waits");
  await unlock(page);
  assert.equal(new URL(page.url()).pathname, "/");
  assert.deepEqual(await scores(program), [4]);
});
