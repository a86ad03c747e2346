import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

import {
  customSigstore,
  prepareJob,
  runStep,
  type Job,
  type StepOptions,
  type StepRun,
} from "../../local/job.ts";
import { startLocal, type Local, type LocalOptions } from "../../local/start.ts";
import { plain } from "../../src/report/markup.ts";

/** The folder whose `action.yml` and `dist/` are under test: this checkout, or another build of it. */
export const ACTION = process.env["WAYBILL_ACTION"] ?? fileURLToPath(new URL("../..", import.meta.url));

/** One job on an embedded GitHub and Sigstore, and the step run in it as often as a test likes. */
export interface World {
  readonly local: Local;
  readonly job: Job;
  /** writes a file of the workspace */
  readonly file: (name: string, content: string | Buffer) => Promise<void>;
  /** runs the step with `sigstore: custom` on the embedded instance, and the inputs given */
  readonly step: (
    inputs?: Readonly<Record<string, string>>,
    options?: Omit<StepOptions, "inputs">,
  ) => Promise<StepRun>;
}

/** @param options `local` for the services; the claims' commit is the workspace's unless they name one */
export async function world(
  t: TestContext,
  options: { readonly local?: LocalOptions; readonly repository?: boolean } = {},
): Promise<World> {
  const job = await prepareJob(options.repository === undefined ? {} : { repository: options.repository });
  t.after(() => job.remove());
  const github = options.local?.github;
  const claims = { ...(job.commit === undefined ? {} : { sha: job.commit }), ...github?.claims };
  const local = await startLocal({ ...options.local, github: { ...github, claims } });
  t.after(() => local.close());
  const custom = await customSigstore(local, job);
  return {
    local,
    job,
    async file(name, content) {
      const target = path.join(job.workspace, name);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, content);
    },
    async step(inputs = {}, stepOptions = {}) {
      return await runStep(ACTION, local, job, {
        ...stepOptions,
        inputs: { "max-wait": "2", ...custom, ...inputs },
      });
    },
  };
}

/** The step's result file, which is written whatever happened. */
export async function resultOf(run: StepRun): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(run.outputs["result-path"] ?? "", "utf8")) as Record<string, unknown>;
}

/** Every call that any of the services got, as `METHOD /path`. */
export function callsMade({ github, sigstore }: Local): string[] {
  return [
    github.server,
    github.store,
    sigstore.ca.server,
    sigstore.rekor.server,
    sigstore.tsa.server,
  ].flatMap((server) => server.requests());
}

/** What the services hold of the step: certificates, log entries and timestamps given, and bundles stored. */
export function traces({ github, sigstore }: Local): Readonly<Record<string, number>> {
  return {
    certificates: sigstore.ca.issued.length,
    entries: sigstore.rekor.entries.length,
    timestamps: sigstore.tsa.server.requests().length,
    attestations: github.state.attestations.length,
    assets: github.state.assets.length,
  };
}

/** What {@link traces} gives of a step that signed nothing. */
export const NO_TRACES = { certificates: 0, entries: 0, timestamps: 0, attestations: 0, assets: 0 };

/** Asserts that the step failed with this code, said so in log, summary and result, and names no bundle. */
export async function failedWith(run: StepRun, code: string): Promise<string> {
  const { error, bundles } = (await resultOf(run)) as {
    error?: { code: string; message: string };
    bundles: unknown[];
  };
  assert.equal(error?.code, code, run.log);
  assert.equal(run.code, 1, run.log);
  assert.match(run.log, new RegExp(`^::error::${code}: `, "m"));
  assert.ok(run.summary.includes(plain(code)), run.summary);
  assert.deepEqual(bundles, []);
  assert.equal(run.outputs["bundle-path"], undefined);
  return error?.message ?? "";
}

/** The subjects of a bundle file's statement, as name and digests, in their order. */
export async function subjectsIn(file: string | undefined): Promise<Record<string, Record<string, string>>> {
  const { subject } = (await statementIn(file)) as {
    subject: { name: string; digest: Record<string, string> }[];
  };
  return Object.fromEntries(subject.map(({ name, digest }) => [name, digest]));
}

export function sha(algorithm: "sha256" | "sha384" | "sha512", content: string | Buffer): string {
  return createHash(algorithm).update(content).digest("hex");
}

/** The statement inside a bundle file. */
export async function statementIn(file: string | undefined): Promise<Record<string, unknown>> {
  const bundle = JSON.parse(await readFile(file ?? "", "utf8")) as { dsseEnvelope: { payload: string } };
  return JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, "base64").toString("utf8")) as Record<
    string,
    unknown
  >;
}

/**
 * Every text that the step left: log (without the runner's own mask commands), outputs, summary, and all files of the
 * job. For the search for secrets.
 */
export async function everythingLeft(job: Job, run: StepRun): Promise<string> {
  const log = run.log.replaceAll(/^::add-mask::.*$/gm, "");
  const texts = [log, run.summary, JSON.stringify(run.outputs)];
  for (const entry of await readdir(job.root, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) texts.push(await readFile(path.join(entry.parentPath, entry.name), "utf8"));
  }
  return texts.join("\n");
}
