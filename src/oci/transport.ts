import { CallFailed, type Http, type HttpAnswer, type HttpCall } from "../net/http.ts";
import type { Authorizer } from "./auth.ts";
import { invalid, refusal, unavailable, type Attempt } from "./refusal.ts";

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** The redirects that repeat method and body (RFC 9110, 15.4.8 and 15.4.9). */
const REPEATING = new Set([307, 308]);
/** A refusal is read as far as this, however little content was asked for. */
const MIN_BYTES = 64 * 1024;

/** One call to a registry, with what its error texts say of it. */
export interface RegistryCall {
  readonly method: HttpCall["method"];
  readonly url: URL;
  readonly attempt: Attempt;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** bytes of content accepted */
  readonly maxBytes?: number;
  /** milliseconds */
  readonly timeout?: number;
  /** milliseconds since the epoch, for what is not worth a second try */
  readonly giveUpAt?: number;
  /** as in HttpCall */
  readonly once?: boolean;
}

export interface Reply {
  readonly answer: HttpAnswer;
  /** of the last hop */
  readonly url: URL;
  /** a redirect, or an upload's address, led away from the registry's origin */
  readonly left: boolean;
}

/** Calls of one registry: let in as it asks, redirects followed, credentials kept to its origin. */
export class Transport {
  readonly origin: string;
  readonly #http: Http;
  readonly #auth: Authorizer;

  constructor(origin: string, http: Http, auth: Authorizer) {
    this.origin = origin;
    this.#http = http;
    this.#auth = auth;
  }

  get clock(): Http["clock"] {
    return this.#http.clock;
  }

  /**
   * @returns whatever the registry answers, 401 and redirects apart
   * @throws WaybillError REGISTRY_DENIED, REGISTRY_INVALID, REGISTRY_UNAVAILABLE
   */
  async send(call: RegistryCall): Promise<Reply> {
    let refused = 0;
    for (;;) {
      const leaves = call.url.origin !== this.origin;
      const authorization = leaves ? undefined : await this.#auth.authorization(call.attempt);
      const reply = await this.#follow(call, authorization);
      if (reply.answer.status !== 401) return reply;
      // A host that we were led to is given nothing, and its challenge is not listened to.
      if (reply.left) throw this.refusal(call.attempt, reply);
      if (authorization !== undefined) refused += 1;
      // A token may have been revoked; a second one that is refused says no.
      if (refused > 1) throw this.refusal(call.attempt, reply);
      await this.#auth.learn(call.attempt, reply.answer, authorization);
    }
  }

  /** What an answer that is no success means. */
  refusal(attempt: Attempt, { answer, url, left }: Reply): Error {
    return refusal(attempt, this.#auth, answer, left ? url.host : undefined);
  }

  /**
   * Where a header of an answer leads: https, or http from http.
   * @throws WaybillError REGISTRY_INVALID
   */
  target(attempt: Attempt, from: URL, location: string | null, what: string): URL {
    const url = location === null ? null : URL.parse(location, from.href);
    if (url === null) throw invalid(attempt, `${what} that leads nowhere`, "an address in `Location`");
    // A registry elsewhere has no business with the services of this machine, so http from https is never loopback's either.
    const isSafe = url.protocol === "https:" || (url.protocol === "http:" && from.protocol === "http:");
    if (!isSafe || url.username !== "" || url.password !== "") {
      throw invalid(
        attempt,
        `${what} from ${from.origin} to ${url.protocol}//${url.host}`,
        "an https address without credentials in it",
      );
    }
    return url;
  }

  async #follow(call: RegistryCall, authorization: string | undefined): Promise<Reply> {
    const { attempt } = call;
    let { url } = call;
    let left = url.origin !== this.origin;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const answer = await this.#one(call, url, left ? undefined : authorization);
      const { status } = answer;
      if (!REDIRECTS.has(status)) return { answer, url, left };
      if (call.method !== "GET" && call.method !== "HEAD" && !REPEATING.has(status)) {
        throw invalid(attempt, `a redirect of a ${call.method} by status ${status}`, "status 307 or 308");
      }
      url = this.target(attempt, url, answer.headers.get("location"), "a redirect");
      left ||= url.origin !== this.origin;
    }
    throw invalid(attempt, `more than ${MAX_REDIRECTS} redirects`, "content at the end of them");
  }

  async #one(call: RegistryCall, url: URL, authorization: string | undefined): Promise<HttpAnswer> {
    const { method, attempt, body, maxBytes, timeout, giveUpAt, once } = call;
    try {
      return await this.#http.call(
        {
          method,
          url: url.href,
          headers: {
            // What is compressed on its way has another ETag than what is stored (RFC 9110, 8.8.3.3).
            "accept-encoding": "identity",
            ...call.headers,
            ...(authorization === undefined ? {} : { authorization }),
          },
          ...(body === undefined ? {} : { body: new Uint8Array(body) }),
          ...(maxBytes === undefined ? {} : { maxBytes: Math.max(maxBytes, MIN_BYTES) }),
          ...(timeout === undefined ? {} : { timeout }),
          ...(giveUpAt === undefined ? {} : { giveUpAt }),
          ...(once === undefined ? {} : { once }),
        },
        (answer) => answer,
      );
    } catch (error) {
      throw error instanceof CallFailed ? unavailable(attempt, this.#auth, error) : error;
    }
  }
}
