import assert from "node:assert/strict";
import { createHash } from "node:crypto";
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
import { hashFiles } from "../../src/subjects/hash.ts";
import { failure, folder } from "./world.ts";

const MEBIBYTE = 1024 * 1024;

test("files of every size around the buffer's are hashed, several at once", async (t) => {
  const sizes = [0, 1, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 2 * MEBIBYTE, 3 * MEBIBYTE + 7];
  const contents = new Map(sizes.map((size) => [`f${size}`, "x".repeat(size)]));
  const workspace = folder(t, Object.fromEntries(contents));
  const digests = await hashFiles(
    [...contents.keys()].map((name) => join(workspace, name)),
    { atOnce: 3 },
  );
  for (const [name, content] of contents) {
    assert.equal(
      digests.get(join(workspace, name)),
      createHash("sha256").update(content).digest("hex"),
      name,
    );
  }
  assert.equal((await hashFiles([])).size, 0);
});

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

test("a file that is gone, or became a folder or a link, is refused with the system's code", async (t) => {
  const workspace = folder(t, ["a"]);
  symlinkSync("a", join(workspace, "l"));
  await assert.rejects(hashFiles([join(workspace, "gone")]), failure("SUBJECT_UNREADABLE", "ENOENT"));
  await assert.rejects(hashFiles([workspace]), failure("SUBJECT_UNREADABLE", "no longer a regular file"));
  await assert.rejects(hashFiles([join(workspace, "l")]), failure("SUBJECT_UNREADABLE", "ELOOP"));
});

test("a file that may not be read is refused", { skip: process.getuid?.() === 0 }, async (t) => {
  const path = join(folder(t, ["a"]), "a");
  chmodSync(path, 0);
  await assert.rejects(hashFiles([path]), failure("SUBJECT_UNREADABLE", "EACCES"));
});

test("one bad file among many ends the work", async (t) => {
  const workspace = folder(t, ["a", "b"]);
  const paths = ["a", "gone", "b"].map((name) => join(workspace, name));
  await assert.rejects(hashFiles(paths, { atOnce: 2 }), failure("SUBJECT_UNREADABLE"));
});
