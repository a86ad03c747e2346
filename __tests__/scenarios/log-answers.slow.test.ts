import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { assertNoSecrets, BOTH, bundleOnDisk, releaseWorld, statuses } from "./stores.ts";
import { failedWith, traces } from "./world.ts";

const ENTRIES = /\/api\/v1\/log\/entries$/;

interface BundleJson {
  readonly verificationMaterial: {
    readonly certificate: { readonly rawBytes: string };
    readonly tlogEntries: readonly { readonly logIndex: string }[];
  };
}

describe("what the log answers", { concurrency: 3 }, () => {
  test("an entry whose answer was lost is fetched after the conflict, and is the bundle's", async (t) => {
    const made = await releaseWorld(t);
    const { rekor } = made.local.sigstore;
    rekor.server.fail(ENTRIES, { kind: "reset" }, { method: "POST", times: 1, after: true });

    const run = await made.step(BOTH);

    assert.equal(run.code, 0, run.log);
    const [entry] = rekor.entries;
    assert.deepEqual(rekor.server.requests(), [
      "POST /api/v1/log/entries",
      "POST /api/v1/log/entries",
      `GET /api/v1/log/entries/${entry?.uuid}`,
    ]);
    assert.equal(rekor.entries.length, 1);
    assert.equal(run.outputs["log-index"], String(entry?.logIndex));
  });

  test("an entry that the log does not show yet is asked for again", async (t) => {
    const made = await releaseWorld(t);
    const { rekor } = made.local.sigstore;
    rekor.server.fail(ENTRIES, { kind: "reset" }, { method: "POST", times: 1, after: true });
    rekor.server.fail(/\/entries\/[0-9a-f]+$/, { kind: "status", status: 404 }, { method: "GET", times: 2 });

    const run = await made.step({ ...BOTH, "max-wait": "20" });

    assert.equal(run.code, 0, run.log);
    assert.equal(rekor.entries.length, 1);
    assert.equal(rekor.server.requests().filter((call) => call.startsWith("GET ")).length, 3);
  });

  test("a conflict that names the entry of another signature is refused", async (t) => {
    const made = await releaseWorld(t);
    const { rekor } = made.local.sigstore;
    assert.equal((await made.step({ "subject-path": "dist/*", "github-attestations": "never" })).code, 0);
    const other = rekor.entries[0]?.uuid ?? "";
    rekor.server.fail(ENTRIES, {
      kind: "status",
      status: 409,
      headers: { location: `/api/v1/log/entries/${other}` },
      body: {
        code: 409,
        message: `an equivalent entry already exists in the transparency log with UUID ${other}`,
      },
    });

    const run = await made.step(BOTH);

    const text = await failedWith(run, "LOG_REFUSED");
    assert.match(text, /got: +an entry of another signature/);
    const { attestations, assets } = traces(made.local);
    assert.deepEqual({ attestations, assets }, { attestations: 0, assets: 0 });
    assert.equal(rekor.server.requests(new RegExp(other)).length, 1);
    await assertNoSecrets(made, run);
  });

  test("a certificate that ends while the log is away is renewed, and the statement signed anew", async (t) => {
    const made = await releaseWorld(t, { local: { sigstore: { issuance: { validitySeconds: 4 } } } });
    const { ca, rekor, tsa } = made.local.sigstore;
    const away = { kind: "status", status: 503, headers: { "retry-after": "4" } } as const;
    rekor.server.fail(ENTRIES, away, { method: "POST", times: 1 });

    const run = await made.step({ ...BOTH, "max-wait": "20" });

    assert.equal(run.code, 0, run.log);
    assert.deepEqual(await statuses(run), { release: "stored", github: "stored" });
    // The first certificate got a timestamp, but no entry; the bundle has the second one's of both.
    assert.equal(ca.issued.length, 2);
    assert.equal(tsa.server.requests().length, 2);
    assert.equal(rekor.server.requests().length, 2);
    assert.equal(rekor.entries.length, 1);
    const bundle = JSON.parse(await bundleOnDisk(run)) as BundleJson;
    const pem = ca.issued[1]?.replaceAll(/-----[^-]+-----|\s/g, "");
    assert.equal(bundle.verificationMaterial.certificate.rawBytes, pem);
  });
});
