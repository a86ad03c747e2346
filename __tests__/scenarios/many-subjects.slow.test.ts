import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { sha, subjectsIn, traces, world } from "./world.ts";

const checksums = (count: number, name = (n: number): string => `file-${n}.tgz`): string =>
  Array.from({ length: count }, (_, n) => `${sha("sha256", String(n))}  ${name(n)}\n`).join("");

test("1,024 subjects are all in the bundle, while summary and outputs stay within GitHub's limits", async (t) => {
  const { step } = await world(t);

  const run = await step({ "subject-checksums": checksums(1024) });

  assert.equal(run.code, 0, run.log);
  const subjects = Object.entries(await subjectsIn(run.outputs["bundle-path"]));
  assert.equal(subjects.length, 1024);
  assert.deepEqual(subjects[1023], ["file-1023.tgz", { sha256: sha("sha256", "1023") }]);
  assert.equal(run.outputs["subject-count"], "1024");
  const result = run.outputs["result"] ?? "";
  assert.ok(Buffer.byteLength(result) <= 512 * 1024);
  assert.deepEqual(JSON.parse(result), JSON.parse(await readFile(run.outputs["result-path"] ?? "", "utf8")));
  assert.ok(run.summary.includes("file-49.tgz") && !run.summary.includes("file-50.tgz"));
  assert.match(run.summary, /and 974 more; the bundle names all 1024/);
});

test("a result above 512 KiB leaves its subjects to the file that result-path names", async (t) => {
  const { file, step } = await world(t);
  await file(
    "SHASUMS",
    checksums(1024, (n) => `${"long/".repeat(100)}${n}`),
  );

  const run = await step({ "subject-checksums": "SHASUMS" });

  assert.equal(run.code, 0, run.log);
  const result = run.outputs["result"] ?? "";
  assert.ok(Buffer.byteLength(result) <= 512 * 1024);
  const { subjects, truncated, ...rest } = JSON.parse(result) as Record<string, unknown>;
  assert.deepEqual(subjects, []);
  assert.match(String(truncated), /1024 subjects: see result-path/);
  const whole = await readFile(run.outputs["result-path"] ?? "", "utf8");
  const { subjects: all, ...same } = JSON.parse(whole) as Record<string, unknown>;
  assert.ok(Array.isArray(all) && all.length === 1024);
  assert.deepEqual(rest, same);
  assert.ok(Buffer.byteLength(run.summary) <= 1024 * 1024);
});

test("1,025 subjects are two statements, the last with one of them", async (t) => {
  const { local, step } = await world(t);

  const run = await step({ "subject-checksums": checksums(1025), "github-attestations": "never" });

  assert.equal(run.code, 0, run.log);
  const files = (run.outputs["bundle-paths"] ?? "").split("\n");
  const counts = await Promise.all(files.map(async (name) => Object.keys(await subjectsIn(name)).length));
  assert.deepEqual(counts, [1024, 1]);
  assert.equal(traces(local)["certificates"], 1);
});
