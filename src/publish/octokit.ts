import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";

import { kindOf, WaybillError } from "../errors.ts";
import { text } from "../json.ts";
import type { Log } from "../log.ts";
import { DEFAULT_TIMEOUT, type Fetch } from "../net/http.ts";
import type { Patience } from "../net/patience.ts";
import { redact } from "../net/redact.ts";

const Client = Octokit.plugin(retry, throttling);
export type GitHubClient = InstanceType<typeof Client>;

/** Uploads and downloads of bundles may be larger than the usual answer. */
const TRANSFER_TIMEOUT = 120_000;

/** GitHub's REST API with retries and rate limits, as far as `max-wait` goes. */
export function githubClient(options: {
  readonly apiUrl: string;
  readonly token: string;
  readonly fetcher: Fetch;
  readonly patience: Patience;
  readonly log: Log;
}): GitHubClient {
  const { patience } = options;
  const waits = (seconds: number): boolean => seconds * 1000 <= patience.remaining();
  const silent = (): void => undefined;
  return new Client({
    auth: options.token,
    baseUrl: options.apiUrl.replace(/\/+$/, ""),
    userAgent: "waybill",
    // The library's own messages quote requests; what is worth saying, the targets say.
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: {
      fetch: (url: string, init: RequestInit) =>
        options.fetcher(url, {
          ...init,
          signal: AbortSignal.timeout(
            patience.timeout(init.method === "GET" ? DEFAULT_TIMEOUT : TRANSFER_TIMEOUT),
          ),
        }),
    },
    retry: { retries: retriesWithin(patience.remaining() / 1000) },
    throttle: {
      onRateLimit: (seconds: number) => waits(seconds),
      onSecondaryRateLimit: (seconds: number) => waits(seconds),
    },
  });
}

/** The plugin waits 1, 4, 9, … seconds; so many tries fit into the budget. */
export function retriesWithin(seconds: number): number {
  let spent = 0;
  let count = 0;
  while (spent + (count + 1) ** 2 <= seconds) {
    count += 1;
    spent += count ** 2;
  }
  return count;
}

/** What GitHub answered to a call that failed. */
export interface Refusal {
  /** undefined when there was no answer at all */
  readonly status: number | undefined;
  /** GitHub's own message, in one line and without credentials */
  readonly message: string;
}

/** Reads an error of the client; the request that it also holds is never shown. */
export function refusalOf(error: unknown): Refusal {
  const response =
    typeof error === "object" && error !== null && "response" in error ? error.response : undefined;
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
  if (response === undefined || typeof status !== "number") {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return { status: undefined, message: `no answer (${kindOf(cause)})` };
  }
  const said = text(response, "data", "message") ?? "";
  return {
    status,
    message: redact(said)
      .replaceAll(/\p{C}+/gu, " ")
      .slice(0, 300),
  };
}

/** @param doing what was tried, as in "GitHub did not take the asset" */
export function refused(doing: string, refusal: Refusal, todo?: string): WaybillError {
  const unavailable =
    refusal.status === undefined || refusal.status >= 500 || refusal.status === 429 || refusal.status < 400;
  const advice = unavailable
    ? "Run the job again: it finishes what this run left, and signs nothing twice. `max-wait` sets how long the step keeps trying."
    : todo;
  return new WaybillError(unavailable ? "STORE_UNAVAILABLE" : "STORE_REFUSED", {
    what: doing,
    got: refusal.status === undefined ? refusal.message : `status ${refusal.status}: ${refusal.message}`,
    ...(advice === undefined ? {} : { todo: advice }),
  });
}
