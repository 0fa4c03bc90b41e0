// Forms that are sent twice, in two tabs, or after going back.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { launch, open } from "../lib/browser.mjs";
import { byHand, mouse } from "../lib/interview.mjs";
import { Program } from "../lib/program.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

async function person(t, options) {
  const program = await new Program().start();
  t.after(() => program.remove());
  await byHand(program.address);
  const page = await open(browser, { serviceWorkers: "block", ...options });
  t.after(() => page.context().close());
  return { program, page };
}

async function fill(page, score) {
  for (const name of ["interference", "pain"]) await mouse.choose(page, name, String(score));
  await mouse.choose(page, "flare", "no");
}

// Check-ins that stand.
async function scores(program) {
  const entries = await program.entries();
  const gone = new Set(entries.filter((entry) => entry.kind === "retracted").map((entry) => entry.body.entry));
  return entries.filter((entry) => entry.kind === "checked_in" && !gone.has(entry.id)).map((entry) => entry.body.interference);
}

for (const javaScriptEnabled of [true, false]) {
  it(`a double tap counts once ${javaScriptEnabled ? "with" : "without"} JavaScript`, async (t) => {
    const { program, page } = await person(t, { javaScriptEnabled });
    await page.goto(`${program.address}/check-in`);
    await fill(page, 3);
    await page.locator("main .primary").dblclick();
    await page.waitForURL((url) => url.pathname !== "/check-in" || url.search !== "");
    assert.deepEqual(await scores(program), [3]);
  });
}

it("going back and changing the answer corrects it", async (t) => {
  const { program, page } = await person(t);
  await page.goto(`${program.address}/check-in`);
  await fill(page, 3);
  const body = await page.evaluate(() => String(new URLSearchParams(new FormData(document.querySelector("main form")))));
  const send = (body) => page.request.post(`${program.address}/check-in`, { data: body, headers: { "content-type": "application/x-www-form-urlencoded" } });
  await send(body);
  await send(body.replace("interference=3", "interference=7"));
  assert.deepEqual(await scores(program), [7]);
});

it("two tabs at once: both check-ins are kept, and each tab sees both", async (t) => {
  const { program, page } = await person(t);
  const other = await page.context().newPage();
  for (const tab of [page, other]) await tab.goto(`${program.address}/check-in`);
  await fill(page, 2);
  await fill(other, 8);
  for (const tab of [page, other]) await Promise.all([tab.waitForNavigation(), tab.locator("main .primary").click()]);
  assert.deepEqual((await scores(program)).sort(), [2, 8]);
});

it("two tabs in the interview do no harm to each other", async (t) => {
  const program = await new Program().start();
  t.after(() => program.remove());
  const page = await open(browser);
  t.after(() => page.context().close());
  const other = await page.context().newPage();
  for (const tab of [page, other]) await tab.goto(`${program.address}/ask/now`);
  for (const tab of [page, other]) {
    await mouse.choose(tab, "none", "1");
    await mouse.go(tab, "main .primary");
  }
  assert.equal(page.url(), other.url());
});

it("what a page showed as saved is there after a kill", async (t) => {
  const { program, page } = await person(t);
  await page.goto(`${program.address}/check-in`);
  await fill(page, 6);
  await Promise.all([page.waitForNavigation(), page.locator("main .primary").click()]);
  await program.stop("SIGKILL");
  await program.start();
  assert.deepEqual(await scores(program), [6]);
});
