import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { conformance } from "../../scripts/conformance.ts";
import type { Code } from "../../src/errors.ts";
import { refusal } from "./world.ts";

/** Half of the cases of the Sigstore project's own suite; they are beside the checkout where the project is developed. */
const FOLDER = fileURLToPath(new URL("../../../shared/real-bundles/conformance", import.meta.url));
const ENTRY = fileURLToPath(new URL("../../scripts/conformance", import.meta.url));
const skip = existsSync(FOLDER) ? false : "skipped: the real bundles are not beside this checkout";

const IDENTITY =
  "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";
const ISSUER = "https://token.actions.githubusercontent.com";

const CODES: Readonly<Record<string, Code>> = {
  "bundle-invalid-base64-signature_fail": "BUNDLE_MALFORMED",
  "bundle-malformed-json_fail": "BUNDLE_MALFORMED",
  "bundle-negative-log-index_fail": "BUNDLE_MALFORMED",
  "checkpoint-bad-keyhint_fail": "LOG_INVALID",
  "dsse-mismatch-envelope_fail": "LOG_INVALID",
  "dsse-mismatch-sig_fail": "LOG_INVALID",
  "inclusion-proof-corrupted-hash_fail": "LOG_INVALID",
  "incorrect-public-key_fail": "LOG_INVALID",
  "invalid-ct-key_fail": "CERTIFICATE_INVALID",
  // Its proof lacks the checkpoint that bundles v0.2 must have.
  "invalid-inclusion-proof_fail": "BUNDLE_MALFORMED",
  "managed-key-no-key_fail": "CERTIFICATE_INVALID",
  // The file is no key at all.
  "managed-key-wrong-key_fail": "USAGE",
  "rekor2-checkpoint-missing-log-signature_fail": "LOG_INVALID",
  "rekor2-checkpoint-missing-size_fail": "LOG_INVALID",
  "rekor2-checkpoint-no-matching-signature_fail": "LOG_INVALID",
  "rekor2-dsse-mismatch-sig_fail": "LOG_INVALID",
  "rekor2-no-inclusion-proof_fail": "BUNDLE_MALFORMED",
  "rekor2-no-timestamp_fail": "TIME_MISSING",
  "rekor2-timestamp-outside-trust-root-tsa-validity_fail": "TIME_INVALID",
  "rekor2-timestamp-outside-tsa-cert-validity_fail": "TIME_INVALID",
  "rekor2-timestamp-untrusted-tsa-with-embedded-cert_fail": "TIME_INVALID",
  "rekor2-timestamp-untrusted-tsa-without-embedded-cert_fail": "TIME_INVALID",
  "set-invalid-signature_fail": "LOG_INVALID",
  "signature-mismatch_fail": "SIGNATURE_INVALID",
  "wrong-hashedrekord-artifact_fail": "LOG_INVALID",
  "wrong-hashedrekord-entry_fail": "LOG_INVALID",
  "wrong-material_fail": "SUBJECT_MISMATCH",
};

function inCase(name: string, file: string): string | undefined {
  const found = path.join(FOLDER, name, file);
  return existsSync(found) ? found : undefined;
}

function text(file: string | undefined): string | undefined {
  return file === undefined ? undefined : readFileSync(file, "utf8").trim();
}

/** The suite's own arguments for a case, in its order. */
function argumentsOf(name: string, mode: "file" | "digest"): string[] {
  const artifact = inCase(name, "artifact") ?? path.join(FOLDER, "a.txt");
  const sha256 = createHash("sha256").update(readFileSync(artifact)).digest("hex");
  const key = inCase(name, "key.pub");
  const root = inCase(name, "trusted_root.json");
  const identity = text(inCase(name, "identity")) ?? IDENTITY;
  const issuer = text(inCase(name, "issuer")) ?? ISSUER;
  return [
    "verify-bundle",
    "--bundle",
    path.join(FOLDER, name, "bundle.sigstore.json"),
    ...(key === undefined
      ? ["--certificate-identity", identity, "--certificate-oidc-issuer", issuer]
      : ["--key", key]),
    ...(root === undefined ? [] : ["--trusted-root", root]),
    mode === "file" ? artifact : `sha256:${sha256}`,
  ];
}

describe("the Sigstore conformance suite", { skip }, () => {
  const cases = skip === false ? readdirSync(FOLDER).filter((name) => name !== "a.txt") : [];
  for (const name of cases) {
    for (const mode of ["file", "digest"] as const) {
      test(`${name}, given the artifact's ${mode}`, async () => {
        const verified = conformance(argumentsOf(name, mode));
        if (!name.endsWith("_fail")) return await verified;
        const code = CODES[name];
        assert.ok(code, "no code is known for this case");
        await assert.rejects(verified, refusal(code));
      });
    }
  }

  test("every refused case is refused for its own reason: none of the codes is of a case that is not there", () => {
    assert.deepEqual(Object.keys(CODES), cases.filter((name) => name.endsWith("_fail")).sort());
  });

  test("an identity or issuer that differs in anything is refused", async () => {
    const good = argumentsOf("rekor2-happy-path", "file");
    const changed = (from: string, to: string) => good.map((argument) => (argument === from ? to : argument));
    for (const identity of [
      `${IDENTITY}x`,
      IDENTITY.slice(0, -1),
      IDENTITY.toUpperCase(),
      "github.com",
      ".*",
    ]) {
      await assert.rejects(conformance(changed(IDENTITY, identity)), refusal("SIGNER_MISMATCH"));
    }
    await assert.rejects(conformance(changed(ISSUER, `${ISSUER}/x`)), refusal("ISSUER_MISMATCH"));
  });

  test("a bundle signed by a workflow is not verified by a key, nor one signed by a key by a workflow's name", async () => {
    const key = inCase("managed-key-happy-path", "key.pub") ?? "";
    const [command = "", option = "", bundle = "", , , , , ...rest] = argumentsOf(
      "rekor2-happy-path",
      "file",
    );
    await assert.rejects(
      conformance([command, option, bundle, "--key", key, ...rest]),
      refusal("CERTIFICATE_INVALID"),
    );
    await assert.rejects(
      conformance(argumentsOf("managed-key-no-key_fail", "file")),
      refusal("CERTIFICATE_INVALID"),
    );
  });

  test("a key and an identity together are refused: one of them would not be looked at", async () => {
    const both = ["--certificate-identity", IDENTITY, "--certificate-oidc-issuer", ISSUER];
    const [command = "", ...rest] = argumentsOf("managed-key-happy-path", "file");
    await assert.rejects(conformance([command, ...both, ...rest]), refusal("USAGE", "a key and an identity"));
  });

  test("the entry point answers with its exit code and one clean error", () => {
    const run = (name: string) => spawnSync(ENTRY, argumentsOf(name, "file"), { encoding: "utf8" });
    assert.equal(run("rekor2-happy-path").status, 0);
    const refused = run("signature-mismatch_fail");
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /^SIGNATURE_INVALID: /);
    assert.doesNotMatch(refused.stderr, /\bat .*\.ts:/);
  });
});
