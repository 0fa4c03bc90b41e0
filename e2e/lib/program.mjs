// The real program on a journal of its own, as a person starts it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
const binary = process.env.BACKWISE ?? join(target, "debug/backwise");
if (!existsSync(binary)) throw new Error(`build the program first: ${binary} is not there`);

export class Program {
  constructor(folder, today) {
    this.folder = folder ?? mkdtempSync(join(tmpdir(), "backwise-e2e-"));
    this.own = folder === undefined;
    this.today = today;
    this.port = 0;
  }

  // Starts it, again on the same port if it ran before.
  async start(command = "serve") {
    const day = this.today ? ["--today", this.today] : [];
    const data = command === "serve" ? ["--data", this.folder] : [];
    const args = [command, "--no-open", "--port", String(this.port), ...data, ...day];
    this.child = spawn(binary, args, { stdio: ["ignore", "pipe", "inherit"] });
    const line = await new Promise((done, wrong) => {
      this.child.stdout.once("data", (data) => done(String(data)));
      this.child.once("exit", (code) => wrong(new Error(`it ended with ${code}`)));
    });
    this.port = Number(/127\.0\.0\.1:(\d+)/.exec(line)[1]);
    this.address = `http://127.0.0.1:${this.port}`;
    return this;
  }

  // Ends it: in good order, or with no chance to tidy up.
  async stop(signal = "SIGTERM") {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((done) => this.child.once("exit", done));
    this.child.kill(signal);
    await ended;
  }

  async remove() {
    await this.stop("SIGKILL");
    if (this.own) rmSync(this.folder, { recursive: true, force: true });
  }

  // A command on the same journal: what it writes.
  run(...args) {
    return spawnSync(binary, ["--data", this.folder, ...args], { encoding: "utf8" }).stdout;
  }

  // All entries of the journal, from the copy that a person can save.
  async entries() {
    const response = await fetch(`${this.address}/data/copy`, { method: "POST" });
    return (await response.json()).entries;
  }

  async kinds(kind) {
    return (await this.entries()).filter((entry) => entry.kind === kind);
  }
}
