import type { WaybillError } from "../errors.ts";
import type { VerifiedArtifact } from "./artifact.ts";

/** What came of one artifact of several. */
export type Answer =
  | { readonly named: string; readonly found: VerifiedArtifact }
  | { readonly named: string; readonly error: WaybillError };

/** With the names of `gh attestation verify --format json`, and what was checked. */
export function verifiedJson(
  named: string,
  { artifact, bundle, origin }: VerifiedArtifact,
): Readonly<Record<string, unknown>> {
  const { level, checks, unchecked, certificate } = bundle;
  return {
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
  };
}

/** @param named undefined for what is wrong with the request, and so with no artifact alone */
export function refusedJson(
  named: string | undefined,
  { code, message }: WaybillError,
): Readonly<Record<string, unknown>> {
  return { verified: false, ...(named === undefined ? {} : { artifact: named }), code, message };
}
