// A copy leaves and comes back, and a diary of another program comes in: by hand, without JavaScript, and accessible on the way.
import assert from "node:assert/strict";
import { Decrypter } from "age-encryption";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { check, fits, launch, open } from "../lib/browser.mjs";
import { byHand } from "../lib/interview.mjs";
import { Program } from "../lib/program.mjs";

let browser, full;
before(async () => {
  browser = await launch();
  full = await new Program().start();
  await byHand(full.address);
});
after(async () => {
  await browser.close();
  await full.remove();
});

const german = { name: "mine.csv", mimeType: "text/csv", buffer: Buffer.from("Datum;Schmerz\r\n14.2.2026;6\r\n15.2.2026;5\r\n") };

// Saves a copy as a person does, and returns the file.
async function save(page, phrase) {
  await page.goto(`${full.address}/data`);
  await page.getByRole("link", { name: "Look at it and save it" }).click();
  const shown = await page.locator("pre.file-text").innerText();
  if (phrase) {
    await page.locator("summary").click();
    await page.locator("#phrase").fill(phrase);
    await page.locator("#again").fill(phrase);
  }
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("main .primary").click()]);
  const file = { name: download.suggestedFilename(), mimeType: "application/octet-stream", buffer: readFileSync(await download.path()) };
  return { file, shown };
}

async function through(t, options, look, phrase) {
  const empty = await new Program().start();
  t.after(() => empty.remove());
  const page = await open(browser, { serviceWorkers: "block", ...options });
  t.after(() => page.context().close());
  const { file, shown } = await save(page, phrase);
  assert.match(file.name, phrase ? /^backwise-.*\.json\.age$/ : /^backwise-.*\.json$/);
  if (!phrase) assert.ok(file.buffer.toString().startsWith(shown.slice(0, 1000)), "what was shown is what left");
  await page.goto(`${empty.address}/data`);
  await page.getByRole("link", { name: "Bring back a copy" }).click();
  await page.locator("#file").setInputFiles({ ...file, buffer: file.buffer.subarray(0, file.buffer.length - 200) });
  await page.locator("main .primary").click();
  if (phrase) {
    await page.locator("#phrase").fill(phrase);
    await page.locator("main .primary").click();
  }
  await page.getByText(phrase ? "part of it is lost" : "We could not read this file. Nothing on this device has changed.").first().waitFor();
  await look(page);
  await page.goto(`${empty.address}/data/restore`);
  await page.locator("#file").setInputFiles(file);
  await page.locator("main .primary").click();
  if (phrase) {
    await look(page);
    await page.locator("#phrase").fill(phrase);
    await page.locator("main .primary").click();
  }
  await page.getByRole("heading", { name: "What would be added" }).waitFor();
  await look(page);
  await page.locator("main .primary").click();
  assert.match(await page.locator(".done").innerText(), /^[\d,]+ entries were added\.$/);
  await look(page);
}

describe("a copy", { concurrency: 1 }, () => {
  it("comes back without JavaScript", (t) => through(t, { javaScriptEnabled: false }, async () => {}));
  it("is accessible on its way back", (t) => through(t, {}, check));
  it("comes back locked, at 320 pixels", (t) => through(t, { viewport: { width: 320, height: 568 } }, fits, "correct horse battery"));
});

it("a locked copy opens in another program of the age format", async (t) => {
  const page = await open(browser, { serviceWorkers: "block" });
  t.after(() => page.context().close());
  const { file } = await save(page, "correct horse battery");
  const other = new Decrypter();
  other.addPassphrase("correct horse battery");
  const archive = JSON.parse(await other.decrypt(file.buffer, "text"));
  assert.equal(archive.format, "backwise-archive");
  assert.ok(archive.entries.length > 50);
});

describe("a diary of another program", { concurrency: 2 }, () => {
  for (const [name, options, look] of [
    ["comes in without JavaScript", { javaScriptEnabled: false }, async () => {}],
    ["is accessible on its way in, in the dark", { colorScheme: "dark" }, check],
    ["fits 320 pixels", { viewport: { width: 320, height: 568 } }, fits],
  ]) {
    it(name, async (t) => {
      const program = await new Program().start();
      t.after(() => program.remove());
      const page = await open(browser, { serviceWorkers: "block", ...options });
      t.after(() => page.context().close());
      await page.goto(`${program.address}/data/import`);
      await page.locator("#file").setInputFiles(german);
      await page.locator("main .primary").click();
      await page.getByText("Nothing on this device has changed.").waitFor();
      await look(page);
      // The names of the columns are guessed; the person says yes.
      await page.getByRole("button", { name: "Read them like this" }).click();
      await page.getByText("2 entries on 2 days would be added:").waitFor();
      await look(page);
      await page.locator("main .primary").click();
      assert.equal(await page.locator(".done").innerText(), "2 entries were added.");
    });
  }
});
