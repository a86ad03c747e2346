import assert from "node:assert/strict";
import { describe, test } from "node:test";

import type { Local } from "../../local/start.ts";
import type { Fault } from "../../local/server.ts";
import { assertNoSecrets, BOTH, releaseWorld, statuses } from "./stores.ts";
import { traces } from "./world.ts";

/** Makes the first call of each kind fail, at every service that a step asks. */
function failEachOnce({ github, sigstore }: Local, fault: Fault): void {
  const calls = [
    ["GET", /\/_idtoken\//],
    ["GET", /\/\.well-known\/openid-configuration$/],
    ["GET", /\/\.well-known\/jwks$/],
    ["GET", /\/releases$/],
    ["GET", /\/releases\/\d+\/assets$/],
    ["POST", /\/releases\/\d+\/assets$/],
    ["GET", /\/releases\/assets\/\d+$/],
    ["GET", /\/attestations\/sha256/],
    ["POST", /\/attestations$/],
  ] as const;
  for (const [method, path] of calls) github.server.fail(path, fault, { method, times: 1 });
  for (const part of [sigstore.ca, sigstore.rekor, sigstore.tsa]) part.server.fail(/^/, fault, { times: 1 });
}

describe("what passes does not keep the step from its end", { concurrency: true }, () => {
  const faults: readonly [string, Fault, number][] = [
    ["once answers with status 500", { kind: "status", status: 500 }, 0],
    ["once resets the connection", { kind: "reset" }, 0],
    ["once answers with a page of HTML and status 200", { kind: "garbage" }, 0],
    // Six of the calls follow one another: token (beside it the keys), list of releases, of assets, log, upload, reading back.
    [
      "once answers with 429 and a Retry-After of a second, which is waited for",
      { kind: "status", status: 429, headers: { "retry-after": "1" } },
      6000,
    ],
  ];
  for (const [how, fault, least] of faults) {
    test(`each service ${how}`, async (t) => {
      const made = await releaseWorld(t);
      failEachOnce(made.local, fault);

      const run = await made.step({ ...BOTH, "max-wait": "60" });

      assert.equal(run.code, 0, run.log);
      assert.deepEqual(await statuses(run), { release: "stored", github: "stored" });
      const { entries, attestations, assets } = traces(made.local);
      assert.deepEqual({ entries, attestations, assets }, { entries: 1, attestations: 1, assets: 1 });
      assert.ok(run.duration > least, `${run.duration} ms`);
      await assertNoSecrets(made, run);
    });
  }

  test("when the answer of each writing call is lost after it did its work, nothing is stored twice", async (t) => {
    const made = await releaseWorld(t);
    const { github, sigstore } = made.local;
    const lost = { times: 1, after: true, method: "POST" };
    for (const server of [github.server, sigstore.ca.server, sigstore.rekor.server, sigstore.tsa.server]) {
      server.fail(/\/releases\/\d+\/assets$|\/api\/v[12]\//, { kind: "reset" }, lost);
    }
    github.server.fail(/\/repos\/[^/]+\/[^/]+\/attestations$/, { kind: "reset" }, lost);

    const run = await made.step({ ...BOTH, "max-wait": "20" });

    assert.equal(run.code, 0, run.log);
    assert.deepEqual(await statuses(run), { release: "stored", github: "stored" });
    assert.deepEqual(traces(made.local), {
      certificates: 2,
      entries: 1,
      timestamps: 2,
      attestations: 1,
      assets: 1,
    });
  });
});
