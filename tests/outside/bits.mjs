// The same answers here and in wasm, to the last bit:
//   node --no-warnings tests/outside/bits.mjs path/to/calibrate path/to/calibrate.wasm
import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WASI } from "node:wasi";

const [program, module] = process.argv.slice(2);
const here = execFileSync(program, ["bits"], { encoding: "utf8", maxBuffer: 2 ** 26 });

const folder = mkdtempSync(join(tmpdir(), "backwise-bits-"));
const said = join(folder, "said");
const stdout = openSync(said, "w");
const wasi = new WASI({ version: "preview1", args: ["calibrate", "bits"], stdout, returnOnExit: true });
const { instance } = await WebAssembly.instantiate(readFileSync(module), wasi.getImportObject());
const code = wasi.start(instance);
closeSync(stdout);
const there = readFileSync(said, "utf8");
rmSync(folder, { recursive: true });

if (code !== 0) throw new Error(`in wasm it ended with ${code}`);
const [lines, others] = [here, there].map((text) => text.trimEnd().split("\n"));
const differs = lines.findIndex((line, number) => line !== others[number]);
if (here !== there || lines.length < 6) throw new Error(`line ${differs + 1} differs:\n${lines[differs]}\n${others[differs]}`);
console.log(`${lines.length / 2} diaries have the same answers here and in wasm, to the last bit`);
