import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";

import { kindOf, WaybillError } from "../errors.ts";
import { text } from "../json.ts";
import { DEFAULT_TIMEOUT, readCapped, retryAfter, type Fetch } from "../net/http.ts";
import type { Patience } from "../net/patience.ts";
import { redact } from "../net/redact.ts";
import { takesToken } from "../net/url.ts";

const Client = Octokit.plugin(retry, throttling);
export type GitHubClient = InstanceType<typeof Client>;

/** An upload may take longer than the usual answer. */
const TRANSFER_TIMEOUT = 120_000;
/** A page of a hundred bundles may be large. */
const MAX_ANSWER_BYTES = 256 * 1024 * 1024;
const MAX_REDIRECTS = 3;
/** What a call ends with that was led to where the token does not go (RFC 9110, 15.5.20). */
const MISDIRECTED = 421;
/** docs.github.com, "Rate limits for the REST API": a minute at the least, where the answer says nothing of when. */
const SECONDARY_LIMIT_WAIT = 60_000;

export interface GitHubAccess {
  readonly apiUrl: string;
  readonly token: string;
  readonly fetcher: Fetch;
  readonly patience: Patience;
}

/**
 * GitHub's REST API with retries and rate limits, as far as `max-wait` goes for all calls together.
 * @param line calls of one line keep the distance that GitHub asks for; calls of another go beside them
 */
export function githubClient(access: GitHubAccess, line = "all"): GitHubClient {
  const silent = (): void => undefined;
  const client = new Client({
    auth: access.token,
    baseUrl: access.apiUrl.replace(/\/+$/, ""),
    userAgent: "waybill",
    // The library's own messages quote requests; what is worth saying, the targets say.
    log: { debug: silent, info: silent, warn: silent, error: silent },
    // It keeps the calls apart; the waiting for a limit to pass is done, and charged, in Tries.
    throttle: { id: line, onRateLimit: () => false, onSecondaryRateLimit: () => false },
  });
  // Registered last, so it goes round the plugins, once for a call with all its tries.
  client.hook.wrap("request", async (request, call) => {
    const tries = new Tries(access, call.request["retries"] === 0 ? 0 : Infinity);
    // The client shares one such object among all its calls, and the retry plugin counts in it. The other hooks see
    // this call's object alone, whatever is passed on.
    call.request = {
      ...call.request,
      get retries() {
        return tries.allowed;
      },
      fetch: (url: string, init: RequestInit) => tries.fetch(url, init),
    };
    try {
      return await request(call);
    } finally {
      tries.end();
    }
  });
  return client;
}

/** One call's way out: what the plugins leave open is added here, and their waiting is charged to the budget. */
class Tries {
  /** how often the retry plugin may try again in all, as far as is known now */
  allowed = 0;
  readonly #access: GitHubAccess;
  readonly #most: number;
  #failures = 0;
  #stopCounting: (() => void) | undefined;

  constructor(access: GitHubAccess, most: number) {
    this.#access = access;
    this.#most = most;
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    const { patience } = this.#access;
    for (let attempt = 1; ; attempt++) {
      const response = await this.#follow(url, init);
      const limit = await waitAsked(response, patience.clock.now());
      if (limit !== undefined) {
        this.#stopCounting ??= patience.startRetrying();
        const wait = patience.delay(attempt, limit.ms);
        if (wait !== undefined) {
          await patience.clock.sleep(wait);
          continue;
        }
        this.allowed = 0;
      } else if (isPassing(response.status)) {
        this.#failed();
      } else {
        this.allowed = 0;
      }
      return response;
    }
  }

  end(): void {
    this.#stopCounting?.();
  }

  /** Redirects are followed on the same host only, and with the same method: GitHub has them for what was renamed. */
  async #follow(url: string, init: RequestInit): Promise<Response> {
    const { apiUrl } = this.#access;
    if (!takesToken(apiUrl, url)) return misdirected("an address that gets no token", url);
    let next = url;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const response = await this.#once(next, init);
      if (response.status < 300 || response.status > 399) return response;
      const location = response.headers.get("location") ?? "";
      const target = URL.canParse(location, next) ? new URL(location, next) : undefined;
      const keepsMethod = init.method === "GET" || response.status === 307 || response.status === 308;
      const stays = target?.origin === new URL(next).origin && takesToken(apiUrl, target.href);
      if (!stays || !keepsMethod) return misdirected("a redirect that is not followed", target?.href);
      next = target.href;
    }
    return misdirected(`more than ${MAX_REDIRECTS} redirects`, next);
  }

  async #once(url: string, init: RequestInit): Promise<Response> {
    const { fetcher, patience } = this.#access;
    const limit = patience.timeout(init.method === "GET" ? DEFAULT_TIMEOUT : TRANSFER_TIMEOUT);
    const signal = AbortSignal.timeout(Math.ceil(limit));
    try {
      return await wholeAnswer(await fetcher(url, { ...init, redirect: "manual", signal }));
    } catch (error) {
      this.#failed();
      throw error;
    }
  }

  /** The plugin waits 1, 4, 9, … seconds before its next try. */
  #failed(): void {
    const { patience } = this.#access;
    this.#stopCounting ??= patience.startRetrying();
    this.#failures += 1;
    const fits = this.#failures ** 2 * 1000 <= patience.remaining();
    this.allowed = fits ? Math.min(this.#failures, this.#most) : 0;
  }
}

/** The answer, read to its end; one of success that is not JSON is some proxy's page, and passes as a fault does. */
async function wholeAnswer(response: Response): Promise<Response> {
  const body = await readCapped(response, MAX_ANSWER_BYTES);
  const { status, headers } = response;
  if (!response.ok) return new Response(body, { status, headers });
  if (status === 204) return new Response(null, { status, headers });
  try {
    JSON.parse(body.toString("utf8"));
    return new Response(body, { status, headers });
  } catch {
    const message = `an answer of status ${status} that is not JSON`;
    return Response.json({ message }, { status: 502 });
  }
}

/**
 * Whether an answer asks to wait before the same call is made again, and for how long if it says so. Neither plugin
 * heeds Retry-After in an answer that does not also speak of a rate limit.
 */
async function waitAsked(
  response: Response,
  now: number,
): Promise<{ readonly ms: number | undefined } | undefined> {
  const { status, headers } = response;
  if (!isPassing(status) && status !== 403) return undefined;
  const asked = retryAfter(response, now);
  if (asked !== undefined) return { ms: asked };
  if (status !== 403 && status !== 429) return undefined;
  if (headers.get("x-ratelimit-remaining") === "0") {
    const reset = Number(headers.get("x-ratelimit-reset") ?? 0) * 1000;
    // A reset that is past and a limit that stays: the steps must grow. A second more, as clocks differ.
    return { ms: reset > now ? reset - now + 1000 : undefined };
  }
  return isRateLimit(await response.clone().text()) ? { ms: SECONDARY_LIMIT_WAIT } : undefined;
}

function isRateLimit(text: string): boolean {
  return /\b(?:secondary rate|rate limit)\b/i.test(text);
}

/** An answer of our own, which says why there was no call, and that another try is of no use. */
function misdirected(what: string, url: string | undefined): Response {
  const where = url !== undefined && URL.canParse(url) ? new URL(url).origin : "no address";
  return Response.json({ message: `${what}: ${where}` }, { status: MISDIRECTED });
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
    return { status: undefined, message: noAnswer(error) };
  }
  const said = text(response, "data", "message") ?? "";
  return {
    status,
    message: redact(said)
      .replaceAll(/\p{C}+/gu, " ")
      .slice(0, 300),
  };
}

/** The innermost cause: the client wraps fetch's error, which wraps the socket's. */
function noAnswer(error: unknown): string {
  if (error instanceof Error && error.cause instanceof Error) return noAnswer(error.cause);
  return error instanceof Error && error.name === "TimeoutError"
    ? "no answer in time"
    : `no answer (${kindOf(error)})`;
}

/** Whether the same call may succeed later: no answer, a server's fault, or too many calls. */
export function isUnavailable(refusal: Refusal): boolean {
  return (
    refusal.status === undefined ||
    isPassing(refusal.status) ||
    refusal.status < 400 ||
    (refusal.status === 403 && isRateLimit(refusal.message))
  );
}

/** Whether the call was led elsewhere, and not made there: nothing is known then of what GitHub holds or took. */
export function isMisdirected(refusal: Refusal): boolean {
  return refusal.status === MISDIRECTED;
}

export const BAD_TOKEN =
  "Leave `github-token` at its default, `${{ github.token }}`, or give it one that has not ended.";

/** What to do about a refusal, where its status alone tells. */
function adviceByStatus(refusal: Refusal): string | undefined {
  if (isUnavailable(refusal))
    return "Run the job again: it finishes what this run left, and signs nothing twice. `max-wait` sets how long the step keeps trying.";
  if (isMisdirected(refusal))
    return "The token goes to the API's own host and its uploads alone. Check `GITHUB_API_URL`, and what stands between this runner and GitHub.";
  return refusal.status === 401 ? BAD_TOKEN : undefined;
}

function isPassing(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

/** @param doing what was tried, as in "GitHub did not take the asset" */
export function refused(doing: string, refusal: Refusal, todo?: string): WaybillError {
  const unavailable = isUnavailable(refusal);
  const advice = adviceByStatus(refusal) ?? todo;
  const status = refusal.status === undefined || isMisdirected(refusal) ? "" : `status ${refusal.status}`;
  return new WaybillError(unavailable ? "STORE_UNAVAILABLE" : "STORE_REFUSED", {
    what: doing,
    got: [status, refusal.message].filter((part) => part !== "").join(": "),
    ...(advice === undefined ? {} : { todo: advice }),
  });
}
