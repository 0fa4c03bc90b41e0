// From the first page to the result, in every way in which a person may go.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { check, fits, launch, open } from "../lib/browser.mjs";
import { byHand, calm, interview, keys, mouse, plain, tabTo } from "../lib/interview.mjs";
import { Program } from "../lib/program.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// Goes through the interview on a journal of its own, and returns the page where it ends.
async function through(t, options, ways, seen) {
  const program = await new Program().start();
  t.after(() => program.remove());
  const page = await open(browser, options);
  t.after(() => page.context().close());
  await page.goto(`${program.address}/start`);
  if (seen) await seen(page);
  await ways.go(page, "main .primary");
  const end = await interview(page, ways, { seen });
  assert.equal(new URL(end).pathname, "/outcome");
  if (seen) await seen(page);
  await ways.go(page, "main .primary");
  assert.equal(new URL(page.url()).pathname, "/result");
  await page.getByRole("heading", { name: "Can massage help?" }).waitFor();
  assert.match(await page.locator("main").innerText(), /fair guess|good guess|weak guess/);
  if (seen) await seen(page);
  return page;
}

describe("the first run", { concurrency: 2 }, () => {
  it("goes by mouse, and every page is accessible", (t) => through(t, {}, mouse, check));
  it("goes by keyboard alone", (t) => through(t, {}, keys));
  it("goes without JavaScript", (t) => through(t, { javaScriptEnabled: false }, plain));
  it("goes at 320 pixels", (t) => through(t, { viewport: { width: 320, height: 568 } }, mouse, fits));
  it("goes in the dark with reduced motion, accessible", (t) =>
    through(t, { colorScheme: "dark", reducedMotion: "reduce", viewport: { width: 1280, height: 800 } }, mouse, check));
  it("goes in forced colours at 400 %", (t) =>
    through(t, { forcedColors: "active", viewport: { width: 320, height: 256 } }, mouse, fits));
});

describe("signs that need help", () => {
  it("lead at once to the number to call, and no question follows", async (t) => {
    const program = await new Program().start();
    t.after(() => program.remove());
    const page = await open(browser);
    t.after(() => page.context().close());
    await page.goto(`${program.address}/ask/start`);
    const answers = { ...calm, nerves: { choice: ["saddle"] } };
    const end = await interview(page, mouse, { answers });
    assert.equal(new URL(end).pathname, "/outcome");
    assert.match(await page.locator("h1").innerText(), /Call 112/);
    assert.ok(await page.locator('main a[href^="tel:112"]').isVisible());
    await check(page);
    // Today offers no session either.
    await page.goto(`${program.address}/`);
    assert.equal(await page.locator('main a[href*="/session"]').count(), 0);
  });

  it("are one click away from every page, by keyboard too", async (t) => {
    const program = await new Program().start();
    t.after(() => program.remove());
    const page = await open(browser);
    t.after(() => page.context().close());
    await page.goto(`${program.address}/ask/now`);
    await tabTo(page, 'a[href="/help"]');
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.match(await page.locator("h1").innerText(), /When to get medical help/);
    await check(page);
  });
});

describe("stopping and coming back", () => {
  it("goes on where it stopped, after the program was killed", async (t) => {
    const program = await new Program().start();
    t.after(() => program.remove());
    const page = await open(browser);
    t.after(() => page.context().close());
    await page.goto(`${program.address}/ask/now`);
    await mouse.choose(page, "none", "1");
    await mouse.go(page, "main .primary");
    const next = page.url();
    await program.stop("SIGKILL");
    await program.start();
    await page.goto(`${program.address}/ask`);
    assert.equal(page.url(), next);
  });

  it("shows the answer again on the way back, and takes a change", async (t) => {
    const program = await new Program().start();
    t.after(() => program.remove());
    const page = await open(browser);
    t.after(() => page.context().close());
    await page.goto(`${program.address}/ask/now`);
    for (const _ of ["now", "nerves"]) {
      await mouse.choose(page, "none", "1");
      await mouse.go(page, "main .primary");
    }
    await mouse.choose(page, "text", "25");
    await mouse.go(page, "main .primary");
    await page.goBack();
    assert.equal(new URL(page.url()).pathname, "/ask/age");
    await page.reload();
    assert.equal(await page.locator('main [name="text"]:checked').inputValue(), "25");
    await mouse.choose(page, "text", "50");
    await mouse.go(page, "main .primary");
    const ages = (await program.kinds("question_answered")).filter((entry) => entry.body.question === "age");
    assert.deepEqual(ages.map((entry) => entry.body.answer.number), [25, 50]);
  });

  it("says what to mend, keeps what was typed, and leads to the field", async (t) => {
    const program = await new Program().start();
    t.after(() => program.remove());
    const page = await open(browser);
    t.after(() => page.context().close());
    await page.goto(`${program.address}/ask/now`);
    await mouse.go(page, "main .primary");
    assert.match(await page.title(), /^Error: /);
    assert.equal(await page.evaluate(() => document.activeElement.className), "problems");
    await page.locator(".problems a").click();
    assert.ok(await page.evaluate(() => document.activeElement.matches("main input")));
    await check(page);
  });
});

it("the interview ends without a browser as well", async (t) => {
  const program = await new Program().start();
  t.after(() => program.remove());
  assert.equal(new URL(await byHand(program.address)).pathname, "/outcome");
});

for (const javaScriptEnabled of [true, false]) {
  it(`a line over others shows them once it is ticked, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async (t) => {
    const program = await new Program().start();
    t.after(() => program.remove());
    const page = await open(browser, { javaScriptEnabled });
    t.after(() => page.context().close());
    await page.goto(`${program.address}/ask/now`);
    for (const [name, value] of [["none", "1"], ["none", "1"], ["text", "25"]]) {
      await plain.choose(page, name, value);
      await plain.go(page, "main .primary");
    }
    assert.equal(new URL(page.url()).pathname, "/ask/lately");
    const fever = page.locator('main input[name="choice"][value="fever"]');
    const group = page.locator('main input[name="group"][value="fever_infection"]');
    assert.ok(!(await fever.isVisible()), "it is folded away");
    await group.check();
    assert.ok(await fever.isVisible());
    await check(page);
    await plain.go(page, "main .primary");
    assert.match(await page.title(), /^Error: /, "a tick that says nothing yet is not lost");
    await page.locator(".problems a").click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "group-fever_infection");
    await fever.check();
    await group.uncheck();
    // With a script the ticks under it go too; without one they stay in sight, because they are sent.
    assert.equal(await fever.isChecked(), !javaScriptEnabled);
    assert.equal(await fever.isVisible(), !javaScriptEnabled);
    await group.check();
    await fever.check();
    await plain.go(page, "main .primary");
    const answers = (await program.kinds("question_answered")).filter((entry) => entry.body.question === "lately");
    assert.deepEqual(answers.map((entry) => entry.body.answer.options.yes), [["fever"]]);
  });
}

describe("the body picture", () => {
  const box = (page, selector) => page.locator(selector).filter({ visible: true }).first().boundingBox();

  async function picture(t, options) {
    const program = await new Program().start();
    t.after(() => program.remove());
    const page = await open(browser, options);
    t.after(() => page.context().close());
    const ways = options.javaScriptEnabled === false ? plain : mouse;
    await page.goto(`${program.address}/ask/start`);
    await interview(page, ways, { seen: async () => { if (page.url().endsWith("/ask/zones")) throw new Error("there"); } })
      .catch((error) => assert.equal(error.message, "there"));
    return page;
  }

  it("says beside the picture on a wide page what was marked, each place once", async (t) => {
    const page = await picture(t, { viewport: { width: 1280, height: 800 } });
    for (const zone of ["calf_r", "calf_l"]) await page.locator(`main [data-zone="${zone}"]`).click();
    assert.equal(await page.locator("#marked").innerText(), "You marked: Calf, left and right.");
    const [drawn, said] = [await box(page, ".body-picture"), await box(page, "#marked")];
    assert.ok(said.x >= drawn.x + drawn.width, "beside it, not over it");
    await check(page);
  });

  it("has its tools in one row on a phone, and the sentence stays in sight", async (t) => {
    const page = await picture(t, { viewport: { width: 360, height: 740 } });
    const tops = await page.locator(".body-tools").first().locator("button").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().y));
    assert.equal(new Set(tops).size, 1, String(tops));
    const said = await box(page, "#marked");
    assert.ok(said.y + said.height <= 740, "at the lower edge");
    await fits(page);
  });

  it("is small without a script, so that the list is near", async (t) => {
    const page = await picture(t, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    const pictures = page.locator(".body-picture");
    const [back, front] = [await pictures.nth(0).boundingBox(), await pictures.nth(1).boundingBox()];
    assert.equal(back.y, front.y, "side by side");
    assert.ok(back.x + back.width <= front.x && front.x + front.width <= 360);
    assert.ok((await box(page, "#zone-list")).y < 1000);
  });
});

it("a picture of a muscle leaves room for words on a phone", async (t) => {
  const page = await through(t, { viewport: { width: 360, height: 740 } }, mouse);
  for (const one of await page.locator(".muscle-picture").all()) {
    const { width, height } = await one.boundingBox();
    assert.ok(width <= 280 && height <= 420, `${width} by ${height}`);
  }
});
