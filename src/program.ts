import { execFile } from "node:child_process";

import { TIMED_OUT } from "./exec.ts";

const MAX_BYTES = 16 * 1024 * 1024;

export interface ProgramOptions {
  readonly cwd: string;
  /** this process's own where it is undefined */
  readonly env: NodeJS.ProcessEnv | undefined;
  /** what it reads from its standard input; it may end without reading it */
  readonly input: string;
  /** milliseconds after which it is killed */
  readonly limit: number;
}

/** Runs a program; what it prints on standard error is dropped, and nothing reaches our own output. */
export function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env, input, limit }: ProgramOptions,
): Promise<{ readonly code: number; readonly stdout: string }> {
  return new Promise((resolve) => {
    const options = {
      cwd,
      env,
      timeout: limit,
      killSignal: "SIGKILL",
      maxBuffer: MAX_BYTES,
      windowsHide: true,
    } as const;
    const child = execFile(program, [...args], options, (error, stdout) => {
      if (error === null) resolve({ code: 0, stdout });
      else if (error.killed === true) resolve({ code: TIMED_OUT, stdout: "" });
      else resolve({ code: exitCode(error.code), stdout });
    });
    // A program that ends before it has read breaks the pipe, which is no fault: without a listener it would end us.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

/** 127 where it could not be started; 1 where it was killed or printed too much. */
function exitCode(code: unknown): number {
  if (typeof code === "number") return code;
  return typeof code === "string" && code !== "ERR_CHILD_PROCESS_STDIO_MAXBUFFER" ? 127 : 1;
}
