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

const USAGE = `waybill ${VERSION}: checks where a release's files come from, offline

  waybill verify FILE --source-repository https://github.com/OWNER/REPO --signer URI[@REF]
                      [--bundle FILE] [--issuer URL] [--trusted-root FILE] [--format text|json]

  --source-repository   the repository that FILE must be built from
  --signer              the workflow that must have signed, as in the certificate:
                        https://github.com/OWNER/REPO/.github/workflows/release.yml[@refs/tags/v1.2.3]
  --bundle              the bundle; without it FILE.intoto.jsonl and multiple.intoto.jsonl beside FILE are tried
  --issuer              who vouches for workflows; GitHub (https://token.actions.githubusercontent.com) if not given
  --trusted-root        the trusted root of another Sigstore instance than the public one

  exit codes: 0 verified, 1 refused, 2 wrong usage, 3 nothing found to verify, 4 could not be reached
`;

/** @returns the exit code; prints all there is to say */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [command, ...rest] = args;
  if (command === "--version" || command === "-v") {
    terminal.out(`${VERSION}\n`);
    return 0;
  }
  if (command === "--help" || command === "-h" || command === "help") {
    terminal.out(USAGE);
    return 0;
  }
  try {
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
    if (wantsJson(rest))
      terminal.out(
        `${inertJson(JSON.stringify({ verified: false, code: error.code, message: error.message }))}\n`,
      );
    terminal.err(describe(error));
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
function describe(error: WaybillError): string {
  const { what, got, expected, todo } = error.parts;
  const parts: ErrorParts = {
    what: inert(what),
    ...(got === undefined ? {} : { got: inert(got) }),
    ...(expected === undefined ? {} : { expected: inert(expected) }),
    ...(todo === undefined ? {} : { todo: inert(todo) }),
  };
  const text = new WaybillError(error.code, parts).describe();
  return `error: ${text}\n${error.code === "USAGE" ? "hint: waybill --help\n" : ""}`;
}

function exitCodeOf(code: Code): ExitCode {
  if (code === "USAGE" || code === "TRUST_INVALID" || code === "INPUT_INVALID") return 2;
  if (code === "NOT_FOUND") return 3;
  if (code === "UNREACHABLE") return 4;
  return 1;
}
