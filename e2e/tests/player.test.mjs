// The guided session with a clock that the test turns: no second is waited for.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { check, launch, open } from "../lib/browser.mjs";
import { mouse } from "../lib/interview.mjs";
import { Program } from "../lib/program.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// The sample person in the first step of today's session.
async function playing(t) {
  const program = await new Program().start("demo");
  t.after(() => program.remove());
  const page = await open(browser, { serviceWorkers: "block" });
  t.after(() => page.context().close());
  await page.clock.install();
  await page.goto(`${program.address}/`);
  await mouse.go(page, 'main a[href^="/session/"]');
  // No time passes but what the test lets pass.
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.locator("#start .primary").click();
  await page.locator("#play-skip").waitFor();
  const left = async () => Number(await page.locator("#play-digits").innerText());
  // Two taps of a shaking hand count once: a second lies between any two.
  const press = async (name) => {
    await page.clock.runFor(1_000);
    await page.locator(`#play-${name}`).click();
  };
  const place = () => page.locator("#play-place").innerText();
  return { program, page, left, press, place };
}

it("starts, pauses, goes on, adds 15 seconds, skips, and ends with two taps", async (t) => {
  const { program, page, left, press, place } = await playing(t);
  const done = (await program.kinds("session_done")).length;
  assert.match(await place(), /^Step 1 of /);
  const whole = await left();
  assert.ok(whole > 5, `${whole} seconds`);

  await page.clock.runFor(3_000);
  assert.equal(await left(), whole - 3);
  await press("pause");
  assert.equal(await page.locator("#play-pause").innerText(), "Go on");
  await page.clock.runFor(60_000);
  assert.equal(await left(), whole - 4, "a pause lets no second pass");
  await press("more");
  assert.equal(await left(), whole + 11);
  await page.locator("#play-more").click();
  assert.equal(await left(), whole + 11, "a second tap at once counts once");
  await press("pause");
  await page.clock.runFor(2_000);
  assert.equal(await left(), whole + 9);

  await press("skip");
  assert.match(await page.locator("#play").innerText(), /Step [12] of /);
  assert.notEqual(await left(), whole + 8);
  // What is looked at needs a clock that goes by itself.
  await press("pause");
  await page.clock.resume();
  await check(page, "the player");
  await page.locator("#play-end").click();
  await page.locator("#done").waitFor();
  await check(page, "after the session");

  await mouse.choose(page, "felt", "better");
  await Promise.all([page.waitForNavigation(), page.locator('#done button[value="none"]').click()]);
  const sessions = await program.kinds("session_done");
  assert.equal(sessions.length, done + 1);
  assert.equal(sessions.at(-1).body.felt, "better");
});

it("plays to the end by itself", async (t) => {
  const { page } = await playing(t);
  for (let minutes = 0; minutes < 60 && !(await page.locator("#done").isVisible()); minutes += 1) await page.clock.runFor(60_000);
  assert.match(await page.locator("#done-words").innerText(), /^\d+ minutes? done/);
});
