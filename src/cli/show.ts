import { refusedJson, verifiedJson } from "../consumer/answer.ts";
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
    // What a run chose to build instead is not proven: it stands with what was not checked.
    `  ${bundle.chosenCommit === undefined ? "built from" : "run for   "}   ${certificate.sourceRepositoryURI ?? ""} at ${certificate.sourceRepositoryDigest ?? ""}`,
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

/** One line of JSON. */
export function renderJson(named: string, found: VerifiedArtifact): string {
  return line(verifiedJson(named, found));
}

/** The answer for an artifact that was not verified. */
export function refusalJson(named: string, error: WaybillError): string {
  return line(refusedJson(named, error));
}

/** The statement that was verified, on a line. */
export function renderStatement({ statement }: Verified): string {
  return line(statement.json);
}

function line(value: unknown): string {
  return `${inertJson(JSON.stringify(value))}\n`;
}
