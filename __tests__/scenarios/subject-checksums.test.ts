import assert from "node:assert/strict";
import { test } from "node:test";

import { failedWith, callsMade, sha, subjectsIn, world } from "./world.ts";

const DIGEST = sha("sha256", "rocket");

test("a checksum file in every form that the usual programs print gives a subject for each line", async (t) => {
  const { file, step } = await world(t);
  await file(
    "dist/SHASUMS",
    [
      `${DIGEST}  gnu.tgz`,
      `${DIGEST} *binary.tgz`,
      `${DIGEST.toUpperCase()}  upper case.tgz`,
      `\\${DIGEST}  back\\\\slash.tgz`,
      `SHA256 (bsd (1).tgz) = ${DIGEST}`,
      `SHA2-512(openssl.tgz)= ${sha("sha512", "rocket")}`,
      `${sha("sha384", "rocket")}  longer.tgz`,
      "",
      `${DIGEST}  ./dist/../elsewhere.tgz`,
    ].join("\r\n"),
  );

  const run = await step({ "subject-checksums": "dist/SHASUMS" });

  assert.equal(run.code, 0, run.log);
  assert.deepEqual(await subjectsIn(run.outputs["bundle-path"]), {
    "gnu.tgz": { sha256: DIGEST },
    "binary.tgz": { sha256: DIGEST },
    "upper case.tgz": { sha256: DIGEST },
    "back\\slash.tgz": { sha256: DIGEST },
    "bsd (1).tgz": { sha256: DIGEST },
    "openssl.tgz": { sha512: sha("sha512", "rocket") },
    "longer.tgz": { sha384: sha("sha384", "rocket") },
    "./dist/../elsewhere.tgz": { sha256: DIGEST },
  });
});

test("a checksum list may be given as text, and one that names a file twice speaks of both digests", async (t) => {
  const { step } = await world(t);
  const run = await step({
    "subject-checksums": `${DIGEST}  rocket.tgz\n${sha("sha512", "rocket")}  rocket.tgz\n`,
  });
  assert.equal(run.code, 0, run.log);
  assert.deepEqual(await subjectsIn(run.outputs["bundle-path"]), {
    "rocket.tgz": { sha256: DIGEST, sha512: sha("sha512", "rocket") },
  });
});

test("a mistyped path of a checksum list is an error that says where it was looked for, and calls nobody", async (t) => {
  const { local, job, file, step } = await world(t);
  await file("dist/SHASUMS", `${DIGEST}  rocket.tgz\n`);

  const message = await failedWith(
    await step({ "subject-checksums": "dist/SHA256SUMS" }),
    "SUBJECT_NOT_FOUND",
  );

  assert.ok(message.includes("dist/SHA256SUMS") && message.includes(job.workspace), message);
  assert.deepEqual(callsMade(local), []);
});
