import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { BUNDLE_V03_MEDIA_TYPE } from "@sigstore/bundle";

import { imageWorld } from "./images.ts";
import { resultOf, traces } from "./world.ts";

const ALONE = { "github-attestations": "never" };
const REFUSED = { kind: "status", status: 403 } as const;

interface Attachment {
  readonly attestation: string;
  readonly "stored-as": readonly string[];
}

function attachment(outputs: Readonly<Record<string, string>>): Attachment | undefined {
  return (JSON.parse(outputs["registry-attestations"] ?? "[]") as Attachment[])[0];
}

for (const [layout, path, ways] of [
  ["fallback", /\/manifests\/sha256-[0-9a-f]+$/, ["fallback"]],
  ["all", /\/manifests\/sha256-[0-9a-f]+\.att$/, ["att", "fallback", "referrers"]],
] as const) {
  test(`a run again stores what the layout \`${layout}\` still lacks, and signs nothing`, async (t) => {
    const w = await imageWorld(t);
    const inputs = { ...ALONE, images: `${w.name}:v1`, "registry-layout": layout };
    w.registry.server.fail(path, REFUSED, { method: "PUT" });
    const first = await w.step(inputs);
    assert.equal(first.code, 1, first.log);
    w.registry.server.heal();
    const again = await w.step(inputs);
    assert.equal(again.code, 0, again.log);
    assert.deepEqual(attachment(again.outputs)?.["stored-as"].toSorted(), ways);
    const { tags, manifests } = w.registry.state.repository("acme/app");
    const tag = w.index.descriptor.digest.replace(":", "-");
    assert.ok(tags.has(layout === "all" ? `${tag}.att` : tag));
    const third = await w.step(inputs);
    assert.deepEqual((await resultOf(third))["outcome"], "already-attested");
    const { attestation } = attachment(third.outputs) ?? {};
    assert.equal(attestation, attachment(again.outputs)?.attestation);
    assert.deepEqual(attachment(third.outputs)?.["stored-as"].toSorted().includes(ways[0]), true);
    assert.equal(traces(w.local)["entries"], 1);
    assert.ok(manifests.has(attestation ?? ""));
  });
}

test("what `.att` alone holds is not stored elsewhere in its older form: a referrer is signed for", async (t) => {
  const w = await imageWorld(t);
  const inputs = { images: `${w.name}:v1` };
  const first = await w.step({ ...inputs, ...ALONE, "registry-layout": "att" });
  assert.equal(first.code, 0, first.log);
  const second = await w.step(inputs);
  assert.equal(second.code, 0, second.log);
  assert.deepEqual(attachment(second.outputs)?.["stored-as"], ["referrers"]);
  const bundle = JSON.parse(await readFile(second.outputs["bundle-path"] ?? "", "utf8")) as object;
  assert.equal("mediaType" in bundle && bundle.mediaType, BUNDLE_V03_MEDIA_TYPE);
});
