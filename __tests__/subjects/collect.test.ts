import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { appendFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Subjects } from "../../src/intoto/statement.ts";
import { findSubjects, type SubjectRequest } from "../../src/subjects/collect.ts";
import { parsePatterns } from "../../src/subjects/patterns.ts";
import { failure, folder } from "./world.ts";

const A = "a".repeat(64);
const LONG = "c".repeat(128);
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const base64 = (text: string): string => Buffer.from(text).toString("base64");

const paths = (input: string, name?: string): SubjectRequest => ({
  kind: "paths",
  patterns: parsePatterns(input),
  ...(name === undefined ? {} : { name }),
});
const checksums = (input: string): SubjectRequest => ({ kind: "checksums", input });

async function collect(workspace: string, ...requests: SubjectRequest[]): Promise<Subjects> {
  const found = await findSubjects(requests, { workspace });
  return (await found.hash()).subjects;
}

async function pairs(workspace: string, ...requests: SubjectRequest[]): Promise<unknown[][]> {
  return (await collect(workspace, ...requests)).map(({ name, digest }) => [name, digest]);
}

test("files are subjects by their SHA-256, and their paths are given by name", async (t) => {
  const workspace = folder(t, ["dist/b", "dist/a", "dist/s/a"]);
  const found = await findSubjects([paths("dist")], { workspace, expectedCount: 3 });
  const { subjects, files } = await found.hash();
  assert.deepEqual(subjects, [
    { name: "dist/a", digest: { sha256: sha256("dist/a") } },
    { name: "b", digest: { sha256: sha256("dist/b") } },
    { name: "dist/s/a", digest: { sha256: sha256("dist/s/a") } },
  ]);
  assert.equal(files.get("b"), join(workspace, "dist/b"));
  assert.equal(files.size, 3);
});

test("a file and a link to it are two subjects of one digest", async (t) => {
  const workspace = folder(t, ["app-1.2"]);
  symlinkSync("app-1.2", join(workspace, "app"));
  const digest = { sha256: sha256("app-1.2") };
  assert.deepEqual(await pairs(workspace, paths("*")), [
    ["app", digest],
    ["app-1.2", digest],
  ]);
});

test("all forms together: files first, then what is listed, equal claims once", async (t) => {
  const requests: SubjectRequest[] = [
    checksums(`${A}  z\n${sha256("a").toUpperCase()}  a\n${A}  y\n${A}  z\n`),
    { kind: "base64", input: base64(`${A}  y\n${A}  x`) },
    { kind: "digest", digest: `sha512:${LONG}`, name: "image" },
    paths("a"),
  ];
  assert.deepEqual(await pairs(folder(t, ["a"]), ...requests), [
    ["a", { sha256: sha256("a") }],
    ["z", { sha256: A }],
    ["y", { sha256: A }],
    ["x", { sha256: A }],
    ["image", { sha512: LONG }],
  ]);
});

test("digests of two algorithms are one set when one list gives both, in a fixed order", async (t) => {
  const subjects = await collect(folder(t, []), checksums(`${LONG}  a\n${A}  a\n`));
  assert.equal(JSON.stringify(subjects), `[{"name":"a","digest":{"sha256":"${A}","sha512":"${LONG}"}}]`);
});

test("digests of two algorithms from two sources are a conflict: nothing shows that they are of the same bytes", async (t) => {
  await assert.rejects(
    collect(folder(t, ["a"]), paths("a"), checksums(`${LONG}  a`)),
    failure("SUBJECT_CONFLICT", `sha256:${sha256("a")}`, `sha512:${LONG}`, "`subject-checksums` line 1"),
  );
});

test("one name with two digests is an error that names both sources", async (t) => {
  const workspace = folder(t, ["a"]);
  await assert.rejects(
    collect(workspace, paths("a"), checksums(`${A}  b\n${A}  a`)),
    failure("SUBJECT_CONFLICT", `the file "${workspace}/a"`, "`subject-checksums` line 2"),
  );
  await assert.rejects(
    collect(workspace, checksums(`${A}  b\n${"b".repeat(64)}  b`)),
    failure("SUBJECT_CONFLICT", "line 1", "line 2"),
  );
});

test("subject-name names the one file of subject-path, and no more than one", async (t) => {
  const workspace = folder(t, ["a", "b"]);
  assert.deepEqual(await pairs(workspace, paths("a", "app")), [["app", { sha256: sha256("a") }]]);
  await assert.rejects(
    collect(workspace, paths("*", "app")),
    failure("INPUT_INVALID", "`subject-name`", "2 files"),
  );
  await assert.rejects(collect(workspace, paths("a", "x\ny")), failure("INPUT_INVALID", "`subject-name`"));
});

test("nothing to attest is an error that names the inputs", async (t) => {
  const workspace = folder(t, { empty: "\n" });
  await assert.rejects(collect(workspace), failure("SUBJECTS_EMPTY"));
  await assert.rejects(collect(workspace, paths("# none")), failure("SUBJECTS_EMPTY", "`subject-path`"));
  await assert.rejects(
    collect(workspace, checksums("empty"), { kind: "base64", input: base64("\n") }),
    failure("SUBJECTS_EMPTY", "`subject-checksums`, `base64-subjects`"),
  );
});

test("another count than the expected one is an error before anything is hashed", async (t) => {
  const workspace = folder(t, ["a", "b"]);
  await assert.rejects(
    findSubjects([paths("*")], { workspace, expectedCount: 3 }),
    failure("SUBJECT_COUNT", 'got:      2: "a", "b"', "expected: 3"),
  );
});

test("a file whose name holds a control character is refused", async (t) => {
  const workspace = folder(t, ["a\nb", "d\t/x", "x"]);
  await assert.rejects(collect(workspace, paths("a*")), failure("SUBJECT_UNREADABLE", String.raw`a\u000ab`));
  await assert.rejects(
    collect(workspace, paths("**/x")),
    failure("SUBJECT_UNREADABLE", String.raw`d\u0009/x`),
  );
});

test("a file that changes while it is hashed is refused", async (t) => {
  const hashing = { opened: (path: string) => appendFileSync(path, "x") };
  const found = await findSubjects([paths("a")], { workspace: folder(t, ["a"]), hashing });
  await assert.rejects(found.hash(), failure("SUBJECT_CHANGED"));
});

test("hashing ends when nobody wants the subjects any more", async (t) => {
  const found = await findSubjects([paths("a")], { workspace: folder(t, ["a"]) });
  await assert.rejects(found.hash(AbortSignal.abort()), { name: "AbortError" });
});

test("a list of two hundred thousand names is collected", async (t) => {
  const list = Array.from({ length: 200_000 }, (_, i) => `${A}  f${i}`).join("\n");
  assert.equal((await collect(folder(t, []), checksums(list))).length, 200_000);
});
