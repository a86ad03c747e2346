import { safeBase } from "../intoto/naming.ts";
import { PREDICATE_KINDS } from "../predicates/kinds.ts";

/** What a name with a number may have in it: a release's parts are far fewer. */
const NUMBER = "(?<number>[1-9][0-9]{0,5})";
const KIND = `(?<kind>${PREDICATE_KINDS.join("|")})`;

/**
 * What follows the name of what is attested: our own names (docs/statements.md), those of actions/attest's and cosign's users, and
 * those that slsa-github-generator's delegators and its container-based builder give. In the order in which they are tried.
 */
const SUFFIXES: readonly RegExp[] = [
  /^\.intoto\.jsonl$/,
  /^\.sigstore\.json$/,
  /^\.sigstore$/,
  new RegExp(String.raw`^\.${NUMBER}\.intoto\.jsonl$`),
  new RegExp(String.raw`^\.slsa02(?:\.${NUMBER})?\.intoto\.jsonl$`),
  /^(?:\.intoto)?\.build\.slsa$/,
  new RegExp(String.raw`^\.${KIND}(?:\.${NUMBER})?\.intoto\.jsonl$`),
];

/** What files of several subjects are called after: ours, slsa-github-generator's, and its own before v1.2. */
const SHARED = ["multiple", "attestation"] as const;

/** The order in which files are tried: by whom they are named after, by the kind of name, then by number. */
export type Rank = readonly [owner: number, suffix: number, kind: number, number: number];

/** The first names to try, whether or not a folder can be listed. */
export function usualNames(name: string): string[] {
  const [own, shared] = [`${name}.intoto.jsonl`, "multiple.intoto.jsonl"];
  return [
    ...new Set([own, `${safeBase(name)}.intoto.jsonl`, `${name}.sigstore.json`, `${name}.sigstore`, shared]),
  ];
}

/**
 * Whether a file called `candidate` may be about one called `name`, by their names.
 * @param key what is the same for two names that one place does not tell apart
 */
export function rankOf(
  candidate: string,
  name: string,
  key: (name: string) => string = (same) => same,
): Rank | undefined {
  const owners = [name, safeBase(name), ...SHARED];
  for (const [owner, base] of owners.entries()) {
    const start = key(base);
    const whole = key(candidate);
    if (!whole.startsWith(start)) continue;
    const rest = whole.slice(start.length);
    const suffix = SUFFIXES.findIndex((pattern) => pattern.test(rest));
    if (suffix === -1) continue;
    const { number = "1", kind = "" } = SUFFIXES[suffix]?.exec(rest)?.groups ?? {};
    return [owner, suffix, PREDICATE_KINDS.findIndex((known) => known === kind), Number(number)];
  }
  return undefined;
}

export function compareRanks(a: Rank, b: Rank): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** Whether a name says that there are bundles or envelopes in the file. */
export function isBundleName(name: string): boolean {
  return /\.(?:intoto\.jsonl|sigstore\.json|sigstore|build\.slsa)$/.test(name);
}
