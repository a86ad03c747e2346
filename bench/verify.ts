import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

import { customSigstore, prepareJob, runStep } from "../local/job.ts";
import { startLocal } from "../local/start.ts";
import { ACTION, execute, inTurn, type Options, ratioOf, type Row, succeeded } from "./measure.ts";
import { bareNode } from "./start.ts";

/** Files of which each has a bundle; they are asked about in turn. */
const FILES = 25;
const REQUESTS = 1000;

/** What a consumer has at hand: files with their bundles beside them, and a trusted root. */
interface Release {
  readonly folder: string;
  readonly options: readonly string[];
}

/** A verification in a process of its own, and many in one, beside the judge of signatures alone on the same bundles. */
export async function measureVerify(options: Options): Promise<Row[]> {
  options.progress("verify: signing");
  const folder = await mkdtemp(path.join(tmpdir(), "waybill-bench-"));
  try {
    const release = await signedRelease(folder);
    options.progress("verify: start");
    const started = await measureOne(release, Math.max(options.repeats * 2, 5));
    options.progress("verify: batch");
    return [started, await measureBatch(release, options.repeats)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Files signed by the step as it is built, a bundle for each. */
async function signedRelease(folder: string): Promise<Release> {
  const job = await prepareJob();
  try {
    const local = await startLocal({ github: { claims: { sha: job.commit } } });
    try {
      for (let index = 0; index < FILES; index += 1)
        await writeFile(path.join(folder, `rocket-${index}.tgz`), `rocket ${index}`);
      const run = await runStep(ACTION, local, job, {
        inputs: {
          "subject-path": path.join(folder, "*.tgz"),
          "bundle-per": "subject",
          "github-attestations": "never",
          "output-dir": path.join(folder),
          ...(await customSigstore(local, job)),
        },
      });
      if (run.code !== 0) throw new Error(`the step ended with ${run.code}: ${run.log.slice(-500)}`);
      const bundles = (await readdir(folder)).filter((name) => name.endsWith(".intoto.jsonl"));
      if (bundles.length !== FILES) throw new Error(`the step made ${bundles.length} bundles, not ${FILES}`);
      const root = path.join(folder, "trusted_root.json");
      await writeFile(root, JSON.stringify(local.sigstore.trustedRoot));
      const source = "https://github.com/octo-org/rocket";
      return {
        folder,
        options: [
          `--source-repository=${source}`,
          `--signer=${source}/.github/workflows/release.yml`,
          `--issuer=${local.github.issuer}`,
          `--trusted-root=${root}`,
        ],
      };
    } finally {
      await local.close();
    }
  } finally {
    await job.remove();
  }
}

const CLI = path.join(ACTION, "dist", "cli.js");

async function measureOne({ folder, options }: Release, repeats: number): Promise<Row> {
  const verify = async (): Promise<number> => {
    const args = [CLI, "verify", "rocket-0.tgz", ...options];
    const ended = succeeded(await execute(process.execPath, args, { cwd: folder }));
    if (!ended.stdout.startsWith("Verified rocket-0.tgz\n")) throw new Error("nothing was verified");
    return ended.milliseconds;
  };
  const [times, node] = await inTurn([verify, bareNode], repeats);
  return {
    name: "verify",
    what: "waybill verify FILE, its bundle beside it, in a fresh process",
    repeats,
    times,
    yardstick: { what: "node -e 0", times: node },
    ratio: ratioOf(times, node),
  };
}

async function measureBatch({ folder, options }: Release, repeats: number): Promise<Row> {
  const requests = Array.from({ length: REQUESTS }, (_, id) => ({ id, file: `rocket-${id % FILES}.tgz` }));
  const lines = await Promise.all(
    requests.map(async ({ id, file }) => {
      const digest = createHash("sha256")
        .update(await readFile(path.join(folder, file)))
        .digest("hex");
      return JSON.stringify({
        id,
        artifacts: [`sha256:${digest}`],
        bundle: `${file}.intoto.jsonl`,
        sourceRepository: "https://github.com/octo-org/rocket",
      });
    }),
  );
  await writeFile(path.join(folder, "batch.jsonl"), `${lines.join("\n")}\n`);
  const scale = path.join(folder, "cpu");
  const cpuOf = async (args: readonly string[], count: (stdout: string) => number): Promise<number> => {
    const weighed = [`--import=${spending(scale)}`, ...args];
    const { stdout } = succeeded(await execute(process.execPath, weighed, { cwd: folder }));
    if (count(stdout) !== REQUESTS) throw new Error(`${count(stdout)} bundles verified, not ${REQUESTS}`);
    return Number(await readFile(scale, "utf8"));
  };
  const judge = fileURLToPath(new URL("judge.ts", import.meta.url));
  const ours = (): Promise<number> =>
    cpuOf([CLI, "verify", "--batch=batch.jsonl", ...options], (out) => out.split('"ok":true').length - 1);
  const theirs = (): Promise<number> =>
    cpuOf([judge, "trusted_root.json", "batch.jsonl"], (out) => Number(out));
  const [times, yardstick] = await inTurn([ours, theirs], repeats);
  return {
    name: "verify-batch",
    what: `${REQUESTS.toLocaleString("en")} requests of a batch, ${FILES} bundles in turn: CPU time of the process`,
    repeats,
    times,
    yardstick: { what: "@sigstore/verify on the same bundles, CPU time", times: yardstick },
    ratio: ratioOf(times, yardstick),
  };
}

/** Has the process write the CPU time that it took, all threads together, in milliseconds, to a file as it ends. */
function spending(file: string): string {
  const code = `import{writeFileSync}from"node:fs";
process.on("exit",()=>{const{user,system}=process.cpuUsage();writeFileSync(${JSON.stringify(file)},String((user+system)/1000))})`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
