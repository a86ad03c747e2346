import { sameDigests } from "../intoto/digest.ts";
import type { Subjects } from "../intoto/statement.ts";
import { sameJson, at } from "../json.ts";
import type { TrustedRootSource } from "../trust/roots.ts";
import { splitBundles } from "../verify/bundle.ts";
import { verifyBundle, type Verified } from "../verify/verify.ts";
import type { Planned } from "./stores.ts";

/**
 * The first of the bundles that says what we would say: it verifies for our own signer, source and commit, of
 * whatever run or attempt, and states the same subjects, predicate type and build
 * type, and the same predicate where the user gave it. With new keys and a new
 * attempt the bytes are never the same, so equal cannot mean equal bytes.
 */
export function findEqual(
  bundles: readonly string[],
  planned: Planned,
  trust: TrustedRootSource,
): Verified | undefined {
  for (const json of bundles.flatMap(splitBundles)) {
    try {
      const found = verifyBundle(json, planned.expected, trust);
      if (statesTheSame(found, planned)) return found;
    } catch {
      // Not ours, or not sound: somebody else's business. It is neither reused nor touched.
    }
  }
  return undefined;
}

function statesTheSame(found: Verified, { statement, givenPredicate }: Planned): boolean {
  const { body } = statement;
  return (
    found.statement.predicateType === body.predicateType &&
    sameJson(buildTypeOf(found.statement.predicate), buildTypeOf(body.predicate)) &&
    (!givenPredicate || sameJson(found.statement.predicate, body.predicate)) &&
    sameSubjects(found.statement.subjects, body.subject)
  );
}

/** Of provenance v1 or v0.2; other predicates have none. */
function buildTypeOf(predicate: unknown): unknown {
  return at(predicate, "buildDefinition", "buildType") ?? at(predicate, "buildType");
}

function sameSubjects(found: Verified["statement"]["subjects"], wanted: Subjects): boolean {
  if (found.length !== wanted.length) return false;
  const byName = new Map(found.map((subject) => [subject.name, subject.digest]));
  return wanted.every((subject) => {
    const digest = byName.get(subject.name);
    return digest !== undefined && sameDigests(digest, subject.digest);
  });
}
