import type { TrustedRootSource } from "../trust/roots.ts";
import type { Evidence } from "./evidence.ts";
import type { Expectation } from "./expectation.ts";
import { isOwnWorkflow } from "./identity.ts";
import type { Findings } from "./judge.ts";
import { builderIdOf, chosenCommit, isProvenance } from "./provenance.ts";

/** One thing that was compared, and with what. */
export interface Check {
  readonly name: string;
  readonly detail: string;
}

/** Every check made, by name, with what it compared. */
export function checksMade(
  expected: Expectation,
  trust: TrustedRootSource,
  { times, logIndexes, proven }: Evidence,
  findings: Findings,
): Check[] {
  const { statement } = findings;
  const { artifacts } = expected;
  const checks: Check[] = [
    { name: "signature", detail: "of the statement, by the certificate's key" },
    { name: "certificate", detail: `issued under ${trust.description}, valid at every signed time` },
    { name: "time", detail: times.map((t) => `${t.time.toISOString()} (${t.source})`).join(", ") },
    ...identityChecks(expected, findings),
    { name: "predicate type", detail: statement.predicateType },
  ];
  if (logIndexes.length > 0)
    checks.push({
      name: "log",
      detail: `entry ${logIndexes.join(", ")}, ${proven ? "with proof of inclusion" : "by the log's promise to include it"}`,
    });
  if (artifacts.length > 0)
    checks.push({ name: "subject", detail: `${artifacts.length} of ${artifacts.length} digests are stated` });
  return [...checks, ...provenanceChecks(expected, findings)];
}

function identityChecks({ identity, ...expected }: Expectation, { signer, references }: Findings): Check[] {
  const { sourceRepository, sourceDigest, signerDigest } = identity;
  // What the caller named, or what the table of known builders did.
  const named = identity.signer ?? (signer.builder === undefined ? identity.builderId : undefined);
  return [
    { name: "issuer", detail: identity.issuer },
    { name: "signer", detail: named ?? `${signer.uri}, a known builder` },
    ...(signerDigest === undefined ? [] : [{ name: "signer digest", detail: signerDigest }]),
    {
      name: "source",
      detail: sourceDigest === undefined ? sourceRepository : `${sourceRepository} at ${sourceDigest}`,
    },
    ...references.map(({ kind, ref, certified }) => ({
      name: `source ${kind}`,
      detail: certified ? ref : `${ref}, by the provenance's own word`,
    })),
    ...(expected.denySelfHostedRunners === true
      ? [{ name: "runner", detail: "github-hosted, of the signing job" }]
      : []),
  ];
}

function provenanceChecks(expected: Expectation, findings: Findings): Check[] {
  const { compared, buildType, statement, signer, level } = findings;
  const { equal } = compared;
  const { builderId } = expected.identity;
  const inputs = Object.keys(expected.workflowInputs ?? {});
  const checks: Check[] = [];
  if (equal.length > 0) {
    const fields = `${equal.length} ${equal.length === 1 ? "field" : "fields"}`;
    checks.push({ name: "provenance", detail: `${fields} equal to the certificate: ${equal.join(", ")}` });
  }
  if (builderId !== undefined) checks.push({ name: "builder", detail: builderId });
  else if (signer.builder !== undefined && isProvenance(statement))
    checks.push({ name: "builder", detail: builderIdOf(statement) ?? "" });
  if (buildType !== undefined) checks.push({ name: "build type", detail: buildType });
  if (inputs.length > 0)
    checks.push({ name: "workflow inputs", detail: `${inputs.join(", ")}, by the provenance's own word` });
  if (expected.minimumLevel !== undefined)
    checks.push({
      name: "level",
      detail: `Build level ${level.build}, at least ${expected.minimumLevel}`,
    });
  return checks;
}

/** What a reader might take for granted, and nothing here proves. */
export function uncheckedOf(findings: Findings): string[] {
  const { statement, certificate, signer, compared, references } = findings;
  const chosen = chosenCommit(statement, certificate, signer.builder);
  return [
    "whether the source or the built artifact is free of malice or faults",
    "whether a newer release exists, or this one was withdrawn",
    isProvenance(statement)
      ? "fields that no certificate extension backs (inputs, start time, further dependencies): they are the signing job's own word"
      : "the predicate's content: it is the signing job's own word",
    ...(compared.unstated.length === 0
      ? []
      : [`what the certificate proves and this provenance does not state: ${compared.unstated.join(", ")}`]),
    ...(compared.beyond.length === 0
      ? []
      : [`fields that this certificate, of an older form, does not back: ${compared.beyond.join(", ")}`]),
    ...(chosen === undefined
      ? []
      : [
          `that the commit built, ${chosen}, is of the source: the run chose it, and the certificate names another`,
        ]),
    ...references
      .filter(({ certified }) => !certified)
      .map(({ ref }) => `that the tag was made from ${ref}: no certificate extension backs it`),
    ...(signer.settled || isOwnWorkflow(signer.workflow, certificate)
      ? []
      : [
          "which version of the signing workflow is to be trusted: none was named, and branches and forks' commits have the same URI",
        ]),
  ];
}
