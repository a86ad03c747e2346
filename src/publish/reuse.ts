import { sameDigests } from "../intoto/digest.ts";
import type { StatementBody, Subjects } from "../intoto/statement.ts";
import { sameJson, at } from "../json.ts";
import type { TrustedRootSource } from "../trust/roots.ts";
import { splitBundles } from "../verify/bundle.ts";
import { verifyBundle, type Expectation, type Verified } from "../verify/verify.ts";

/**
 * The first of the bundles that says what we would say: it verifies for our own signer, source and commit, of
 * whatever run or attempt, and states the same subjects, predicate type and build type. With new keys and a new
 * attempt the bytes are never the same, so equal cannot mean equal bytes.
 */
export function findEqual(
  bundles: readonly string[],
  statement: StatementBody,
  expected: Expectation,
  trust: TrustedRootSource,
): Verified | undefined {
  for (const json of bundles.flatMap(splitBundles)) {
    try {
      const found = verifyBundle(json, expected, trust);
      if (statesTheSame(found, statement)) return found;
    } catch {
      // Not ours, or not sound: somebody else's business. It is neither reused nor touched.
    }
  }
  return undefined;
}

function statesTheSame(found: Verified, statement: StatementBody): boolean {
  const buildType = (predicate: unknown): unknown => at(predicate, "buildDefinition", "buildType");
  return (
    found.statement.predicateType === statement.predicateType &&
    sameJson(buildType(found.statement.predicate), buildType(statement.predicate)) &&
    sameSubjects(found.statement.subjects, statement.subject)
  );
}

function sameSubjects(found: Verified["statement"]["subjects"], wanted: Subjects): boolean {
  if (found.length !== wanted.length) return false;
  const byName = new Map(found.map((subject) => [subject.name, subject.digest]));
  return wanted.every((subject) => {
    const digest = byName.get(subject.name);
    return digest !== undefined && sameDigests(digest, subject.digest);
  });
}
