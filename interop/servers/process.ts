import { spawn, type ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

/**
 * A foreign server that is not there or does not come up. The tests that need it are skipped with its message: only
 * what a foreign tool says of our output is a failure.
 */
export class Unavailable extends Error {}

/** A program that was started, to be ended by its own process id. */
export interface Server {
  stop(): Promise<void>;
}

export interface Launch {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** also its HOME: nothing of the user's configuration is read */
  readonly folder: string;
  /** another user than ours, for a program that refuses root */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** SIGKILL, if not given: what a server holds is thrown away with it */
  readonly stopSignal?: NodeJS.Signals;
  /** whether it answers yet; asked again and again */
  readonly ready: () => Promise<boolean>;
  /** when it must answer */
  readonly deadline: AbortSignal;
}

const KEPT_LINES = 12;
const POLL_MS = 50;
const GRACE_MS = 5_000;

/**
 * Starts a server and waits until it answers.
 * @throws Unavailable with its name and the last lines of its log, when it ends or does not answer in time
 */
export async function launch(what: Launch): Promise<Server> {
  const log = new Tail();
  const child = spawn(what.program, what.args, {
    cwd: what.folder,
    env: { PATH: process.env["PATH"], HOME: what.folder },
    stdio: ["ignore", "pipe", "pipe"],
    ...what.user,
  });
  child.stdout.on("data", (chunk: Buffer) => log.add(chunk));
  child.stderr.on("data", (chunk: Buffer) => log.add(chunk));
  let failure: string | undefined;
  child.once("error", (error) => (failure ??= `cannot be started: ${error.message}`));
  child.once("exit", (code, signal) => (failure ??= `ended with ${code ?? signal}`));
  const stopSignal = what.stopSignal ?? "SIGKILL";
  const forget = atSuddenEnd(() => child.kill(stopSignal));
  child.once("exit", forget);
  const server = { stop: () => stop(child, stopSignal) };
  while (!(await what.ready().catch(() => false))) {
    if (what.deadline.aborted) failure ??= "did not answer in time";
    if (failure !== undefined) {
      await server.stop();
      throw new Unavailable(`${what.name} ${failure}${log.show()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return server;
}

/** Whether a GET there is answered with 200. */
export async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  await response.arrayBuffer();
  return response.status === 200;
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("close", resolve));
  const timer = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
  child.kill(signal);
  await ended;
  clearTimeout(timer);
}

/** A folder in the system's place for temporary ones; `remove` is for its orderly end. */
export async function temporaryFolder(
  prefix: string,
): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), prefix));
  const how = { recursive: true, force: true, maxRetries: 5 };
  const forget = atSuddenEnd(() => rmSync(folder, how));
  const remove = async (): Promise<void> => {
    forget();
    await rm(folder, how);
  };
  return { folder, remove };
}

const atEnd = new Set<() => void>();

/** However this process ends, short of SIGKILL, what it started ends too, and its folders go. */
function atSuddenEnd(act: () => void): () => void {
  if (!process.listeners("exit").includes(endAll)) {
    process.once("exit", endAll);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => process.exit(1));
    }
  }
  atEnd.add(act);
  return () => void atEnd.delete(act);
}

/** What was started last ends first. */
function endAll(): void {
  for (const act of [...atEnd].toReversed()) {
    try {
      act();
    } catch {
      // The others must go all the same.
    }
  }
}

/** The last lines that a server wrote. */
class Tail {
  #text = "";

  add(chunk: Buffer): void {
    this.#text = (this.#text + chunk.toString("utf8")).slice(-16_384);
  }

  show(): string {
    const lines = this.#text.trim().split("\n").slice(-KEPT_LINES);
    return this.#text === "" ? "; it wrote nothing" : `; its last lines:\n  ${lines.join("\n  ")}`;
  }
}
