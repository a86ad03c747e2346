import assert from "node:assert/strict";
import { test } from "node:test";

import { at, isRecord } from "../../src/json.ts";
import { FULL_BUILD_TYPE, GITHUB_BUILD_TYPE, V02_BUILD_TYPE } from "../../src/project.ts";
import { assertProvenance } from "../../src/verify/provenance.ts";
import { parseStatement } from "../../src/verify/statement.ts";
import {
  CERTIFICATE,
  dispatchExample,
  fullExample,
  githubExample,
  v02Example,
  v02ReleaseExample,
} from "./example.ts";
import { blocks, page, rows } from "./pages.ts";

const GITHUB = await page("docs/buildtypes/github.md");
const FULL = await page("docs/buildtypes/release/v1.md");
const V02 = await page("docs/buildtypes/release/v0.2.md");
const HEAD = "field of the predicate";

function normal(json: string | undefined): string {
  return JSON.stringify(JSON.parse(json ?? ""));
}

/** `a.b[0].c` of each value that is neither an object nor a list. */
function leaves(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => leaves(item, `${path}[${i}]`));
  if (!isRecord(value)) return [path];
  return Object.entries(value).flatMap(([key, item]) => leaves(item, path === "" ? key : `${path}.${key}`));
}

/** Objects whose fields are the user's or GitHub's own are described as one. */
function collected(field: string): string {
  return field
    .replace(/(event_payload)(?:\.|\[).+$/, "$1")
    .replace(/\.(inputs|event_inputs|vars)\..+$/, ".$1");
}

function predicateOf(bytes: Buffer): unknown {
  return at(JSON.parse(bytes.toString("utf8")), "predicate");
}

test("docs/buildtypes/github.md shows what the code writes", () => {
  const [example] = blocks(GITHUB, "json");
  assert.equal(normal(example), githubExample().toString("utf8"));
  assert.ok(GITHUB.includes(`URI: \`${GITHUB_BUILD_TYPE}\``));
});

test("docs/buildtypes/release/v1.md shows what the code writes", () => {
  const [release, dispatch] = blocks(FULL, "json");
  assert.equal(normal(release), fullExample().toString("utf8"));
  assert.equal(normal(dispatch), JSON.stringify(at(predicateOf(dispatchExample()), "buildDefinition")));
  assert.ok(FULL.includes(`URI: \`${FULL_BUILD_TYPE}\``));
});

test("docs/buildtypes/github.md describes each field, and no other", () => {
  const described = rows(GITHUB, HEAD).map(([field = ""]) => field);
  assert.deepEqual(described.sort(), leaves(predicateOf(githubExample())).sort());
});

test("docs/buildtypes/release/v1.md describes each field, and no other", () => {
  const described = rows(FULL, HEAD).map(([field = ""]) => field);
  const written = new Set(
    [fullExample(), dispatchExample()].flatMap((example) => leaves(predicateOf(example))).map(collected),
  );
  assert.deepEqual(described.sort(), [...written].sort());
});

test("docs/buildtypes/release/v0.2.md shows what the code writes", () => {
  const [example] = blocks(V02, "json");
  assert.equal(normal(example), v02Example().toString("utf8"));
  assert.ok(V02.includes(`URI: \`${V02_BUILD_TYPE}\``));
});

test("docs/buildtypes/release/v0.2.md describes each field, and no other", () => {
  const described = rows(V02, HEAD).map(([field = ""]) => field);
  const written = new Set(
    [v02Example(), v02ReleaseExample()].flatMap((example) => leaves(predicateOf(example))).map(collected),
  );
  assert.deepEqual(described.sort(), [...written].sort());
});

test("the fields that the pages call signed are those that the verifier compares", () => {
  const signedGitHub = rows(GITHUB, HEAD).filter(([, , , certificate]) => certificate !== "");
  const signedFull = rows(FULL, HEAD).filter(([, , from]) => from === "signed");
  const signedV02 = rows(V02, HEAD).filter(([, , from]) => from === "signed");
  for (const [signed, example] of [
    [signedGitHub, githubExample()],
    [signedFull, fullExample()],
    [signedV02, v02ReleaseExample()],
  ] as const) {
    const compared = assertProvenance(parseStatement(example), CERTIFICATE);
    const fields = signed.map(([field = ""]) => field.replace(/^(?:buildDefinition|runDetails)\./, ""));
    assert.deepEqual(fields.sort(), [...compared.equal].sort());
  }
});
