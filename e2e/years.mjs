// Times every page of a person who checked in, morning and evening, on each day of 5 years. Pages are fetched by curl, packed,
// over one connection, because a client with pauses of its own would be timed as well.
//   cargo build --release && BACKWISE=target/release/backwise node e2e/years.mjs
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { byHand } from "./lib/interview.mjs";
import { Program } from "./lib/program.mjs";

const DAYS = 5 * 365, AT_ONCE = 84, TIMES = 400, DAY = 86_400_000;
const first = Date.UTC(2021, 10, 22);
const day = (n) => new Date(first + n * DAY).toISOString().slice(0, 10);
const program = new Program(undefined, day(0));

async function post(path, fields) {
  const response = await fetch(program.address + path, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  if (response.status !== 303) throw new Error(`${path}: ${response.status}`);
}

await program.start();
await byHand(program.address);
for (let from = 0; from < DAYS; from += AT_ONCE) {
  await program.stop();
  program.today = day(Math.min(from + AT_ONCE, DAYS) - 1);
  await program.start();
  for (let n = from; n < Math.min(from + AT_ONCE, DAYS); n += 1) {
    const score = (n * 7) % 11;
    await post("/check-in", { day: day(n), made: `${day(n)}T20:00:00`, interference: score, pain: 10 - score, flare: n % 40 ? "no" : "yes", goal: "same" });
  }
}
await program.stop();
const begin = performance.now();
await program.start();
const started = performance.now() - begin;

const quantile = (times, share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
console.log(`${(await program.entries()).length} entries; start to address ${started.toFixed(0)} ms`);
console.log("page            median   p99   slowest (ms)");
for (const path of ["/", "/plan", "/check-in", "/progress", "/brief", "/test", "/result", "/help", "/learn", "/settings", "/data"]) {
  const wanted = Array(TIMES + 1).fill(["-o", "/dev/null", program.address + path]).flat();
  const said = execFileSync("curl", ["-s", "--compressed", "-w", "%{time_pretransfer} %{time_total}\n", ...wanted], { encoding: "utf8" });
  // The first opens the connection.
  const times = said.trim().split("\n").slice(1).map((line) => line.split(" ").map(Number)).map(([from, to]) => 1000 * (to - from));
  times.sort((one, other) => one - other);
  console.log(path.padEnd(15), quantile(times, 0.5).padStart(6), quantile(times, 0.99).padStart(6), times.at(-1).toFixed(1).padStart(8));
}
const posts = [];
for (let n = 0; n < TIMES; n += 1) {
  const from = performance.now();
  await post("/check-in", { interference: n % 11, pain: n % 11, flare: "no", goal: "same" });
  posts.push(performance.now() - from);
}
posts.sort((one, other) => one - other);
console.log("POST /check-in ", quantile(posts, 0.5).padStart(6), quantile(posts, 0.99).padStart(6), posts.at(-1).toFixed(1).padStart(8));
const memory = readFileSync(`/proc/${program.child.pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1];
console.log(`memory ${(memory / 1024).toFixed(0)} MB`);
await program.remove();
process.exit();
