// A questionnaire is brought, filled in and shown; a record leaves and comes back. All of it without a script, and accessible.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { check, fits, launch, open } from "../lib/browser.mjs";
import { Program } from "../lib/program.mjs";

const everything = fileURLToPath(new URL("../../crates/exchange/tests/questionnaires/everything.json", import.meta.url));

let browser, program, other;
before(async () => {
  browser = await launch();
  [program, other] = await Promise.all([new Program().start(), new Program().start()]);
});
after(async () => {
  await browser.close();
  await Promise.all([program.remove(), other.remove()]);
});

async function fill(page, at, hard, often) {
  await page.goto(`${at}/fill`);
  await page.getByLabel(hard, { exact: true }).check();
  await page.getByLabel(often, { exact: true }).check();
  await page.getByRole("button", { name: "Keep my answers" }).click();
  await page.getByText("Your answers are kept.").waitFor();
}

describe("a questionnaire of one's own", () => {
  it("is brought, filled in and shown without a script", async (t) => {
    const page = await open(browser, { javaScriptEnabled: false });
    t.after(() => page.context().close());
    await page.goto(`${program.address}/settings`);
    await page.getByRole("link", { name: "Your questionnaires" }).click();
    await page.getByRole("link", { name: "Bring a questionnaire" }).click();
    await page.getByLabel("The questionnaire").setInputFiles(everything);
    await page.getByRole("button", { name: "Look at it" }).click();
    await page.getByText("9 questions.").waitFor();
    await page.getByLabel("Which score is better?").selectOption("lower");
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByText("Your first score will show here.").waitFor();
    const at = page.url();
    await page.goto(`${at}/fill`);
    await page.getByRole("button", { name: "Keep my answers" }).click();
    await page.getByText("There is a problem").waitFor();
    await fill(page, at, "Very hard", "Every day");
    await fill(page, at, "Not hard", "Never");
    await page.getByText("Your newest score is 7 points better than the first.").waitFor();
    assert.equal((await program.kinds("questionnaire_answered")).length, 2);
  });

  for (const [name, options] of [["light", {}], ["dark", { colorScheme: "dark" }], ["320 pixels", { viewport: { width: 320, height: 568 } }]]) {
    it(`is accessible: ${name}`, async (t) => {
      const page = await open(browser, { serviceWorkers: "block", ...options });
      t.after(() => page.context().close());
      await page.goto(`${program.address}/questionnaires`);
      await check(page);
      await page.locator("main li a").first().click();
      await page.locator("svg.chart").waitFor();
      await check(page);
      await page.getByText("Show as table").click();
      await check(page);
      await page.getByRole("link", { name: "Fill it in" }).click();
      await check(page);
      await page.getByRole("button", { name: "Keep my answers" }).click();
      await page.getByText("There is a problem").waitFor();
      await check(page);
      await page.goto(`${program.address}/questionnaires/new`);
      await page.getByLabel("The questionnaire").setInputFiles(everything);
      await page.getByRole("button", { name: "Look at it" }).click();
      await page.getByText("You have this one already.").waitFor();
      await check(page);
      await fits(page);
    });
  }

  it("is filled in with the keyboard alone", async (t) => {
    const page = await open(browser, { serviceWorkers: "block" });
    t.after(() => page.context().close());
    await page.goto(`${program.address}/questionnaires`);
    await page.locator("main li a").first().click();
    await page.getByRole("link", { name: "Fill it in" }).press("Enter");
    await page.getByLabel("Not hard", { exact: true }).focus();
    await page.keyboard.press("ArrowDown");
    assert.ok(await page.getByLabel("A little hard", { exact: true }).isChecked());
    await page.getByLabel("Never", { exact: true }).press("Space");
    await page.getByRole("button", { name: "Keep my answers" }).press("Enter");
    await page.getByText("Your score: 1 of 7.").waitFor();
  });
});

describe("a record for other programs", () => {
  it("leaves as it was shown, and comes back once somewhere else", async (t) => {
    const page = await open(browser, { javaScriptEnabled: false, acceptDownloads: true });
    t.after(() => page.context().close());
    await page.goto(`${program.address}/data/fhir`);
    const shown = await page.locator("pre").textContent();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Save the file" }).click()]);
    const file = await download.path();
    assert.ok(readFileSync(file, "utf8").startsWith(shown) && shown.length > 1000);
    for (const last of ["What would be added", "Nothing has to be added."]) {
      await page.goto(`${other.address}/data/fhir/import`);
      await page.getByLabel("The file").setInputFiles({ name: "mine.json", mimeType: "application/json", buffer: readFileSync(file) });
      await page.getByRole("button", { name: "Look at it" }).click();
      await page.getByText(last).waitFor();
      const add = page.getByRole("button", { name: /^Add / });
      if (await add.count()) await add.click();
    }
    assert.equal((await other.kinds("questionnaire_answered")).length, 3);
  });

  it("is asked about where it may be of somebody else, accessibly", async (t) => {
    const page = await open(browser, { serviceWorkers: "block" });
    t.after(() => page.context().close());
    const pain = {
      resourceType: "Observation", status: "final", subject: { reference: "Patient/7" }, valueInteger: 6,
      code: { coding: [{ system: "http://loinc.org", code: "72514-3" }] }, effectiveDateTime: "2026-03-01T20:00:00Z",
    };
    await page.goto(`${other.address}/data/fhir/import`);
    await page.getByLabel("The file").setInputFiles({ name: "theirs.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(pain)) });
    await page.getByRole("button", { name: "Look at it" }).click();
    await check(page);
    await page.getByRole("button", { name: "Add 1 entry" }).click();
    await page.getByText("There is a problem").waitFor();
    await check(page);
    await page.getByLabel("This file is about me").check();
    await page.getByRole("button", { name: "Add 1 entry" }).click();
    await page.getByText("1 entry was added.").waitFor();
  });
});
