import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { attest } from "../attest.ts";
import { asWaybillError, kindOf, WaybillError } from "../errors.ts";
import type { ArtifactService } from "../handover/artifacts.ts";
import { readInputs, type Inputs } from "../inputs.ts";
import type { Log } from "../log.ts";
import { resultJson } from "../report/outputs.ts";
import { finish, startProgress, type Result } from "../report/result.ts";
import { renderSummary } from "../report/summary.ts";
import type { Surroundings } from "../surroundings.ts";
import type { Ports } from "../world.ts";
import type { RehearsedRun } from "./claims.ts";
import { commandExec } from "./exec.ts";
import { openLoopback } from "./loopback.ts";

/** Inputs that the embedded services give; what a user set them to is for the real run. */
export const REPLACED: ReadonlySet<string> = new Set([
  "sigstore",
  "signing-config",
  "trusted-root",
  "oidc-issuer",
  "github-token",
  "output-dir",
]);

const TRUSTED_ROOT = "trusted_root.json";

/** The file by which a folder is known as a rehearsal's, whose files may be overwritten. */
const MARK = ".waybill-rehearsal";

/** A file that the rehearsal wrote, and what it is. */
export interface Written {
  readonly kind: "bundle" | "statement" | "unsigned" | "summary" | "result" | "trusted root" | "log";
  readonly path: string;
}

export interface Rehearsed {
  readonly result: Result;
  /** undefined where they could not be read: the result has the error */
  readonly inputs: Inputs | undefined;
  readonly written: readonly Written[];
}

/**
 * The step, in this process, against embedded services that live as long as it does. Leaves nothing but the output.
 * @param given the inputs' texts; {@link REPLACED} among them are not looked at
 * @param output the folder for what is written; a fresh one if not given
 * @throws WaybillError USAGE when the output cannot be written, or would lie among files of others
 */
export async function rehearseStep(
  given: ReadonlyMap<string, string>,
  run: RehearsedRun,
  cwd: string,
  output: string | undefined,
): Promise<Rehearsed> {
  const folder = await openOutput(output, cwd);
  const temp = await mkdtemp(path.join(tmpdir(), "waybill-rehearse-"));
  try {
    return await onStage(given, run, { cwd, folder, temp });
  } finally {
    await rm(temp, { recursive: true, force: true });
    // A fresh folder in which nothing came to lie is no output.
    if (output === undefined && (await readdir(folder)).every((name) => name === MARK))
      await rm(folder, { recursive: true });
  }
}

interface Folders {
  readonly cwd: string;
  readonly folder: string;
  readonly temp: string;
}

async function onStage(
  given: ReadonlyMap<string, string>,
  run: RehearsedRun,
  folders: Folders,
): Promise<Rehearsed> {
  const { startLocal } = await import("../../local/start.ts");
  const local = await startLocal({
    github: { claims: run.claims },
    sigstore: { serverUrl: run.serverUrl, parts: { rekor2: given.get("rekor-version") === "2" } },
  });
  const { startArtifacts } = await import("../../local/artifacts/start.ts");
  const artifacts = await startArtifacts();
  const { openShelf } = await import("./shelf.ts");
  const shelf = await openShelf();
  const loopback = await openLoopback();
  const log = new CollectedLog();
  const progress = startProgress();
  let inputs: Inputs | undefined;
  let error: WaybillError | undefined;
  let done = true;
  try {
    const { trustedRoot, signingConfig } = local.sigstore;
    const replaced = {
      sigstore: "custom",
      "signing-config": await writeJson(path.join(folders.temp, "signing_config.json"), signingConfig),
      "trusted-root": await writeJson(path.join(folders.temp, TRUSTED_ROOT), trustedRoot),
      "oidc-issuer": local.github.issuer,
      "github-token": local.github.token,
      "output-dir": folders.folder,
    };
    const all = new Map([...given, ...Object.entries(replaced)]);
    inputs = shelf.stock(readInputs((name) => all.get(name) ?? ""));
    for (const text of shelf.notices) progress.notices.push({ severity: "notice", text });
    prepareRelease(inputs, run, local.github.state);
    const secrets = [local.github.token, given.get("github-token") ?? ""].filter(
      (value) => value.length >= 8,
    );
    const ports: Ports = {
      fetcher: (url, init) => loopback.fetcher(shelf.lead(url), init),
      clock: loopback.clock,
      exec: commandExec,
      log,
      mask: (secret) => void secrets.push(secret),
      reveals: (text) => secrets.some((secret) => text.includes(secret)),
      readEvent: () => Promise.resolve(run.event),
      readEventFile: () => Promise.resolve(run.eventFile),
    };
    const service = { url: artifacts.url, token: artifacts.jobToken() };
    done = await attest(inputs, surroundings(run, local.github, service, folders), ports, progress);
  } catch (thrown) {
    error = asWaybillError(thrown, "The step");
  } finally {
    await loopback.close();
    await shelf.close();
    await artifacts.close();
    await local.close();
  }
  const result = finish(progress, error, !done);
  const written = await writeOutput(result, log, local.sigstore.trustedRoot, folders);
  return { result, inputs, written };
}

interface Hosted {
  readonly apiUrl: string;
  readonly tokenRequestUrl: string;
  readonly requestToken: string;
}

function surroundings(
  run: RehearsedRun,
  github: Hosted,
  artifactService: ArtifactService,
  { cwd, temp }: Folders,
): Surroundings {
  return {
    serverUrl: run.serverUrl,
    apiUrl: github.apiUrl,
    workspace: cwd,
    temp,
    toolCache: undefined,
    artifactService,
    place: { job: "rehearsal", step: "", attempt: 1 },
    tokenRequest: { url: github.tokenRequestUrl, bearer: github.requestToken },
    eventName: run.claims["event_name"] ?? "",
    runner: {},
    proxy: {},
    artifactsList: undefined,
    // Nobody's registry credentials are looked for.
    variables: { HOME: temp, DOCKER_CONFIG: temp, XDG_CONFIG_HOME: temp, XDG_RUNTIME_DIR: temp },
  };
}

/** The release that the real run is to find: the need for it is said, so a rehearsal does not fail for want of it. */
function prepareRelease(
  { release }: Inputs,
  run: RehearsedRun,
  state: { addRelease(setup: { tag: string; draft: boolean; commitish: string }): unknown },
): void {
  const { ref = "", sha = "" } = run.claims;
  const tag = release?.tag ?? (ref.startsWith("refs/tags/") ? ref.slice("refs/tags/".length) : undefined);
  if (release === undefined || release.create !== "never" || tag === undefined) return;
  state.addRelease({ tag, draft: true, commitish: sha });
}

async function writeOutput(
  result: Result,
  log: CollectedLog,
  trustedRoot: unknown,
  { folder, temp }: Folders,
): Promise<Written[]> {
  if (result.files.length === 0 && result.unsigned.length === 0) return [];
  const root = path.join(folder, TRUSTED_ROOT);
  // The step read it elsewhere, since a folder that the user named may be among the subjects.
  const moved = (text: string): string => text.replaceAll(path.join(temp, TRUSTED_ROOT), root);
  const written: Written[] = [];
  const writeStatement = async (base: string, statement: unknown): Promise<void> => {
    const file = path.join(folder, base === "" ? "statement.json" : `${base}.statement.json`);
    written.push({ kind: "statement", path: await writeJson(file, statement) });
  };
  for (const { fileName, path: bundle, bundle: verified } of result.files) {
    written.push({ kind: "bundle", path: bundle });
    await writeStatement(fileName.replace(/\.?intoto\.jsonl$/, ""), verified.statement.json);
  }
  for (const unsigned of result.unsigned) {
    written.push({ kind: "unsigned", path: unsigned });
    const statement: unknown = JSON.parse(await readFile(unsigned, "utf8"));
    await writeStatement(path.basename(unsigned).replace(/\.?unsigned\.json$/, ""), statement);
  }
  const summary = path.join(folder, "summary.md");
  await writeFile(summary, moved(renderSummary(result)));
  await writeJson(root, trustedRoot);
  const resultFile = await writeJson(path.join(folder, "waybill-result.json"), resultJson(result));
  const logFile = path.join(folder, "log.txt");
  await writeFile(logFile, moved(log.text));
  return [
    ...written,
    { kind: "summary", path: summary },
    { kind: "result", path: resultFile },
    { kind: "log", path: logFile },
    { kind: "trusted root", path: root },
  ];
}

async function openOutput(output: string | undefined, cwd: string): Promise<string> {
  try {
    const fresh = path.join(tmpdir(), "waybill-rehearsal-");
    const folder = output === undefined ? await mkdtemp(fresh) : path.resolve(cwd, output);
    await mkdir(folder, { recursive: true });
    const entries = await readdir(folder, { withFileTypes: true });
    if (entries.some((entry) => entry.name === MARK && entry.isFile())) return folder;
    if (entries.length > 0) {
      throw new WaybillError("USAGE", {
        what: `The rehearsal is not written to ${output ?? folder}: its files could overwrite others there.`,
        got: `a folder with ${entries.length === 1 ? "one entry" : `${entries.length} entries`}, and no ${MARK}`,
        expected: "a folder that is absent, empty or an earlier rehearsal's",
        todo: "Give --output another folder, or leave it away for a fresh one.",
      });
    }
    await writeFile(
      path.join(folder, MARK),
      "Written by waybill rehearse, which may overwrite this folder.\n",
    );
    return folder;
  } catch (error) {
    if (error instanceof WaybillError) throw error;
    throw new WaybillError("USAGE", {
      what: `The rehearsal cannot be written to ${output ?? tmpdir()}.`,
      got: kindOf(error),
      expected: "a folder that may be written to",
    });
  }
}

async function writeJson(file: string, value: unknown): Promise<string> {
  await writeFile(file, `${JSON.stringify(value, undefined, 2)}\n`);
  return file;
}

/** The step's log, for a file beside the bundle. */
class CollectedLog implements Log {
  #lines: string[] = [];

  get text(): string {
    return this.#lines.map((line) => `${line}\n`).join("");
  }

  info(text: string): void {
    this.#lines.push(text.replaceAll(/[^\P{C}\n]/gu, "?"));
  }

  debug(): void {}

  notice(text: string): void {
    this.info(`notice: ${text}`);
  }

  warning(text: string): void {
    this.info(`warning: ${text}`);
  }

  error(text: string): void {
    this.info(`error: ${text}`);
  }

  async group<T>(name: string, work: () => Promise<T>): Promise<T> {
    this.info(`== ${name}`);
    return await work();
  }
}
