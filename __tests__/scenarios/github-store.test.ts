import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { notInPlan } from "../../local/github/state.ts";
import type { LocalGitHub } from "../../local/github/start.ts";
import { checkExchanges } from "../openapi/conformance.ts";
import {
  assertNoSecrets,
  BOTH,
  bundleOnDisk,
  releaseWorld,
  statuses,
  storedBy,
  targetFailed,
} from "./stores.ts";

/** A way in which GitHub does not take attestations, and what each mode makes of it. */
const REFUSALS: readonly {
  readonly what: string;
  readonly set: (github: LocalGitHub) => void;
  readonly severity: "notice" | "warning";
  readonly reason: RegExp;
}[] = [
  {
    what: "a missing permission",
    set: ({ state }) => {
      state.permissions.attestations = "none";
    },
    severity: "warning",
    reason: /Resource not accessible by integration.* Add `attestations: write` to the job's permissions/,
  },
  {
    what: "a plan without attestations",
    set: ({ state }) => {
      state.attestationRefusal = notInPlan("octo-org");
    },
    severity: "notice",
    reason: /Feature not available for the octo-org organization/,
  },
  {
    what: "a server without a store",
    set: ({ server }) =>
      server.fail(/\/attestations/, { kind: "status", status: 404, body: { message: "Not Found" } }),
    severity: "notice",
    reason: /has no attestation store/,
  },
];

describe("GitHub's attestation store", { concurrency: 6 }, () => {
  for (const refusal of REFUSALS) {
    test(`with auto, ${refusal.what} is a ${refusal.severity}`, async (t) => {
      const made = await releaseWorld(t);
      refusal.set(made.local.github);

      const run = await made.step(BOTH);

      assert.equal(run.code, 0, run.log);
      const { release, github } = await storedBy(run);
      assert.equal(release?.status, "stored");
      assert.equal(github?.status, "skipped");
      assert.match(github.reason ?? "", refusal.reason);
      assert.match(
        run.log,
        new RegExp(`^::${refusal.severity} title=Waybill::.*${refusal.reason.source}`, "m"),
      );
      assert.equal(run.outputs["attestation-id"], undefined);
      await assertNoSecrets(made, run);
    });

    test(`with always, ${refusal.what} fails the step`, async (t) => {
      const made = await releaseWorld(t);
      refusal.set(made.local.github);

      const run = await made.step({ ...BOTH, "github-attestations": "always" });

      await targetFailed(run, "github", "STORE_REFUSED");
      assert.deepEqual(await statuses(run), { release: "stored", github: "STORE_REFUSED" });
      assert.equal(made.release.assets.length, 1);
    });
  }

  test("with never, nobody asks it anything", async (t) => {
    const made = await releaseWorld(t);

    const run = await made.step({ ...BOTH, "github-attestations": "never" });

    assert.equal(run.code, 0, run.log);
    assert.deepEqual(await statuses(run), { release: "stored" });
    assert.deepEqual(made.local.github.server.requests(/\/attestations/), []);
    await bundleOnDisk(run);
    assert.deepEqual(checkExchanges(made.local.github.server.exchanges, "/api/v3"), []);
  });
});
