import { hash } from "node:crypto";

/** The hash of a leaf's bytes (RFC 6962 2.1). */
export function leafHash(leaf: Buffer): Buffer {
  return hash("sha256", Buffer.concat([Buffer.from([0]), leaf]), "buffer");
}

/** The root of the tree over these leaf hashes (RFC 6962 2.1). */
export function rootHash(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return hash("sha256", "", "buffer");
  if (leaves.length === 1) return only;
  const split = splitOf(leaves.length);
  return nodeHash(rootHash(leaves.slice(0, split)), rootHash(leaves.slice(split)));
}

/** The hashes that lead from the leaf at this index to the root, lowest first (RFC 6962 2.1.1). */
export function inclusionProof(index: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length <= 1) return [];
  const split = splitOf(leaves.length);
  const left = leaves.slice(0, split);
  const right = leaves.slice(split);
  return index < split
    ? [...inclusionProof(index, left), rootHash(right)]
    : [...inclusionProof(index - split, right), rootHash(left)];
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return hash("sha256", Buffer.concat([Buffer.from([1]), left, right]), "buffer");
}

/** The largest power of two below the size. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}
