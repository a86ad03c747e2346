import assert from "node:assert/strict";
import { test } from "node:test";

import { baseName, fileNames } from "../../src/intoto/naming.ts";
import type { Subjects } from "../../src/intoto/statement.ts";
import { assetKey } from "../../src/publish/asset-key.ts";

/** What the run's first provenance over these subjects is called. */
function provenanceFileName(subjects: Subjects, given: string | undefined): string | undefined {
  return fileNames([{ kind: "provenance", base: baseName(subjects) }], given)[0];
}

type Given = readonly [kind: string, base?: string];

function names(given: readonly Given[], provenanceName?: string): string[] {
  return fileNames(
    given.map(([kind, base = "multiple"]) => ({ kind, base })),
    provenanceName,
  );
}

test("the first provenance has the base alone, other statements their kind, further ones a number", () => {
  const kinds: readonly Given[] = [
    ["provenance"],
    ["provenance"],
    ["slsa02"],
    ["slsa02"],
    ["spdx"],
    ["spdx"],
    ["cyclonedx"],
    ["provenance"],
  ];
  assert.deepEqual(names(kinds), [
    "multiple.intoto.jsonl",
    "multiple.2.intoto.jsonl",
    "multiple.slsa02.intoto.jsonl",
    "multiple.slsa02.2.intoto.jsonl",
    "multiple.spdx.intoto.jsonl",
    "multiple.spdx.2.intoto.jsonl",
    "multiple.cyclonedx.intoto.jsonl",
    "multiple.3.intoto.jsonl",
  ]);
});

test("of v0.2 alone the first is named like any first provenance", () => {
  assert.deepEqual(names([["slsa02"], ["slsa02"], ["vex"]]), [
    "multiple.intoto.jsonl",
    "multiple.2.intoto.jsonl",
    "multiple.vex.intoto.jsonl",
  ]);
  assert.deepEqual(names([["spdx", "a"]]), ["a.spdx.intoto.jsonl"]);
});

test("`provenance-name` is the whole name of the first provenance and the base of all others", () => {
  assert.deepEqual(
    names(
      [
        ["provenance", "a"],
        ["slsa02", "a"],
        ["provenance", "b"],
      ],
      "Rocket.intoto.jsonl",
    ),
    ["Rocket.intoto.jsonl", "Rocket.slsa02.intoto.jsonl", "Rocket.2.intoto.jsonl"],
  );
  assert.deepEqual(names([["provenance"], ["spdx"]], "intoto.jsonl"), [
    "intoto.jsonl",
    "artifact.spdx.intoto.jsonl",
  ]);
  // slsa-github-generator asks for no dot before the suffix
  assert.deepEqual(names([["provenance"], ["spdx"]], "rocketintoto.jsonl"), [
    "rocketintoto.jsonl",
    "rocket.spdx.intoto.jsonl",
  ]);
  assert.deepEqual(names([["spdx"], ["provenance"]], "multiple.spdx.intoto.jsonl"), [
    "multiple.spdx.spdx.intoto.jsonl",
    "multiple.spdx.intoto.jsonl",
  ]);
});

test("names that a file system or a release would take for one get numbers", () => {
  assert.deepEqual(
    names([
      ["provenance", "App"],
      ["provenance", "app"],
      ["provenance", "a/b"],
      ["provenance", "a-b"],
    ]),
    ["App.intoto.jsonl", "app.2.intoto.jsonl", "a-b.intoto.jsonl", "a-b.2.intoto.jsonl"],
  );
  // composed and decomposed; a special character that GitHub turns into a dot; a number that is another's name
  assert.deepEqual(
    names([
      ["provenance", "caf\u00e9"],
      ["provenance", "cafe\u0301"],
      ["provenance", "x y"],
      ["provenance", "x.y"],
    ]),
    ["caf\u00e9.intoto.jsonl", "cafe\u0301.2.intoto.jsonl", "x y.intoto.jsonl", "x.y.2.intoto.jsonl"],
  );
  assert.deepEqual(
    names([
      ["provenance", "a.2"],
      ["provenance", "a"],
      ["provenance", "a"],
    ]),
    ["a.2.intoto.jsonl", "a.intoto.jsonl", "a.3.intoto.jsonl"],
  );
});

test("no two of many hostile names have one key of a release's asset, or one file where case does not count", () => {
  const parts = [
    "a",
    "A",
    ".",
    "..",
    "-",
    " ",
    "é",
    "e\u0301",
    "/",
    "\\",
    ":",
    "K",
    "\u212A",
    "ß",
    "ss",
    "con",
    "2",
    "~",
    "\u202E",
  ];
  const given = parts.flatMap((one) => parts.map((two): Given => ["provenance", `x${one}${two}`]));
  given.push(...parts.map((part): Given => ["provenance", part]), ["spdx", "x"], ["provenance", "x.spdx"]);
  const found = names(given);
  for (const key of [
    assetKey,
    (name: string) => name.normalize("NFC"),
    (name: string) => name.toUpperCase(),
  ]) {
    const keys = found.map((name) => key(name).toLowerCase());
    assert.equal(new Set(keys).size, keys.length, String(key));
  }
});

test("a base that could leave the folder, hide or be a device loses what would do so", () => {
  assert.deepEqual(
    ["../../etc/passwd", ".hidden", "C:\\x", "a\nb", "", "...", "CON", "nul.txt", "lpt1x"].map(
      (base) => names([["provenance", base]])[0],
    ),
    [
      "etc-passwd.intoto.jsonl",
      "hidden.intoto.jsonl",
      "C-x.intoto.jsonl",
      "a_b.intoto.jsonl",
      "artifact.intoto.jsonl",
      "artifact.intoto.jsonl",
      "_CON.intoto.jsonl",
      "_nul.txt.intoto.jsonl",
      "lpt1x.intoto.jsonl",
    ],
  );
});

test("long names fit into 255 bytes, cut between characters, and stay different", () => {
  const found = names([
    ["provenance", "é".repeat(300)],
    ["runtime-trace", "é".repeat(301)],
    ["provenance", "é".repeat(302)],
  ]);
  assert.equal(new Set(found).size, 3);
  for (const name of found) assert.ok(Buffer.byteLength(name) <= 255 && name.isWellFormed(), name);
});

test("the base is the subject's name, or `multiple`", () => {
  const one = { name: "rocket.tgz", digest: {} };
  assert.equal(baseName([one]), "rocket.tgz");
  assert.equal(baseName([one, { ...one, name: "b" }]), "multiple");
  assert.equal(provenanceFileName([one], undefined), "rocket.tgz.intoto.jsonl");
  assert.equal(provenanceFileName([one], "p.intoto.jsonl"), "p.intoto.jsonl");
});
