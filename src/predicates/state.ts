import type { Inputs } from "../inputs.ts";
import { SLSA_V02, SLSA_V1 } from "../intoto/statement.ts";
import type { Notice } from "../report/result.ts";
import type { Checkout } from "../run/checkout.ts";
import type { Run } from "../run/run.ts";
import { gatherFacts, type FactSources, type Recorded } from "./facts.ts";
import { fullProvenance, githubProvenance, isExcludedEvent, type BuildFacts } from "./provenance.ts";
import { provenanceV02 } from "./provenance-v02.ts";

export type ProvenanceVersion = "v1" | "v0.2" | "both";

/** What a run's provenance is made of besides its claims. */
export interface StatementSources extends FactSources {
  readonly inputs: Pick<Inputs, "buildType" | "githubToken"> &
    Recorded & { readonly provenanceVersion?: ProvenanceVersion | undefined };
}

/** A provenance predicate; what it is about is said by the statements over it. */
export interface Provenance {
  readonly kind: "provenance" | "slsa02";
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, unknown>>;
}

/**
 * The run's provenance in the versions asked for, v1 first, and what its reader should know that it cannot say.
 * @throws WaybillError INPUT_INVALID when the event's payload is to be recorded and there is none
 */
export async function makeProvenance(
  run: Run,
  from: StatementSources,
): Promise<{
  readonly provenance: readonly [Provenance, ...Provenance[]];
  readonly notices: readonly Notice[];
}> {
  const { buildType, provenanceVersion = "v1" } = from.inputs;
  const notices = checkoutNotices(run, from.checkout);
  if (provenanceVersion !== "v0.2" && buildType === "github")
    notices.push(...gitHubNotices(run, from.inputs));
  if (provenanceVersion === "v1" && buildType === "github")
    return { provenance: [v1(githubProvenance(run))], notices };

  const full = provenanceVersion !== "v0.2" && buildType === "full";
  const { facts, redacted } = await gatherFacts(run, from, full);
  notices.push(...redactionNotices(facts, redacted));
  if (full && facts.startedOn === undefined) {
    const text =
      "The run's start time is not stated: GitHub's API did not tell it (private repositories need `actions: read`).";
    notices.push({ severity: "notice", text });
  }
  const old: Provenance = { kind: "slsa02", predicateType: SLSA_V02, predicate: provenanceV02(run, facts) };
  if (provenanceVersion === "v0.2") return { provenance: [old], notices };
  const current = v1(full ? fullProvenance(run, facts) : githubProvenance(run));
  return { provenance: provenanceVersion === "both" ? [current, old] : [current], notices };
}

function v1(predicate: Readonly<Record<string, unknown>>): Provenance {
  return { kind: "provenance", predicateType: SLSA_V1, predicate };
}

/** What GitHub's build type has no place for, or is not meant for. */
function gitHubNotices(
  run: Run,
  { eventPayload = "none", vars, provenanceVersion }: StatementSources["inputs"],
): Notice[] {
  const warnings: string[] = [];
  if (isExcludedEvent(run)) {
    warnings.push(
      `The build type of GitHub's provenance is not meant for the event ${run.claims.event_name}; \`build-type: full\` is.`,
    );
  }
  const asked = [
    ...(eventPayload === "none" ? [] : ["`event-payload`"]),
    ...(Object.keys(vars?.values ?? {}).length === 0 ? [] : ["`vars`"]),
  ];
  if (asked.length > 0) {
    const where = provenanceVersion === "both" ? "only provenance v0.2 has them" : "`build-type: full` has";
    warnings.push(`The build type of GitHub's provenance has no field for ${asked.join(" and ")}; ${where}.`);
  }
  return warnings.map((text) => ({ severity: "warning", text }));
}

function redactionNotices({ event, vars }: BuildFacts, payload: readonly string[]): Notice[] {
  const places: readonly (readonly [string, readonly string[]])[] = [
    ["the inputs", event.redacted],
    ["the variables", vars?.redacted ?? []],
    ["the event's payload", payload],
  ];
  return places.flatMap(([where, names]): Notice[] => {
    if (names.length === 0) return [];
    const shown = names.slice(0, 20).join(", ") + (names.length > 20 ? ` and ${names.length - 20} more` : "");
    const text = `What looked like a credential was left out of the provenance, in ${where}: ${shown}.`;
    return [{ severity: "warning", text }];
  });
}

/** The attested commit would not be the one that was built. */
function checkoutNotices(run: Run, checkout: Checkout): Notice[] {
  if (checkout.kind === "none") return [];
  const warnings: string[] = [];
  if (checkout.commit !== run.claims.sha) {
    warnings.push(
      `The commit checked out (${checkout.commit}) is not the run's own (${run.claims.sha}), which the provenance names as the source.`,
    );
  }
  if (checkout.dirty) {
    warnings.push(
      "Files of the checked-out commit were changed before this step: what was built is not the commit alone.",
    );
  }
  return warnings.map((text) => ({ severity: "warning", text }));
}
