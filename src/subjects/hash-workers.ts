import { lstatSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { Turns } from "./turns.ts";
import type { Outcome } from "./hash-file.ts";

const MIB = 1024 * 1024;
/** What it costs to open, compare and close a file, as the bytes that are hashed in that time. */
const FILE = MIB / 32;
/** Less work is done by the time that workers have started: 128 MiB, or 4,096 files of any size. */
const WORTHWHILE = 128 * MIB;
/** Sent at once, unless one file is larger: at most 64 files. */
const BATCH = 64 * FILE;
/** Sent ahead to each worker, so that it has work while this thread does something else. */
const AHEAD = 8 * BATCH;

interface Batch {
  readonly paths: string[];
  weight: number;
}

/** Whether there is so much to hash that workers end sooner than this thread alone. Looks no further than it must. */
export function isWorthwhile(paths: readonly string[]): boolean {
  let total = paths.length * FILE;
  if (total > WORTHWHILE) return true;
  for (const path of paths) {
    total += sizeOf(path);
    if (total > WORTHWHILE) return true;
  }
  return false;
}

/**
 * Hashes files in worker threads, the largest first, so that all workers end at about the same time. None is left
 * when this ends, however it ends.
 *
 * @param record gets each file's outcome; what it throws ends the work
 * @throws what `record` throws, the signal's reason, and an Error when a worker fails
 */
export async function hashInWorkers(
  paths: readonly string[],
  count: number,
  record: (path: string, outcome: Outcome) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const workers: Started[] = [];
  const end = (): Promise<unknown> => Promise.all(workers.map(({ worker }) => worker.terminate()));
  const abandon = (): void => void end();
  signal?.addEventListener("abort", abandon);
  try {
    for (let started = 0; started < count; started += 1) workers.push(startWorker());
    // started before the files are weighed: both take a while
    const batches = (await batchesOf(paths, signal)).values();
    await Promise.all(
      workers.map(({ worker, failed }) => Promise.race([feed(worker, batches, record), failed])),
    );
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", abandon);
    await end();
  }
}

interface Started {
  readonly worker: Worker;
  /** rejects when the worker ends, whoever ends it */
  readonly failed: Promise<never>;
}

/** With none of this process's variables, which hold tokens, and none of its options. */
function startWorker(): Started {
  const worker = new Worker(workerUrl(import.meta.url), { env: {}, execArgv: [], name: "hash" });
  const failed = new Promise<never>((_, reject) => {
    worker.once("error", reject);
    worker.once("messageerror", reject);
    worker.once("exit", () => reject(new Error("a worker ended before its work")));
  });
  // It may fail before anybody listens.
  failed.catch(() => undefined);
  return { worker, failed };
}

/** Beside this file in the source; in what is built from it at the root, while this file may be among the chunks. */
function workerUrl(here: string): URL {
  if (here.endsWith(".ts")) return new URL("./hash-worker.ts", here);
  return new URL(/\/chunks\/[^/]+$/.test(here) ? "../hash-worker.js" : "./hash-worker.js", here);
}

/** Keeps one worker busy until the batches have run out. */
function feed(
  worker: Worker,
  batches: Iterator<Batch>,
  record: (path: string, outcome: Outcome) => void,
): Promise<void> {
  const sent: Batch[] = [];
  const send = (): boolean => {
    while (sent.length === 0 || sent.reduce((sum, { weight }) => sum + weight, 0) < AHEAD) {
      const batch = batches.next();
      if (batch.done === true) break;
      sent.push(batch.value);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(batch.value.paths);
    }
    return sent.length > 0;
  };
  return new Promise((resolve, reject) => {
    worker.on("message", (outcomes: readonly Outcome[]) => {
      try {
        const paths = sent.shift()?.paths ?? [];
        for (const [index, outcome] of outcomes.entries()) record(paths[index] ?? "", outcome);
        if (!send()) resolve();
      } catch (error) {
        reject(error);
      }
    });
    if (!send()) resolve();
  });
}

async function batchesOf(paths: readonly string[], signal: AbortSignal | undefined): Promise<Batch[]> {
  const turns = new Turns(signal);
  const weighed: { path: string; weight: number }[] = [];
  for (const path of paths) {
    if (turns.isOver()) await turns.next();
    weighed.push({ path, weight: FILE + sizeOf(path) });
  }
  const batches: Batch[] = [];
  let last: Batch | undefined;
  for (const { path, weight } of weighed.sort((a, b) => b.weight - a.weight)) {
    if (last === undefined || last.weight + weight > BATCH) batches.push((last = { paths: [], weight: 0 }));
    last.paths.push(path);
    last.weight += weight;
  }
  return batches;
}

/** Bytes; of what cannot be looked at none, as it will be refused. */
function sizeOf(path: string): number {
  try {
    return lstatSync(path).size;
  } catch {
    return 0;
  }
}
