import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { hexDigest } from "../../src/intoto/digest.ts";
import { SLSA_V02, SLSA_V1 } from "../../src/intoto/statement.ts";
import { parseTrustedRoot, publicTrust } from "../../src/trust/roots.ts";
import { parseBundle } from "../../src/verify/bundle.ts";
import { GITHUB_ISSUER } from "../../src/verify/identity.ts";
import { verifySignature } from "../../src/verify/signature.ts";
import { verifyBundle, type Verified } from "../../src/verify/verify.ts";
import { refusal } from "./world.ts";

/** Attestations of other projects' real releases; they are beside the checkout where the project is developed. */
const FOLDER = fileURLToPath(new URL("../../../shared/real-bundles", import.meta.url));
const GENERATOR = "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/";

interface Known {
  readonly bundle: string;
  readonly sha256: string;
}

const known: readonly Known[] = existsSync(FOLDER)
  ? (JSON.parse(readFileSync(path.join(FOLDER, "manifest.json"), "utf8")) as Known[])
  : [];
const skip = known.length === 0 ? "skipped: the real bundles are not beside this checkout" : false;

function read(file: string): string {
  return readFileSync(path.join(FOLDER, file), "utf8");
}

function verify(bundle: Known, signer: string, sourceRepository: string): Verified {
  const sha256 = hexDigest("sha256", bundle.sha256);
  assert.ok(sha256);
  const expected = {
    identity: { issuer: GITHUB_ISSUER, signer, sourceRepository },
    predicateTypes: [SLSA_V1, SLSA_V02] as const,
    artifacts: [{ sha256 }],
  };
  const verified = verifyBundle(read(bundle.bundle), expected, publicTrust().trustedRoot);
  // What we would store of it is as good as what was given.
  const again = verifyBundle(verified.json, expected, publicTrust().trustedRoot);
  assert.equal(again.json, verified.json);
  assert.equal(again.mediaType, (JSON.parse(read(bundle.bundle)) as { mediaType: string }).mediaType);
  return verified;
}

describe("real releases", { skip }, () => {
  for (const bundle of known.filter((k) => /^gha_(generic|go)\/v2\.1\.0\//.test(k.bundle))) {
    test(`${bundle.bundle} verifies, and not for another file`, () => {
      const workflow = bundle.bundle.startsWith("gha_go")
        ? "builder_go_slsa3.yml"
        : "generator_generic_slsa3.yml";
      const source = "https://github.com/slsa-framework/example-package";
      const verified = verify(bundle, `${GENERATOR}${workflow}@refs/tags/v2.1.0`, source);
      assert.equal(verified.certificate.sourceRepositoryURI, source);
      const other = { ...bundle, sha256: "00".repeat(32) };
      assert.throws(() => verify(other, `${GENERATOR}${workflow}`, source), refusal("SUBJECT_MISMATCH"));
    });
  }

  for (const bundle of known.filter((k) => k.bundle.startsWith("bcr/"))) {
    const publisher = "https://github.com/bazel-contrib/publish-to-bcr/.github/workflows/publish.yaml";
    const source = "https://github.com/aspect-build/rules_lint";
    if (bundle.bundle.includes("wrong-signer")) {
      test(`${bundle.bundle} is refused: by its signer, and by what it states`, () => {
        assert.throws(() => verify(bundle, publisher, source), refusal("SIGNER_MISMATCH"));
        const liar = "https://github.com/loosebazooka/aa-test";
        const signer = `${liar}/.github/workflows/malicious_attestation.yaml`;
        assert.throws(
          () => verify(bundle, signer, liar),
          refusal("PREDICATE_CERTIFICATE_MISMATCH", "builder.id"),
        );
      });
    } else {
      test(`${bundle.bundle} verifies`, () => {
        assert.equal(verify(bundle, publisher, source).level.build, 2);
      });
    }
  }

  for (const bundle of known.filter(
    (k) => /^gha_\w+\/v(1\.\d+\.\d+|2\.0\.0)\//.test(k.bundle) && k.bundle.endsWith(".jsonl"),
  )) {
    test(`${bundle.bundle} is refused: an envelope carries no signed time`, () => {
      assert.throws(() => verify(bundle, GENERATOR, ""), refusal("TIME_MISSING", "--rekor-url"));
    });
  }
});

describe("cases of the Sigstore conformance suite with a DSSE envelope", { skip }, () => {
  const folder = path.join(FOLDER, "conformance");
  const cases =
    skip === false
      ? readdirSync(folder).filter((name) => existsSync(path.join(folder, name, "bundle.sigstore.json")))
      : [];
  const failing = cases.filter((name) => name.endsWith("_fail"));
  for (const name of failing) {
    test(`${name} is refused`, () => {
      const root = path.join(folder, name, "trusted_root.json");
      assert.throws(() => {
        const trust = existsSync(root)
          ? parseTrustedRoot(readFileSync(root), name)
          : publicTrust().trustedRoot;
        verifySignature(parseBundle(read(`conformance/${name}/bundle.sigstore.json`)), trust);
      });
    });
  }
});
