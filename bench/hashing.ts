import { randomFillSync } from "node:crypto";
import { closeSync, mkdtempSync, openSync, writeSync } from "node:fs";
import { readdir, rm, statfs } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import * as path from "node:path";

import {
  type Ended,
  execute,
  inChild,
  inTurn,
  type Options,
  ratioOf,
  type Row,
  succeeded,
} from "./measure.ts";

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;
/** What must be free: the files of 2 GiB, and as much again that stays free. */
const LEAST_FREE = 4 * GIB;
const BLOCK = 64 * MIB;

interface FileSet {
  readonly name: string;
  readonly what: string;
  readonly count: number;
  /** bytes of each file */
  readonly size: number;
}

const SETS: readonly FileSet[] = [
  { name: "hash-large", what: "4 files of 512 MiB found and hashed", count: 4, size: 512 * MIB },
  { name: "hash-small", what: "20,000 files of 16 KiB found and hashed", count: 20_000, size: 16 * KIB },
];

/** Files found and hashed as the step does it, beside `openssl` with a process for each core. */
export async function measureHashing(options: Options): Promise<Row[]> {
  const missing = await whyNot();
  if (missing !== undefined) return SETS.map(({ name, what }) => ({ name, what, skipped: missing }));
  const rows: Row[] = [];
  for (const set of SETS) rows.push(await measureSet(set, options));
  return rows;
}

async function whyNot(): Promise<string | undefined> {
  const { bavail, bsize } = await statfs(tmpdir());
  const free = bavail * bsize;
  if (free < LEAST_FREE) return `${(free / GIB).toFixed(1)} GiB free for temporary files, 4 are needed`;
  for (const [program, args] of [
    ["openssl", ["version"]],
    ["xargs", ["--version"]],
  ] as const) {
    const works = await execute(program, args).then(
      ({ code }) => code === 0,
      () => false,
    );
    if (!works) return `there is no ${program} here, or not GNU's`;
  }
  return undefined;
}

async function measureSet({ name, what, count, size }: FileSet, options: Options): Promise<Row> {
  const { repeats, progress } = options;
  const folder = mkdtempSync(path.join(tmpdir(), "waybill-bench-"));
  try {
    progress(`${name}: writing files`);
    writeFiles(folder, count, size);
    progress(`${name}: time`);
    let peak = 0;
    const ours = async (): Promise<number> => {
      const work = await inChild("hash", count, folder);
      peak = Math.max(peak, work.peak);
      return work.milliseconds;
    };
    const theirs = async (): Promise<number> => (await openssl(folder, count)).milliseconds;
    const [times, yardstick] = await inTurn([ours, theirs], repeats);
    return {
      name,
      what,
      repeats,
      times,
      yardstick: { what: `openssl dgst -sha256, ${availableParallelism()} at once`, times: yardstick },
      ratio: ratioOf(times, yardstick),
      peak,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Random bytes, so that no file system stores the files as holes; each file begins with its number. */
function writeFiles(folder: string, count: number, size: number): void {
  const block = randomFillSync(Buffer.allocUnsafe(Math.min(BLOCK, size)));
  for (let index = 0; index < count; index += 1) {
    block.writeUInt32BE(index);
    const file = openSync(path.join(folder, `file-${index}`), "w");
    try {
      for (let written = 0; written < size;) written += writeSync(file, block, 0, block.length);
    } finally {
      closeSync(file);
    }
  }
}

/** All files of a folder, in as few processes as keep every core busy. */
async function openssl(folder: string, count: number): Promise<Ended> {
  const cores = availableParallelism();
  const names = await readdir(folder);
  const each = Math.max(1, Math.min(500, Math.floor(count / cores / 4)));
  const args = ["-0", "-P", String(cores), "-n", String(each), "openssl", "dgst", "-sha256"];
  const ended = succeeded(
    await execute("xargs", args, { cwd: folder, input: names.map((name) => `${name}\0`).join("") }),
  );
  const lines = ended.stdout.split("\n").length - 1;
  if (lines !== count) throw new Error(`openssl hashed ${lines} files, not ${count}`);
  return ended;
}
