import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, test } from "node:test";

import { X509Certificate } from "@sigstore/core";

import { REAL, REAL_RELEASES, WITHOUT_REAL, type RealRelease } from "../real.ts";
import { hexDigest } from "../../src/intoto/digest.ts";
import { at, text } from "../../src/json.ts";
import { readCertificate, type CertificateFacts } from "../../src/verify/certificate.ts";
import { GITHUB_ISSUER } from "../../src/verify/expectation.ts";
import { judge, type Findings } from "../../src/verify/judge.ts";
import { GENERATOR, OTHER_COMMIT, expecting, type Wanted } from "./facts.ts";
import { refusal } from "./world.ts";

const EXAMPLE = "https://github.com/slsa-framework/example-package";
const TOOL = "https://github.com/slsa-framework/example-trw/.github/workflows/builder_high-perms_slsa3.yml";

const releases = REAL_RELEASES.filter(({ bundle }) => /\.(jsonl|slsa)$/.test(bundle));

/** The signed bytes and the certificate, whose soundness is another test's subject: most of these have no signed time. */
function read(file: string): { payload: Buffer; certificate: CertificateFacts } {
  const json: unknown = JSON.parse(readFileSync(path.join(REAL, file), "utf8"));
  const material = at(json, "verificationMaterial");
  const envelope = at(json, "dsseEnvelope") ?? json;
  const der =
    text(material, "certificate", "rawBytes") ??
    text(material, "x509CertificateChain", "certificates", 0, "rawBytes") ??
    text(envelope, "signatures", 0, "cert")?.replaceAll(/-----[^-]+-----|\s/g, "");
  return {
    payload: Buffer.from(text(envelope, "payload") ?? "", "base64"),
    certificate: readCertificate(X509Certificate.parse(Buffer.from(der ?? "", "base64"))),
  };
}

function check({ bundle, sha256 }: RealRelease, wanted: Wanted = {}): Findings {
  const { payload, certificate } = read(bundle);
  const digest = hexDigest("sha256", sha256);
  assert.ok(digest);
  const identity = { sourceRepository: EXAMPLE, ...wanted.identity };
  return judge(payload, certificate, expecting({ artifacts: [{ sha256: digest }], ...wanted, identity }));
}

/** The version in a release's file name, as its tag. */
function tagIn(bundle: string): string | undefined {
  return /push-(v[\d.]+\d)\./.exec(bundle)?.[1];
}

describe("releases of slsa-github-generator's example", { skip: WITHOUT_REAL }, () => {
  for (const release of releases.filter(({ bundle }) => /^gha_(generic|go|delegator)\//.test(bundle))) {
    const { bundle } = release;
    const delegated = bundle.startsWith("gha_delegator");
    const named = delegated ? { builderId: TOOL } : {};
    // Certificates of before May 2023 say nothing of the runner.
    const level = /v1\.[25]\./.test(bundle) ? 1 : 3;

    test(`${bundle} passes without its signer named, at level ${level}`, () => {
      const found = check(release, { identity: named });
      assert.equal(found.level.build, level);
      assert.ok(found.signer.builder);
      assert.ok(found.compared.equal.length >= 6, found.compared.equal.join());
      assert.deepEqual(found.compared.unstated, []);
      if (delegated) assert.throws(() => check(release), refusal("BUILDER_MISMATCH"));
    });

    test(`${bundle} has its tag or its branch, and no other`, () => {
      const tag = tagIn(bundle);
      const of = (kind: "branch" | "tag" | "versioned tag", name: string): Findings =>
        check(release, { identity: named, sourceReferences: [{ kind, name }] });
      if (tag === undefined) {
        of("branch", "main");
        assert.throws(() => of("tag", "v14.2"), refusal("REF_MISMATCH"));
      } else {
        of("tag", tag);
        of("versioned tag", tag.split(".")[0] ?? "");
        of("versioned tag", tag);
        assert.throws(() => of("versioned tag", "v12"), refusal("REF_MISMATCH"));
        // As in slsa-verifier: the tag's branch is in the event, which its delegators are not asked for.
        if (delegated) assert.throws(() => of("branch", "main"), refusal("REF_MISMATCH"));
        else of("branch", "main");
      }
      assert.throws(() => of("branch", "mai"), refusal("REF_MISMATCH"));
    });

    test(`${bundle} is refused for another source, version of the builder, commit or digest`, () => {
      const version = bundle.split("/")[1] ?? "";
      const signer = read(bundle).certificate.subjectAlternativeName;
      const [workflow = ""] = signer.split("@");
      const builderId = delegated ? TOOL : workflow;
      check(release, { identity: { builderId: `${builderId}@${version}` } });
      check(release, { identity: { ...named, signer: `${workflow}@${version}` } });
      for (const [code, identity] of [
        ["SOURCE_MISMATCH", { ...named, sourceRepository: `${EXAMPLE}s` }],
        ["SOURCE_MISMATCH", { ...named, sourceDigest: OTHER_COMMIT }],
        ["BUILDER_MISMATCH", { builderId: `${builderId}@v9.9.9` }],
        ["SIGNER_MISMATCH", { ...named, signer: `${workflow}@v9.9.9` }],
        ["SIGNER_MISMATCH", { ...named, signerDigest: OTHER_COMMIT }],
        ["ISSUER_MISMATCH", { ...named, issuer: `${GITHUB_ISSUER}/slsa-framework` }],
      ] as const)
        assert.throws(() => check(release, { identity }), refusal(code));
      const other = { ...release, sha256: "00".repeat(32) };
      assert.throws(() => check(other, { identity: named }), refusal("SUBJECT_MISMATCH"));
    });
  }
});

describe("single cases of slsa-verifier", { skip: WITHOUT_REAL }, () => {
  const single = (name: string): RealRelease => {
    const found = releases.find(({ bundle }) => bundle.startsWith(`single/${name}`));
    assert.ok(found, name);
    return found;
  };

  test("the inputs of a dispatch are what was typed", () => {
    const identity = { sourceRepository: "https://github.com/laurentsimon/slsa-on-github-test" };
    const typed = { release_version: "(for example, 0.1.0)", some_bool: "true", some_integer: "123" };
    check(single("workflow-inputs"), { identity, workflowInputs: typed });
    for (const workflowInputs of [
      { some_bool: "false" },
      { some_integer: "1230" },
      { ...typed, missing: "x" },
      { release_version: "" },
    ])
      assert.throws(
        () => check(single("workflow-inputs"), { identity, workflowInputs }),
        refusal("INPUT_MISMATCH"),
      );
  });

  test("an annotated tag has no branch in its event, so that none can be demanded", () => {
    const identity = { sourceRepository: "https://github.com/asraa/slsa-on-github-test" };
    check(single("annotated-tag"), { identity, sourceReferences: [{ kind: "tag", name: "v1.5.0" }] });
    assert.throws(
      () =>
        check(single("annotated-tag"), { identity, sourceReferences: [{ kind: "branch", name: "main" }] }),
      refusal("REF_MISMATCH"),
    );
  });

  test("a fork of a known builder is not that builder", () => {
    const release = single("binary-linux-amd64-untrusted-builder");
    const identity = { sourceRepository: "https://github.com/asraa/slsa-on-github-test" };
    assert.throws(() => check(release, { identity }), refusal("SIGNER_MISMATCH", "known builder"));
    const signer = `${GENERATOR}builder_go_slsa3.yml`;
    assert.throws(() => check(release, { identity: { ...identity, signer } }), refusal("SIGNER_MISMATCH"));
  });

  test("a known builder at a branch is none until the branch is named", () => {
    const release = single("binary-linux-amd64-multi-subject-first");
    assert.throws(() => check(release), refusal("SIGNER_MISMATCH", "refs/heads/main"));
    const signer = `${GENERATOR}generator_generic_slsa3.yml@refs/heads/main`;
    check(release, { identity: { signer } });
  });

  test("a workflow that publishes for others passes when it is named, at level 2", () => {
    const release = releases.find(({ bundle }) => bundle === "bcr/MODULE.bazel.intoto.jsonl");
    assert.ok(release);
    const builderId = "https://github.com/bazel-contrib/publish-to-bcr/.github/workflows/publish.yaml";
    const identity = { sourceRepository: "https://github.com/aspect-build/rules_lint", builderId };
    assert.equal(check(release, { identity, minimumLevel: 2 }).level.build, 2);
    assert.throws(() => check(release, { identity, minimumLevel: 3 }), refusal("LEVEL_TOO_LOW"));
    assert.throws(
      () => check(release, { identity: { ...identity, builderId: undefined } }),
      refusal("SIGNER_MISMATCH"),
    );
  });
});
