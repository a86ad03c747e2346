import { isRecord } from "../json.ts";
import { CallFailed, type Http, type HttpAnswer, type HttpCall } from "../net/http.ts";
import { callableUrl } from "../net/url.ts";
import { parseChallenges, type Challenge } from "./challenge.ts";
import type { Credentials } from "./credentials.ts";
import {
  denied,
  invalid,
  refusal,
  saidIn,
  scopeOf,
  unavailable,
  type Actions,
  type Admission,
  type Attempt,
} from "./refusal.ts";
import type { Secrets } from "./secrets.ts";

/** Of a token without `expires_in` (distribution, "Token response fields"), in seconds. */
const DEFAULT_LIFETIME = 60;
/** Not used in the last tenth of its life: it must still be valid when it arrives. */
const USABLE_SHARE = 0.9;
const MAX_TOKEN_BYTES = 64 * 1024;

/** What the registry asks for, as learned from its challenge. */
type Way =
  | { readonly kind: "basic" }
  | { readonly kind: "token"; readonly realm: URL; readonly service: string | undefined };

interface Token {
  readonly value: string;
  /** milliseconds since the epoch */
  readonly usableUntil: number;
}

/**
 * Gets us into one repository: Basic, Bearer with a token of the registry's token service (distribution,
 * "Token authentication"), or a token that the user has. Credentials go to the registry's origin and to the realm that
 * it names, and over https or within this machine alone.
 */
export class Authorizer implements Admission {
  credentials: Credentials | undefined;
  readonly secrets: Secrets;
  readonly #origin: string;
  readonly #http: Http;
  readonly #lookUp: () => Promise<Credentials>;
  readonly #tokens = new Map<Actions, Promise<Token>>();
  #way: Way | undefined;
  #lookup: Promise<Credentials> | undefined;

  constructor(origin: string, http: Http, secrets: Secrets, lookUp: () => Promise<Credentials>) {
    this.#origin = origin;
    this.#http = http;
    this.secrets = secrets;
    this.#lookUp = lookUp;
  }

  /**
   * The `Authorization` of a call to the registry's origin; undefined while the registry has asked for none.
   * @throws WaybillError REGISTRY_DENIED, REGISTRY_INVALID, REGISTRY_UNAVAILABLE of the token service, and those of the lookup
   */
  async authorization(attempt: Attempt): Promise<string | undefined> {
    const credentials = await this.#credentials();
    if (credentials.kind === "bearer") {
      this.#requirePrivacy(attempt);
      return `Bearer ${credentials.token}`;
    }
    if (this.#way === undefined) return undefined;
    if (this.#way.kind === "token") return `Bearer ${await this.#token(attempt, this.#way)}`;
    if (credentials.kind !== "basic") return undefined;
    this.#requirePrivacy(attempt);
    return this.#basic(credentials);
  }

  /**
   * Learns from a 401 of the registry itself.
   * @param used the `Authorization` that was refused
   * @throws WaybillError REGISTRY_DENIED where another try would be the same again, REGISTRY_INVALID for a realm that
   * no credentials may go to
   */
  async learn(attempt: Attempt, answer: HttpAnswer, used: string | undefined): Promise<void> {
    const before = this.#way;
    const challenges = parseChallenges(answer.headers.get("www-authenticate") ?? "");
    const bearer = challenges.find(({ scheme }) => scheme === "bearer");
    const { credentials } = this;
    if (credentials?.kind === "bearer") throw refusal(attempt, this, answer);
    if (bearer !== undefined) {
      this.#way = this.#tokenWay(attempt, bearer);
      if (used !== undefined) await this.#forget(attempt.actions, used);
      return;
    }
    const isBasic = challenges.some(({ scheme }) => scheme === "basic");
    if (!isBasic || credentials?.kind !== "basic" || (before?.kind === "basic" && used !== undefined)) {
      throw refusal(attempt, this, answer);
    }
    this.#way = { kind: "basic" };
  }

  async #credentials(): Promise<Credentials> {
    this.#lookup ??= this.#lookUp();
    const credentials = await this.#lookup;
    this.credentials = credentials;
    if (credentials.kind === "basic") this.secrets.add(credentials.password);
    else if (credentials.kind !== "anonymous") this.secrets.add(credentials.token);
    return credentials;
  }

  #basic({ username, password }: { readonly username: string; readonly password: string }): string {
    const encoded = Buffer.from(`${username}:${password}`).toString("base64");
    this.secrets.add(encoded);
    return `Basic ${encoded}`;
  }

  #requirePrivacy(attempt: Attempt): void {
    if (callableUrl(this.#origin) !== undefined) return;
    throw denied(
      attempt,
      this,
      `the registry asks for credentials over plain http at ${this.#origin}, where they are not sent`,
      "Have the registry reached by https: plain http is for registries that need no credentials.",
    );
  }

  #tokenWay(attempt: Attempt, { params }: Challenge): Way {
    const realm = callableUrl(params.get("realm") ?? "");
    const isPlain = realm?.protocol === "http:";
    // An address of this machine is for registries of this machine to name.
    if (realm === undefined || (isPlain && !this.#isPlain())) {
      throw invalid(
        attempt,
        `a token service (realm) at ${JSON.stringify(this.secrets.conceal(params.get("realm") ?? "").slice(0, 100))}`,
        "an https URL without credentials in it: no credentials go anywhere else",
      );
    }
    return { kind: "token", realm, service: params.get("service") };
  }

  #isPlain(): boolean {
    return this.#origin.startsWith("http:");
  }

  /** Only the token that was refused: of calls side by side, another may have a new one already. */
  async #forget(actions: Actions, refused: string): Promise<void> {
    const held = this.#tokens.get(actions);
    if (held === undefined) return;
    const token = await held;
    if (`Bearer ${token.value}` === refused && this.#tokens.get(actions) === held)
      this.#tokens.delete(actions);
  }

  /** One token for all calls of a scope, and one request for it however many wait. */
  async #token(attempt: Attempt, way: Way & { kind: "token" }): Promise<string> {
    const { actions } = attempt;
    const held = this.#tokens.get(actions);
    if (held !== undefined) {
      const token = await held;
      if (this.#http.clock.now() < token.usableUntil) return token.value;
      if (this.#tokens.get(actions) === held) this.#tokens.delete(actions);
    }
    const current = this.#tokens.get(actions) ?? this.#request(attempt, way);
    this.#tokens.set(actions, current);
    try {
      return (await current).value;
    } catch (error) {
      if (this.#tokens.get(actions) === current) this.#tokens.delete(actions);
      throw error;
    }
  }

  async #request(attempt: Attempt, way: Way & { kind: "token" }): Promise<Token> {
    const credentials = await this.#credentials();
    if (credentials.kind !== "anonymous") this.#requirePrivacy(attempt);
    const call = this.#tokenCall(attempt, way, credentials);
    let answer: HttpAnswer;
    try {
      answer = await this.#http.call(call, (given) => given);
    } catch (error) {
      throw error instanceof CallFailed ? unavailable(asking(attempt), this, error) : error;
    }
    // To bad credentials a token service answers 401 or 403, or by OAuth2 400 (RFC 6749, 5.2).
    if (answer.status >= 400 && answer.status < 500) {
      throw denied(attempt, this, `${saidIn(answer, this.secrets)} of the token service ${way.realm.host}`);
    }
    const token = answer.status === 200 ? readToken(answer) : undefined;
    if (token === undefined) {
      // Its words stay out: an answer that was not understood may hold a token all the same.
      throw invalid(
        asking(attempt),
        `status ${answer.status} of ${way.realm.origin}, without a token that can be used`,
        "status 200 and JSON with `token` or `access_token`",
      );
    }
    for (const value of token.secrets) this.secrets.add(value);
    const lifetime = token.seconds * 1000 * USABLE_SHARE;
    return { value: token.value, usableUntil: this.#http.clock.now() + lifetime };
  }

  /** The scope is that of what we do. What the challenge asks for may be another repository's, and is not obeyed. */
  #tokenCall(
    attempt: Attempt,
    { realm, service }: Way & { kind: "token" },
    credentials: Credentials,
  ): HttpCall {
    const scope = scopeOf(attempt.name, attempt.actions);
    if (credentials.kind === "identity-token") {
      // ACR and Docker: distribution, "OAuth2 token authentication".
      const form = new URLSearchParams({ grant_type: "refresh_token", scope, client_id: "waybill" });
      if (service !== undefined) form.set("service", service);
      form.set("refresh_token", credentials.token);
      this.secrets.add(encodeURIComponent(credentials.token));
      const headers = {
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded",
      };
      return { method: "POST", url: realm.href, headers, body: form.toString() };
    }
    const url = new URL(realm);
    if (service !== undefined) url.searchParams.set("service", service);
    url.searchParams.set("scope", scope);
    const authorization = credentials.kind === "basic" ? { authorization: this.#basic(credentials) } : {};
    return { method: "GET", url: url.href, headers: { accept: "application/json", ...authorization } };
  }
}

function asking(attempt: Attempt): Attempt {
  return { ...attempt, doing: `give a token to ${attempt.doing}` };
}

interface TokenAnswer {
  readonly value: string;
  readonly seconds: number;
  readonly secrets: readonly string[];
}

/** `token` and `access_token` are the same (distribution, "Token response fields"). */
function readToken(answer: HttpAnswer): TokenAnswer | undefined {
  let body: unknown;
  try {
    body = JSON.parse(answer.body.toString("utf8"));
  } catch {
    return undefined;
  }
  if (!isRecord(body)) return undefined;
  const secrets = ["token", "access_token", "refresh_token"].flatMap((name) => {
    const value = body[name];
    return typeof value === "string" && value !== "" ? [value] : [];
  });
  const value = [body["token"], body["access_token"]].find(
    (given) => typeof given === "string" && given !== "",
  );
  // Anything else would be no header, or several.
  if (typeof value !== "string" || value.length > MAX_TOKEN_BYTES || !/^[\x21-\x7e]+$/.test(value))
    return undefined;
  const seconds = body["expires_in"];
  return {
    value,
    seconds: typeof seconds === "number" && seconds > 0 ? seconds : DEFAULT_LIFETIME,
    secrets,
  };
}
