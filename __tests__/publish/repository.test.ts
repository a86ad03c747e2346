import assert from "node:assert/strict";
import { test } from "node:test";

import { storedName } from "../../local/github/releases.ts";
import { assetKey } from "../../src/publish/repository.ts";

const NAMES = [
  "rocket-1.2.3.tgz",
  "rocket 1.2.3.tgz",
  "rocket (linux)~amd64.tgz",
  "rocket@1.2+3_x.tgz",
  "Rakete-äöü.tgz",
  ".env",
  "..rocket",
  "rocket..",
  "rocket. .tgz",
  "a/b:c.tgz",
  "火箭.intoto.jsonl",
];

test("a name and what GitHub makes of it have one key", () => {
  for (const name of NAMES) {
    assert.equal(assetKey(storedName(name)), assetKey(name), name);
    assert.equal(assetKey(assetKey(name)), assetKey(name), name);
  }
});

test("names that GitHub keeps apart have different keys", () => {
  const kept = ["a.tgz", "A.tgz", "a-b.tgz", "a_b.tgz", "a+b.tgz", "a@b.tgz", "a.b.tgz", "ab.tgz"];
  assert.equal(new Set(kept.map((name) => assetKey(name))).size, kept.length);
});
