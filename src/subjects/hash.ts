import { availableParallelism } from "node:os";
import { asWaybillError, WaybillError } from "../errors.ts";
import { type Hex, hexDigest } from "../intoto/digest.ts";
import { CHUNK, hashSteps, type Outcome } from "./hash-file.ts";
import { hashInWorkers, isWorthwhile } from "./hash-workers.ts";
import { quoted } from "../quoted.ts";
import { Turns } from "./turns.ts";
import { unreadable } from "./walk.ts";

const MOST_WORKERS = 4;

export interface HashOptions {
  /** how many worker threads hash, none for 0; by default one for each core, up to 4, where there is much to hash */
  readonly workers?: number;
  /** called with each path once the file is open, before it is read, in this thread: where a test changes the file */
  readonly opened?: (path: string) => void;
  /** aborted when nobody wants the digests any more */
  readonly signal?: AbortSignal;
}

/**
 * The SHA-256 of files, none larger than a mebibyte held in memory whole.
 *
 * @param paths real paths: a link that took a file's place since it was found is not followed
 * @returns the digest for each path
 * @throws WaybillError SUBJECT_CHANGED for a file that changes while it is read, SUBJECT_UNREADABLE; the signal's reason
 */
export async function hashFiles(
  paths: Iterable<string>,
  options: HashOptions = {},
): Promise<ReadonlyMap<string, Hex>> {
  const { signal } = options;
  signal?.throwIfAborted();
  const waiting = [...new Set(paths)];
  const digests = new Map<string, Hex>();
  const record = (path: string, outcome: Outcome): void => void digests.set(path, digestOf(path, outcome));
  const workers = Math.min(workersFor(waiting, options), waiting.length);
  if (workers === 0) await hashHere(waiting, record, options);
  else {
    await hashInWorkers(waiting, workers, record, signal).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw asWaybillError(error, "Hashing files");
    });
  }
  return digests;
}

/** A file has one worker at most, but even then this thread is free for what waits on the network. */
function workersFor(paths: readonly string[], { workers, opened }: HashOptions): number {
  if (opened !== undefined) return 0;
  if (workers !== undefined) return workers;
  const cores = availableParallelism();
  return cores > 1 && isWorthwhile(paths) ? Math.min(cores, MOST_WORKERS) : 0;
}

async function hashHere(
  paths: readonly string[],
  record: (path: string, outcome: Outcome) => void,
  { opened, signal }: HashOptions,
): Promise<void> {
  const buffer = Buffer.allocUnsafeSlow(CHUNK);
  const turns = new Turns(signal);
  for (const path of paths) {
    const steps = hashSteps(path, buffer, opened);
    try {
      let step = steps.next();
      for (; step.done !== true; step = steps.next()) if (turns.isOver()) await turns.next();
      record(path, step.value);
    } finally {
      // abandoned in the middle of a file: closes it
      steps.return("");
    }
    if (turns.isOver()) await turns.next();
  }
}

function digestOf(path: string, outcome: Outcome): Hex {
  if (typeof outcome !== "string") {
    const { problem, reason, cause } = outcome;
    throw problem === "changed" ? changed(path, reason) : unreadable(path, reason, cause);
  }
  const digest = hexDigest("sha256", outcome);
  if (digest === undefined) throw new TypeError("SHA-256 has another length");
  return digest;
}

function changed(path: string, got: string): WaybillError {
  return new WaybillError("SUBJECT_CHANGED", {
    what: `${quoted(path)} changed while it was hashed.`,
    got,
    expected: "a file that stays as it is until it is attested",
    todo: "Let everything that writes to the file end before this step.",
  });
}
