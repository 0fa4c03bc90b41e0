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
async function playing(t, options) {
  const program = await new Program().start("demo");
  t.after(() => program.remove());
  const page = await open(browser, { serviceWorkers: "block", ...options });
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
  await press("end");
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

// How high the digits are drawn, as a share of the screen, and whether they and the keys are on it.
const drawn = (page) => page.evaluate(() => {
  const digits = document.getElementById("play-digits");
  const ink = document.createElement("canvas").getContext("2d");
  const { fontWeight, fontSize, fontFamily } = getComputedStyle(digits);
  ink.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = ink.measureText(digits.innerText);
  const box = digits.getBoundingClientRect(), pause = document.getElementById("play-pause").getBoundingClientRect();
  return {
    share: (up + down) / innerHeight,
    fits: box.left >= 0 && box.right <= innerWidth + 1,
    keysBelow: pause.top >= innerHeight / 2 && pause.bottom <= innerHeight,
    largest: [...document.querySelectorAll(".play-keys button")].every((key) => key.offsetWidth * key.offsetHeight <= document.getElementById("play-pause").offsetWidth * document.getElementById("play-pause").offsetHeight),
  };
});

for (const [width, height] of [[360, 740], [390, 844], [768, 1024], [1280, 800], [740, 360]]) {
  it(`has digits of a fifth of the screen and keys in its lower half at ${width} x ${height}`, async (t) => {
    const { page } = await playing(t, { viewport: { width, height } });
    for (const seconds of ["8", "42", "300"]) {
      await page.locator("#play-digits").evaluate((digits, seconds) => { digits.textContent = seconds; backwise.session.view.fit(); }, seconds);
      const { share, fits, keysBelow, largest } = await drawn(page);
      assert.ok(share >= 0.2, `${seconds}: ${Math.round(share * 1000) / 10} of 100`);
      assert.ok(fits, `${seconds} fit`);
      assert.ok(keysBelow && largest, `${seconds}: keys`);
    }
  });
}

it("keeps step and digits in sight while the switches are open", async (t) => {
  const { page } = await playing(t, { viewport: { width: 360, height: 740 } });
  await page.locator("#play-pause").click();
  await page.clock.runFor(1_000);
  assert.match(await page.locator("#play-place").innerText(), /, paused$/);
  await page.locator(".play-sounds summary").click();
  const [body, digits] = await page.evaluate(() => [".play-body", "#play-digits"].map((one) => document.querySelector(one).getBoundingClientRect().height));
  assert.ok(body >= digits && digits > 100, `${digits} pixels of ${body}`);
});

it("pauses at a tap anywhere, and by keys unless they are off", async (t) => {
  const { page } = await playing(t, { viewport: { width: 1280, height: 800 } });
  const button = page.locator("#play-pause");
  await page.clock.runFor(1_000);
  await page.mouse.click(20, 400);
  assert.equal(await button.innerText(), "Go on", "a tap at the edge");
  await page.keyboard.press("Space");
  assert.equal(await button.innerText(), "Pause", "the space bar");
  await page.locator(".play-sounds summary").click();
  await page.locator('#sounds label:has([name=keys][value=off])').click();
  await page.locator("h1").evaluate(() => document.activeElement.blur());
  const place = await page.locator("#play-place").innerText();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  assert.equal(await button.innerText(), "Pause", "keys are off");
  assert.equal(await page.locator("#play-place").innerText(), place);
});

it("says how long it still takes, on demand", async (t) => {
  const { page, press } = await playing(t);
  await press("left");
  assert.match(await page.locator("#play-note").innerText(), /^\d+ seconds left in step 1 of \d+\. About \d+ minutes in all\.$/);
  await press("skip");
  await press("skip");
  assert.ok(!(await page.locator("#play-note").isVisible()), "it is gone with the step");
});

it("shows on the screen what is said within a step, for some seconds", async (t) => {
  const { page, left } = await playing(t);
  const cue = page.locator("#play-cue");
  const said = () => page.evaluate(() => backwise.session.line.cues(backwise.session.line.part()).filter(([, kind]) => kind === "half"));
  for (let steps = 0; steps < 20 && !(await said()).length; steps += 1) await page.clock.runFor((await left()) * 1000 + 200);
  const [[at, , words]] = await said();
  const spent = await page.evaluate(() => backwise.session.line.spent);
  await page.clock.runFor((at - spent + 0.5) * 1000);
  assert.equal(await cue.innerText(), words);
  await page.clock.runFor(9_000);
  assert.ok(!(await cue.isVisible()), "and it is gone");
});

it("says what the helper is to ask, even with a brief voice", async (t) => {
  const { page } = await playing(t);
  const words = await page.evaluate(() => ["Halfway.", "Ask: less, more, or the same?"].map((say) => backwise.words({ kind: "half", say }, "brief")));
  assert.deepEqual(words, ["", "Ask: less, more, or the same?"]);
});
