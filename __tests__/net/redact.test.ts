import assert from "node:assert/strict";
import { test } from "node:test";

import { redact } from "../../src/net/redact.ts";

test("tokens of every kind become asterisks, whole or cut off", () => {
  const tokens = [
    `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.${"s".repeat(40)}`,
    "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.",
    `eyJhbGciOiJSUzI1NiJ9.eyJ${"c".repeat(40)}`,
    `ghs_${"a".repeat(36)}`,
    `ghp_${"a".repeat(36)}`,
    `github_pat_${"a".repeat(22)}_${"b".repeat(59)}`,
    "Bearer abcdef0123456789",
    "basic dXNlcjpwYXNzd29yZA==",
  ];
  for (const token of tokens) assert.equal(redact(`before ${token} after`), "before *** after");
});

test("what only looks a little like one stays", () => {
  const text = "key eyJ.json, ghs_short, the bearer of this, sha256:0123456789abcdef, eyJ0.a";
  assert.equal(redact(text), text);
});
