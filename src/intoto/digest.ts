/** A digest in lower-case hex of the length its algorithm has. Made by {@link hexDigest} alone. */
export type Hex = string & { readonly __brand: "lower-case hex digest" };

/** The algorithms a subject may be named by, and their lengths in hex digits (in-toto digest_set.md). */
export const HEX_LENGTHS = { sha256: 64, sha384: 96, sha512: 128 } as const;

export type Algorithm = keyof typeof HEX_LENGTHS;

/** At least one digest; all of the same bytes (in-toto attestation spec, "DigestSet"). */
export type DigestSet = Readonly<Partial<Record<Algorithm, Hex>>>;

export function isAlgorithm(name: string): name is Algorithm {
  return Object.hasOwn(HEX_LENGTHS, name);
}

/** The digest in lower case, or undefined when it is not hex of that algorithm's length. */
export function hexDigest(algorithm: Algorithm, hex: string): Hex | undefined {
  const lower = hex.toLowerCase();
  if (lower.length !== HEX_LENGTHS[algorithm] || !/^[0-9a-f]+$/.test(lower)) return undefined;
  return lower as Hex;
}

/** The algorithm whose hex digests have this length. */
export function algorithmOfLength(length: number): Algorithm | undefined {
  return (Object.keys(HEX_LENGTHS) as Algorithm[]).find((name) => HEX_LENGTHS[name] === length);
}

/** The digests of a set, strongest known first in a fixed order, so that texts and bytes are stable. */
export function digestEntries(set: DigestSet): [Algorithm, Hex][] {
  const entries: [Algorithm, Hex][] = [];
  for (const name of Object.keys(HEX_LENGTHS) as Algorithm[]) {
    const hex = set[name];
    if (hex !== undefined) entries.push([name, hex]);
  }
  return entries;
}

/** `sha256:…` of the first digest of a set: how GitHub's and OCI's APIs name a subject. */
export function primaryDigest(set: DigestSet): string {
  const [first] = digestEntries(set);
  return first === undefined ? "" : `${first[0]}:${first[1]}`;
}

/**
 * Whether two sets speak of the same bytes: at least one algorithm in common, and equal in every one that both have.
 * Stricter than the specification's "any": two sets that agree in one and differ in another are of different bytes.
 */
export function sameDigests(a: DigestSet, b: DigestSet): boolean {
  const common = digestEntries(a).filter(([name]) => b[name] !== undefined);
  return common.length > 0 && common.every(([name, hex]) => b[name] === hex);
}
