/** The exit code of a program that did not end in time, as `timeout` gives it. */
export const TIMED_OUT = 124;

export interface ExecOptions {
  readonly cwd: string;
  /** what the program reads from its standard input; nothing if not given */
  readonly input?: string;
  /**
   * `few`, unless said otherwise: what a program needs to run, and no token. `user`: what the user set up for it, a
   * cloud's credentials for a credential helper say; never the job's own tokens or the step's inputs.
   */
  readonly environment?: "few" | "user";
}

/** Runs a program and gives what it printed; a program that cannot be started has exit code 127. */
export type Exec = (
  program: string,
  args: readonly string[],
  options: ExecOptions,
) => Promise<{ readonly code: number; readonly stdout: string }>;
