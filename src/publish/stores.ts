import { primaryDigest } from "../intoto/digest.ts";
import type { Statement } from "../intoto/statement.ts";
import { inParallel } from "../pool.ts";
import type { TrustedRootSource } from "../trust/roots.ts";
import type { Expectation, Verified } from "../verify/verify.ts";
import { findEqual } from "./reuse.ts";
import type { Holding, Published, Target } from "./target.ts";

/** A statement of the run, the name of its file, and what a bundle of it must satisfy. */
export interface Planned {
  readonly fileName: string;
  readonly statement: Statement;
  readonly expected: Expectation;
  /** the user gave the predicate: a bundle is equal only if it states the same one */
  readonly givenPredicate: boolean;
}

/** What the targets hold of one statement, and the bundle among it that says the same. */
export interface Held {
  readonly planned: Planned;
  readonly at: readonly {
    readonly target: Target;
    readonly holding: Holding;
    readonly equal: Verified | undefined;
  }[];
  readonly reused: Verified | undefined;
}

/** Calls to GitHub at a time, as its guidelines for integrators advise few. */
const AT_ONCE = 4;

/** Asks every target what it holds of every statement. */
export async function askStores(
  plan: readonly Planned[],
  targets: readonly Target[],
  root: TrustedRootSource,
): Promise<Held[]> {
  return await inParallel(plan, AT_ONCE, async (planned) => {
    const { body } = planned.statement;
    const at = await Promise.all(
      targets.map(async (target) => {
        const holding = await target.find(planned.fileName, primaryDigest(body.subject[0].digest));
        const equal = holding.kind === "bundles" ? findEqual(holding.bundles, planned, root) : undefined;
        return { target, holding, equal };
      }),
    );
    return { planned, at, reused: at.find((answer) => answer.equal !== undefined)?.equal };
  });
}

/** Stores one bundle in every target, each on its own; `report` hears of each as soon as it is known. */
export async function storeEverywhere(
  held: Held,
  bundle: Verified,
  report: (published: Published) => void,
): Promise<void> {
  await Promise.all(
    held.at.map(async ({ target, holding, equal }) => {
      if (holding.kind === "unknown") {
        report({ target: target.name, status: "failed", error: holding.error });
        return;
      }
      const state = equal === undefined ? (holding.kind === "bundles" ? "other" : "nothing") : "equal";
      report(await target.store({ fileName: held.planned.fileName, bundle, held: state }));
    }),
  );
}
