import { asWaybillError, WaybillError, type Code, type ErrorParts } from "../errors.ts";
import { VERSION } from "../version.ts";
import { inert, inertJson } from "./inert.ts";
import { verifyCommand } from "./verify.ts";

export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

/** 0 verified, 1 refused, 2 wrong usage, 3 nothing found to verify, 4 unreachable (docs/verify.md). */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

const USAGE = `waybill ${VERSION}: checks where a release's files come from, offline; rehearses the release step

  waybill verify FILE --source-repository https://github.com/OWNER/REPO --signer URI[@REF]
                      [--bundle FILE] [--issuer URL] [--trusted-root FILE] [--format text|json]

  --source-repository   the repository that FILE must be built from
  --signer              the workflow that must have signed, as in the certificate:
                        https://github.com/OWNER/REPO/.github/workflows/release.yml[@refs/tags/v1.2.3]
  --bundle              the bundle; without it FILE.intoto.jsonl and multiple[.N].intoto.jsonl beside FILE are tried
  --issuer              who vouches for workflows; GitHub (https://token.actions.githubusercontent.com) if not given
  --trusted-root        the trusted root of another Sigstore instance than the public one

  exit codes: 0 verified, 1 refused, 2 wrong usage, 3 nothing found to verify, 4 could not be reached

  waybill rehearse OPTIONS

  the release step on this machine, against embedded services, before any tag is pushed; \`waybill help rehearse\`
`;

/** @returns the exit code; prints all there is to say */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [command, ...rest] = args;
  if (command === "--version" || command === "-v") {
    terminal.out(`${VERSION}\n`);
    return 0;
  }
  if (command === "--help" || command === "-h" || (command === "help" && rest[0] !== "rehearse")) {
    terminal.out(USAGE);
    return 0;
  }
  try {
    if (command === "rehearse" || command === "help") {
      // Loaded late: it brings the whole step and the embedded services, which a verifier does without.
      const { rehearseCommand } = await import("./rehearse.ts");
      return await rehearseCommand(command === "help" ? ["--help"] : rest, terminal);
    }
    if (command === "verify") {
      await verifyCommand(rest, terminal);
      return 0;
    }
    terminal.err(
      `error: ${command === undefined ? "no command given" : `there is no command "${inert(command)}"`}\n\n${USAGE}`,
    );
    return 2;
  } catch (thrown) {
    const error = asWaybillError(thrown, "The command");
    const done = command === "rehearse" ? { rehearsed: false } : { verified: false };
    if (wantsJson(rest))
      terminal.out(`${inertJson(JSON.stringify({ ...done, code: error.code, message: error.message }))}\n`);
    terminal.err(describe(error, command));
    return exitCodeOf(error.code);
  }
}

/** A program that asked for JSON gets its answer on the same stream, whatever the answer is. */
function wantsJson(args: readonly string[]): boolean {
  return (
    args.includes("--format=json") ||
    args.some((arg, index) => arg === "json" && args[index - 1] === "--format")
  );
}

/** Each part is made inert on its own: the lines between them are ours, a line within one may be a name's. */
function describe(error: WaybillError, command: string | undefined): string {
  const help = command === "rehearse" ? "waybill help rehearse" : "waybill --help";
  const { what, got, expected, todo } = error.parts;
  const parts: ErrorParts = {
    what: inert(what),
    ...(got === undefined ? {} : { got: inert(got) }),
    ...(expected === undefined ? {} : { expected: inert(expected) }),
    ...(todo === undefined ? {} : { todo: inert(todo) }),
  };
  const text = new WaybillError(error.code, parts).describe();
  return `error: ${text}\n${error.code === "USAGE" ? `hint: ${help}\n` : ""}`;
}

function exitCodeOf(code: Code): ExitCode {
  if (code === "USAGE" || code === "TRUST_INVALID" || code === "INPUT_INVALID") return 2;
  if (code === "NOT_FOUND") return 3;
  if (code === "UNREACHABLE") return 4;
  return 1;
}
