import assert from "node:assert/strict";
import { hash } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { hashFiles, type HashOptions } from "../../src/subjects/hash.ts";
import { failure, folder } from "./world.ts";

const MEBIBYTE = 1024 * 1024;

for (const [where, workers] of [
  ["in this thread", 0],
  ["in one worker", 1],
  ["in three workers", 3],
] as const) {
  test(`files of every size around the buffer's are hashed ${where}`, async (t) => {
    const sizes = [0, 1, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 2 * MEBIBYTE, 3 * MEBIBYTE + 7];
    const contents = Object.fromEntries(sizes.map((size) => [`f${size}`, "x".repeat(size)]));
    await assertHashed(folder(t, contents), contents, { workers });
    assert.equal((await hashFiles([], { workers })).size, 0);
  });

  test(`a file that is gone, or became a folder or a link, is refused with the system's code ${where}`, async (t) => {
    const workspace = folder(t, ["a"]);
    symlinkSync("a", join(workspace, "l"));
    for (const [path, reason] of [
      [join(workspace, "gone"), "ENOENT"],
      [join(workspace, "a", "below"), "ENOTDIR"],
      [workspace, "no longer a regular file"],
      [join(workspace, "l"), "ELOOP"],
    ] as const)
      await assert.rejects(hashFiles([path], { workers }), failure("SUBJECT_UNREADABLE", path, reason));
  });

  test(`one bad file among many ends the work ${where}`, async (t) => {
    const names = Array.from({ length: 500 }, (_, n) => `f${n}`);
    const workspace = folder(t, names);
    const paths = [...names.slice(0, 250), "gone", ...names.slice(250)].map((name) => join(workspace, name));
    await assert.rejects(hashFiles(paths, { workers }), failure("SUBJECT_UNREADABLE", "gone", "ENOENT"));
    assert.deepEqual(threads(), []);
  });

  test(`hashing that is abandoned ends ${where}`, async (t) => {
    const paths = ["a", "b"].map((name) => join(folder(t, [name]), name));
    for (const path of paths) truncateSync(path, 1024 * MEBIBYTE);
    const abandoned = new AbortController();
    const hashing = hashFiles(paths, { workers, signal: abandoned.signal });
    setTimeout(() => abandoned.abort(), 20);
    await assert.rejects(hashing, { name: "AbortError" });
    await assert.rejects(hashFiles(paths, { workers, signal: abandoned.signal }), { name: "AbortError" });
    assert.deepEqual(threads(), []);
  });
}

test("a few thousand files are hashed by themselves in workers, each once", async (t) => {
  const contents = Object.fromEntries(Array.from({ length: 4200 }, (_, n) => [`f${n}`, `content ${n}`]));
  await assertHashed(folder(t, contents), contents, {});
});

async function assertHashed(
  workspace: string,
  contents: Readonly<Record<string, string>>,
  options: HashOptions,
): Promise<void> {
  const paths = Object.keys(contents).map((name) => join(workspace, name));
  const digests = await hashFiles([...paths, ...paths], options);
  assert.equal(digests.size, paths.length);
  for (const [name, content] of Object.entries(contents))
    assert.equal(digests.get(join(workspace, name)), hash("sha256", content), name);
  assert.deepEqual(threads(), []);
}

/** What a worker thread keeps open in this process. */
function threads(): string[] {
  return process.getActiveResourcesInfo().filter((name) => /Worker|MessagePort/.test(name));
}

for (const [what, size] of [
  ["small", 10],
  ["large", 3 * MEBIBYTE],
] as const) {
  for (const [how, change, reason] of [
    ["grows", (path: string) => appendFileSync(path, "more"), "bytes before"],
    ["shrinks", (path: string) => truncateSync(path, 5), "bytes before"],
    ["is written to", (path: string) => writeFileSync(path, "y".repeat(size)), "written to"],
    ["is removed", (path: string) => rmSync(path), "removed"],
    ["is replaced", (path: string) => replace(path, size), "another file"],
  ] as const) {
    test(`a ${what} file that ${how} while it is hashed is refused`, async (t) => {
      const path = join(folder(t, { f: "x".repeat(size) }), "f");
      utimesSync(path, 1, 1);
      await assert.rejects(hashFiles([path], { opened: change }), failure("SUBJECT_CHANGED", path, reason));
    });
  }
}

function replace(path: string, size: number): void {
  writeFileSync(`${path}.new`, "y".repeat(size));
  renameSync(`${path}.new`, path);
}

test("a file that may not be read is refused", { skip: process.getuid?.() === 0 }, async (t) => {
  const path = join(folder(t, ["a"]), "a");
  chmodSync(path, 0);
  await assert.rejects(hashFiles([path]), failure("SUBJECT_UNREADABLE", "EACCES"));
});
