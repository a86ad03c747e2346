import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { parseArtifactsList } from "../../src/subjects/artifacts.ts";
import { findSubjects } from "../../src/subjects/collect.ts";
import { failure, folder } from "./world.ts";

const A = "a".repeat(64);
const file = (name: unknown, digest: unknown = `sha256:${A}`, kind: unknown = "file"): unknown => ({
  name,
  digest,
  kind,
});
const list = (subjects: unknown, version: unknown = 1): Buffer =>
  Buffer.from(JSON.stringify({ version, subjects }));

test("what the job's steps declared are subjects, in the list's order, each once", () => {
  const long = "b".repeat(128);
  const given = [file("b", `sha256:${A.toUpperCase()}`), file("a", `sha512:${long}`), file("b")];
  assert.deepEqual(parseArtifactsList(list(given)), [
    { name: "b", digest: { sha256: A } },
    { name: "a", digest: { sha512: long } },
  ]);
  assert.deepEqual(parseArtifactsList(list([file("c", `sha384:${"c".repeat(96)}`)])), [
    { name: "c", digest: { sha384: "c".repeat(96) } },
  ]);
});

test("an empty file says that the feature is off, an empty list that nothing was declared", () => {
  assert.equal(parseArtifactsList(Buffer.of()), undefined);
  assert.throws(
    () => parseArtifactsList(list([])),
    failure("SUBJECTS_EMPTY", "no step of this job declared"),
  );
});

test("a list of another form is refused, and the error says where", () => {
  for (const [bytes, ...texts] of [
    [Buffer.from("\uFEFF{}"), "byte order mark"],
    [Buffer.from('{"version":1,'), "line 1, column 14"],
    [Buffer.from("[]"), "version (undefined)"],
    [list([], 2), "version 2"],
    [list([], "1"), 'version "1"'],
    [list({}), "no list `subjects`"],
    [list([file("a"), 7]), "entry 2 without a name"],
    [list([file("a\nb")]), "entry 1", "control character"],
    [list([file("a", `sha256:${A}`, "tree")]), 'of kind "tree"'],
    [list([file("a", `sha1:${"a".repeat(40)}`)]), "entry 1", "sha256, sha384, sha512"],
    [list([file("a", "sha256:abc")]), '"sha256:abc"'],
    [list([file("a", `sha256:${A}:`)]), "entry 1"],
    [list([file("a", undefined)].map((entry) => ({ ...Object(entry), digest: 1 }))), "entry 1"],
    [list([file("image", `sha256:${A}`, "oci")]), "kind oci", "images come with a later version"],
  ] as const) {
    assert.throws(() => parseArtifactsList(bytes), failure("INPUT_INVALID", ...texts), bytes.toString());
  }
});

test("a name with two digests is a conflict, also of two algorithms", () => {
  for (const other of [`sha256:${"b".repeat(64)}`, `sha512:${"b".repeat(128)}`]) {
    assert.throws(
      () => parseArtifactsList(list([file("a"), file("a", other)])),
      failure("SUBJECT_CONFLICT", '"a"', other),
    );
  }
});

test("the list at its path gives subjects; where it is off or missing there is nothing to attest", async (t) => {
  const workspace = folder(t, {
    list: list([file("rocket.tgz")]).toString(),
    off: "",
    empty: list([]).toString(),
  });
  const find = async (name: string) =>
    await (await findSubjects([{ kind: "artifacts", path: join(workspace, name) }], { workspace })).hash();
  assert.deepEqual((await find("list")).subjects, [{ name: "rocket.tgz", digest: { sha256: A } }]);
  await assert.rejects(find("off"), failure("SUBJECTS_EMPTY", "no subject in the runner's artifact list"));
  await assert.rejects(find("missing"), failure("SUBJECTS_EMPTY"));
  await assert.rejects(find("empty"), failure("SUBJECTS_EMPTY", "no step of this job declared"));
  await assert.rejects(find("."), failure("SUBJECT_UNREADABLE", "EISDIR"));
});
