import assert from "node:assert/strict";
import { test } from "node:test";

import { imageWorld } from "./images.ts";

function commandOf(outputs: Readonly<Record<string, string>>, tool: string): string | undefined {
  return (outputs["verify-commands"] ?? "").split("\n").find((line) => line.includes(tool));
}

for (const [what, inputs, expected] of [
  ["beside the image", {}, { gh: /--bundle-from-oci/, waybill: /verify oci:/, cosign: /verify-attestation/ }],
  [
    "in `.att` alone",
    { "registry-layout": "att" },
    { gh: /--bundle \S+\.intoto\.jsonl/, waybill: /verify oci:/, cosign: /verify-attestation/ },
  ],
  [
    "in another repository",
    { "attestation-repository": "acme/provenance" },
    {
      gh: /--bundle \S+\.intoto\.jsonl/,
      waybill: /verify sha256:[0-9a-f]{64} --bundle \S+\.intoto\.jsonl/,
      cosign: undefined,
    },
  ],
] as const) {
  test(`of a bundle stored ${what}, each tool is told to look where it can find it`, async (t) => {
    const w = await imageWorld(t);
    const elsewhere =
      "attestation-repository" in inputs
        ? { "attestation-repository": `${w.registry.host}/${inputs["attestation-repository"]}` }
        : {};
    const run = await w.step({
      ...inputs,
      ...elsewhere,
      images: `${w.name}:v1`,
      "github-attestations": "never",
    });
    assert.equal(run.code, 0, run.log);
    assert.match(commandOf(run.outputs, "gh attestation verify") ?? "", expected.gh);
    assert.match(commandOf(run.outputs, "waybill verify") ?? "", expected.waybill);
    const cosign = commandOf(run.outputs, "cosign verify");
    if (expected.cosign === undefined) assert.equal(cosign, undefined);
    else assert.match(cosign ?? "", expected.cosign);
  });
}
