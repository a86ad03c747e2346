import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { startLocal } from "../../local/start.ts";
import { parseTrustedRoot } from "../../src/trust/roots.ts";
import { verifyBundle } from "../../src/verify/verify.ts";
import { DIGEST, hex, refusal, signingWorld, suiteScope, type SigningWorld } from "./world.ts";

describe("a bundle of a job's own provenance", () => {
  let world: SigningWorld;
  let bundle: string;
  const scope = suiteScope();
  before(async () => {
    world = await signingWorld(scope);
    bundle = await world.sign(world.statement());
  });

  test("verifies, and says what was compared and what was not", () => {
    const verified = verifyBundle(bundle, world.expected, world.trust);
    assert.equal(verified.level.build, 2);
    assert.equal(verified.certificate.sourceRepositoryURI, "https://github.com/octo-org/rocket");
    assert.equal(verified.times.length, 2);
    assert.equal(verified.logIndexes.length, 1);
    const names = verified.checks.map((check) => check.name);
    for (const name of [
      "signature",
      "certificate",
      "time",
      "issuer",
      "signer",
      "source",
      "subject",
      "log",
      "provenance",
    ]) {
      assert.ok(names.includes(name), name);
    }
    assert.ok(verified.unchecked.length > 0);
  });

  test("is refused for another artifact", () => {
    const expected = { ...world.expected, artifacts: [{ sha256: hex("00".repeat(32)) }] };
    assert.throws(
      () => verifyBundle(bundle, expected, world.trust),
      refusal("SUBJECT_MISMATCH", "00".repeat(32), "5f5f"),
    );
  });

  test("is refused when one of several artifacts is not stated", () => {
    const expected = { ...world.expected, artifacts: [DIGEST, { sha256: hex("00".repeat(32)) }] };
    assert.throws(() => verifyBundle(bundle, expected, world.trust), refusal("SUBJECT_MISMATCH"));
  });

  test("is refused for a digest that agrees in one algorithm and differs in another", async () => {
    const both = { sha256: "5f".repeat(32), sha512: "11".repeat(64) };
    const signed = await world.sign(world.statement({ subject: [{ name: "rocket.tgz", digest: both }] }));
    const expected = { ...world.expected, artifacts: [{ ...DIGEST, sha512: "22".repeat(64) as never }] };
    assert.throws(() => verifyBundle(signed, expected, world.trust), refusal("SUBJECT_MISMATCH"));
  });

  const identities: [string, string, Record<string, string>][] = [
    ["another issuer", "ISSUER_MISMATCH", { issuer: "https://token.actions.githubusercontent.com" }],
    ["an issuer that only begins alike", "ISSUER_MISMATCH", { issuer: "http://127.0.0.1" }],
    [
      "another workflow",
      "SIGNER_MISMATCH",
      { signer: "https://github.com/octo-org/rocket/.github/workflows/other.yml" },
    ],
    [
      "a workflow whose name goes on",
      "SIGNER_MISMATCH",
      { signer: "https://github.com/octo-org/rocket/.github/workflows/release" },
    ],
    [
      "a signer that is the start of the repository",
      "SIGNER_MISMATCH",
      { signer: "https://github.com/octo-org/rocket" },
    ],
    [
      "another reference",
      "SIGNER_MISMATCH",
      { signer: "https://github.com/octo-org/rocket/.github/workflows/release.yml@refs/tags/v1.2.4" },
    ],
    [
      "a reference that only begins alike",
      "SIGNER_MISMATCH",
      { signer: "https://github.com/octo-org/rocket/.github/workflows/release.yml@refs/tags/v1.2" },
    ],
    ["a signer as a pattern", "SIGNER_MISMATCH", { signer: "https://github.com/octo-org/.*" }],
    [
      "a repository in other letters",
      "SOURCE_MISMATCH",
      { sourceRepository: "https://github.com/Octo-org/rocket" },
    ],
    [
      "a repository that only begins alike",
      "SOURCE_MISMATCH",
      { sourceRepository: "https://github.com/octo-org/rocke" },
    ],
    ["another commit", "SOURCE_MISMATCH", { sourceDigest: "0".repeat(40) }],
  ];
  for (const [situation, code, identity] of identities) {
    test(`is refused for ${situation}`, () => {
      const expected = { ...world.expected, identity: { ...world.expected.identity, ...identity } };
      assert.throws(() => verifyBundle(bundle, expected, world.trust), refusal(code as never));
    });
  }

  test("verifies for a signer without a reference", () => {
    const signer = "https://github.com/octo-org/rocket/.github/workflows/release.yml";
    const expected = { ...world.expected, identity: { ...world.expected.identity, signer } };
    assert.equal(verifyBundle(bundle, expected, world.trust).level.build, 2);
  });

  test("is refused under another instance's trusted root", async (t) => {
    const other = await startLocal();
    t.after(() => other.close());
    const root = parseTrustedRoot(Buffer.from(JSON.stringify(other.sigstore.trustedRoot)), "other");
    assert.throws(() => verifyBundle(bundle, world.expected, root), refusal("TIME_INVALID", "trusted-root"));
  });

  test("is refused when another predicate type is asked for", () => {
    const expected = { ...world.expected, predicateTypes: ["https://spdx.dev/Document"] as const };
    assert.throws(() => verifyBundle(bundle, expected, world.trust), refusal("PREDICATE_TYPE_MISMATCH"));
  });

  const malformed: [string, Record<string, unknown> | Buffer][] = [
    ["bytes that are no JSON", Buffer.from("not json")],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ["a list", Buffer.from("[]")],
    ["no subject", { subject: [] }],
    ["a subject without a digest", { subject: [{ name: "rocket.tgz" }] }],
    ["a digest in capitals", { subject: [{ name: "rocket.tgz", digest: { sha256: "5F".repeat(32) } }] }],
    ["a digest that is too short", { subject: [{ name: "rocket.tgz", digest: { sha256: "5f" } }] }],
    ["another _type", { _type: "https://example.com/Statement" }],
    ["no predicate type", { predicateType: "" }],
    ["a predicate that is a text", { predicate: "yes" }],
    ["nested a thousand deep", { predicate: { x: nested(1000) } }],
  ];
  for (const [situation, parts] of malformed) {
    test(`is refused when the signed statement is ${situation}`, async () => {
      const signed = await world.sign(Buffer.isBuffer(parts) ? parts : world.statement(parts));
      assert.throws(() => verifyBundle(signed, world.expected, world.trust), refusal("STATEMENT_MALFORMED"));
    });
  }
});

/** Lists in lists. */
function nested(deep: number): unknown {
  return JSON.parse("[".repeat(deep) + "]".repeat(deep));
}

test("a statement with a key twice is refused, since other verifiers read the first", async (t) => {
  const world = await signingWorld(t);
  const json = JSON.stringify(world.statement());
  for (const twice of [
    json.replace(`"predicate":`, `"predicate":{},"predicate":`),
    json.replace(`"sha256":`, `"sha256":"${"00".repeat(32)}","sha256":`),
    json.replace(`"subject":[{`, String.raw`"su\u0062ject":[],"x":["\"",{"\\":"{"}],"subject":[{`),
  ]) {
    const signed = await world.sign(Buffer.from(twice));
    assert.throws(
      () => verifyBundle(signed, world.expected, world.trust),
      refusal("STATEMENT_MALFORMED", "twice"),
    );
  }
  const alike = json.replace(
    `"subject":[{`,
    `"x":[{"a":1},{"a":{"a":["a","a"]}}],"y":{"a":"a"},"subject":[{`,
  );
  verifyBundle(await world.sign(Buffer.from(alike)), world.expected, world.trust);
});

test("a byte order mark before the statement is refused, as by parsers that know none", async (t) => {
  const world = await signingWorld(t);
  const marked = Buffer.from(`\uFEFF${JSON.stringify(world.statement())}`);
  const signed = await world.sign(marked);
  assert.throws(
    () => verifyBundle(signed, world.expected, world.trust),
    refusal("STATEMENT_MALFORMED", "not JSON"),
  );
});

test("a branch with letters that a certificate's URI must escape is the branch that was named", async (t) => {
  const world = await signingWorld(t, { github: { claims: { ref: "refs/heads/größe|{x}" } } });
  const signed = await world.sign(world.statement());
  const { certificate } = verifyBundle(signed, world.expected, world.trust);
  assert.ok(certificate.subjectAlternativeName.endsWith("@refs/heads/gr%C3%B6%C3%9Fe%7C%7Bx%7D"));
  assert.ok(certificate.buildSignerURI?.endsWith("@refs/heads/größe|{x}"));
});

test("a runner of one's own supports level 1 alone", async (t) => {
  const world = await signingWorld(t, { github: { claims: { runner_environment: "self-hosted" } } });
  const verified = verifyBundle(await world.sign(world.statement()), world.expected, world.trust);
  assert.equal(verified.level.build, 1);
});

test("a root without a log and a CT log wants a timestamp alone", async (t) => {
  const world = await signingWorld(t, { sigstore: { parts: { rekor: false, ct: false } } });
  const verified = verifyBundle(await world.sign(world.statement()), world.expected, world.trust);
  assert.deepEqual(
    verified.times.map((time) => time.source),
    ["timestamp authority"],
  );
  assert.deepEqual(verified.logIndexes, []);
});
