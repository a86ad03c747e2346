import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

import { readCapped, Unreadable } from "../../src/evidence/read.ts";
import { folder } from "./world.ts";

test("files are read to the bound and no further", async (t) => {
  const own = await folder(t);
  for (const size of [0, 1, 4095, 4096, 4097, 100_000]) {
    const path = await own.file("x", Buffer.alloc(size, 7));
    assert.deepEqual(await readCapped(path, size), Buffer.alloc(size, 7));
    if (size > 0) await assert.rejects(readCapped(path, size - 1), Unreadable);
  }
  assert.equal(await readCapped(join(own.path, "none"), 9), undefined);
  assert.equal(await readCapped(join(own.path, "x", "none"), 9), undefined);
});

test(
  "a pipe is read where it may be one, to the bound",
  { skip: process.platform === "win32" },
  async (t) => {
    const own = await folder(t);
    const pipe = join(own.path, "pipe");
    execFileSync("mkfifo", [pipe]);
    const write = (bytes: number): void => {
      const writer = spawn("sh", ["-c", `head -c ${bytes} /dev/zero > "$0"`, pipe], { stdio: "ignore" });
      t.after(() => writer.kill());
    };
    write(200_000);
    assert.deepEqual(await readCapped(pipe, 200_000, "any"), Buffer.alloc(200_000));
    write(200_000);
    await assert.rejects(readCapped(pipe, 100_000, "any"), Unreadable);
    await assert.rejects(readCapped(pipe, 100_000), Unreadable);
  },
);
