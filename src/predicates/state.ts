import type { Inputs } from "../inputs.ts";
import { encodeStatement, SLSA_V1, type Statement, type Subjects } from "../intoto/statement.ts";
import type { Notice } from "../report/result.ts";
import type { Checkout } from "../run/checkout.ts";
import type { Run } from "../run/run.ts";
import type { Surroundings } from "../surroundings.ts";
import { gatherFacts, type FactPorts } from "./facts.ts";
import { fullProvenance, githubProvenance, isExcludedEvent } from "./provenance.ts";

/** What a run's provenance is made of besides its claims. */
export interface StatementSources {
  readonly inputs: Pick<Inputs, "buildType" | "githubToken">;
  readonly job: Surroundings;
  readonly ports: FactPorts;
  readonly checkout: Checkout;
}

/**
 * The run's provenance over the subjects, and what its reader should know that it cannot say.
 * @throws WaybillError SUBJECT_COUNT when there are more subjects than one statement may have
 */
export async function stateProvenance(
  run: Run,
  subjects: Subjects,
  from: StatementSources,
): Promise<{ readonly statement: Statement; readonly notices: readonly Notice[] }> {
  const notices = checkoutNotices(run, from.checkout);
  const warn = (text: string): void => void notices.push({ severity: "warning", text });
  if (from.inputs.buildType === "github") {
    if (isExcludedEvent(run)) {
      warn(
        `The build type of GitHub's provenance is not meant for the event ${run.claims.event_name}; \`build-type: full\` is.`,
      );
    }
    return { statement: encodeStatement(subjects, SLSA_V1, githubProvenance(run)), notices };
  }
  const facts = await gatherFacts(run, from);
  const { redacted } = facts.event;
  if (redacted.length > 0) {
    warn(
      `What looked like a credential was left out of the provenance, in the inputs: ${redacted.join(", ")}.`,
    );
  }
  if (facts.startedOn === undefined) {
    const text =
      "The run's start time is not stated: GitHub's API did not tell it (private repositories need `actions: read`).";
    notices.push({ severity: "notice", text });
  }
  return { statement: encodeStatement(subjects, SLSA_V1, fullProvenance(run, facts)), notices };
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
