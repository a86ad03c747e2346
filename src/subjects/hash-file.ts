import { createHash, hash } from "node:crypto";
import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import { kindOf } from "../errors.ts";

/** Read at a time, in bytes. A smaller file is read and hashed in one call each. */
export const CHUNK = 1024 * 1024;

/** Not blocking: should a pipe have taken the file's place, opening it must not wait for a writer. */
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Why a file has no digest: plain data, so that one thread can send it to another. */
export interface Refusal {
  readonly problem: "unreadable" | "changed";
  /** in our words, or the system's code */
  readonly reason: string;
  readonly cause?: unknown;
}

/** The SHA-256 in hex, or why there is none. */
export type Outcome = string | Refusal;

/**
 * Hashes a file whose path is real: a link that took the file's place is refused. Nothing is thrown.
 *
 * @param buffer what is read goes here; not to be shared with a file whose hashing has begun
 * @param opened called with the path once the file is open, before it is read
 * @returns steps that each read and hash one buffer; abandoned ones are to be ended with `return`
 */
export function* hashSteps(
  path: string,
  buffer: Buffer,
  opened?: (path: string) => void,
): Generator<undefined, Outcome, undefined> {
  try {
    const file = openSync(path, FLAGS);
    try {
      const before = fstatSync(file, { bigint: true });
      if (!before.isFile()) return { problem: "unreadable", reason: "no longer a regular file" };
      opened?.(path);
      const small = before.size < buffer.length;
      const { hex, length } = small ? hashSmall(file, buffer) : yield* hashLarge(file, buffer);
      const difference = differenceOf(before, path, length);
      return difference === undefined ? hex : { problem: "changed", reason: difference };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { problem: "unreadable", reason: kindOf(error), cause: error };
  }
}

/** Hashes a file as {@link hashSteps} does, all at once. */
export function hashFile(path: string, buffer: Buffer): Outcome {
  const steps = hashSteps(path, buffer);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

interface Hashed {
  readonly hex: string;
  readonly length: number;
}

/** A file smaller than the buffer; of one that has grown meanwhile the buffer's length is hashed, and told. */
function hashSmall(file: number, buffer: Buffer): Hashed {
  let length = 0;
  for (let got = -1; got !== 0 && length < buffer.length; length += got) {
    got = readSync(file, buffer, length, buffer.length - length, length);
  }
  return { hex: hash("sha256", buffer.subarray(0, length)), length };
}

function* hashLarge(file: number, buffer: Buffer): Generator<undefined, Hashed, undefined> {
  const hashing = createHash("sha256");
  let length = 0;
  for (;;) {
    const got = readSync(file, buffer, 0, buffer.length, length);
    if (got === 0) return { hex: hashing.digest("hex"), length };
    length += got;
    hashing.update(buffer.subarray(0, got));
    yield;
  }
}

/** What changed since the file was opened; asked of the path, so that a file put in its place is seen too. */
function differenceOf(before: BigIntStats, path: string, length: number): string | undefined {
  const after = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (after === undefined) return "the file was removed";
  if (after.dev !== before.dev || after.ino !== before.ino) return "another file took its place";
  if (after.size !== before.size) return `${before.size} bytes before, ${after.size} after`;
  if (BigInt(length) !== before.size) return `${before.size} bytes by its size, ${length} bytes read`;
  // The time of change too: whoever writes to a file can put the time of writing back.
  if (after.mtimeNs !== before.mtimeNs || after.ctimeNs !== before.ctimeNs) return "it was written to";
  return undefined;
}
