import assert from "node:assert/strict";
import { test } from "node:test";

import { readCustomPredicate } from "../../src/predicates/custom.ts";
import { kindOf } from "../../src/predicates/kinds.ts";
import { MAX_PREDICATE_BYTES } from "../../src/predicates/size.ts";
import { failure } from "../subjects/world.ts";

const TYPE = "https://in-toto.io/attestation/test-result/v0.1";

test("a JSON object under a URI is a predicate, as text and as a file's bytes", () => {
  const expected = { predicateType: TYPE, kind: "test-result", predicate: { result: "PASSED" } };
  assert.deepEqual(readCustomPredicate(TYPE, '{"result":"PASSED"}', "predicate"), expected);
  assert.deepEqual(readCustomPredicate(TYPE, Buffer.from('{"result":"PASSED"}'), "predicate-path"), expected);
});

test("a type that is no URI in normal form is refused, and the error says why", () => {
  for (const [type, text] of [
    ["test-result", "without a scheme"],
    ["", "without a scheme"],
    ["in-toto.io/attestation/v1", "without a scheme"],
    ["https: //example.com", "without a scheme"],
    ["https://example.com/a b", "no URI has"],
    ["https://example.com/é", "no URI has"],
    ["https://example.com/%zz", "no URI has"],
    [`https://example.com/${"a".repeat(3000)}`, "no URI has"],
    ["https://", "not a URI"],
    ["https://Example.com/v1", "lower case"],
    ["HTTPS://example.com/v1", "lower case"],
  ] as const) {
    assert.throws(
      () => readCustomPredicate(type, "{}", "predicate"),
      failure("INPUT_INVALID", "`predicate-type`", text),
      type,
    );
  }
  for (const type of ["https://example.com/Case/v1?a=b#c", "urn:example:v1", "tag:example.com,2026:x"]) {
    assert.equal(readCustomPredicate(type, "{}", "predicate").predicateType, type);
  }
});

test("what is no JSON object is refused, with the input's name and the first fault's place", () => {
  for (const [given, text] of [
    ["[]", "a JSON list"],
    ["null", "null"],
    ['"x"', "a string"],
    ["7", "a number"],
    ['{"a": tru}', "line 1, column 7"],
    ["", "empty"],
  ] as const) {
    assert.throws(
      () => readCustomPredicate(TYPE, given, "predicate-path"),
      failure("INPUT_INVALID", "`predicate-path`", text),
    );
  }
  const large = Buffer.alloc(MAX_PREDICATE_BYTES + 1, " ");
  assert.throws(() => readCustomPredicate(TYPE, large, "predicate-path"), failure("INPUT_INVALID", "16 MiB"));
});

test("known types have a word for file names, others are predicates", () => {
  const known = {
    "https://slsa.dev/provenance/v1": "provenance",
    "https://slsa.dev/provenance/v0.2": "slsa02",
    "https://spdx.dev/Document": "spdx",
    "https://spdx.dev/Document/v2.3": "spdx",
    "https://spdx.dev/Document/v3": "spdx",
    "https://cyclonedx.org/bom": "cyclonedx",
    "https://cyclonedx.org/bom/v1.4": "cyclonedx",
    "https://openvex.dev/ns": "vex",
    "https://openvex.dev/ns/v0.2.0": "vex",
    "https://in-toto.io/attestation/vulns/v0.2": "vuln",
    "https://cosign.sigstore.dev/attestation/vuln/v1": "vuln",
    "https://slsa.dev/verification_summary/v1": "vsa",
    "https://in-toto.io/attestation/scai/v0.3": "scai",
    "https://in-toto.io/Link/v1": "link",
    "https://github.com/npm/attestation/tree/main/specs/publish/v0.1": "publish",
    "https://spdx.dev/Documents": "predicate",
    "https://example.com/https://spdx.dev/Document": "predicate",
  };
  for (const [type, kind] of Object.entries(known)) assert.equal(kindOf(type), kind, type);
});
