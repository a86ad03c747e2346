import { getExecOutput } from "@actions/exec";

import type { Exec } from "../run/checkout.ts";

/** What a program that we start may see of our environment: enough to run, and no token. */
const PASSED =
  /^(?:PATH|PATHEXT|HOME|USERPROFILE|HOMEDRIVE|HOMEPATH|LANG|LC_\w+|TMPDIR|TEMP|TMP|SYSTEMROOT|WINDIR|XDG_CONFIG_HOME)$/i;

export const runnerExec: Exec = async (program, args, options) => {
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && PASSED.test(name) ? [[name, value]] : [],
    ),
  );
  try {
    const { exitCode, stdout } = await getExecOutput(program, [...args], {
      cwd: options.cwd,
      env,
      silent: true,
      ignoreReturnCode: true,
    });
    return { code: exitCode, stdout };
  } catch {
    return { code: 127, stdout: "" };
  }
};
