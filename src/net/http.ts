import { kindOf } from "../errors.ts";
import type { Clock, Patience } from "./patience.ts";
import { redact } from "./redact.ts";

/** One call to a service. */
export interface HttpCall {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | string;
  /** milliseconds for the whole call; 30 s if not given */
  readonly timeout?: number;
  /** bytes of answer accepted; 4 MiB if not given */
  readonly maxBytes?: number;
  /** no attempt later than this, in milliseconds since the epoch: what is sent is of no use afterwards */
  readonly giveUpAt?: number;
  /** one attempt alone: the caller has to look at something anew before the next */
  readonly once?: boolean;
  /** statuses that a later attempt may change in this call, beside those that pass everywhere */
  readonly passing?: readonly number[];
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** What a call ended with, for an error text: never more than a line, and without secrets. */
export interface LastAnswer {
  readonly status: number | undefined;
  readonly text: string;
  /** it was longer than the call accepts */
  readonly tooLarge?: true;
}

/** A service gave no usable answer. Stations turn it into an error that names the service and what to do. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  readonly last: LastAnswer;
  readonly attempts: number;
  /** ended by the call's own `giveUpAt`, with patience left */
  readonly tooLate: boolean;
  constructor(last: LastAnswer, attempts: number, tooLate = false) {
    super(last.text);
    this.last = last;
    this.attempts = attempts;
    this.tooLate = tooLate;
  }
}

/** fetch, or a program's replacement for it (a proxy's, a test's). */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export const DEFAULT_TIMEOUT = 30_000;
const MAX_BYTES = 4 * 1024 * 1024;
const RETRIED = new Set([408, 425, 429, 500, 502, 503, 504]);

export interface Http {
  readonly clock: Clock;
  /**
   * One call with retries while `patience` lasts. `parse` decides what a usable answer is; an answer that it cannot
   * read counts as a passing fault, since a proxy's maintenance page comes with status 200.
   * @param call the call, or what makes it anew for each attempt (with a fresh token, say)
   * @throws CallFailed with the last answer
   */
  call<T>(call: HttpCall | (() => Promise<HttpCall>), parse: (answer: HttpAnswer) => T): Promise<T>;
}

/** Thrown by a `parse` function for an answer that no retry will change. */
export class FinalAnswer extends Error {
  override readonly name = "FinalAnswer";
}

/** @param fetcher the one way out to the network; redirects are followed by nobody but the caller */
export function http(fetcher: Fetch, patience: Patience): Http {
  const { clock } = patience;
  return {
    clock,
    async call(call, parse) {
      let stopCounting: (() => void) | undefined;
      let last: LastAnswer = { status: undefined, text: "not asked: it was too late for that" };
      try {
        for (let attempt = 1; ; attempt++) {
          const now = typeof call === "function" ? await call() : call;
          // Only after the wait: whoever starts anew, with a new certificate, keeps the distance that was asked for.
          if (now.giveUpAt !== undefined && clock.now() >= now.giveUpAt) {
            throw new CallFailed(last, attempt - 1, true);
          }
          const outcome = await attemptCall(fetcher, patience, now, parse);
          if (outcome.ok) return outcome.value;
          last = outcome.last;
          stopCounting ??= patience.startRetrying();
          const wait =
            outcome.final || now.once === true ? undefined : patience.delay(attempt, outcome.retryAfter);
          if (wait === undefined) throw new CallFailed(last, attempt);
          await clock.sleep(wait);
        }
      } finally {
        stopCounting?.();
      }
    },
  };
}

type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly final: boolean;
      readonly retryAfter: number | undefined;
      readonly last: LastAnswer;
    };

async function attemptCall<T>(
  fetcher: Fetch,
  patience: Patience,
  call: HttpCall,
  parse: (answer: HttpAnswer) => T,
): Promise<Outcome<T>> {
  const left = call.giveUpAt === undefined ? Infinity : call.giveUpAt - patience.clock.now();
  const timeout = Math.ceil(Math.min(patience.timeout(call.timeout ?? DEFAULT_TIMEOUT), left));
  let answer: HttpAnswer;
  try {
    answer = await exchange(fetcher, call, timeout);
  } catch (error) {
    const tooLarge = error instanceof TooLarge;
    const text = describeFailure(error, timeout);
    return {
      ok: false,
      final: tooLarge,
      retryAfter: undefined,
      last: { status: undefined, text, ...(tooLarge ? { tooLarge } : {}) },
    };
  }
  const last = { status: answer.status, text: describeAnswer(answer) };
  if (RETRIED.has(answer.status) || call.passing?.includes(answer.status) === true) {
    return { ok: false, final: false, retryAfter: retryAfter(answer, patience.clock.now()), last };
  }
  try {
    return { ok: true, value: parse(answer) };
  } catch (error) {
    const final = error instanceof FinalAnswer || answer.status >= 400;
    // An answer of success that is refused all the same: why is ours to say, and its text does not tell.
    const refused =
      error instanceof FinalAnswer && answer.status < 400 ? { ...last, text: error.message } : last;
    return { ok: false, final, retryAfter: undefined, last: refused };
  }
}

class TooLarge extends Error {}

async function exchange(fetcher: Fetch, call: HttpCall, timeout: number): Promise<HttpAnswer> {
  const response = await fetcher(call.url, {
    method: call.method,
    headers: { "user-agent": "waybill", ...call.headers },
    ...(call.body === undefined ? {} : { body: call.body }),
    redirect: "manual",
    signal: AbortSignal.timeout(timeout),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: await readCapped(response, call.maxBytes ?? MAX_BYTES),
  };
}

/**
 * Reads an answer's body, and stops at the cap: no service can fill the memory.
 * @throws Error when it is longer
 */
export async function readCapped(response: Response, max: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > max) throw new TooLarge(`more than ${max} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function describeFailure(error: unknown, timeout: number): string {
  if (error instanceof TooLarge) return `an answer of ${error.message}`;
  if (error instanceof Error && error.name === "TimeoutError")
    return `no answer within ${Math.round(timeout / 100) / 10} s`;
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return `no connection (${kindOf(cause)})`;
}

function describeAnswer(answer: HttpAnswer): string {
  const text = printable(answer.body.subarray(0, 65_536).toString("utf8"));
  return text === "" ? `status ${answer.status}` : `status ${answer.status}: ${text}`;
}

/** A foreign text for an error of ours: one line of at most 300 characters, without credentials. */
export function printable(text: string): string {
  // Credentials go before anything is cut: half a token no longer looks like one.
  return redact(text)
    .replaceAll(/[^\x21-\x7e]+/g, " ")
    .trim()
    .slice(0, 300);
}

/** Retry-After in milliseconds, from seconds or a date (RFC 9110, 10.2.3). */
export function retryAfter(answer: { readonly headers: Headers }, now: number): number | undefined {
  const value = answer.headers.get("retry-after");
  if (value === null) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  // Date.parse takes nearly anything for a date, "-1" among others.
  const date = /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** JSON of an answer of one of these statuses; anything else is final, garbage is not. */
export function jsonAnswer(...statuses: readonly number[]): (answer: HttpAnswer) => unknown {
  return (answer) => {
    if (!statuses.includes(answer.status)) throw new FinalAnswer(`status ${answer.status}`);
    return JSON.parse(answer.body.toString("utf8")) as unknown;
  };
}
