import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";

import { getInput, setFailed, setOutput, summary } from "@actions/core";

import { asWaybillError, type WaybillError } from "../errors.ts";
import { readInputs, type Inputs } from "../inputs.ts";
import type { Log } from "../log.ts";
import { networkFetch } from "../net/fetch.ts";
import { systemClock } from "../net/patience.ts";
import type { Published } from "../publish/target.ts";
import { commandLine, verifyCommands } from "../report/commands.ts";
import { outputsOf, resultJson } from "../report/outputs.ts";
import { finish, startProgress, type Result } from "../report/result.ts";
import { renderSummary } from "../report/summary.ts";
import { readSurroundings, type Surroundings } from "../surroundings.ts";
import { VERSION } from "../version.ts";
import type { Ports } from "../world.ts";
import { runnerExec } from "./exec.ts";
import { attempt } from "./attempt.ts";
import { runnerLog } from "./log.ts";
import { Secrets } from "./secrets.ts";

/** The step from its first line to its exit code: reads the world, attests, reports. Never throws. */
export async function runStep(env: Readonly<Record<string, string | undefined>>): Promise<number> {
  const secrets = new Secrets();
  const log = runnerLog();
  log.info(`Waybill ${VERSION}`);
  const job = readSurroundings(env);
  secrets.mask(job.tokenRequest?.bearer ?? "");
  secrets.mask(job.artifactService?.token ?? "");
  const progress = startProgress();
  let inputs: Inputs | undefined;
  let error: WaybillError | undefined;
  let done = true;
  try {
    // First of all, so that no report of a bad input repeats it.
    for (const name of ["github-token", "registry-password", "attestation-registry-password"])
      secrets.mask(getInput(name));
    inputs = readInputs((name) => getInput(name), job.artifactsList);
    const ports: Ports = {
      fetcher: await networkFetch(job.proxy),
      clock: systemClock,
      exec: runnerExec,
      log,
      mask: (value) => secrets.mask(value),
      reveals: (text) => secrets.scrub(text) !== text,
      readEvent,
      readEventFile: () => readEventFile(env["GITHUB_EVENT_PATH"]),
    };
    const { attest } = await import("../attest.ts");
    done = await attest(inputs, job, ports, progress);
  } catch (thrown) {
    error = asWaybillError(thrown, "The step");
  }
  const result = finish(progress, error, !done);
  const complete = await report(result, job, inputs?.showSummary ?? true, secrets, log);
  return result.outcome === "failed" || !complete ? 1 : 0;
}

/** The event, as `@actions/github` reads it; loaded late, since few runs need it and it is heavy. */
async function readEvent(): Promise<unknown> {
  try {
    const { context } = await import("@actions/github");
    return context.payload;
  } catch {
    return {}; // an event file that cannot be read says nothing
  }
}

async function readEventFile(file: string | undefined): Promise<Uint8Array | undefined> {
  return file === undefined ? undefined : await readFile(file).catch(() => undefined);
}

/** Log, result file, outputs, summary: each on its own, whatever becomes of the others. @returns whether all were written */
async function report(
  result: Result,
  job: Surroundings,
  showSummary: boolean,
  secrets: Secrets,
  log: Log,
): Promise<boolean> {
  logResult(result, secrets, log);
  let resultPath: string | undefined;
  const stored = "What was stored is stored.";
  const written = [
    await attempt(
      log,
      "The result file",
      async () => {
        resultPath = await writeResult(result, job, secrets);
      },
      stored,
    ),
    await attempt(
      log,
      "The step's outputs",
      () => {
        for (const [name, value] of Object.entries(outputsOf(result, resultPath)))
          setOutput(name, secrets.scrub(value));
      },
      stored,
    ),
    !showSummary ||
      (await attempt(
        log,
        "The job summary",
        async () => {
          await summary.addRaw(secrets.scrub(renderSummary(result))).write();
        },
        stored,
      )),
  ];
  if (result.outcome === "failed" && result.error !== undefined)
    setFailed(secrets.scrub(ending(result, result.error)));
  return written.every(Boolean);
}

function logResult(result: Result, secrets: Secrets, log: Log): void {
  for (const notice of result.notices) log[notice.severity](secrets.scrub(notice.text), "Waybill");
  // What a target says of every bundle alike, it says once.
  const said = new Set<string>();
  for (const published of result.published) {
    const text = scrubbed(published, secrets);
    if (said.has(text)) continue;
    said.add(text);
    if (published.status === "skipped") log[published.severity](text, "Waybill");
    else if (published.status === "failed") log.error(text, `Waybill: ${published.target}`);
    else log.info(text);
  }
  const [command] = verifyCommands(result);
  if (command !== undefined) log.notice(secrets.scrub(`Verify it with:\n${commandLine(command)}`), "Waybill");
}

function scrubbed(published: Published, secrets: Secrets): string {
  switch (published.status) {
    case "skipped":
      return secrets.scrub(published.reason);
    case "failed":
      return secrets.scrub(published.error.describe());
    case "stored":
      return `Stored: ${placeOf(published)}`;
    case "already-stored":
      return `Already stored: ${placeOf(published)}`;
  }
}

function placeOf({ target, name, url, id }: Extract<Published, { readonly url: unknown }>): string {
  return [target, name, target === "registry" ? id : url].filter((part) => part !== undefined).join(" ");
}

/** The last word of a run that failed: the error, and what is there already. */
function ending(result: Result, error: WaybillError): string {
  const there = result.published.flatMap((p) =>
    p.status === "stored" || p.status === "already-stored" ? [`${p.target} (${p.name})`] : [],
  );
  const [file] = result.files;
  const state =
    file === undefined
      ? "Nothing was stored. If signing had begun, the log may hold an entry of it, which does no harm."
      : `${result.files.length} of ${result.planned ?? result.files.length} statements are signed and verified, the first of them in ${file.path}; stored so far: ${there.length === 0 ? "nowhere else" : there.join(", ")}. Running the job again is safe: it finishes what is left.`;
  return `${error.describe()}\n${state}`;
}

async function writeResult(result: Result, job: Surroundings, secrets: Secrets): Promise<string> {
  // Never beside the bundle: a folder that the user gave is theirs.
  const resultPath = path.join(await mkdtemp(path.join(job.temp, "waybill-")), "waybill-result.json");
  await writeFile(resultPath, secrets.scrub(`${JSON.stringify(resultJson(result), undefined, 2)}\n`));
  return resultPath;
}
