import assert from "node:assert/strict";
import { test } from "node:test";

import { fallbackTag } from "../../src/oci/manifests.ts";
import { MEDIA, type Descriptor } from "../../src/oci/types.ts";
import { imageWorld } from "./images.ts";
import { failedWith, traces } from "./world.ts";

const ALONE = { "github-attestations": "never" };

test("where a list that may hold ours cannot be had, nothing is signed anew, whatever others have attached", async (t) => {
  const w = await imageWorld(t);
  const inputs = { ...ALONE, images: `${w.name}:v1` };
  const first = await w.step(inputs);
  assert.equal(first.code, 0, first.log);
  const stored = w.registry.state.repository("acme/app");
  const put = (mediaType: string, rest: object): Descriptor => {
    const json = { schemaVersion: 2, mediaType, ...rest };
    const bytes = Buffer.from(JSON.stringify(json));
    return { mediaType, digest: stored.putManifest(mediaType, bytes, json).digest, size: bytes.length };
  };
  const blob = { digest: stored.putBlob(Buffer.from("{}")), size: 2 };
  const others = put(MEDIA.image, {
    artifactType: MEDIA.bundle,
    config: { mediaType: MEDIA.empty, ...blob },
    layers: [{ mediaType: MEDIA.bundle, ...blob }],
    subject: w.index.descriptor,
  });
  stored.putTag(fallbackTag(w.index.descriptor.digest), put(MEDIA.index, { manifests: [others] }).digest);
  w.registry.server.fail(/\/referrers\//, { kind: "status", status: 503 });
  await failedWith(await w.step(inputs), "REGISTRY_UNAVAILABLE");
  assert.equal(traces(w.local)["entries"], 1);
});

for (const status of [400, 403]) {
  test(`a registry that has no referrers API, and says so by ${status}, is stored in by the fallback tag, and once`, async (t) => {
    const w = await imageWorld(t);
    w.registry.server.fail(/\/referrers\//, { kind: "status", status });
    const inputs = { ...ALONE, images: `${w.name}:v1` };
    for (let run = 0; run < 2; run++) {
      const { code, log, outputs } = await w.step(inputs);
      assert.equal(code, 0, log);
      assert.match(outputs["registry-attestations"] ?? "", /"stored-as":\["fallback"\]/);
    }
    assert.equal(traces(w.local)["entries"], 1);
  });
}

test("a repository for the bundles that is still to be made may be refused to its readers", async (t) => {
  const w = await imageWorld(t, { switches: { missingManifest: 403, referrers: "absent" } });
  const elsewhere = { "attestation-repository": `${w.registry.host}/acme/provenance` };
  const run = await w.step({ ...ALONE, ...elsewhere, images: `${w.name}:v1` });
  assert.equal(run.code, 0, run.log);
});
