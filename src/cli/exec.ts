import { execFile } from "node:child_process";

import { TIMED_OUT, type Exec } from "../run/checkout.ts";

/** What we ask of programs takes them moments; a filter of the repository's own may take for ever. */
const LIMIT = 20_000;
const MAX_BYTES = 16 * 1024 * 1024;

/** Runs programs for the command line, which is outside of any job: with the environment that its user has. */
export const commandExec: Exec = (program, args, { cwd }) =>
  new Promise((resolve) => {
    const options = { cwd, timeout: LIMIT, maxBuffer: MAX_BYTES, windowsHide: true };
    execFile(program, [...args], options, (error, stdout) => {
      if (error === null) resolve({ code: 0, stdout });
      else if (error.killed === true) resolve({ code: TIMED_OUT, stdout: "" });
      else resolve({ code: typeof error.code === "number" ? error.code : 127, stdout });
    });
  });
