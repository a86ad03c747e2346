import assert from "node:assert/strict";
import { test } from "node:test";

import { everythingLeft, failedWith, resultOf, world, type World } from "./world.ts";
import type { StepRun } from "../../local/job.ts";

const JWT = /eyJ[\w-]{8,}\.eyJ/;
const LEAK = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyb2NrZXQifQ.c2lnbmF0dXJl";

async function assertNoSecret({ local, job }: World, run: StepRun): Promise<void> {
  const left = await everythingLeft(job, run);
  for (const secret of [local.github.token, local.github.requestToken]) assert.ok(!left.includes(secret));
  assert.doesNotMatch(left, JWT);
  // Every token is masked as soon as it is known, before any other line could hold it.
  assert.ok(run.log.includes(`::add-mask::${local.github.requestToken}`));
}

test("a run with every detail on leaves no token in log, outputs, summary or files, and masks each", async (t) => {
  const w = await world(t);
  await w.file("dist/rocket.tgz", "rocket");
  w.local.github.state.addRelease({ tag: "v1.2.3", draft: true });

  const run = await w.step(
    { "subject-path": "dist/*", "build-type": "full", "upload-assets": "true" },
    { env: { RUNNER_DEBUG: "1" } },
  );

  assert.equal(run.code, 0, run.log);
  await assertNoSecret(w, run);
  const masks = run.log.split("\n").filter((line) => line.startsWith("::add-mask::"));
  assert.ok(masks.some((line) => JWT.test(line)));
  assert.ok(masks.includes(`::add-mask::${w.local.github.token}`));
});

test("services that repeat what they were sent make no error text that holds it", async (t) => {
  const codes = {
    ca: "CERTIFICATE_REFUSED",
    rekor: "LOG_REFUSED",
    tsa: "TIMESTAMP_REFUSED",
    github: "STORE_REFUSED",
  } as const;
  for (const service of ["ca", "rekor", "tsa", "github"] as const) {
    await t.test(service, async (t) => {
      const w = await world(t);
      const { github, sigstore } = w.local;
      await w.file("dist/rocket.tgz", "rocket");
      const message = `bad token ${LEAK}, authorization: Bearer ${github.requestToken} and token ${github.token}`;
      const server = service === "github" ? github.server : sigstore[service].server;
      const path = service === "github" ? /attestations$/ : /^/;
      server.fail(path, { kind: "status", status: 400, body: { message } }, { method: "POST" });

      const run = await w.step({ "subject-path": "dist/*", "github-attestations": "always" });

      assert.equal(run.code, 1, run.log);
      const { error } = (await resultOf(run)) as { error: { code: string; message: string } };
      assert.equal(error.code, codes[service]);
      assert.match(error.message, /bad token \*\*\*/);
      await assertNoSecret(w, run);
    });
  }
});

test("a token that was put into the wrong input is not repeated", async (t) => {
  const w = await world(t);
  const run = await w.step({ "subject-path": w.local.github.token, "build-type": w.local.github.token });
  await failedWith(run, "INPUT_INVALID");
  await assertNoSecret(w, run);
});
