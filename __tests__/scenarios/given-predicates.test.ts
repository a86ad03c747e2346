import assert from "node:assert/strict";
import { test } from "node:test";

import { failedWith, NO_TRACES, statementIn, traces, world } from "./world.ts";

const SPDX = { spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT", name: "rocket" };
const CYCLONEDX = { bomFormat: "CycloneDX", specVersion: "1.6", components: [] };

test("SBOMs and a predicate of one's own are attested beside the provenance", async (t) => {
  const { local, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");
  await file("sbom.spdx.json", JSON.stringify(SPDX));
  await file("sbom.cdx.json", JSON.stringify(CYCLONEDX));
  const inputs = {
    "subject-path": "dist/*",
    "sbom-path": "sbom.spdx.json, sbom.cdx.json",
    "predicate-type": "https://in-toto.io/attestation/test-result/v0.1",
    predicate: '{"result":"PASSED","configuration":[]}',
  };

  const run = await step(inputs);

  assert.equal(run.code, 0, run.log);
  const files = (run.outputs["bundle-paths"] ?? "").split("\n");
  const types = await Promise.all(files.map(async (name) => (await statementIn(name))["predicateType"]));
  assert.deepEqual(types, [
    "https://slsa.dev/provenance/v1",
    "https://spdx.dev/Document",
    "https://cyclonedx.org/bom",
    "https://in-toto.io/attestation/test-result/v0.1",
  ]);
  assert.deepEqual((await statementIn(files[1]))["predicate"], SPDX);
  assert.match(files[1] ?? "", /rocket\.tgz\.spdx\.intoto\.jsonl$/);
  assert.equal(traces(local)["certificates"], 1);
  assert.equal(traces(local)["attestations"], 4);
});

test("another SBOM of the same file is another statement: the earlier one is not taken for it", async (t) => {
  const { local, file, step } = await world(t);
  await file("rocket.tgz", "rocket");
  await file("sbom.json", JSON.stringify(SPDX));
  await step({ "subject-path": "rocket.tgz", "sbom-path": "sbom.json" });
  await file("sbom.json", JSON.stringify({ ...SPDX, name: "rocket, mended" }));

  const again = await step({ "subject-path": "rocket.tgz", "sbom-path": "sbom.json" });

  assert.equal(again.code, 0, again.log);
  assert.equal(traces(local)["entries"], 3);
});

for (const [situation, inputs, message] of [
  ["an SBOM that is not JSON, with the place", { "sbom-path": "broken.json" }, /line 2, column/],
  ["an SBOM of no known form", { "sbom-path": "empty.json" }, /SPDX 2, SPDX 3 or CycloneDX/],
  [
    "an SBOM with a number that would be signed as another one",
    { "sbom-path": "number.json" },
    /line 1, column 51: a number that JSON readers change/,
  ],
  [
    "a predicate with a name twice",
    { "predicate-type": "https://example.com/p", predicate: '{"passed": 1, "passed": 0}' },
    /column 15: a name that this object has already/,
  ],
  ["an SBOM that is not there", { "sbom-path": "missing.json" }, /missing\.json \(ENOENT\)/],
  ["a predicate without a type", { predicate: "{}" }, /predicate-type: got `nothing`/],
  ["a type without a predicate", { "predicate-type": "https://example.com/p" }, /`predicate-path`/],
  ["a type that is no URI", { "predicate-type": "provenance", predicate: "{}" }, /provenance/],
] as const) {
  test(`${situation} is refused before any call`, async (t) => {
    const { local, file, step } = await world(t);
    await file("rocket.tgz", "rocket");
    await file("broken.json", '{\n  "a": }');
    await file("empty.json", "{}");
    await file("number.json", '{"bomFormat":"CycloneDX","specVersion":"1.6","id":18446744073709551615}');
    const run = await step({ "subject-path": "rocket.tgz", ...inputs });
    assert.match(await failedWith(run, "INPUT_INVALID"), message);
    assert.deepEqual(traces(local), NO_TRACES);
  });
}
