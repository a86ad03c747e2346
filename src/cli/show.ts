import type { DigestSet } from "../intoto/digest.ts";
import { signerOf } from "../verify/certificate.ts";
import type { Verified } from "../verify/verify.ts";
import { inert, inertJson } from "./inert.ts";

/** What a verification found, for people and for programs. */
export interface Shown {
  readonly file: string;
  readonly bundlePath: string;
  readonly artifact: DigestSet;
  readonly bundle: Verified;
}

/** What was proven first, then what was not. */
export function renderText(shown: Shown): string {
  const { bundle } = shown;
  const { certificate } = bundle;
  return [
    `Verified ${shown.file}`,
    `  sha256:${shown.artifact.sha256 ?? ""}`,
    "",
    "Proven:",
    `  built from   ${certificate.sourceRepositoryURI ?? ""} at ${certificate.sourceRepositoryDigest ?? ""}`,
    `               (${certificate.sourceRepositoryRef ?? ""})`,
    `  signed by    ${signerOf(certificate)}`,
    `  in run       ${certificate.runInvocationURI ?? ""}`,
    `  at           ${bundle.times.map((t) => `${t.time.toISOString()} (${t.source})`).join(", ")}`,
    `  SLSA level   Build ${bundle.level.build}: ${bundle.level.reason}`,
    "",
    "Checked:",
    ...bundle.checks.map((check) => `  ${check.name.padEnd(16)} ${check.detail}`),
    "",
    "Not checked:",
    ...bundle.unchecked.map((what) => `  ${what}`),
    "",
  ]
    .map(inert)
    .join("\n");
}

/** JSON with the names of `gh attestation verify --format json`, and what was checked. */
export function renderJson(shown: Shown): string {
  const { bundle } = shown;
  const { level, checks, unchecked } = bundle;
  const json = JSON.stringify(
    {
      verified: true,
      file: shown.file,
      digest: shown.artifact,
      bundle: shown.bundlePath,
      verificationResult: {
        mediaType: "application/vnd.dev.sigstore.verificationresult+json;version=0.1",
        statement: bundle.statement.json,
        signature: { certificate: bundle.certificate },
        verifiedTimestamps: bundle.times.map((t) => ({
          type: t.source === "transparency log" ? "Tlog" : "TimestampAuthority",
          timestamp: t.time.toISOString(),
        })),
      },
      level,
      checks,
      unchecked,
    },
    undefined,
    2,
  );
  return `${inertJson(json)}\n`;
}
