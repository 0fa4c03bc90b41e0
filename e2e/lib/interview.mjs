// A person of 45 whose low back has hurt on the right for months, and ways to answer: by mouse, by keys, without a browser.
import assert from "node:assert/strict";

export const calm = {
  age: { text: "25" },
  zones: { choice: ["iliac_crest_r", "lumbar_lat_lower_r"] },
  worst_zone: { choice: ["iliac_crest_r"] },
  pain_now: { text: "4" },
  spread: { choice: ["no"] },
  began: { choice: ["slowly"] },
  time: { choice: ["over_3_months"] },
  course: { choice: ["better"] },
  pattern: { choice: ["moves_change_it"] },
  sex: { choice: ["other"] },
  goal: { text: "walk the dog" },
};

// What the person says to a question: from the list, or "None of these", "No", or the first that there is.
export function say(answers, question, page) {
  const known = answers[question];
  if (known) return Object.entries(known).flatMap(([name, values]) => [values].flat().map((value) => [name, value]));
  if (page.includes('name="none"')) return [["none", "1"]];
  if (page.includes('value="no"')) return [["choice", "no"]];
  const first = /name="(choice|text)" value="([^"]+)"/.exec(page);
  return first ? [[first[1], first[2]]] : [];
}

const question = (address) => new URL(address).pathname.replace("/ask/", "");
const isOver = (address) => !/^\/ask(\/|$)/.test(new URL(address).pathname);

// Without a browser, as fast as the program answers. Returns where it leads.
export async function byHand(address, answers = calm) {
  let response = await fetch(`${address}/ask/start`);
  for (let pages = 0; pages < 80; pages += 1) {
    response = await fetch(`${address}/ask${pages === 0 ? "/now" : ""}`);
    if (isOver(response.url)) return response.url;
    const page = await response.text();
    const here = response.url;
    const said = say(answers, question(here), page);
    const skips = page.includes("/ask/skip");
    const form = new URLSearchParams(said);
    for (const [, name, value] of page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)) form.append(name, value);
    response = await fetch(skips ? `${address}/ask/skip` : here, { method: "POST", body: form, redirect: "follow" });
    assert.ok(response.ok, `${here}: ${response.status} for ${form}`);
    if (isOver(response.url)) return response.url;
  }
  throw new Error("the interview does not end");
}

// With a browser. `ways` says how to choose, type and go on; `seen` looks at each page.
export async function interview(page, ways, { answers = calm, seen = async () => {} } = {}) {
  for (let pages = 0; pages < 80; pages += 1) {
    if (isOver(page.url())) return page.url();
    await seen(page);
    const here = question(page.url());
    const markup = await page.content();
    if (here !== "start" && here !== "/ask") {
      for (const [name, value] of say(answers, here, markup)) {
        if (await page.locator(`main input[name="${name}"][value="${value}"]`).count()) await ways.choose(page, name, value);
        else await ways.type(page, name, value);
      }
    }
    const skip = page.locator('main button[formaction="/ask/skip"]');
    await ways.go(page, (await skip.count()) ? 'main button[formaction="/ask/skip"]' : "main .primary");
  }
  throw new Error("the interview does not end");
}

// A line that stands under another is seen once that one is ticked.
const over = (page, name, value) =>
  page.locator(`main .group:has(.under input[name="${name}"][value="${value}"]) > label input:not(:checked)`);

// A click anywhere on what belongs to an input; a place of the body on the picture.
export const mouse = {
  async choose(page, name, value) {
    const shape = page.locator(`main [data-zone="${value}"]:visible`);
    if (await shape.count()) return shape.first().click();
    const input = page.locator(`main input[name="${name}"][value="${value}"]`);
    if (await over(page, name, value).count()) await over(page, name, value).locator("xpath=ancestor::label").click();
    await input.evaluate((input) => { for (let box = input.closest("details"); box; box = box.parentElement.closest("details")) box.open = true; });
    await input.locator("xpath=ancestor::label").first().click();
  },
  type: (page, name, value) => page.locator(`main [name="${name}"]:visible`).first().fill(value),
  async go(page, selector) {
    await Promise.all([page.waitForNavigation(), page.locator(selector).first().click()]);
  },
};

// Without a script nothing is folded away that cannot be opened.
export const plain = {
  ...mouse,
  async choose(page, name, value) {
    const input = page.locator(`main input[name="${name}"][value="${value}"]`);
    if (await over(page, name, value).count()) await over(page, name, value).check();
    const folded = page.locator("main details:not([open]) > summary").filter({ visible: true });
    while (!(await input.isVisible()) && (await folded.count())) await folded.first().click();
    await input.check({ force: true });
  },
};

// Tab, Space and Enter, nothing else.
export async function tabTo(page, selector) {
  for (let presses = 0; presses < 500; presses += 1) {
    const there = await page.evaluate((selector) => {
      const at = document.activeElement;
      if (at && at.matches(selector)) return true;
      // A group of radio buttons is one stop: arrows move in it.
      const wanted = document.querySelector(selector);
      return at?.type === "radio" && wanted?.type === "radio" && at.name === wanted.name && at.form === wanted.form ? "group" : false;
    }, selector);
    if (there === true) return;
    await page.keyboard.press(there === "group" ? "ArrowDown" : "Tab");
  }
  throw new Error(`${page.url()}: no way with Tab to ${selector}`);
}

export const keys = {
  async choose(page, name, value) {
    const selector = `main input[name="${name}"][value="${value}"]`;
    const group = over(page, name, value);
    if (await group.count()) {
      await tabTo(page, `main input[name="group"][value="${await group.getAttribute("value")}"]`);
      await page.keyboard.press("Space");
    }
    if (!(await page.locator(selector).isVisible())) {
      await tabTo(page, "main summary");
      await page.keyboard.press("Enter");
    }
    await tabTo(page, selector);
    if (!(await page.locator(selector).isChecked())) await page.keyboard.press("Space");
    assert.ok(await page.locator(selector).isChecked(), `${page.url()}: ${value}`);
  },
  async type(page, name, value) {
    await tabTo(page, `main [name="${name}"]`);
    await page.keyboard.type(value);
  },
  async go(page, selector) {
    await tabTo(page, selector);
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  },
};
