import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import * as path from "node:path";
import { test } from "node:test";

import { callsMade, failedWith, sha, world } from "./world.ts";

const DIGEST = sha("sha256", "rocket");
const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** What is wrong, the inputs, the code, and what the message must hold. */
const BAD: readonly [string, Readonly<Record<string, string>>, string, RegExp][] = [
  [
    "a pattern that selects nothing",
    { "subject-path": "dits/*" },
    "SUBJECT_NOT_FOUND",
    /dits.*holds.*"dist\/"/s,
  ],
  [
    "one of two patterns selects nothing",
    { "subject-path": "dist/*, build/*.zip" },
    "SUBJECT_NOT_FOUND",
    /build\/\*\.zip/,
  ],
  ["a folder without files", { "subject-path": "empty" }, "SUBJECT_NOT_FOUND", /"empty".*no file/s],
  [
    "a path that leaves the workspace",
    { "subject-path": "../secret" },
    "SUBJECT_OUTSIDE",
    /leaves the workspace/,
  ],
  ["a link that leaves the workspace", { "subject-path": "links/*" }, "SUBJECT_OUTSIDE", /links\/hosts/],
  [
    "a pattern with a range the wrong way round",
    { "subject-path": "dist/[z-a]" },
    "INPUT_INVALID",
    /\[z-a\]/,
  ],
  [
    "a line that is no checksum",
    { "subject-checksums": `${DIGEST}  a\nrocket.tgz` },
    "CHECKSUMS_INVALID",
    /line 2, "rocket\.tgz"/,
  ],
  [
    "a digest of no known length",
    { "subject-checksums": `${DIGEST}  a\n\n${DIGEST.slice(2)}  b` },
    "CHECKSUMS_INVALID",
    /line 3.*62 hex digits/,
  ],
  [
    "a name with a line break",
    { "subject-checksums": `${DIGEST}  a\n\\${DIGEST}  b\\nc` },
    "CHECKSUMS_INVALID",
    /line 2.*control character/,
  ],
  [
    "one name with two digests",
    { "subject-checksums": `${DIGEST}  a\n${sha("sha256", "other")}  a` },
    "SUBJECT_CONFLICT",
    /"a" has two digests.*line 1.*line 2/s,
  ],
  [
    "an empty list in base64",
    { "base64-subjects": base64("\n") },
    "SUBJECTS_EMPTY",
    /no subject in `base64-subjects`/,
  ],
  [
    "a subject-name for several files",
    { "subject-path": "dist/*", "subject-name": "x" },
    "INPUT_INVALID",
    /a name for 2 files/,
  ],
];

test("subjects that cannot be right end the step with their own error before anybody is called", async (t) => {
  const { local, job, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");
  await file("dist/rocket.zip", "rocket");
  await file("empty/.hidden", "");
  await file("links/ok", "");
  await symlink("/etc/hosts", path.join(job.workspace, "links", "hosts"));
  for (const [what, inputs, code, text] of BAD) {
    await t.test(what, async () => {
      assert.match(await failedWith(await step(inputs), code), text);
      assert.deepEqual(callsMade(local), []);
    });
  }
});

test("a file and a list that give one name two digests are a conflict, and nothing is signed", async (t) => {
  const { local, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");

  const message = await failedWith(
    await step({ "subject-path": "dist/*", "subject-checksums": `${sha("sha256", "other")}  rocket.tgz` }),
    "SUBJECT_CONFLICT",
  );

  assert.match(message, /"rocket\.tgz" has two digests/);
  assert.equal(local.sigstore.rekor.entries.length, 0);
  assert.equal(local.github.state.attestations.length, 0);
});
