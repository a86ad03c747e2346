/**
 * `node bench/run.ts [--json] [--repeats N] [NAME…]`: measures `dist/` and `src/` on this machine, see docs/bench.md.
 * The table or JSON goes to standard output, what is being done to standard error.
 */
import { availableParallelism, totalmem } from "node:os";
import { parseArgs } from "node:util";

import { measureChecksums } from "./checksums.ts";
import { measureHashing } from "./hashing.ts";
import type { Options, Row } from "./measure.ts";
import { measureStart } from "./start.ts";
import { measureStep } from "./step.ts";
import { table } from "./table.ts";
import { measureVerify } from "./verify.ts";

const MEASUREMENTS: ReadonlyMap<string, (options: Options) => Promise<Row[]>> = new Map([
  ["step", measureStep],
  ["start", measureStart],
  ["verify", measureVerify],
  ["hashing", measureHashing],
  ["checksums", measureChecksums],
]);

/** @throws Error that says what may be given */
function readArguments(): { json: boolean; repeats: number; names: readonly string[] } {
  const { values, positionals } = parseArgs({
    options: { json: { type: "boolean", default: false }, repeats: { type: "string", default: "5" } },
    allowPositionals: true,
  });
  const repeats = Number(values.repeats);
  if (!Number.isInteger(repeats) || repeats < 1) throw new Error("--repeats takes a number from 1");
  const unknown = positionals.filter((name) => !MEASUREMENTS.has(name));
  const known = [...MEASUREMENTS.keys()];
  if (unknown.length > 0) throw new Error(`no ${unknown.join(", ")}: there are ${known.join(", ")}`);
  return { json: values.json, repeats, names: positionals.length === 0 ? known : positionals };
}

async function main(): Promise<void> {
  const { json, repeats, names } = readArguments();
  const progress = (text: string): void => void process.stderr.write(`${text}\n`);
  const rows: Row[] = [];
  for (const name of names) rows.push(...((await MEASUREMENTS.get(name)?.({ repeats, progress })) ?? []));
  const machine = {
    date: new Date().toISOString(),
    system: `${process.platform} ${process.arch}`,
    cores: availableParallelism(),
    /** bytes */
    memory: totalmem(),
    node: process.version,
  };
  const said = `${machine.system}, ${machine.cores} cores, Node ${machine.node}, ${machine.date.slice(0, 10)}`;
  process.stdout.write(
    json ? `${JSON.stringify({ ...machine, rows }, undefined, 2)}\n` : `${said}\n\n${table(rows)}\n`,
  );
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
