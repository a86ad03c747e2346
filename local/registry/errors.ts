import type { Answer } from "../server.ts";

/** The codes of the distribution spec 1.1 ("Error Codes") that are given here, with the status that goes with each. */
const STATUS = {
  BLOB_UNKNOWN: 404,
  BLOB_UPLOAD_INVALID: 400,
  BLOB_UPLOAD_UNKNOWN: 404,
  DENIED: 403,
  DIGEST_INVALID: 400,
  MANIFEST_BLOB_UNKNOWN: 400,
  MANIFEST_INVALID: 400,
  MANIFEST_UNKNOWN: 404,
  NAME_INVALID: 400,
  NAME_UNKNOWN: 404,
  SIZE_INVALID: 400,
  TOOMANYREQUESTS: 429,
  UNAUTHORIZED: 401,
  UNSUPPORTED: 405,
  // not of the spec's list: ECR's for a tag that must not move, and ours for a condition that does not hold
  TAG_INVALID: 400,
  PRECONDITION_FAILED: 412,
} as const;

export type RegistryCode = keyof typeof STATUS;

/** What a registry answers in place of what it was asked for; thrown by the operations, answered by the routes. */
export class Refusal extends Error {
  readonly code: RegistryCode;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly detail: unknown;

  constructor(
    code: RegistryCode,
    message: string,
    options: { status?: number; headers?: Readonly<Record<string, string>>; detail?: unknown } = {},
  ) {
    super(message);
    this.code = code;
    this.status = options.status ?? STATUS[code];
    this.headers = options.headers ?? {};
    this.detail = options.detail;
  }

  answer(): Answer {
    const error = { code: this.code, message: this.message, detail: this.detail };
    return { status: this.status, headers: this.headers, body: { errors: [error] } };
  }
}
