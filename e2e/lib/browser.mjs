// The browser of the system, and what is checked on every page.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = places.find((place) => place && existsSync(place));
if (!executablePath) throw new Error("no Chromium: install it, or say where it is with CHROMIUM=/path");

export const launch = () => chromium.launch({ executablePath, args: ["--no-sandbox"] });

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// A page of a phone by default. Anything that goes wrong in a script, or is fetched from elsewhere, ends the test.
export async function open(browser, options = {}) {
  const { clock, ...rest } = options;
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...rest });
  context.setDefaultTimeout(10_000);
  context.wrong = [];
  context.on("weberror", (error) => context.wrong.push(String(error.error())));
  context.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^https?:$/.test(protocol) && hostname !== "127.0.0.1") context.wrong.push(`asked ${request.url()}`);
  });
  context.on("console", (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) context.wrong.push(message.text());
  });
  return context.newPage();
}

// Accessibility, size and shape of the page as it is now.
export async function check(page, where = new URL(page.url()).pathname) {
  assert.deepEqual(page.context().wrong, [], where);
  if (page.context()._options?.javaScriptEnabled === false) return;
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const result = await window.axe.run(document, { runOnly: tags });
    return result.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html).join(" | ")}`);
  });
  assert.deepEqual(found, [], where);
  await fits(page, where);
}

// Nothing to scroll sideways, one heading, one primary button at most, and targets of 44 pixels.
export async function fits(page, where = page.url()) {
  const shape = await page.evaluate(() => {
    const main = document.querySelector("main");
    const seen = (element) => {
      const { width, height } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      return width > 1 && height > 1 && style.visibility !== "hidden" && Number(style.opacity) > 0;
    };
    const inText = (element) => element.matches("p a, li a, dd a, small a, td a, .hint a") && !element.matches(".button");
    const small = [...document.querySelectorAll("button, a, select, input:not([type=hidden]), summary")]
      .filter((element) => seen(element) && !inText(element) && !element.closest(".sr, label, svg") && !element.matches(".skip"))
      .filter((element) => element.getBoundingClientRect().height < 43.5)
      .map((element) => element.outerHTML.slice(0, 100));
    return {
      sideways: document.documentElement.scrollWidth - innerWidth,
      headings: document.querySelectorAll("h1").length,
      title: document.title.replace(/^Error: /, "").replace(/ – Backwise$/, ""),
      heading: document.querySelector("h1")?.innerText,
      primary: main.querySelectorAll(".primary").length,
      small,
    };
  });
  assert.ok(shape.sideways <= 0, `${where} scrolls sideways by ${shape.sideways}`);
  assert.equal(shape.headings, 1, `${where}: one h1`);
  assert.ok(shape.primary <= 1, `${where}: ${shape.primary} primary buttons`);
  assert.deepEqual(shape.small, [], `${where}: targets of 44 pixels`);
}
