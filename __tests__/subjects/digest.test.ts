import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDigest } from "../../src/subjects/digest.ts";
import { failure } from "./world.ts";

for (const [algorithm, length] of [
  ["sha256", 64],
  ["sha384", 96],
  ["sha512", 128],
] as const) {
  test(`a ${algorithm} digest and a name are a subject, in lower case`, () => {
    assert.deepEqual(parseDigest(`${algorithm}:${"A".repeat(length)}`, "ghcr.io/o/app"), {
      name: "ghcr.io/o/app",
      digest: { [algorithm]: "a".repeat(length) },
    });
  });
}

for (const [what, digest] of [
  ["a bare digest", "a".repeat(64)],
  ["another algorithm", `sha1:${"a".repeat(40)}`],
  ["a digest of another length", `sha256:${"a".repeat(63)}`],
  ["a digit that is not hex", `sha256:${"g".repeat(64)}`],
  ["nothing", ""],
  ["a property of objects", "constructor:aa"],
] as const) {
  test(`${what} is an error that names the input`, () => {
    assert.throws(() => parseDigest(digest, "a"), failure("INPUT_INVALID", "`subject-digest`", "expected"));
  });
}

test("a missing or unprintable name is an error that names the input", () => {
  for (const name of ["", " ", "a\nb", "\uD800"]) {
    assert.throws(
      () => parseDigest(`sha256:${"a".repeat(64)}`, name),
      failure("INPUT_INVALID", "`subject-name`"),
    );
  }
});
