import assert from "node:assert/strict";
import { test } from "node:test";

import { hexDigest } from "../../src/intoto/digest.ts";
import { MAX_SUBJECTS, SLSA_V02, SLSA_V1, type Subject } from "../../src/intoto/statement.ts";
import { MAX_BUNDLES_PER_SUBJECT, planStatements, type StatedPredicate } from "../../src/plan.ts";
import { kindOf } from "../../src/predicates/kinds.ts";
import { MAX_PREDICATE_BYTES } from "../../src/predicates/size.ts";
import { page, rows } from "./pages.ts";

const PAGE = await page("docs/statements.md");

const TYPES: Readonly<Record<string, string>> = {
  v1: SLSA_V1,
  "v0.2": SLSA_V02,
  SPDX: "https://spdx.dev/Document",
  CycloneDX: "https://cyclonedx.org/bom",
};

/** `a.tgz`, `b.tgz` and so on. */
function subject(index: number): Subject {
  const sha256 = hexDigest("sha256", index.toString(16).padStart(64, "0"));
  if (sha256 === undefined) throw new Error("the example's digest is none");
  return { name: `${index < 26 ? String.fromCodePoint(97 + index) : index}.tgz`, digest: { sha256 } };
}

function stated(name: string): StatedPredicate {
  const predicateType = TYPES[name];
  assert.ok(predicateType !== undefined, name);
  return { kind: kindOf(predicateType), predicateType, predicate: {}, given: false };
}

const examples = rows(PAGE, "subjects");
assert.ok(examples.length >= 8);
for (const [count = "", predicates = "", settings = "", files = ""] of examples) {
  test(`docs/statements.md names the files of ${count} subjects, ${predicates} ${settings}`, () => {
    const more = Array.from({ length: Number(count) - 1 }, (_, index) => subject(index + 1));
    const plan = planStatements(
      { files: [subject(0), ...more], images: [] },
      predicates.split(", ").map(stated),
      {
        bundlePer: settings === "bundle-per: subject" ? "subject" : "run",
        provenanceName: /^provenance-name: (.+)$/.exec(settings)?.[1],
      },
    );
    assert.deepEqual(
      plan.map(({ fileName }) => fileName),
      files.split(", "),
    );
  });
}

test("docs/statements.md tells the kind of each predicate type", () => {
  const kinds = rows(PAGE, "kind");
  assert.ok(kinds.length >= 14);
  for (const [kind, types = ""] of kinds)
    for (const type of types.split(", ")) assert.equal(kindOf(type), kind, type);
});

test("docs/statements.md tells the limits that the code has", () => {
  const limits = rows(PAGE, "of").map(([, limit = ""]) => limit);
  assert.ok(limits.some((limit) => limit.startsWith(`${MAX_SUBJECTS.toLocaleString("en")};`)));
  assert.ok(limits.includes(MAX_BUNDLES_PER_SUBJECT.toLocaleString("en")));
  assert.ok(limits.some((limit) => limit.startsWith(`${MAX_PREDICATE_BYTES / 1024 / 1024} MiB,`)));
});
