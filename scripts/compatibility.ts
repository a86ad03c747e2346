/**
 * `npm run test:interop`: runs the tests of `interop/`, one file after the other, and makes docs/compatibility.md of what
 * came of them.
 *
 *   node scripts/compatibility.ts --write    # all files; writes the page if nothing failed and nothing was skipped
 *   node scripts/compatibility.ts FILE…      # these files; the page goes to the standard output
 *
 * The exit code is 1 when a test failed, or a cell of interop/table.ts has neither a test nor a reason.
 */
import { globSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import * as path from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

import { Results } from "./compatibility-results.ts";
import { page } from "./compatibility-page.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PAGE = path.join(ROOT, "docs", "compatibility.md");

async function main(args: readonly string[]): Promise<void> {
  const given = args.filter((arg) => arg !== "--write").map((file) => path.resolve(file));
  const files = given.length > 0 ? given : globSync(path.join(ROOT, "interop/**/*.test.ts")).toSorted();
  const results = new Results();
  // One at a time: two stacks cannot share the timestamp authority's fixed port.
  const events = run({ files, concurrency: 1, execArgv: ["--test-timeout=300000"] });
  events.on("test:start", ({ nesting, name }) => results.start(nesting, name));
  events.on("test:pass", ({ nesting, name, skip }) => results.end(nesting, name, { passed: true, skip }));
  events.on("test:fail", ({ nesting, name }) => results.end(nesting, name, { passed: false }));
  for await (const text of events.compose(spec)) process.stdout.write(String(text));
  const text = page(results.cells);
  const { passed, failed, skipped } = results.count;
  const missing = given.length === 0 ? results.missing() : [];
  const isWhole = given.length === 0 && failed === 0 && skipped === 0 && missing.length === 0;
  if (isWhole && args.includes("--write")) await writeFile(PAGE, text);
  else process.stdout.write(`\n${text}`);
  for (const cell of missing) process.stderr.write(`neither tested nor impossible: ${cell}\n`);
  process.exitCode = failed === 0 && missing.length === 0 && passed > 0 ? 0 : 1;
}

if (import.meta.main) await main(process.argv.slice(2));
