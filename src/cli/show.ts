import type { VerifiedArtifact } from "../consumer/artifact.ts";
import type { WaybillError } from "../errors.ts";
import { digestEntries } from "../intoto/digest.ts";
import type { Verified } from "../verify/verify.ts";
import { inert, inertJson } from "./inert.ts";

/** What was proven first, then what was not. */
export function renderText(named: string, { artifact, bundle, origin, tried }: VerifiedArtifact): string {
  const { certificate, level } = bundle;
  const [digest] = digestEntries(artifact.digests);
  return [
    `Verified ${named}`,
    `  ${digest === undefined ? "" : digest.join(":")}`,
    ...(artifact.resolved === undefined ? [] : [`  ${artifact.resolved}`]),
    "",
    "Proven:",
    `  built from   ${certificate.sourceRepositoryURI ?? ""} at ${certificate.sourceRepositoryDigest ?? ""}`,
    `               (${certificate.sourceRepositoryRef ?? ""})`,
    `  signed by    ${bundle.signer}`,
    `  in run       ${certificate.runInvocationURI ?? "(not in the certificate)"}`,
    `  at           ${bundle.times.map((t) => `${t.time.toISOString()} (${t.source})`).join(", ")}`,
    `  SLSA level   Build ${level.build}: ${level.reason}`,
    `  bundle       ${origin}${tried === 1 ? "" : `, after ${tried - 1} that did not pass`}`,
    "",
    "Checked:",
    ...bundle.checks.map((check) => `  ${check.name.padEnd(16)} ${check.detail}`),
    "",
    "Not checked:",
    ...bundle.unchecked.map((what) => `  ${what}`),
    ...level.notEvidenced.map((what) => `  of the level, ${what}`),
    "",
  ]
    .map(inert)
    .join("\n");
}

/** One line of JSON with the names of `gh attestation verify --format json`, and what was checked. */
export function renderJson(named: string, { artifact, bundle, origin }: VerifiedArtifact): string {
  const { level, checks, unchecked, certificate } = bundle;
  return line({
    verified: true,
    artifact: named,
    digest: artifact.digests,
    bundle: origin,
    verificationResult: {
      mediaType: "application/vnd.dev.sigstore.verificationresult+json;version=0.1",
      statement: bundle.statement.json,
      signature: { certificate },
      verifiedTimestamps: bundle.times.map((t) => ({
        type: t.source === "transparency log" ? "Tlog" : "TimestampAuthority",
        timestamp: t.time.toISOString(),
      })),
      verifiedIdentity: {
        subjectAlternativeName: { subjectAlternativeName: certificate.subjectAlternativeName },
        issuer: { issuer: certificate.issuer },
        buildSignerURI: bundle.signer,
        sourceRepositoryURI: certificate.sourceRepositoryURI,
      },
    },
    builderId: bundle.builderId,
    level,
    checks,
    unchecked,
  });
}

/** The answer for an artifact that was not verified. */
export function refusalJson(named: string, { code, message }: WaybillError): string {
  return line({ verified: false, artifact: named, code, message });
}

/** The statement that was verified, on a line. */
export function renderStatement({ statement }: Verified): string {
  return line(statement.json);
}

function line(value: unknown): string {
  return `${inertJson(JSON.stringify(value))}\n`;
}
