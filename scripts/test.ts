/**
 * `npm test`: all tests, in a few processes side by side. Each loads the sources once for all of its files; most of
 * what the scenarios take is waiting, so there are more processes than cores.
 *
 * `*.slow.test.ts` start the step again and again: they run where WAYBILL_SLOW_TESTS is set, as in CI, and are otherwise counted in the
 * last line but one.
 *
 * `npm test -- FILE…` runs these files alone, as `node --test` does.
 */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PROCESSES = Math.max(3, Math.min(6, availableParallelism() + 2));

interface Ended {
  readonly code: number;
  readonly output: string;
}

function run(files: readonly string[]): Promise<Ended> {
  const args = ["--test", "--test-isolation=none", "--test-timeout=60000", "--test-reporter=spec", ...files];
  return new Promise((resolve, reject) => {
    // Several hundred times the same programs are started: compiled once, they start faster.
    const env = { ...process.env, NODE_COMPILE_CACHE: path.join(ROOT, "node_modules", ".cache", "compiled") };
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.once("error", reject);
    child.once("close", (code) =>
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") }),
    );
  });
}

function count(output: string, what: string): number {
  return Number(new RegExp(`^ℹ ${what} (\\d+)$`, "m").exec(output)?.[1] ?? 0);
}

/** What a reader of a failed run needs: from the list of failures on; all of it where no list was reached. */
function failures(output: string): string {
  const start = output.indexOf("✖ failing tests:");
  return start < 0 ? output : output.slice(start);
}

const given = process.argv.slice(2);
// Dealt out one by one, so that the scenarios, which take longest, are spread.
const all = globSync("__tests__/**/*.test.ts", { cwd: ROOT }).toSorted();
const withSlow = process.env["WAYBILL_SLOW_TESTS"] !== undefined;
const quick = all.filter((file) => withSlow || !file.endsWith(".slow.test.ts"));
const files = given.length > 0 ? given : quick;
const shards = Array.from({ length: Math.min(PROCESSES, files.length) }, (_, shard) =>
  files.filter((_file, index) => index % PROCESSES === shard),
);
const started = performance.now();
const ended = await Promise.all(shards.map(run));
for (const { output } of ended) {
  for (const line of output.split("\n")) if (/^\s*﹣ .*# /.test(line)) console.log(line.trim());
}
for (const { code, output } of ended) if (code !== 0) console.log(failures(output));
const sum = (what: string): number => ended.reduce((total, { output }) => total + count(output, what), 0);
const failed = sum("fail") + sum("cancelled");
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(`${files.length} files in ${seconds} s`);
if (given.length === 0 && quick.length < all.length)
  console.log(
    `${all.length - quick.length} slow files left out: WAYBILL_SLOW_TESTS=1 npm test runs them too`,
  );
console.log(`${sum("pass")} passed, ${failed} failed, ${sum("skipped")} skipped`);
process.exitCode = ended.every(({ code }) => code === 0) && failed === 0 && sum("pass") > 0 ? 0 : 1;
