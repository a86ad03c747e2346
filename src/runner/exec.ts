import { getExecOutput } from "@actions/exec";

import { TIMED_OUT, type Exec } from "../exec.ts";

/** What a program that we start may see of our environment: enough to run, and no token. */
const PASSED =
  /^(?:PATH|PATHEXT|HOME|USERPROFILE|HOMEDRIVE|HOMEPATH|LANG|LC_\w+|TMPDIR|TEMP|TMP|SYSTEMROOT|WINDIR|XDG_CONFIG_HOME)$/i;

export const runnerExec: Exec = async (program, args, options) => {
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && PASSED.test(name) ? [[name, value]] : [],
    ),
  );
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
