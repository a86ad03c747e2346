import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { ACTION, execute, inTurn, type Options, ratioOf, type Row, succeeded } from "./measure.ts";

/** From the start of the step's process to its first line, beside Node started to do nothing. */
export async function measureStart({ repeats, progress }: Options): Promise<Row[]> {
  progress("start");
  const main = path.join(ACTION, "dist", "main.js");
  // fails loudly here when nothing is built
  await readFile(main);
  const temp = await mkdtemp(path.join(tmpdir(), "waybill-bench-"));
  try {
    return [await measured(main, temp, Math.max(repeats * 2, 5))];
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

async function measured(main: string, temp: string, repeats: number): Promise<Row> {
  const [step, node] = await inTurn([() => firstLine(main, temp), bareNode], repeats);
  return {
    name: "start",
    what: "dist/main.js to its first log line",
    repeats,
    times: step,
    yardstick: { what: "node -e 0", times: node },
    ratio: ratioOf(step, node),
  };
}

/** Without inputs the step says who it is, then that it has nothing to do, and asks nobody. */
async function firstLine(main: string, temp: string): Promise<number> {
  const { untilOutput, stdout } = await execute(process.execPath, [main], { env: { RUNNER_TEMP: temp } });
  if (!stdout.startsWith("Waybill ")) throw new Error("the step did not begin with its name");
  return untilOutput;
}

/** @returns milliseconds from its start to its end */
export async function bareNode(): Promise<number> {
  return succeeded(await execute(process.execPath, ["-e", "0"])).milliseconds;
}
