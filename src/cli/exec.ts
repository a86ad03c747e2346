import { execFile } from "node:child_process";

import { TIMED_OUT, type Exec } from "../exec.ts";

/** What we ask of programs takes them moments; a filter of the repository's own may take for ever. */
const LIMIT = 20_000;
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * git would fetch what a partial clone lacks. A `protocol.NAME.allow` in a configuration file goes before
 * `protocol.allow` (git-config(1)), so each that git has is named too.
 */
const NO_FETCH: readonly string[] = [
  "protocol.allow",
  ...["ext", "file", "git", "http", "https", "ssh"].map((name) => `protocol.${name}.allow`),
].flatMap((key) => ["-c", `${key}=never`]);

/**
 * Runs programs for the command line, which is outside of any job: with the environment that its user has. git calls
 * nobody.
 */
export const commandExec: Exec = (program, args, { cwd }) =>
  new Promise((resolve) => {
    const all = program === "git" ? [...NO_FETCH, ...args] : args;
    const options = { cwd, timeout: LIMIT, maxBuffer: MAX_BYTES, windowsHide: true };
    execFile(program, [...all], options, (error, stdout) => {
      if (error === null) resolve({ code: 0, stdout });
      else if (error.killed === true) resolve({ code: TIMED_OUT, stdout: "" });
      else resolve({ code: typeof error.code === "number" ? error.code : 127, stdout });
    });
  });
