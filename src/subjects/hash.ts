import { createHash, hash } from "node:crypto";
import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  openSync,
  read,
  readSync,
  statSync,
} from "node:fs";
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { kindOf, WaybillError } from "../errors.ts";
import { type Hex, hexDigest } from "../intoto/digest.ts";
import { quoted } from "./names.ts";
import { unreadable } from "./walk.ts";

const readAsync = promisify(read);

/** Read at a time. Files up to this size are read in one blocking call: five times faster for thousands of them. */
const CHUNK = 1024 * 1024;
/** How long small files may keep the thread, in milliseconds, before what waits on the network gets its turn. */
const TURN = 15;

export interface HashOptions {
  /** how many large files are read at once; by default one for each core, up to 4 */
  readonly atOnce?: number;
  /** called with each path once the file is open, before it is read: where a test changes the file */
  readonly opened?: (path: string) => void;
}

/**
 * The SHA-256 of files, several read at once, none larger than a mebibyte held in memory whole.
 *
 * @param paths real paths: a link that took a file's place since it was found is not followed
 * @returns the digest for each path
 * @throws WaybillError SUBJECT_CHANGED for a file that changes while it is read, SUBJECT_UNREADABLE
 */
export async function hashFiles(
  paths: Iterable<string>,
  options: HashOptions = {},
): Promise<ReadonlyMap<string, Hex>> {
  const waiting = new Set(paths);
  const digests = new Map<string, Hex>();
  const work = async (): Promise<void> => {
    const buffers: Buffers = [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)];
    let turn = performance.now();
    for (const path of waiting) {
      waiting.delete(path);
      try {
        digests.set(path, await hashFile(path, buffers, options));
      } catch (error) {
        waiting.clear();
        throw error instanceof WaybillError ? error : unreadable(path, kindOf(error), error);
      }
      if (performance.now() - turn > TURN) {
        await setImmediate();
        turn = performance.now();
      }
    }
  };
  const lanes = Math.min(options.atOnce ?? Math.min(availableParallelism(), 4), waiting.size);
  const results = await Promise.allSettled(Array.from({ length: lanes }, work));
  for (const result of results) if (result.status === "rejected") throw result.reason;
  return digests;
}

type Buffers = readonly [Buffer, Buffer];

async function hashFile(path: string, buffers: Buffers, options: HashOptions): Promise<Hex> {
  // not blocking: should a pipe have taken the file's place, opening it must not wait for a writer
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const before = fstatSync(file, { bigint: true });
    if (!before.isFile()) throw unreadable(path, "no longer a regular file");
    options.opened?.(path);
    const { hex, length } =
      before.size < CHUNK ? hashSmall(file, buffers[0]) : await hashLarge(file, buffers);
    const difference = differenceOf(before, path, length);
    if (difference !== undefined) throw changed(path, difference);
    const digest = hexDigest("sha256", hex);
    if (digest === undefined) throw new TypeError("SHA-256 has another length");
    return digest;
  } finally {
    closeSync(file);
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

/** Hashes one buffer while the next is read. */
async function hashLarge(file: number, [one, other]: Buffers): Promise<Hashed> {
  const hashing = createHash("sha256");
  let [current, next] = [one, other];
  let length = 0;
  let reading = readAsync(file, current, 0, CHUNK, 0);
  for (let got = (await reading).bytesRead; got > 0; got = (await reading).bytesRead) {
    length += got;
    reading = readAsync(file, next, 0, CHUNK, length);
    hashing.update(current.subarray(0, got));
    [current, next] = [next, current];
  }
  return { hex: hashing.digest("hex"), length };
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

function changed(path: string, got: string): WaybillError {
  return new WaybillError("SUBJECT_CHANGED", {
    what: `${quoted(path)} changed while it was hashed.`,
    got,
    expected: "a file that stays as it is until it is attested",
    todo: "Let everything that writes to the file end before this step.",
  });
}
