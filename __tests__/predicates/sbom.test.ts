import assert from "node:assert/strict";
import { test } from "node:test";

import { readSbom } from "../../src/predicates/sbom.ts";
import { MAX_PREDICATE_BYTES } from "../../src/predicates/size.ts";
import { failure } from "../subjects/world.ts";

const SPDX2 = { spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT", name: "rocket", packages: [] };
const SPDX3 = {
  "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
  "@graph": [{ type: "SpdxDocument", spdxId: "https://example.com/rocket" }],
};
const CYCLONEDX = { bomFormat: "CycloneDX", specVersion: "1.6", version: 1, components: [] };

const bytes = (document: unknown): Buffer => Buffer.from(JSON.stringify(document));
const read = (document: unknown) => readSbom(bytes(document), "sbom.json");

test("SPDX 2, SPDX 3 and CycloneDX are known by what they must hold, and stay as they are", () => {
  for (const predicate of [SPDX2, SPDX3, { ...SPDX3, "@context": [SPDX3["@context"], { a: "b" }] }]) {
    assert.deepEqual(read(predicate), {
      predicateType: "https://spdx.dev/Document",
      kind: "spdx",
      predicate,
    });
  }
  for (const predicate of [CYCLONEDX, { ...CYCLONEDX, serialNumber: "urn:uuid:1" }]) {
    assert.deepEqual(read(predicate), {
      predicateType: "https://cyclonedx.org/bom",
      kind: "cyclonedx",
      predicate,
    });
  }
  assert.equal(readSbom(Buffer.from(`\uFEFF${JSON.stringify(SPDX2)}`), "bom").kind, "spdx");
});

test("what is missing is said, of the standard that the document is nearest to", () => {
  for (const [document, text] of [
    [{ ...SPDX2, SPDXID: undefined }, "`SPDXID`"],
    [{ ...SPDX2, spdxVersion: undefined }, "`spdxVersion`"],
    [{ ...SPDX2, spdxVersion: "2.3" }, "`spdxVersion`"],
    [{ ...SPDX3, "@graph": [] }, "`@graph`"],
    [{ ...SPDX3, "@graph": undefined }, "`@graph`"],
    [{ ...SPDX3, "@context": "https://example.com" }, "`@context`"],
    [{ ...CYCLONEDX, specVersion: undefined }, "`specVersion`"],
    [{ ...CYCLONEDX, specVersion: 1.6 }, "`specVersion`"],
    [{ ...CYCLONEDX, bomFormat: "cyclonedx" }, "`bomFormat`"],
    [{ ...CYCLONEDX, bomFormat: undefined }, "`bomFormat`"],
    [{ predicate: SPDX2 }, "JSON without"],
    [{}, "JSON without"],
    [[SPDX2], "no object"],
    ["SPDX", "no object"],
  ] as const) {
    assert.throws(
      () => read(document),
      failure("INPUT_INVALID", '"sbom.json"', text),
      JSON.stringify(document),
    );
  }
});

test("forms that are not JSON are called by their name, faults by their place", () => {
  const of = (text: string) => () => readSbom(Buffer.from(text), "sbom.json");
  assert.throws(of('<?xml version="1.0"?><bom/>'), failure("INPUT_INVALID", "XML"));
  assert.throws(of("# made by a tool\nSPDXVersion: SPDX-2.3\n"), failure("INPUT_INVALID", "tag-value"));
  assert.throws(
    of('{\n  "spdxVersion": "SPDX-2.3"\n  "SPDXID"'),
    failure("INPUT_INVALID", "line 3, column 3"),
  );
  assert.throws(of(""), failure("INPUT_INVALID", "empty"));
});

test("an SBOM larger than 16 MiB is refused before it is read, with the limit", () => {
  const large = Buffer.alloc(MAX_PREDICATE_BYTES + 1, " ");
  assert.throws(() => readSbom(large, "sbom.json"), failure("INPUT_INVALID", "16777217 bytes", "16 MiB"));
  const most = Buffer.alloc(MAX_PREDICATE_BYTES, " ");
  most.write(JSON.stringify(CYCLONEDX));
  assert.equal(readSbom(most, "sbom.json").kind, "cyclonedx");
});
