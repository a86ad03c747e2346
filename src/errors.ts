import { errorDocs } from "./project.ts";

/** Every way in which Waybill can fail. Closed: `docs/errors.md` explains each, and a test compares the two. */
export const CODES = [
  // the step's inputs and its surroundings
  "INPUT_INVALID",
  "USAGE",
  "TOKEN_MISSING",
  "TOKEN_INVALID",
  "CLAIMS_CHANGED",
  // subjects
  "SUBJECTS_EMPTY",
  "SUBJECT_NOT_FOUND",
  "SUBJECT_UNREADABLE",
  "SUBJECT_CHANGED",
  "SUBJECT_CONFLICT",
  "SUBJECT_COUNT",
  "SUBJECT_OUTSIDE",
  "CHECKSUMS_INVALID",
  // signing
  "TRUST_INVALID",
  "TRUST_UNSATISFIED",
  "PRIVATE_REPOSITORY",
  "CERTIFICATE_REFUSED",
  "LOG_REFUSED",
  "TIMESTAMP_REFUSED",
  // verifying
  "BUNDLE_MALFORMED",
  "SIGNATURE_INVALID",
  "CERTIFICATE_INVALID",
  "LOG_INVALID",
  "TIME_MISSING",
  "TIME_INVALID",
  "STATEMENT_MALFORMED",
  "PREDICATE_TYPE_MISMATCH",
  "SUBJECT_MISMATCH",
  "ISSUER_MISMATCH",
  "SIGNER_MISMATCH",
  "BUILDER_MISMATCH",
  "BUILD_TYPE_MISMATCH",
  "SOURCE_MISMATCH",
  "REF_MISMATCH",
  "INPUT_MISMATCH",
  "RUNNER_MISMATCH",
  "LEVEL_TOO_LOW",
  "PREDICATE_CERTIFICATE_MISMATCH",
  // storing
  "RELEASE_NOT_FOUND",
  "RELEASE_AMBIGUOUS",
  "RELEASE_IMMUTABLE",
  "ASSET_CONFLICT",
  "ASSET_DIGEST_MISMATCH",
  "STORE_REFUSED",
  "STORE_UNAVAILABLE",
  // images and registries
  "REFERENCE_INVALID",
  "IMAGE_NOT_FOUND",
  "IMAGE_CHANGED",
  "LAYOUT_INVALID",
  "CREDENTIALS_INVALID",
  "REGISTRY_DENIED",
  "REGISTRY_INVALID",
  "REGISTRY_REFUSED",
  "REGISTRY_UNAVAILABLE",
  // between jobs
  "ARTIFACT_NOT_FOUND",
  "ARTIFACT_INVALID",
  "ARTIFACT_DIGEST_MISMATCH",
  "ARTIFACT_CONFLICT",
  "ARTIFACT_UNAVAILABLE",
  // anywhere
  "NOT_FOUND",
  "UNREACHABLE",
  "INTERNAL",
] as const;

export type Code = (typeof CODES)[number];

/** The four parts of an error text, each a sentence or two without a secret. */
export interface ErrorParts {
  /** what failed, in the user's terms */
  readonly what: string;
  readonly got?: string;
  readonly expected?: string;
  /** what the user can do now */
  readonly todo?: string;
  readonly cause?: unknown;
}

/**
 * The one error of this program. Its message is safe to print: it never repeats the message of a foreign error,
 * which may hold a token; the foreign error is kept as `cause` for a debugger, and nothing prints it.
 */
export class WaybillError extends Error {
  override readonly name = "WaybillError";
  readonly code: Code;
  readonly parts: ErrorParts;

  constructor(code: Code, parts: ErrorParts) {
    const lines = [parts.what];
    if (parts.got !== undefined) lines.push(`  got:      ${parts.got}`);
    if (parts.expected !== undefined) lines.push(`  expected: ${parts.expected}`);
    if (parts.todo !== undefined) lines.push(`  to do:    ${parts.todo}`);
    super(lines.join("\n"), parts.cause === undefined ? {} : { cause: parts.cause });
    this.code = code;
    this.parts = parts;
  }

  /** The text with its code and the place to read more, as the log and the command line print it. */
  describe(): string {
    return `${this.code}: ${this.message}\n  read:     ${errorDocs(this.code)}`;
  }
}

/** Anything thrown, as our error. A foreign error contributes its class and system code, never its message. */
export function asWaybillError(thrown: unknown, doing: string): WaybillError {
  if (thrown instanceof WaybillError) return thrown;
  return new WaybillError("INTERNAL", {
    what: `${doing} failed unexpectedly (${kindOf(thrown)}).`,
    todo: "Run the job again with debug logging; if it fails again, please report it with the log.",
    cause: thrown,
  });
}

/** A foreign error's class and code: enough to act on, and never a value that it carries. */
export function kindOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const code: unknown = "code" in thrown ? thrown.code : undefined;
  if (typeof code === "string" && /^[A-Z][A-Z0-9_]{1,40}$/.test(code)) return code;
  return /^[A-Za-z]{1,40}$/.test(thrown.name) ? thrown.name : "Error";
}
