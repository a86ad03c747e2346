import { mkdtemp, writeFile } from "node:fs/promises";
import * as path from "node:path";

import { getInput, setFailed, setOutput, summary } from "@actions/core";

import type { Answer } from "../consumer/answer.ts";
import { asWaybillError, type WaybillError } from "../errors.ts";
import type { Log } from "../log.ts";
import {
  allVerified,
  renderVerification,
  resultJson,
  verificationOutputs,
  type Verification,
} from "../report/verification.ts";
import { readSurroundings } from "../surroundings.ts";
import { VERSION } from "../version.ts";
import { attempt } from "./attempt.ts";
import { runnerLog } from "./log.ts";
import { Secrets } from "./secrets.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** The variables in which gh and the API's clients look for a token. */
const TOKENS = ["GH_TOKEN", "GITHUB_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"];
/** GitHub shows ten errors of a step, and the last is the step's own. */
const MOST_ANNOTATIONS = 9;

/** The step that verifies, from its first line to its exit code: reads, judges, reports. Never throws. */
export async function runVerifyStep(env: Env): Promise<number> {
  const secrets = new Secrets();
  const log = runnerLog();
  log.info(`Waybill ${VERSION}`);
  const { workspace, temp } = readSurroundings(env);
  for (const name of TOKENS) secrets.mask(env[name] ?? "");
  const answers: Answer[] = [];
  const tell = (answer: Answer): void => {
    answers.push(answer);
    logAnswer(answer, answers, secrets, log);
  };
  let error: WaybillError | undefined;
  try {
    const token = getInput("github-token");
    secrets.mask(token);
    // All that verifies is loaded after the first line has been printed.
    const [{ readVerifyInputs }, { verifyEvery }, { consumerPorts }] = await Promise.all([
      import("../consumer/inputs.ts"),
      import("../consumer/every.ts"),
      import("../consumer/ports.ts"),
    ]);
    const inputs = readVerifyInputs((name) => getInput(name), workspace);
    const ports = consumerPorts({
      // GITHUB_TOKEN is for the job's own server alone, whatever server a source repository is on.
      env: { ...env, GITHUB_TOKEN: token === "" ? undefined : token },
      exec: async (...call) => await (await import("./exec.ts")).runnerExec(...call),
      mask: (value) => secrets.mask(value),
    });
    await verifyEvery(inputs, workspace, ports, tell);
  } catch (thrown) {
    error = asWaybillError(thrown, "The step");
  }
  const verification = { answers, error };
  const complete = await report(verification, temp, secrets, log);
  return allVerified(verification) && complete ? 0 : 1;
}

function logAnswer(answer: Answer, answers: readonly Answer[], secrets: Secrets, log: Log): void {
  if ("found" in answer) {
    const { bundle, origin } = answer.found;
    const level = `SLSA Build level ${bundle.level.build}`;
    log.info(secrets.scrub(`Verified: ${answer.named}, ${level}, signed by ${bundle.signer}, by ${origin}`));
    return;
  }
  const text = secrets.scrub(answer.error.describe());
  const named = secrets.scrub(answer.named);
  const refused = answers.filter((other) => "error" in other).length;
  if (refused <= MOST_ANNOTATIONS) log.error(text, `Not verified: ${named}`);
  else log.info(`Not verified: ${named}\n${text}`);
}

/** Result file, outputs, summary, last word: each on its own, whatever becomes of the others. @returns whether all were written */
async function report(
  verification: Verification,
  temp: string,
  secrets: Secrets,
  log: Log,
): Promise<boolean> {
  let resultPath: string | undefined;
  const written = [
    await attempt(log, "The result file", async () => {
      const file = path.join(await mkdtemp(path.join(temp, "waybill-")), "waybill-verify-result.json");
      await writeFile(file, scrubbed(resultJson(verification), secrets));
      resultPath = file;
    }),
    await attempt(log, "The step's outputs", () => {
      for (const [name, value] of Object.entries(verificationOutputs(verification, resultPath)))
        setOutput(name, secrets.scrub(value));
    }),
    await attempt(log, "The job summary", async () => {
      await summary.addRaw(secrets.scrub(renderVerification(verification))).write();
    }),
  ];
  const last = ending(verification);
  if (last !== undefined) setFailed(secrets.scrub(last));
  return written.every(Boolean);
}

function* scrubbed(pieces: Iterable<string>, secrets: Secrets): Generator<string> {
  for (const piece of pieces) yield secrets.scrub(piece);
  yield "\n";
}

/** The last word of a step that fails. */
function ending({ answers, error }: Verification): string | undefined {
  if (error !== undefined) return error.describe();
  const refused = answers.filter((answer) => "error" in answer).length;
  if (refused === 0) return answers.length === 0 ? "Nothing was verified." : undefined;
  return `${refused} of ${answers.length} artifacts ${refused === 1 ? "is" : "are"} not verified.`;
}
