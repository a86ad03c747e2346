import { primaryDigest } from "../intoto/digest.ts";
import type { Statement } from "../intoto/statement.ts";
import { inParallel } from "../pool.ts";
import type { AttestedImage } from "../subjects/images.ts";
import type { TrustedRootSource } from "../trust/roots.ts";
import type { Expectation, Verified } from "../verify/verify.ts";
import { findEqual } from "./reuse.ts";
import type { Holding, Item, Published, Target } from "./target.ts";

/** A statement of the run, the name of its file, and what a bundle of it must satisfy. */
export interface Planned {
  readonly fileName: string;
  readonly statement: Statement;
  readonly expected: Expectation;
  /** the user gave the predicate: a bundle is equal only if it states the same one */
  readonly givenPredicate: boolean;
  readonly image: AttestedImage | undefined;
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
      targets
        .filter((target) => target.takes(planned.image))
        .map(async (target) => {
          const holding = await target.find(planned.fileName, primaryDigest(body.subject[0].digest));
          const equal = holding.kind === "bundles" ? findEqual(holding.bundles, planned, root) : undefined;
          return { target, holding, equal };
        }),
    );
    return { planned, at, reused: at.find((answer) => answer.equal !== undefined)?.equal };
  });
}

/** Statements about files each alone; those about one image together, since a registry may keep one list of them. */
export function batchesOf(held: readonly Held[]): (readonly Held[])[] {
  const images = Map.groupBy(
    held.filter(({ planned }) => planned.image !== undefined),
    ({ planned }) => planned.image,
  );
  return [
    ...held.filter(({ planned }) => planned.image === undefined).map((one) => [one]),
    ...images.values(),
  ];
}

/** A statement, what the targets hold of it, and its bundle. */
export interface Storable {
  readonly held: Held;
  readonly bundle: Verified;
}

/**
 * Stores bundles in every target, each target on its own; `report` hears of each as soon as it is known.
 * @param storables about one image, or one about files: their targets are the same
 */
export async function storeEverywhere(
  storables: readonly Storable[],
  report: (published: Published) => void,
): Promise<void> {
  const targets = storables[0]?.held.at.map(({ target }) => target) ?? [];
  await Promise.all(
    targets.map(async (target) => {
      const items: Item[] = [];
      for (const { held, bundle } of storables) {
        const answer = held.at.find((one) => one.target === target);
        if (answer === undefined) continue;
        const { holding, equal } = answer;
        if (holding.kind === "unknown") {
          report({ target: target.name, status: "failed", error: holding.error });
          continue;
        }
        const state = equal === undefined ? (holding.kind === "bundles" ? "other" : "nothing") : "equal";
        const { fileName, expected } = held.planned;
        items.push({ fileName, bundle, expected, held: state });
      }
      if (items.length === 0) return;
      for (const published of await target.store(items)) report(published);
    }),
  );
}

/** The last touch of each target, unless something failed: nobody is shown a part of a release. */
export async function settle(targets: readonly Target[], published: Published[]): Promise<void> {
  if (published.some(({ status }) => status === "failed")) return;
  for (const target of targets) {
    const failure = await target.settle?.();
    if (failure !== undefined) published.push(failure);
  }
}
