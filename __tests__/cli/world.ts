import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { TestContext } from "node:test";
import { promisify } from "node:util";

import { prepareJob } from "../../local/job.ts";
import { ACTION } from "../scenarios/world.ts";

export const CLI = path.join(ACTION, "dist", "cli.js");

export interface Ended {
  /** -1 of a process that had to be killed, since something was left running */
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Place {
  readonly cwd: string;
  /** the only folder in which programs may make temporary ones */
  readonly temp: string;
  readonly commit: string | undefined;
  readonly git: (...args: string[]) => Promise<unknown>;
  readonly file: (name: string, content: string) => Promise<void>;
  /** `waybill` with a proxy that leads nowhere */
  readonly waybill: (...args: string[]) => Promise<Ended>;
}

const run = promisify(execFile);

/** A folder with dist/rocket-1.2.3.tgz in it. @param kind a checkout with a commit, without one, or no repository */
export async function place(t: TestContext, kind: "commit" | "empty" | "none" = "commit"): Promise<Place> {
  const job = await prepareJob({ repository: kind === "commit" });
  t.after(() => job.remove());
  const cwd = job.workspace;
  const nowhere = "http://127.0.0.1:9";
  const env = {
    PATH: process.env["PATH"],
    SYSTEMROOT: process.env["SYSTEMROOT"],
    HOME: job.root,
    TMPDIR: job.temp,
    TEMP: job.temp,
    TMP: job.temp,
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    http_proxy: nowhere,
    https_proxy: nowhere,
    NODE_USE_ENV_PROXY: "1",
    // A folder above the temporary one may be a repository of the user's.
    GIT_CEILING_DIRECTORIES: job.root,
  };
  const git = (...args: string[]): Promise<unknown> => run("git", args, { cwd, env });
  if (kind === "empty") await git("init", "--quiet", "--initial-branch=main");
  if (kind !== "none")
    await git("remote", "add", "origin", "https://octo:s3cret@github.com/octo-org/shuttle.git");
  const file = async (name: string, content: string): Promise<void> => {
    await mkdir(path.dirname(path.join(cwd, name)), { recursive: true });
    await writeFile(path.join(cwd, name), content);
  };
  await file("dist/rocket-1.2.3.tgz", "rocket");
  const waybill = (...args: string[]): Promise<Ended> =>
    new Promise((resolve) => {
      // What is left running keeps the process from ending, and the time limit kills it.
      execFile(process.execPath, [CLI, ...args], { cwd, env, timeout: 30_000 }, (error, out, err) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err }),
      );
    });
  return { cwd, temp: job.temp, commit: job.commit, git, file, waybill };
}
