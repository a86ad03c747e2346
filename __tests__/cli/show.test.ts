import assert from "node:assert/strict";
import { test } from "node:test";

import { renderText } from "../../src/cli/show.ts";
import { GITHUB_ISSUER } from "../../src/verify/expectation.ts";
import { verifyBundle } from "../../src/verify/verify.ts";
import {
  changed,
  COMMIT,
  delegatorStatement,
  expecting,
  facts,
  GENERATOR,
  OTHER_COMMIT,
  SHA256,
  SOURCE,
} from "../verify/facts.ts";
import { hex, signingWorld } from "../verify/world.ts";

test("what a delegator's run chose to build is not said to be proven", async (t) => {
  const signer = `${GENERATOR}delegator_generic_slsa3.yml@refs/tags/v2.1.0`;
  const job_workflow_ref = signer.slice("https://github.com/".length);
  const { sign, trust } = await signingWorld(t, {
    sigstore: {
      issuance: {
        alterClaims: (all) => ({ ...all, iss: GITHUB_ISSUER, job_workflow_ref, run_attempt: "2" }),
      },
    },
  });
  const certified = delegatorStatement(
    facts(signer),
    `${GENERATOR}builder_nodejs_slsa3.yml@refs/tags/v2.1.0`,
  );
  const chosen = changed(certified, ["predicate", "buildDefinition", "resolvedDependencies", 0], {
    uri: `git+${SOURCE}`,
    digest: { gitCommit: OTHER_COMMIT },
  });
  const artifact = { kind: "digest", name: "rocket", digests: { sha256: hex(SHA256) } } as const;
  const said = async (statement: unknown): Promise<string> => {
    const bundle = verifyBundle(await sign(statement), expecting(), trust);
    const [, proven = ""] = renderText("rocket", { artifact, bundle, origin: "b.json", tried: 1 }).split(
      "Proven:",
    );
    return proven;
  };
  assert.match(await said(certified), new RegExp(`built from +${SOURCE} at ${COMMIT}`));
  const [proven = "", unchecked = ""] = (await said(chosen)).split("Not checked:");
  assert.match(proven, new RegExp(`run for +${SOURCE} at ${COMMIT}`));
  assert.doesNotMatch(proven, /built from/);
  assert.match(unchecked, new RegExp(OTHER_COMMIT));
});
