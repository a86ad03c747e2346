import { mkdir, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";

import { customSigstore, prepareJob, runStep } from "../local/job.ts";
import type { LocalServer } from "../local/server.ts";
import { type Local, startLocal } from "../local/start.ts";
import { ACTION, inTurn, type Options, ratioOf, type Row, type Times } from "./measure.ts";
import { bareNode } from "./start.ts";

/** Added to each call: what a service on another continent costs. */
const DELAY = 80;
/** The fewest calls that wait for one another: token, certificate, log and timestamp side by side, store. */
const FEWEST_IN_ROW = 4;
/** With delays this long the step's own work, and the second that it leaves between two writes, go on meanwhile. */
const LONG_DELAYS = [600, 1000] as const;

interface Scenario {
  readonly name: string;
  readonly what: string;
  readonly inputs: Readonly<Record<string, string>>;
}

const SCENARIOS: readonly Scenario[] = [
  { name: "step", what: "one file, stored at GitHub", inputs: {} },
  {
    name: "step-release",
    what: "one file, stored at GitHub and in a release",
    inputs: { "upload-assets": "true" },
  },
];

/** The whole step as a process, against services on this machine, with and without time added to each call. */
export async function measureStep(options: Options): Promise<Row[]> {
  const rows: Row[] = [];
  for (const scenario of SCENARIOS) rows.push(...(await measureScenario(scenario, options)));
  return rows;
}

async function measureScenario({ name, what, inputs }: Scenario, options: Options): Promise<Row[]> {
  const { repeats, progress } = options;
  progress(`${name}: calls and memory`);
  const counted = await runOnce(inputs, 0, true);
  const calls = { made: counted.made, inRow: await callsInRow(inputs) };

  progress(`${name}: time`);
  const run = async (delay: number): Promise<number> => (await runOnce(inputs, delay)).milliseconds;
  const [near, far, node] = await inTurn([() => run(0), () => run(DELAY), bareNode], repeats);
  const least = later(near, FEWEST_IN_ROW * DELAY);
  const shared = { repeats, calls, ...(counted.peak === undefined ? {} : { peak: counted.peak }) };
  return [
    {
      name: `${name}-0`,
      what: `${what}, nothing added to a call`,
      times: near,
      yardstick: { what: "node -e 0", times: node },
      ratio: ratioOf(near, node),
      ...shared,
    },
    {
      name: `${name}-${DELAY}`,
      what: `${what}, ${DELAY} ms added to each call`,
      times: far,
      yardstick: { what: `line above + ${FEWEST_IN_ROW} × ${DELAY} ms`, times: least },
      ratio: ratioOf(far, least),
      ...shared,
    },
  ];
}

/** How much longer the step takes when each call takes longer, the less disturbed of two runs each. */
async function callsInRow(inputs: Scenario["inputs"]): Promise<number> {
  const [short, long] = LONG_DELAYS;
  const fastest = async (delay: number): Promise<number> => {
    const runs = await Promise.all([runOnce(inputs, delay), runOnce(inputs, delay)]);
    return Math.min(...runs.map(({ milliseconds }) => milliseconds));
  };
  const longer = (await fastest(long)) - (await fastest(short));
  return Math.round((longer / (long - short)) * 10) / 10;
}

function later({ median, min, max }: Times, milliseconds: number): Times {
  return { median: median + milliseconds, min: min + milliseconds, max: max + milliseconds };
}

interface Run {
  readonly milliseconds: number;
  /** calls of the step that all services got */
  readonly made: number;
  /** bytes, if it was asked for */
  readonly peak: number | undefined;
}

/** One run in a world of its own: in a used one, the step finds its bundle and signs nothing. */
async function runOnce(inputs: Scenario["inputs"], delay: number, weighed = false): Promise<Run> {
  const job = await prepareJob();
  try {
    const local = await startLocal({ github: { claims: { sha: job.commit } } });
    try {
      local.github.state.addRelease({ tag: "v1.2.3", draft: true });
      await mkdir(path.join(job.workspace, "dist"));
      await writeFile(path.join(job.workspace, "dist", "rocket-1.2.3.tgz"), "rocket");
      const custom = await customSigstore(local, job);
      const servers = serversOf(local);
      if (delay > 0) for (const server of servers) slow(server, delay);
      const scale = path.join(job.root, "peak");
      const run = await runStep(ACTION, local, job, {
        inputs: { "subject-path": "dist/*", ...custom, ...inputs },
        ...(weighed ? { env: { NODE_OPTIONS: weighing(scale) } } : {}),
      });
      if (run.code !== 0) throw new Error(`the step ended with ${run.code}`);
      const made = servers.reduce((sum, server) => sum + callsOfTheStep(server), 0);
      return { milliseconds: run.duration, made, peak: weighed ? await weightIn(scale) : undefined };
    } finally {
      await local.close();
    }
  } finally {
    await job.remove();
  }
}

function serversOf({ github, sigstore }: Local): LocalServer[] {
  const { ca, rekor, rekor2, tsa } = sigstore;
  return [github.server, github.store, ca.server, rekor.server, rekor2.server, tsa.server];
}

/**
 * Adds time to each call of the step. The embedded certificate authority reads the issuer's two documents from the same
 * server, later than the step does: a real one holds them already, so its calls are not slowed.
 */
function slow(server: LocalServer, milliseconds: number): void {
  const delay = { kind: "delay", ms: milliseconds } as const;
  server.fail(/\/\.well-known\//, delay, { times: 2 });
  server.fail(/^(?!.*\/\.well-known\/)/, delay);
}

function callsOfTheStep({ exchanges }: LocalServer): number {
  return exchanges.filter(({ call }) => call.headers["user-agent"]?.startsWith("waybill") === true).length;
}

/** Has the process write the most memory that it held, in KiB, to a file as it ends. */
function weighing(file: string): string {
  const code = `import{writeFileSync}from"node:fs";
process.on("exit",()=>writeFileSync(${JSON.stringify(file)},String(process.resourceUsage().maxRSS)))`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

async function weightIn(file: string): Promise<number> {
  return Number(await readFile(file, "utf8")) * 1024;
}
