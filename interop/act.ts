import { execFile, spawn } from "node:child_process";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { parseDocument } from "yaml";

import { ACTION } from "../__tests__/scenarios/world.ts";
import type { Local } from "../local/start.ts";
import { unpackZip } from "../src/handover/zip.ts";
import { freePorts } from "./servers/ports.ts";
import { temporaryFolder } from "./servers/process.ts";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const CALLERS = fileURLToPath(new URL("callers", import.meta.url));
const LIMIT_MS = 120_000;

/** Where the workflows are as their callers name them, and the commit that their tokens tell. */
export const HOME = "octo-org/waybill";
export const REF = "v1";
export const WORKFLOW_SHA = "5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e";

export type WorkflowName = "attest-files.yml" | "attest-image.yml" | "attest.yml";

/** `job_workflow_ref` of a job of the workflow. */
export function workflowRef(name: WorkflowName): string {
  return `${HOME}/.github/workflows/${name}@refs/tags/${REF}`;
}

/** One line of a generator's caller by one of ours: its users change no more. */
const MOVES: readonly (readonly [string, string])[] = [
  [".github/workflows/generator_generic_slsa3.yml", ".github/workflows/attest-files.yml"],
  [".github/workflows/generator_container_slsa3.yml", ".github/workflows/attest-image.yml"],
  [
    "actions/generator/generic/create-base64-subjects-from-file",
    "actions/generator/generic/create-base64-subjects-from-file",
  ],
];

/** @returns a caller of the generator, with the `uses:` lines changed and nothing else */
export async function migrated(caller: string): Promise<string> {
  const source = await readFile(path.join(CALLERS, caller), "utf8");
  const moved = source.replaceAll(
    /^( +(?:- )?uses: )slsa-framework\/slsa-github-generator\/(\S+)@v2\.1\.0$/gm,
    (line, head: string, from: string) => {
      const to = MOVES.find(([old]) => old === from)?.[1];
      return to === undefined ? line : `${head}${HOME}/${to}@${REF}`;
    },
  );
  if (/slsa-framework\/slsa-github-generator\/\S+@/.test(moved))
    throw new Error(`${caller} uses more than is moved`);
  return moved;
}

/** What a text must hold at least once, and what stands there for act 0.2.87. */
type Substitution = readonly [wanted: string, found: RegExp, instead: string];

/**
 * What act lacks: actions of the workflow's own commit, what `job` says of the workflow, and what the runner is. A test
 * of the files themselves holds that they are as they should be (`__tests__/project/reusable.test.ts`).
 */
function substitutions(name: WorkflowName, source: string): readonly Substitution[] {
  const uploads = source.includes("job.workflow_ref");
  return [
    ["$/attest", /uses: \$\/attest$/gm, `uses: ${HOME}/attest@${REF}`],
    ["runner.environment", /\$\{\{ runner\.environment \}\}/g, "github-hosted"],
    ...(uploads
      ? ([
          ["job.workflow_ref", /\$\{\{ job\.workflow_ref \}\}/g, workflowRef(name)],
          ["job.workflow_sha", /\$\{\{ job\.workflow_sha \}\}/g, WORKFLOW_SHA],
        ] as const)
      : []),
  ];
}

/** Throw-away copies of the workflows and the actions, which sign with the embedded instance by default. */
async function cloneFor(local: Local, folder: string): Promise<void> {
  const workflows = path.join(folder, ".github", "workflows");
  await mkdir(workflows, { recursive: true });
  for (const part of ["action.yml", "attest", "actions"])
    await cp(path.join(ROOT, part), path.join(folder, part), { recursive: true });
  await cp(path.join(ACTION, "dist"), path.join(folder, "dist"), { recursive: true });
  for (const name of ["attest-files.yml", "attest-image.yml", "attest.yml"] as const) {
    const source = await readFile(path.join(ROOT, ".github", "workflows", name), "utf8");
    await writeFile(path.join(workflows, name), localised(name, source, local));
  }
}

function localised(name: WorkflowName, source: string, local: Local): string {
  let text = source;
  for (const [wanted, found, instead] of substitutions(name, source)) {
    if (!found.test(text)) throw new Error(`${name} has no ${wanted} any more`);
    text = text.replaceAll(found, instead);
  }
  const document = parseDocument(text);
  for (const [input, value] of [
    ["sigstore", "custom"],
    ["signing-config", JSON.stringify(local.sigstore.signingConfig)],
    ["trusted-root", JSON.stringify(local.sigstore.trustedRoot)],
    ["oidc-issuer", local.github.issuer],
    ["max-wait", "10"],
  ] as const)
    document.setIn(["on", "workflow_call", "inputs", input, "default"], value);
  return document.toString({ lineWidth: 0 });
}

export interface Called {
  /** the caller, as it is in its repository */
  readonly workflow: string;
  readonly event: { readonly name: string; readonly payload: unknown };
  /** of the run; the tokens' claims */
  readonly repository: string;
  readonly sha: string;
  readonly ref: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface ActRun {
  readonly code: number | null;
  readonly log: string;
  /** the outputs of the called workflow, as the caller's last job saw them */
  readonly outputs: Readonly<Record<string, string>>;
  /** the names of the run's workflow artifacts */
  readonly artifacts: readonly string[];
  /** the one file of an artifact */
  readonly artifact: (name: string) => Promise<Buffer>;
}

/** Runs a caller of our workflows in act's host mode, against the embedded services. */
export async function callWithAct(
  t: TestContext,
  act: string,
  local: Local,
  called: Called,
): Promise<ActRun> {
  const { folder, remove } = await temporaryFolder("waybill-act-");
  t.after(remove);
  const at = (name: string): string => path.join(folder, name);
  await cloneFor(local, at("waybill"));
  await makeCaller(at("caller"), called);
  await writeFile(at("event.json"), JSON.stringify(called.event.payload));
  const { port } = await freePorts(["port"]);
  const { code, log } = await runAct(act, argumentsFor(called, local, port, at), folder);
  const outputs = await readFile(at("report.json"), "utf8").catch(() => "{}");
  return {
    code,
    log,
    outputs: JSON.parse(outputs) as Record<string, string>,
    artifacts: (await artifactsIn(at("artifacts"))).map(({ name }) => name),
    artifact: async (name) => await onlyFile(await artifactsIn(at("artifacts")), name),
  };
}

async function makeCaller(folder: string, { workflow, repository }: Called): Promise<void> {
  await mkdir(path.join(folder, ".github", "workflows"), { recursive: true });
  await writeFile(path.join(folder, ".github", "workflows", "release.yml"), workflow);
  const git = async (...args: string[]): Promise<unknown> =>
    await run("git", ["-c", "user.name=Rocket", "-c", "user.email=rocket@example.com", ...args], {
      cwd: folder,
    });
  await git("init", "--quiet", "--initial-branch=main", "--template=");
  await git("add", ".");
  await git("commit", "--quiet", "--no-gpg-sign", "-m", "Launch");
  await git("remote", "add", "origin", `https://github.com/${repository}`);
}

function argumentsFor(
  { event, sha, repository, ref, variables = {}, secrets = {} }: Called,
  local: Local,
  port: number,
  at: (name: string) => string,
): string[] {
  const { claims } = local.github.oidc;
  const environment = {
    ACTIONS_ID_TOKEN_REQUEST_URL: local.github.tokenRequestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: local.github.requestToken,
    GITHUB_API_URL: local.github.apiUrl,
    GITHUB_REPOSITORY: repository,
    GITHUB_REF: ref,
    GITHUB_RUN_ID: claims["run_id"] ?? "1",
    GITHUB_RUN_ATTEMPT: claims["run_attempt"] ?? "1",
    SHA_REF: sha,
    REPORT: at("report.json"),
  };
  const flags: [string, string][] = [
    ["--directory", at("caller")],
    ["--workflows", ".github/workflows/release.yml"],
    ["--eventpath", at("event.json")],
    ["--actor", claims["actor"] ?? "octo"],
    ["--platform", "ubuntu-latest=-self-hosted"],
    ["--artifact-server-path", at("artifacts")],
    ["--artifact-server-addr", "127.0.0.1"],
    ["--artifact-server-port", String(port)],
    ["--local-repository", `${HOME}@${REF}=${at("waybill")}`],
  ];
  const given = { "--secret": { GITHUB_TOKEN: local.github.token, ...secrets }, "--var": variables };
  for (const [flag, values] of Object.entries({ ...given, "--env": environment }))
    for (const [name, value] of Object.entries(values)) flags.push([flag, `${name}=${value}`]);
  return [event.name, "--no-cache-server", "--pull=false", ...flags.flat()];
}

async function runAct(
  act: string,
  args: readonly string[],
  home: string,
): Promise<{ code: number | null; log: string }> {
  // Node 24 first: act runs actions with what PATH has. Nothing of the user's configuration.
  const env = {
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env["PATH"] ?? ""}`,
    HOME: home,
    XDG_CACHE_HOME: path.join(home, ".cache"),
    XDG_CONFIG_HOME: path.join(home, ".config"),
  };
  await mkdir(path.join(home, ".config", "act"), { recursive: true });
  await writeFile(path.join(home, ".config", "act", "actrc"), "");
  return await new Promise((resolve, reject) => {
    const child = spawn(act, args, { cwd: home, env, stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve({ code, log: Buffer.concat(chunks).toString("utf8") });
    });
  });
}

interface KeptArtifact {
  readonly name: string;
  readonly archive: string;
}

/** act keeps each artifact as an archive in a folder of its name, below that of the run. */
async function artifactsIn(folder: string): Promise<KeptArtifact[]> {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.endsWith(".zip"))
    .map((entry) => ({ name: path.basename(entry, ".zip"), archive: path.join(folder, entry) }));
}

async function onlyFile(artifacts: readonly KeptArtifact[], name: string): Promise<Buffer> {
  const found = artifacts.find((one) => one.name === name);
  if (found === undefined) throw new Error(`act kept no artifact ${name}`);
  const [file] = unpackZip(await readFile(found.archive), { files: 1, bytes: 1 << 24 }, name);
  return Buffer.from(file?.bytes ?? []);
}
