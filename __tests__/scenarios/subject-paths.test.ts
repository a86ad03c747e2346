import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { test } from "node:test";

import { sha, subjectsIn, world } from "./world.ts";

test("globs, folders, excludes, quotes, commas and comments select the files meant, each by its content", async (t) => {
  const { file, step } = await world(t);
  for (const name of [
    "dist/rocket-1.2.3.tgz",
    "dist/rocket-1.2.3.zip",
    "dist/a,b.txt",
    "dist/!odd name.txt",
    "dist/bin/linux/rocket",
    "dist/bin/darwin/rocket",
    "dist/bin/skipped.log",
    "dist/bin/.hidden",
    "dist/.named",
    "other/file",
  ]) {
    await file(name, name);
  }

  const run = await step({
    "subject-path": [
      "# what the release consists of",
      'dist/*.{tgz,zip}, "dist/a,b.txt" , "dist/!odd name.txt"',
      "dist/bin",
      "!**/*.log",
      "dist/.named",
    ].join("\n"),
    "expected-count": "7",
  });

  assert.equal(run.code, 0, run.log);
  assert.deepEqual(await subjectsIn(run.outputs["bundle-path"]), {
    "!odd name.txt": { sha256: sha("sha256", "dist/!odd name.txt") },
    ".named": { sha256: sha("sha256", "dist/.named") },
    "a,b.txt": { sha256: sha("sha256", "dist/a,b.txt") },
    // Two files of one base name are told apart by their paths, both of them.
    "dist/bin/darwin/rocket": { sha256: sha("sha256", "dist/bin/darwin/rocket") },
    "dist/bin/linux/rocket": { sha256: sha("sha256", "dist/bin/linux/rocket") },
    "rocket-1.2.3.tgz": { sha256: sha("sha256", "dist/rocket-1.2.3.tgz") },
    "rocket-1.2.3.zip": { sha256: sha("sha256", "dist/rocket-1.2.3.zip") },
  });
  assert.equal(run.outputs["subject-count"], "7");
  assert.equal(path.basename(run.outputs["bundle-path"] ?? ""), "multiple.intoto.jsonl");
  assert.match(run.summary, /Provenance for 7 artifacts/);
});

test("an absolute path outside the workspace is a subject, under the name that subject-name gives it", async (t) => {
  const { job, step } = await world(t);
  const outside = path.join(job.temp, "build");
  await mkdir(outside);
  await writeFile(path.join(outside, "a.out"), "rocket");

  const run = await step({ "subject-path": path.join(outside, "a.out"), "subject-name": "rocket" });

  assert.equal(run.code, 0, run.log);
  assert.deepEqual(await subjectsIn(run.outputs["bundle-path"]), {
    rocket: { sha256: sha("sha256", "rocket") },
  });
  assert.equal(path.basename(run.outputs["bundle-path"] ?? ""), "rocket.intoto.jsonl");
});
