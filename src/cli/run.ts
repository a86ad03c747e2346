import type { Surroundings } from "../consumer/ports.ts";
import { asWaybillError } from "../errors.ts";
import { VERSION } from "../version.ts";
import { exitCodeOf, type Command, type ExitCode, type Terminal } from "./command.ts";
import { describe } from "./describe.ts";
import { inert, inertJson } from "./inert.ts";

export type { ExitCode, Terminal } from "./command.ts";

/** Each is loaded when it is called: `rehearse` brings the whole step, which a verifier does without. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  verify: async () => (await import("./verify.ts")).verifyCommand,
  rehearse: async () => (await import("./rehearse.ts")).rehearseCommand,
  inspect: async () => (await import("./inspect.ts")).inspectCommand,
  download: async () => (await import("./download.ts")).downloadCommand,
  "verify-artifact": async () => (await import("./slsa-verifier.ts")).slsaCommand("verify-artifact"),
  "verify-image": async () => (await import("./slsa-verifier.ts")).slsaCommand("verify-image"),
  "verify-github-attestation": async () =>
    (await import("./slsa-verifier.ts")).slsaCommand("verify-github-attestation"),
  "verify-npm-package": async () => (await import("./slsa-verifier.ts")).notDone("verify-npm-package"),
  "verify-vsa": async () => (await import("./slsa-verifier.ts")).notDone("verify-vsa"),
};

/** What a JSON answer calls it to have succeeded, where that is not `verified`. */
const DONE: Partial<Record<string, string>> = {
  rehearse: "rehearsed",
  inspect: "inspected",
  download: "downloaded",
};

/** @returns the exit code; prints all there is to say */
export async function runCli(
  args: readonly string[],
  terminal: Terminal,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const [command = "", ...rest] = args;
  if (command === "--version" || command === "-v") {
    terminal.out(`${VERSION}\n`);
    return 0;
  }
  if (isHelp(command) && rest.length === 0) {
    terminal.out(await usage());
    return 0;
  }
  // `help rehearse` is `rehearse --help`.
  const [name = "", given] = isHelp(command) ? [rest[0], ["--help"]] : [command, rest];
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    const why = args.length === 0 ? "no command given" : `there is no command "${inert(name)}"`;
    terminal.err(`error: ${why}\n\n${await usage()}`);
    return 2;
  }
  try {
    const run = await load();
    return await run(given, terminal, surroundings);
  } catch (thrown) {
    const error = asWaybillError(thrown, "The command");
    const done = { [DONE[name] ?? "verified"]: false };
    if (wantsJson(rest))
      terminal.out(`${inertJson(JSON.stringify({ ...done, code: error.code, message: error.message }))}\n`);
    terminal.err(describe(error, name === "verify" ? "waybill --help" : `waybill help ${name}`));
    return exitCodeOf(error.code);
  }
}

function isHelp(command: string): boolean {
  return command === "help" || command === "--help" || command === "-h";
}

async function usage(): Promise<string> {
  const { usageText } = await import("./usage.ts");
  return usageText();
}

/** A program that asked for JSON gets its answer on the same stream, whatever the answer is. */
function wantsJson(args: readonly string[]): boolean {
  return (
    args.includes("--format=json") ||
    args.some((arg, index) => arg === "json" && args[index - 1] === "--format")
  );
}
