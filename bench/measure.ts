import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder whose `dist/` is measured: the checkout, or another build of it. */
export const ACTION = process.env["WAYBILL_ACTION"] ?? fileURLToPath(new URL("..", import.meta.url));

/** Milliseconds, of all repeats. */
export interface Times {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface Yardstick {
  readonly what: string;
  readonly times: Times;
  /** the most memory that it held, where that is compared: bytes */
  readonly peak?: number;
}

/** One line of the table. */
export interface Measured {
  readonly name: string;
  readonly what: string;
  readonly repeats: number;
  readonly times: Times;
  readonly yardstick: Yardstick;
  /** the median over the yardstick's */
  readonly ratio: number;
  /** the most memory that the process held (its resident set, Node's own included): bytes */
  readonly peak?: number;
  /** calls that the services got, and how many of them wait for one another */
  readonly calls?: { readonly made: number; readonly inRow: number };
}

export interface Skipped {
  readonly name: string;
  readonly what: string;
  /** why it was not measured here */
  readonly skipped: string;
}

export type Row = Measured | Skipped;

export interface Options {
  /** how often each thing is timed */
  readonly repeats: number;
  /** says what is being done; a run takes minutes */
  readonly progress: (text: string) => void;
}

/** @param samples at least one */
export function timesOf(samples: readonly number[]): Times {
  const sorted = samples.toSorted((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.ceil((sorted.length - 1) / 2)];
  if (min === undefined || max === undefined || low === undefined || high === undefined)
    throw new Error("nothing was measured");
  return { median: (low + high) / 2, min, max };
}

export function ratioOf(times: Times, yardstick: Times): number {
  return times.median / yardstick.median;
}

/**
 * Times several things in turn, so that a machine that is busy for a while slows all of them and not the last one. Each
 * runs once untimed: files and code are then in the system's cache for all.
 *
 * @param things each gives the milliseconds it took
 * @returns the times in the things' order
 */
export async function inTurn<const T extends readonly (() => Promise<number>)[]>(
  things: T,
  repeats: number,
): Promise<{ [K in keyof T]: Times }> {
  const samples = things.map((): number[] => []);
  for (let round = 0; round <= repeats; round += 1) {
    for (const [index, thing] of things.entries()) {
      const milliseconds = await thing();
      if (round > 0) samples[index]?.push(milliseconds);
    }
  }
  return samples.map(timesOf) as { [K in keyof T]: Times };
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** from the start of the process until its end */
  readonly milliseconds: number;
  /** from the start of the process until the first bytes that it printed; NaN if it printed none */
  readonly untilOutput: number;
}

/** Runs a program to its end. */
export async function execute(
  program: string,
  args: readonly string[],
  options: {
    readonly input?: string;
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<Ended> {
  return await new Promise((resolve, reject) => {
    const started = performance.now();
    let untilOutput = Number.NaN;
    const child = spawn(program, args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env }),
      stdio: "pipe",
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.once("data", () => (untilOutput = performance.now() - started));
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.once("error", reject);
    child.once("close", (code) => {
      const milliseconds = performance.now() - started;
      const [stdout, stderr] = [Buffer.concat(out).toString("utf8"), Buffer.concat(err).toString("utf8")];
      resolve({ code, stdout, stderr, milliseconds, untilOutput });
    });
    // A program that ends before it has read everything says why by its exit code.
    child.stdin.once("error", () => undefined);
    child.stdin.end(options.input ?? "");
  });
}

/** @throws Error with what the program said, when it failed */
export function succeeded(ended: Ended): Ended {
  if (ended.code === 0) return ended;
  throw new Error(`a measured program ended with ${ended.code}: ${ended.stderr.slice(-500)}`);
}

/** What one run of bench/child.ts tells of its work. */
export interface Work {
  /** of the work alone, without the start of the process */
  readonly milliseconds: number;
  /** bytes */
  readonly peak: number;
  /** how many things came of it, so that work left undone is not taken for speed */
  readonly count: number;
}

/** Does a piece of work in a process of its own, so that its memory is its own too. */
export async function inChild(work: string, expected: number, ...args: readonly string[]): Promise<Work> {
  const child = fileURLToPath(new URL("child.ts", import.meta.url));
  const { stdout } = succeeded(await execute(process.execPath, [child, work, ...args]));
  const done = JSON.parse(stdout) as Work;
  if (done.count !== expected) throw new Error(`${work} made ${done.count}, not ${expected}`);
  return done;
}
