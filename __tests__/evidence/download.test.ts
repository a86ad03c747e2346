import assert from "node:assert/strict";
import { lstat, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { downloadName, downloadPath, writeBundles } from "../../src/evidence/download.ts";
import { find } from "../../src/evidence/find.ts";
import { oneLine } from "../../src/evidence/one-line.ts";
import { failure } from "../oci/clients.ts";
import { artifactOf, folder, gathered, ports } from "./world.ts";

test("bundles are written where they are looked for, one a line, and found there again", async (t) => {
  const own = await folder(t);
  const file = await artifactOf(await own.file("rocket.tgz", "rocket"));
  const path = downloadPath(file, own.path);
  const bundles = ['{\n "a": "x \\" y"\n}', '{"b":2}', "no\nJSON"].map((json) => ({ json, origin: "" }));
  const done = await writeBundles(path, bundles);
  assert.deepEqual(done, { path: join(own.path, "rocket.tgz.intoto.jsonl"), bundles: 2, status: "written" });
  assert.equal(await readFile(path, "utf8"), '{"a":"x \\" y"}\n{"b":2}\n');
  const again = await gathered(find(file, [{ kind: "beside" }], ports()).bundles);
  assert.deepEqual(
    again.map(({ json }) => json),
    ['{"a":"x \\" y"}', '{"b":2}'],
  );
  assert.equal((await writeBundles(path, bundles)).status, "already-there");
});

test("nothing that is there is replaced, nor written through a link", async (t) => {
  const own = await folder(t);
  const bundles = [{ json: "{}", origin: "" }];
  const mine = await own.file("mine", "something else");
  const link = join(own.path, "link");
  const dangling = join(own.path, "dangling");
  await symlink(mine, link);
  await symlink(join(own.path, "new"), dangling);
  for (const path of [mine, link, dangling, own.path, join(own.path, "none", "x")])
    await failure(writeBundles(path, bundles), "INPUT_INVALID");
  assert.equal(await readFile(mine, "utf8"), "something else");
  await assert.rejects(lstat(join(own.path, "new")));
});

test("names lead to no other folder", async (t) => {
  const own = await folder(t);
  const hex = "ab".repeat(32);
  assert.equal(downloadName(await artifactOf(`sha256:${hex}`)), `sha256-${hex}.jsonl`);
  assert.equal(downloadName(await artifactOf(`oci://ghcr.io/acme/app@sha256:${hex}`)), `sha256-${hex}.jsonl`);
  const odd = await own.file(process.platform === "win32" ? "..x" : "..\\x", "x");
  assert.match(downloadName(await artifactOf(odd)), /^[^/\\]+\.intoto\.jsonl$/);
  assert.doesNotMatch(downloadName(await artifactOf(odd)), /^\./);
});

test("white space between the parts of a text goes, and nothing else, in time", () => {
  for (const [given, expected] of [
    [' { "a" :\t[ 1 , "b c" ] }\r\n', '{"a":[1,"b c"]}'],
    ['{"a":"\\\\" , "b":"\\" :"}', '{"a":"\\\\","b":"\\" :"}'],
    ["tru e", "tru e"],
    ["", ""],
  ] as const)
    assert.equal(oneLine(given), expected);
  const started = performance.now();
  for (const hostile of [
    " ".repeat(4e6),
    `{${" ".repeat(4e6)}x`,
    `"${"\\".repeat(4e6)}" `,
    '"\\" '.repeat(1e6),
  ])
    oneLine(hostile);
  // In time that grows with the length: a pattern that backtracks would take hours.
  assert.ok(performance.now() - started < 20_000);
});
