import type { Surroundings } from "../consumer/ports.ts";
import type { Code } from "../errors.ts";

/** Where a command speaks, and what is read to it. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** once what was said has been taken, so that a long answer does not pile up; not there where it does not matter */
  taken?(): Promise<void>;
  /** standard input, in chunks */
  input?(): AsyncIterable<Uint8Array>;
}

/** 0 verified, 1 refused, 2 wrong usage, 3 nothing found to verify, 4 unreachable (docs/verify.md). */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** Prints its answer and gives the exit code; what it throws is printed for it. */
export type Command = (
  args: readonly string[],
  terminal: Terminal,
  surroundings: Surroundings,
) => Promise<ExitCode>;

const EXIT_CODES: Partial<Record<Code, ExitCode>> = {
  USAGE: 2,
  INPUT_INVALID: 2,
  REFERENCE_INVALID: 2,
  TRUST_INVALID: 2,
  NOT_FOUND: 3,
  IMAGE_NOT_FOUND: 3,
  LAYOUT_INVALID: 3,
  UNREACHABLE: 4,
  CREDENTIALS_INVALID: 4,
  REGISTRY_DENIED: 4,
  REGISTRY_INVALID: 4,
  REGISTRY_REFUSED: 4,
  REGISTRY_UNAVAILABLE: 4,
};

/** Whatever is not about the caller, the place or the way there is a refusal. */
export function exitCodeOf(code: Code): ExitCode {
  return EXIT_CODES[code] ?? 1;
}

/** Of several answers, the one that is furthest from all being well. */
export function worstOf(codes: readonly ExitCode[]): ExitCode {
  return codes.reduce<ExitCode>((worst, code) => (code > worst ? code : worst), 0);
}
