// Pictures of the key pages, of the sample person and of a new one: node e2e/shots.mjs [FOLDER]
// Without a folder it writes the six of the README into docs/shots; with one, every page at 360, 768 and 1280 pixels, light and dark.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, open } from "./lib/browser.mjs";
import { Program } from "./lib/program.mjs";

const fresh = await new Program().start();
const sample = await new Program().start("demo");
const pages = [
  ["welcome", fresh, "/start"], ["safety", fresh, "/ask/now"], ["body", sample, "/ask/zones"], ["result", sample, "/result"],
  ["today", sample, "/"], ["plan", sample, "/plan"], ["session", sample, "/session/w1d1"], ["check-in", sample, "/check-in"],
  ["progress", sample, "/progress"], ["test", sample, "/test"], ["answer", sample, "/answer"], ["brief", sample, "/brief/page"],
  ["help", fresh, "/help?country=GB"], ["learn", fresh, "/learn/how_often"], ["settings", sample, "/settings"], ["data", sample, "/data"],
];
const README = ["today", "body", "result", "check-in", "answer", "help"];
const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "../docs/shots");
mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const [width, colorScheme] of process.argv[2] ? [[360, "light"], [360, "dark"], [768, "light"], [768, "dark"], [1280, "light"], [1280, "dark"]] : [[390, "light"]]) {
  const page = await open(browser, { viewport: { width, height: 900 }, colorScheme, serviceWorkers: "block" });
  for (const [name, program, path] of pages) {
    if (!process.argv[2] && !README.includes(name)) continue;
    await page.goto(program.address + path);
    // Where the marks are.
    if (name === "body" && !process.argv[2]) await page.evaluate(() => scrollTo(0, 405));
    await page.waitForTimeout(150);
    const file = process.argv[2] ? `${name}-${width}-${colorScheme}.png` : `${name}.png`;
    await page.screenshot({ path: join(folder, file), fullPage: Boolean(process.argv[2]) });
  }
  await page.context().close();
}
await browser.close();
await Promise.all([fresh.remove(), sample.remove()]);
process.exit();
