import { execFile, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

import { parse } from "yaml";

import type { LocalArtifacts } from "./artifacts/start.ts";
import type { Local } from "./start.ts";

const run = promisify(execFile);

/** The folders and files that a runner makes for one job, in a temporary folder of their own. */
export interface Job {
  readonly root: string;
  readonly workspace: string;
  readonly temp: string;
  /** the commit checked out; undefined where no repository was made */
  readonly commit: string | undefined;
  remove(): Promise<void>;
}

/** @param repository whether the workspace is a git repository with one commit, as after `actions/checkout` */
export async function prepareJob(options: { readonly repository?: boolean } = {}): Promise<Job> {
  const root = await mkdtemp(path.join(tmpdir(), "waybill-job-"));
  const workspace = path.join(root, "work");
  const temp = path.join(root, "temp");
  await mkdir(workspace);
  await mkdir(temp);
  const commit = options.repository === false ? undefined : await copyRepository(workspace);
  return { root, workspace, temp, commit, remove: () => rm(root, { recursive: true, force: true }) };
}

let template: Promise<{ readonly folder: string; readonly commit: string }> | undefined;

/** The same repository each time, so it is made once in a process. */
async function copyRepository(folder: string): Promise<string> {
  template ??= makeTemplate();
  const made = await template;
  await cp(made.folder, folder, { recursive: true });
  return made.commit;
}

async function makeTemplate(): Promise<{ readonly folder: string; readonly commit: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), "waybill-repository-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return { folder, commit: await makeRepository(folder) };
}

async function makeRepository(folder: string): Promise<string> {
  const author = { name: "Rocket", email: "rocket@example.com", date: "2026-01-02T03:04:05Z" };
  // Neither the user's identity nor their configuration: a machine without either will do.
  const env = {
    PATH: process.env["PATH"],
    SYSTEMROOT: process.env["SYSTEMROOT"],
    GIT_CONFIG_GLOBAL: path.join(folder, "..", "no-git-config"),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: author.date,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
    GIT_COMMITTER_DATE: author.date,
  };
  const git = async (...args: string[]): Promise<string> =>
    (await run("git", args, { cwd: folder, env })).stdout.trim();
  await writeFile(path.join(folder, "README.md"), "# Rocket\n");
  await git("init", "--quiet", "--initial-branch=main", "--template=");
  await git("add", "README.md");
  await git("commit", "--quiet", "--no-gpg-sign", "-m", "Launch");
  return await git("rev-parse", "HEAD");
}

export interface StepOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  /** the event file's content */
  readonly event?: unknown;
  /** variables to set, or to leave out where undefined */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** the run's artifact service, and which job of it this is; a job without it has none */
  readonly artifacts?: JobOfRun;
  /** milliseconds after which the process is ended */
  readonly limit?: number;
}

/** A job of a run whose jobs hand things to each other. */
export interface JobOfRun {
  readonly service: LocalArtifacts;
  /** its id, as `GITHUB_JOB` */
  readonly id: string;
  /** 1 if not given */
  readonly attempt?: number;
  /** as `toJSON(matrix)` */
  readonly matrix?: unknown;
}

export interface StepRun {
  readonly code: number | null;
  /** what the step printed, both streams in one */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** milliseconds */
  readonly duration: number;
}

/**
 * Runs an action's `main` in a process of its own, exactly as the runner does: inputs with their defaults from
 * `action.yml`, variables, event file, files for outputs and summary.
 * @param action the folder that `action.yml` lies in; what it runs may lie above
 */
export async function runStep(
  action: string,
  local: Local,
  job: Job,
  options: StepOptions = {},
): Promise<StepRun> {
  const manifest = parse(await readFile(path.join(action, "action.yml"), "utf8")) as Manifest;
  const files = await mkdtemp(path.join(job.root, "runner-"));
  const file = (name: string): string => path.join(files, name);
  await Promise.all([
    writeFile(file("event.json"), JSON.stringify(options.event ?? {})),
    writeFile(file("output"), ""),
    writeFile(file("summary.md"), ""),
  ]);
  const env = {
    ...jobVariables(local, job, file),
    ...inputVariables(manifest, local, options.inputs ?? {}, options.artifacts?.matrix),
    ...(options.artifacts === undefined ? {} : artifactVariables(options.artifacts)),
    ...options.env,
  };
  const started = performance.now();
  const { code, log } = await execute(
    path.join(action, manifest.runs.main),
    job.workspace,
    env,
    options.limit ?? 50_000,
  );
  return {
    code,
    log,
    outputs: parseOutputs(await readFile(file("output"), "utf8")),
    summary: await readFile(file("summary.md"), "utf8"),
    duration: performance.now() - started,
  };
}

interface Manifest {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly main: string };
}

function inputVariables(
  manifest: Manifest,
  local: Local,
  given: Readonly<Record<string, string>>,
  matrix: unknown,
): Record<string, string> {
  const contexts: Readonly<Record<string, string>> = {
    "${{ github.token }}": local.github.token,
    "${{ github.server_url }}": "https://github.com",
    "${{ github.repository }}": local.github.oidc.claims["repository"] ?? "",
    "${{ toJSON(matrix) }}": JSON.stringify(matrix ?? null, undefined, 2),
  };
  const variables: Record<string, string> = {};
  for (const [name, input] of Object.entries(manifest.inputs)) {
    const fallback = Object.entries(contexts).reduce(
      (text, [expression, value]) => text.replaceAll(expression, () => value),
      input.default ?? "",
    );
    variables[`INPUT_${name.toUpperCase()}`] = given[name] ?? fallback;
  }
  const unknown = Object.keys(given).filter((name) => !(name in manifest.inputs));
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(", ")}`);
  return variables;
}

function artifactVariables({ service, id, attempt = 1 }: JobOfRun): Record<string, string> {
  return {
    ACTIONS_RESULTS_URL: service.url,
    ACTIONS_RUNTIME_TOKEN: service.jobToken(attempt),
    GITHUB_JOB: id,
    GITHUB_ACTION: "__waybill",
    GITHUB_RUN_ATTEMPT: String(attempt),
  };
}

/** The variables of a job for the embedded GitHub's run (docs.github.com, "Variables reference"). */
function jobVariables(
  local: Local,
  job: Job,
  file: (name: string) => string,
): Record<string, string | undefined> {
  const { claims } = local.github.oidc;
  const ref = claims["ref"] ?? "";
  return {
    PATH: process.env["PATH"],
    SYSTEMROOT: process.env["SYSTEMROOT"],
    // Not a runner's, but no part of what a step sees of its job.
    NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
    HOME: job.root,
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_API_URL: local.github.apiUrl,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_EVENT_NAME: claims["event_name"],
    GITHUB_EVENT_PATH: file("event.json"),
    GITHUB_OUTPUT: file("output"),
    GITHUB_STEP_SUMMARY: file("summary.md"),
    GITHUB_WORKSPACE: job.workspace,
    GITHUB_REPOSITORY: claims["repository"],
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(?:tags|heads)\//, ""),
    GITHUB_SHA: claims["sha"],
    GITHUB_RUN_ID: claims["run_id"],
    GITHUB_RUN_ATTEMPT: claims["run_attempt"],
    GITHUB_WORKFLOW_REF: claims["workflow_ref"],
    RUNNER_TEMP: job.temp,
    RUNNER_OS: "Linux",
    RUNNER_ARCH: "X64",
    ImageOS: "ubuntu24",
    ImageVersion: "20261115.1.0",
    ACTIONS_ID_TOKEN_REQUEST_URL: local.github.tokenRequestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: local.github.requestToken,
  };
}

function execute(
  main: string,
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
  limit: number,
): Promise<{ code: number | null; log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main], {
      cwd,
      env: { ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => child.kill("SIGKILL"), limit);
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve({ code, log: Buffer.concat(chunks).toString("utf8") });
    });
  });
}

/** The outputs file: `name<<DELIMITER`, lines, `DELIMITER` (docs.github.com, "Multiline strings"). */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const head = /^(?<name>[^<]+)<<(?<delimiter>.+)$/.exec(lines[index] ?? "")?.groups;
    if (head?.["name"] === undefined || head["delimiter"] === undefined) continue;
    const end = lines.indexOf(head["delimiter"], index + 1);
    outputs[head["name"]] = lines.slice(index + 1, end).join("\n");
    index = end;
  }
  return outputs;
}

/** The instance's files where a step with `sigstore: custom` finds them, and the inputs that name them. */
export async function customSigstore(local: Local, job: Job): Promise<Record<string, string>> {
  const config = path.join(job.temp, "signing_config.json");
  const root = path.join(job.temp, "trusted_root.json");
  await writeFile(config, JSON.stringify(local.sigstore.signingConfig));
  await writeFile(root, JSON.stringify(local.sigstore.trustedRoot));
  return {
    sigstore: "custom",
    "signing-config": config,
    "trusted-root": root,
    "oidc-issuer": local.github.issuer,
  };
}
