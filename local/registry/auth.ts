import { randomBytes } from "node:crypto";

import type { Answer, Call, Route } from "../server.ts";
import { Refusal } from "./errors.ts";

export type Action = "pull" | "push" | "delete";

const ALL: readonly Action[] = ["pull", "push", "delete"];

export interface Account {
  readonly username: string;
  readonly password: string;
  /** what `docker login` keeps where the registry gives one; good for the refresh-token grant alone */
  readonly identityToken?: string;
  /** what it may do, by repository; `*` for the others; everything, if not given */
  readonly may?: Readonly<Record<string, readonly Action[]>>;
}

/** Who is let in and how. Every field can be changed while the registry runs. */
export interface AuthSettings {
  kind: "none" | "basic" | "bearer";
  accounts: readonly Account[];
  /** what a token may do that was asked for without credentials */
  anonymous: readonly Action[];
  /** at the registry's own origin, or at the other one */
  realm: "here" | "elsewhere";
  /** of a token, in seconds */
  lifetime: number;
  /** what a GET is answered with: Docker has `token`, ACR `access_token`, some both */
  tokenField: "token" | "access_token" | "both";
  /** whether the realm takes a POST (OAuth 2) */
  oauth: boolean;
  /** what says that a token is good but not for this: distribution has 401, GHCR 403 */
  insufficient: 401 | 403;
}

export const NO_AUTH: AuthSettings = {
  kind: "none",
  accounts: [],
  anonymous: [],
  realm: "here",
  lifetime: 300,
  tokenField: "token",
  oauth: true,
  insufficient: 401,
};

interface Grant {
  readonly expires: number;
  readonly may: ReadonlyMap<string, readonly Action[]>;
}

/** Where the two servers are, which is known once they run. */
export interface Origins {
  readonly host: () => string;
  readonly here: () => string;
  readonly elsewhere: () => string;
}

/** Checks what is asked, and issues the tokens that it checks (distribution, "Token Authentication Specification"). */
export class Gate {
  readonly settings: AuthSettings;
  readonly #origins: Origins;
  readonly #grants = new Map<string, Grant>();

  constructor(settings: AuthSettings, origins: Origins) {
    this.settings = settings;
    this.#origins = origins;
  }

  /** Ends the tokens that were issued; their holders must ask for new ones. */
  expireTokens(): void {
    this.#grants.clear();
  }

  /** @throws Refusal (401 with a challenge, 403) unless the call may do all of it */
  require(call: Call, repository: string | undefined, actions: readonly Action[]): void {
    if (this.settings.kind === "none") return;
    const given = call.headers["authorization"];
    const may = given === undefined ? undefined : this.#allowed(given, repository);
    const scope = repository === undefined ? "" : `,scope="repository:${repository}:${actions.join(",")}"`;
    const challenge = (error: string): Record<string, string> => ({
      "www-authenticate":
        this.settings.kind === "basic"
          ? `Basic realm="registry"`
          : `Bearer realm="${this.#realm()}",service="${this.#origins.host()}"${scope}${error}`,
    });
    if (may === undefined) {
      const error = given === undefined ? "" : `,error="invalid_token"`;
      throw new Refusal("UNAUTHORIZED", "authentication required", { headers: challenge(error) });
    }
    if (actions.every((action) => may.includes(action))) return;
    if (this.settings.kind === "basic" || this.settings.insufficient === 403) {
      throw new Refusal("DENIED", "requested access to the resource is denied");
    }
    throw new Refusal("UNAUTHORIZED", "insufficient scope", {
      headers: challenge(`,error="insufficient_scope"`),
    });
  }

  allows(call: Call, repository: string, actions: readonly Action[]): boolean {
    const given = call.headers["authorization"];
    const may =
      this.settings.kind === "none" ? ALL : given === undefined ? [] : this.#allowed(given, repository);
    return actions.every((action) => may?.includes(action) === true);
  }

  /** The realm, at both origins; the challenge says which is meant, and the other is not there. */
  tokenRoutes(origin: AuthSettings["realm"]): Route[] {
    const here = (handle: (call: Call) => Answer) => (call: Call) =>
      this.settings.kind === "bearer" && this.settings.realm === origin ? handle(call) : { status: 404 };
    return [
      { method: "GET", path: /\/token/, handle: here((call) => this.#get(call)) },
      { method: "POST", path: /\/token/, handle: here((call) => this.#post(call)) },
    ];
  }

  /** @returns undefined for credentials that are not good (any more) */
  #allowed(authorization: string, repository: string | undefined): readonly Action[] | undefined {
    if (this.settings.kind === "basic") {
      const account = this.#accountOf(authorization);
      return account === undefined ? undefined : accountMay(account, repository);
    }
    const grant = this.#grants.get(/^bearer (.+)$/i.exec(authorization)?.[1] ?? "");
    if (grant === undefined || grant.expires <= Date.now()) return undefined;
    return grant.may.get(repository ?? "") ?? [];
  }

  #accountOf(authorization: string): Account | undefined {
    const encoded = /^basic (.+)$/i.exec(authorization)?.[1] ?? "";
    const [, username, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString()) ?? [];
    return this.settings.accounts.find((a) => a.username === username && a.password === password);
  }

  #get(call: Call): Answer {
    const given = call.headers["authorization"];
    const account = given === undefined ? undefined : this.#accountOf(given);
    if (given !== undefined && account === undefined) return refused("incorrect username or password");
    const scopes = call.query.getAll("scope").flatMap((scope) => scope.split(" "));
    const answer = this.#issue(call.query.get("service"), scopes, account);
    if (answer.status !== 200) return answer;
    const { access_token, ...rest } = answer.body;
    const offline = call.query.get("offline_token") === "true" && account?.identityToken !== undefined;
    const field = this.settings.tokenField;
    return {
      status: 200,
      body: {
        ...(field === "access_token" ? {} : { token: access_token }),
        ...(field === "token" ? {} : { access_token }),
        ...rest,
        ...(offline ? { refresh_token: account.identityToken } : {}),
      },
    };
  }

  /** distribution, "Docker Registry v2 authentication using OAuth2"; ACR's form of it */
  #post(call: Call): Answer {
    if (!this.settings.oauth) return { status: 405 };
    if (call.headers["content-type"]?.split(";")[0] !== "application/x-www-form-urlencoded") {
      return oauthError("invalid_request");
    }
    const form = new URLSearchParams(call.body.toString());
    const account = this.settings.accounts.find((a) =>
      form.get("grant_type") === "refresh_token"
        ? a.identityToken !== undefined && a.identityToken === form.get("refresh_token")
        : form.get("grant_type") === "password" &&
          a.username === form.get("username") &&
          a.password === form.get("password"),
    );
    if (account === undefined) return { ...oauthError("invalid_grant"), status: 401 };
    return this.#issue(form.get("service"), (form.get("scope") ?? "").split(" "), account);
  }

  /** A token for what was asked and is allowed, which may be nothing: the registry, not the realm, refuses then. */
  #issue(
    service: string | null,
    scopes: readonly string[],
    account: Account | undefined,
  ): { status: 200; body: Record<string, unknown> } | { status: 400; body: unknown } {
    if (service !== this.#origins.host()) return oauthError("invalid_request");
    const may = new Map<string, readonly Action[]>();
    for (const scope of scopes) {
      const [, name, asked] = /^repository:(.+):([a-z,*]+)$/.exec(scope) ?? [];
      if (name === undefined || asked === undefined) continue;
      const actions = account === undefined ? this.settings.anonymous : accountMay(account, name);
      may.set(
        name,
        actions.filter((action) => asked.split(",").includes(action)),
      );
    }
    // no scope was asked for: good for /v2/ alone
    const token = randomBytes(24).toString("base64url");
    this.#grants.set(token, { may, expires: Date.now() + this.settings.lifetime * 1000 });
    const issued_at = new Date().toISOString();
    return { status: 200, body: { access_token: token, expires_in: this.settings.lifetime, issued_at } };
  }

  #realm(): string {
    return `${this.settings.realm === "here" ? this.#origins.here() : this.#origins.elsewhere()}/token`;
  }
}

function accountMay(account: Account, repository: string | undefined): readonly Action[] {
  if (account.may === undefined) return ALL;
  return account.may[repository ?? ""] ?? account.may["*"] ?? [];
}

function refused(message: string): Answer {
  return new Refusal("UNAUTHORIZED", message).answer();
}

function oauthError(error: string): { status: 400; body: unknown } {
  return { status: 400, body: { error } };
}
