import { getExecOutput } from "@actions/exec";

import { TIMED_OUT, type Exec } from "../exec.ts";
import { runProgram } from "../program.ts";

/** What a program that we start may see of our environment: enough to run, and no token. */
const PASSED =
  /^(?:PATH|PATHEXT|HOME|USERPROFILE|HOMEDRIVE|HOMEPATH|LANG|LC_\w+|TMPDIR|TEMP|TMP|SYSTEMROOT|WINDIR|XDG_CONFIG_HOME)$/i;

/**
 * What no program of the user's may see either: the step's inputs, GitHub's own tokens and addresses, and the files by which a step
 * sets the environment, outputs and summary of the job.
 */
const WITHHELD = /^(?:INPUT_.*|STATE_.*|ACTIONS_.*|GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY))$/is;

export function userEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !WITHHELD.test(name)));
}

export const runnerExec: Exec = async (program, args, options) => {
  // @actions/exec listens to no error of standard input: a program that ends without reading it would end the step.
  if (options.input !== undefined || options.environment === "user") {
    const { cwd, input = "" } = options;
    const env = options.environment === "user" ? userEnvironment(process.env) : fewOf(process.env);
    return await runProgram(program, args, { cwd, env, input, limit: LIMIT });
  }
  const env = fewOf(process.env);
  const ran = getExecOutput(program, [...args], {
    cwd: options.cwd,
    env,
    silent: true,
    ignoreReturnCode: true,
  }).then(
    ({ exitCode, stdout }) => ({ code: exitCode, stdout }),
    () => ({ code: 127, stdout: "" }),
  );
  const timer = Promise.withResolvers<{ code: number; stdout: string }>();
  const timeout = setTimeout(() => timer.resolve({ code: TIMED_OUT, stdout: "" }), LIMIT);
  try {
    return await Promise.race([ran, timer.promise]);
  } finally {
    clearTimeout(timeout);
  }
};

/** What we ask of programs takes them moments; a filter of the repository's own may take for ever. */
const LIMIT = 20_000;

function fewOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && PASSED.test(name) ? [[name, value]] : [],
    ),
  );
}
