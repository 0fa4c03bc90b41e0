// Every page of a person with a plan: accessible, in light and dark, at 320 pixels, and light to load.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { check, fits, launch, open } from "../lib/browser.mjs";
import { byHand } from "../lib/interview.mjs";
import { Program } from "../lib/program.mjs";

const paths = [
  "/", "/plan", "/plan/massage", "/plan/shape", "/change", "/pause", "/flare", "/session/w1d1", "/session/w1d1/steps", "/session/w1d1/check",
  "/check-in", "/progress", "/test", "/test/new", "/brief", "/brief/page", "/brief/card", "/brief/note", "/summary", "/summary/page", "/result", "/outcome", "/screen",
  "/checked", "/help", "/help?country=GB", "/learn", "/learn?words=blood", "/learn/how_often", "/why/piriformis", "/why/saddle_numbness",
  "/settings", "/data", "/data/erase", "/data/copy", "/data/tables", "/data/calendar", "/data/restore", "/data/import", "/data/fhir", "/data/fhir/import", "/questionnaires", "/questionnaires/new", "/privacy", "/about", "/undo", "/offline", "/offline/saved", "/start", "/nowhere",
];

let browser, program, sample;
before(async () => {
  browser = await launch();
  program = await new Program().start();
  sample = await new Program().start("demo");
  await byHand(program.address);
});
after(async () => {
  await browser.close();
  await Promise.all([program.remove(), sample.remove()]);
});

async function each(t, options, look, which = paths, at = program) {
  const page = await open(browser, { serviceWorkers: "block", ...options });
  t.after(() => page.context().close());
  // All that is wrong is told at once.
  const wrong = [];
  for (const path of which) {
    const status = (await page.goto(at.address + path)).status();
    if (status !== (path === "/nowhere" ? 404 : 200)) wrong.push(`${path}: status ${status}`);
    await look(page, path).catch((error) => wrong.push(error.actual ? `${path}: ${JSON.stringify(error.actual)}` : error.message));
  }
  assert.deepEqual(wrong, []);
}

describe("every page", { concurrency: 2 }, () => {
  it("is accessible", (t) => each(t, {}, check));
  it("is accessible in the dark", (t) => each(t, { colorScheme: "dark", viewport: { width: 1280, height: 800 } }, check));
  it("fits 320 pixels", (t) => each(t, { viewport: { width: 320, height: 568 } }, fits));
  it("is accessible for the sample person, with its charts and its answer", (t) =>
    each(t, {}, check, ["/", "/plan", "/check-in", "/check-in/morning", "/progress", "/answer", "/answer/details", "/test", "/test/new", "/brief", "/brief/page", "/summary", "/summary/page", "/result", "/outcome", "/flare", "/learn", "/settings", "/data"], sample));
  it("fits 320 pixels with text of 200 %, all that is folded away open", (t) =>
    each(t, { viewport: { width: 320, height: 568 } }, async (page, path) => {
      await page.evaluate(() => {
        document.documentElement.style.fontSize = "200%";
        document.querySelectorAll("details").forEach((one) => { one.open = true; });
      });
      assert.equal(await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth)), 0, path);
    }, [...paths, "/answer", "/answer/details", "/ask/zones"], sample));
  it("has text of 200 % and own spacing without loss", (t) =>
    each(t, {}, async (page, path) => {
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } html { font-size: 200% !important }");
        document.adoptedStyleSheets = [sheet];
      });
      const lost = await page.evaluate(() => [...document.querySelectorAll("main *")]
        .filter((one) => getComputedStyle(one).overflow === "hidden" && one.scrollHeight > one.clientHeight + 2 && one.clientHeight > 2 && !one.matches(".sr"))
        .map((one) => one.outerHTML.slice(0, 80)));
      assert.deepEqual(lost, [], path);
    }));
});

it("the flare page is accessible after 3 days, when it says to get help first", async (t) => {
  const day = (days) => new Date(Date.now() + days * 864e5).toISOString().slice(0, 10);
  const person = new Program(undefined, day(0));
  t.after(() => person.remove());
  const send = () => fetch(`${person.address}/flare`, { method: "POST", body: new URLSearchParams({ line: "none" }), redirect: "manual" });
  await person.start();
  await byHand(person.address);
  await send();
  await person.stop();
  person.today = day(5);
  await person.start();
  await send();
  await each(t, {}, check, ["/flare", "/"], person);
});

it("no page weighs more than 60 kB on the first visit, or 10 kB after", async () => {
  const packed = new Map();
  const weigh = async (path) => {
    if (!packed.has(path)) packed.set(path, gzipSync(Buffer.from(await (await fetch(program.address + path)).arrayBuffer())).length);
    return packed.get(path);
  };
  for (const path of paths) {
    const response = await fetch(program.address + path);
    assert.equal(response.status, path === "/nowhere" ? 404 : 200, path);
    const html = await response.text();
    const own = gzipSync(html).length;
    const named = new Set([...html.matchAll(/(?:src|href)="(\/(?:assets|poses)\/[^"#]+)/g)].map((match) => match[1]));
    let all = own;
    for (const asset of named) if (!asset.includes("/icon-")) all += await weigh(asset);
    assert.ok(all <= 60_000, `${path}: ${all} bytes on the first visit`);
    assert.ok(own <= 10_000 || path === "/start", `${path}: ${own} bytes`);
  }
});
