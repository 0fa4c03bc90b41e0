// The sample person from check-in to answer: by mouse, and without JavaScript.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, it } from "node:test";
import { check, launch, open } from "../lib/browser.mjs";
import { mouse, plain } from "../lib/interview.mjs";
import { Program } from "../lib/program.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

async function sample(t, options) {
  const program = await new Program().start("demo");
  t.after(() => program.remove());
  const page = await open(browser, { serviceWorkers: "block", ...options });
  t.after(() => page.context().close());
  const visit = async (path) => {
    assert.equal((await page.goto(program.address + path)).status(), 200, path);
    await check(page, path);
  };
  return { program, page, visit };
}

// Check-ins of the latest day that stand.
async function latest(program) {
  const entries = await program.entries();
  const gone = new Set(entries.filter((entry) => entry.kind === "retracted").map((entry) => entry.body.entry));
  const stand = entries.filter((entry) => entry.kind === "checked_in" && !gone.has(entry.id));
  const day = stand.map((entry) => entry.day).sort().at(-1);
  return stand.filter((entry) => entry.day === day).map((entry) => entry.body);
}

it("a check-in takes 6 taps at most, and each of them is saved", async (t) => {
  const { program, page, visit } = await sample(t, {});
  await visit("/");
  let taps = 0;
  const tap = async (locator) => { taps += 1; await locator.click(); };
  const saved = (answer) => answer.request().method() === "POST" && new URL(answer.url()).pathname === "/check-in";
  await tap(page.locator('main a[href="/check-in"]'));
  await page.waitForURL(/check-in/);
  const known = (await latest(program)).length;
  for (const [name, value] of [["interference", "7"], ["pain", "6"], ["flare", "no"]]) {
    const label = page.locator(`main input[name="${name}"][value="${value}"]`).locator("xpath=ancestor::label").first();
    await Promise.all([page.waitForResponse(saved), tap(label)]);
    await page.locator(".saved", { hasText: "Saved." }).waitFor();
    const all = await latest(program);
    assert.equal(String(all.at(-1)[name] === false ? "no" : all.at(-1)[name]), value, `${name} is kept at its tap`);
    assert.ok(all.length <= known + 1, "one check-in, however many taps");
  }
  await check(page);
  await Promise.all([page.waitForNavigation(), tap(page.locator("main .primary"))]);
  assert.ok(taps <= 6, `${taps} taps`);
  assert.equal((await latest(program)).at(-1).interference, 7);
});

for (const [words, options] of [["with a script", {}], ["without JavaScript", { javaScriptEnabled: false }]]) {
  it(`a session that was played is listed on the check-in, and taken back there, ${words}`, async (t) => {
    const { program, page, visit } = await sample(t, options);
    const gone = async () => (await program.kinds("retracted")).length;
    const checkIns = async () => (await program.kinds("checked_in")).length;
    await page.goto(`${program.address}/`);
    const session = await page.locator('main a[href^="/session/"]').first().getAttribute("href");
    await visit(`${session}/steps`);
    await page.locator('main input[name="felt"][value="better"]').check();
    await Promise.all([page.waitForNavigation(), page.locator('#done button[value="none"]').click()]);
    await visit("/check-in");
    const before = await gone(), kept = await checkIns();
    await page.locator('main input[name="interference"][value="4"]').check({ force: true });
    assert.match(await page.locator("#did-list li").innerText(), /Back session, \d+ minutes done, better after it/);
    await page.locator("#did-list button", { hasText: "Undo" }).click();
    await page.locator(".saved", { hasText: "Taken back." }).first().waitFor();
    assert.equal(await gone(), before + 1);
    assert.equal(await page.locator("#did-list button", { hasText: "Undo" }).count(), 0);
    assert.ok(await page.locator('main input[name="interference"][value="4"]').isChecked(), "the answer is still there");
    await check(page, "the check-in after Undo");
    await Promise.all([page.waitForNavigation(), page.locator("main .primary").click()]);
    assert.ok((await checkIns()) > kept);
    assert.match(await page.locator("main .done").innerText(), /Your check-in is kept/);
    await visit("/");
    assert.ok(await page.locator(`main a[href="${session}"]`).count(), "it is to be done again");
  });
}

for (const [words, ways, options] of [["by mouse", mouse, {}], ["without JavaScript", plain, { javaScriptEnabled: false }]]) {
  it(`from check-in to progress, a test that is stopped, and the answer, ${words}`, async (t) => {
    const { program, page, visit } = await sample(t, options);
    const at = () => new URL(page.url()).pathname;
    const heading = () => page.locator("h1").innerText();

    await visit("/check-in");
    for (const name of ["interference", "pain"]) await ways.choose(page, name, "2");
    await ways.choose(page, "flare", "no");
    await ways.go(page, "main .primary");
    assert.equal((await latest(program)).at(-1).pain, 2);

    await visit("/progress");
    assert.ok(await page.locator("main svg").count(), "a chart");
    await visit("/answer");
    assert.match(await page.locator("main").innerText(), /What could fool us/);

    // 4 pages, and nothing is kept before the last one is sent.
    await visit("/test");
    await ways.go(page, "main .primary");
    for (const [step, name, value] of [[1, "what", "self_massage"], [2, "weeks", "8"], [3, "worthwhile", "1"]]) {
      assert.match(await page.locator("main .label").innerText(), new RegExp(`step ${step} of 4`, "i"));
      await check(page, page.url());
      await ways.choose(page, name, value);
      await ways.go(page, "main .primary");
    }
    assert.match(await page.locator("main .label").innerText(), /step 4 of 4/i);
    await check(page, page.url());
    const promise = await page.locator(".promise").innerText();
    assert.equal((await program.kinds("test_started")).filter((entry) => entry.body.commitment === promise).length, 0);
    await ways.go(page, "main .primary");
    assert.equal(at(), "/test");
    assert.match(await heading(), /^Your test: /);
    await check(page);
    assert.equal((await program.kinds("test_started")).at(-1).body.commitment, promise);

    await ways.go(page, 'main a[href="/test/stop"]');
    assert.equal(await heading(), "Stop your test?");
    await check(page);
    const stopped = (await program.kinds("test_stopped")).length;
    await ways.go(page, "main .danger");
    assert.equal(at(), "/answer");
    await check(page);
    assert.equal((await program.kinds("test_stopped")).length, stopped + 1);
    await page.goBack();
    assert.notEqual((await page.goto(`${program.address}/answer`)).status(), 500);
  });
}

it("the brief is saved as a picture, with a script and without", async (t) => {
  for (const [options, ending, head] of [[{}, "png", "\x89PNG"], [{ javaScriptEnabled: false }, "svg", "<svg"]]) {
    const { page, visit } = await sample(t, options);
    await visit("/brief");
    const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Save as picture" }).click()]);
    assert.match(saved.suggestedFilename(), new RegExp(`^massage-brief-\\d{4}-\\d\\d-\\d\\d\\.${ending}$`));
    const bytes = readFileSync(await saved.path());
    assert.equal(bytes.subarray(0, 4).toString("latin1"), head);
    assert.ok(bytes.length > 20_000, `${bytes.length} bytes`);
  }
});

// Voices that are not there: one of this device, and one that sends the words away.
const voices = () => {
  window.said = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const all = [{ lang: "en-GB", localService: false, default: true }, { lang: "en-GB", localService: true }];
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => all,
    addEventListener() {},
    cancel() {},
    speak(words) { window.said.push([words.text, words.voice.localService]); setTimeout(() => words.onend(), 0); },
  } });
};

it("the answer is read aloud by a voice of this device", async (t) => {
  const { page, program, visit } = await sample(t, {});
  await visit("/answer");
  assert.equal(await page.getByRole("button", { name: "Print" }).count(), 1);
  await page.addInitScript(voices);
  await page.goto(`${program.address}/answer`);
  const button = page.getByRole("button", { name: "Hear it" });
  await button.click();
  await page.getByText("What could fool us").waitFor();
  await page.waitForFunction(() => window.said.some(([words]) => words === "What it took"));
  const said = await page.evaluate(() => window.said);
  assert.equal(said[0][0], "Can massage help with your back?");
  assert.ok(said.every(([, local]) => local), "never by a voice that sends the words away");
  await button.waitFor();
});

it("a page prints dark on white in the dark theme", async (t) => {
  const { page, visit } = await sample(t, { colorScheme: "dark" });
  await visit("/settings");
  await page.getByLabel("Light or dark").selectOption("dark");
  await page.getByRole("button", { name: "Save" }).click();
  for (const path of ["/brief/page", "/answer", "/plan"]) {
    await visit(path);
    const colours = () => page.evaluate(() => [...document.querySelectorAll("body, main p, main li, main h2")].map((part) => getComputedStyle(part).color));
    const light = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) > 380;
    assert.ok((await colours()).some(light), `${path} is dark on the screen`);
    await page.emulateMedia({ media: "print" });
    assert.deepEqual((await colours()).filter(light), [], `${path} is dark on white in print`);
    await page.emulateMedia({ media: "screen" });
  }
});
