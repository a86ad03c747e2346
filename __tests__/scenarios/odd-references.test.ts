import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import * as path from "node:path";
import { test } from "node:test";

import { shellWord } from "../../src/report/commands.ts";
import { parseTrustedRoot } from "../../src/trust/roots.ts";
import { verifyBundle } from "../../src/verify/verify.ts";
import { resultOf, statementIn, world } from "./world.ts";

const REPOSITORY = "octo-org/rocket";

/** Branch, tag and file names that are allowed, and the URI of each as Fulcio escapes it. */
const CASES: readonly {
  readonly what: string;
  readonly ref: string;
  readonly workflow: string;
  readonly escaped: string;
}[] = [
  {
    what: "a branch with letters beyond ASCII",
    ref: "refs/heads/größe",
    workflow: ".github/workflows/release.yml",
    escaped: ".github/workflows/release.yml@refs/heads/gr%C3%B6%C3%9Fe",
  },
  {
    what: "a workflow file with a space in its name",
    ref: "refs/heads/main",
    workflow: ".github/workflows/my release.yml",
    escaped: ".github/workflows/my%20release.yml@refs/heads/main",
  },
  {
    what: "a tag with an at sign",
    ref: "refs/tags/pkg@1.2.3",
    workflow: ".github/workflows/release.yml",
    escaped: ".github/workflows/release.yml@refs/tags/pkg@1.2.3",
  },
];

for (const { what, ref, workflow, escaped } of CASES) {
  test(`${what}: attested, verified and stored, and the commands name the signer as each tool reads it`, async (t) => {
    const workflowRef = `${REPOSITORY}/${workflow}@${ref}`;
    const { local, file, step } = await world(t, {
      local: { github: { claims: { ref, workflow_ref: workflowRef } } },
    });
    await file("rocket.tgz", "rocket");

    const run = await step({ "subject-path": "rocket.tgz" });

    assert.equal(run.code, 0, run.log);
    assert.equal(local.github.state.attestations.length, 1);
    const signer = `https://github.com/${workflowRef}`;
    const san = `https://github.com/${REPOSITORY}/${escaped}`;
    const bundle = await readFile(run.outputs["bundle-path"] ?? "", "utf8");
    const { certificate } = verifyBundle(
      bundle,
      {
        identity: {
          issuer: local.github.issuer,
          signer,
          sourceRepository: `https://github.com/${REPOSITORY}`,
        },
        predicateTypes: ["https://slsa.dev/provenance/v1"],
        artifacts: [],
      },
      parseTrustedRoot(Buffer.from(JSON.stringify(local.sigstore.trustedRoot)), "embedded"),
    );
    assert.equal(certificate.subjectAlternativeName, san);
    assert.equal(certificate.buildSignerURI, signer);

    const statement = await statementIn(run.outputs["bundle-path"]);
    const { buildDefinition, runDetails } = statement["predicate"] as {
      buildDefinition: { externalParameters: { workflow: Record<string, string> } };
      runDetails: { builder: { id: string } };
    };
    assert.deepEqual(buildDefinition.externalParameters.workflow, {
      ref,
      repository: `https://github.com/${REPOSITORY}`,
      path: workflow,
    });
    assert.equal(runDetails.builder.id, signer);

    const commands = JSON.stringify(await resultOf(run));
    const shows = (text: string): void =>
      assert.ok(commands.includes(JSON.stringify(text).slice(1, -1)), `${text} in ${commands}`);
    shows(`--signer ${shellWord(signer)}`);
    shows(`--cert-identity ${shellWord(san)}`);
    shows(`--certificate-identity ${shellWord(san)}`);
    assert.equal(path.basename(run.outputs["bundle-path"] ?? ""), "rocket.tgz.intoto.jsonl");
  });
}
