import { randomBytes, randomUUID } from "node:crypto";

import { exportJWK, generateKeyPair, SignJWT } from "jose";

import type { Answer, Call, Route } from "../server.ts";
import type { Claims } from "./claims.ts";

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

/** Where an issuer hangs below the server: github.com's is a host of its own, GHES's a path. */
export type IssuerPath = "" | "/_services/token";

/** The request URL as a job gets it: it has a query already, and the audience is appended to that. */
export const TOKEN_REQUEST = "/_idtoken/17200000001/token?api-version=2.0";

/** GitHub's tokens are valid from ten minutes before they are issued. */
const NOT_BEFORE = 600;

let keys: Promise<KeyPair> | undefined;

/** One pair for all issuers of a process: an RSA key takes longer to make than all the rest to start. */
function issuerKeys(): Promise<KeyPair> {
  return (keys ??= generateKeyPair("RS256"));
}

/** GitHub's OIDC issuer. Everything that is not `readonly` may be changed at any time and holds for the next tokens. */
export class OidcIssuer {
  claims: Claims;
  path: IssuerPath;
  /** an enterprise's own issuer: one more path segment */
  slug: string | undefined;
  /** seconds from `iat` to `exp`; negative for a token that comes expired */
  lifetime = 300;
  /** put in place of the true `iss` and the requested `aud` */
  wrong: { iss?: string; aud?: string } = {};
  /** sign with a key that the JWKS does not hold, under the `kid` of one that it does */
  forged = false;
  /** the bearer that the token request wants, as `ACTIONS_ID_TOKEN_REQUEST_TOKEN` */
  readonly requestToken = randomBytes(24).toString("hex");

  readonly #base: () => string;
  readonly #keys: KeyPair;
  readonly #kid = randomUUID().toUpperCase();
  #forger: KeyPair | undefined;

  private constructor(base: () => string, keys: KeyPair, claims: Claims, path: IssuerPath) {
    this.#base = base;
    this.#keys = keys;
    this.claims = claims;
    this.path = path;
  }

  /** @param base the server's URL, known once it listens */
  static async create(base: () => string, claims: Claims, path: IssuerPath = ""): Promise<OidcIssuer> {
    return new OidcIssuer(base, await issuerKeys(), claims, path);
  }

  /** The `iss` of the next tokens. */
  get issuer(): string {
    return `${this.#base()}${this.path}${this.slug === undefined ? "" : `/${this.slug}`}`;
  }

  /** A token as the request endpoint gives it. */
  async mint(audience: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return await new SignJWT({ ...this.claims })
      .setProtectedHeader({ alg: "RS256", kid: this.#kid, typ: "JWT" })
      .setIssuer(this.wrong.iss ?? this.issuer)
      .setAudience(this.wrong.aud ?? audience)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setNotBefore(now - NOT_BEFORE)
      .setExpirationTime(now + this.lifetime)
      .sign((await this.#signer()).privateKey);
  }

  /** Discovery and keys of every issuer path, and the token request. */
  routes(): Route[] {
    const issuer = String.raw`(?<issuer>(?:/_services/token)?(?:/[A-Za-z0-9-]+)?)`;
    return [
      {
        method: "GET",
        path: new RegExp(String.raw`${issuer}/\.well-known/openid-configuration`),
        handle: (call) => this.#discovery(call),
      },
      {
        method: "GET",
        path: new RegExp(String.raw`${issuer}/\.well-known/jwks`),
        handle: () => this.#jwks(),
      },
      { method: "GET", path: /\/_idtoken\/\d+\/token/, handle: (call) => this.#token(call) },
    ];
  }

  #discovery(call: Call): Answer {
    const issuer = `${this.#base()}${call.params["issuer"] ?? ""}`;
    return {
      status: 200,
      body: {
        issuer,
        jwks_uri: `${issuer}/.well-known/jwks`,
        subject_types_supported: ["public", "pairwise"],
        response_types_supported: ["id_token"],
        claims_supported: ["sub", "aud", "exp", "iat", "iss", "jti", "nbf", ...Object.keys(this.claims)],
        id_token_signing_alg_values_supported: ["RS256"],
        scopes_supported: ["openid"],
      },
    };
  }

  async #jwks(): Promise<Answer> {
    const jwk = await exportJWK(this.#keys.publicKey);
    return { status: 200, body: { keys: [{ ...jwk, alg: "RS256", use: "sig", kid: this.#kid }] } };
  }

  async #token(call: Call): Promise<Answer> {
    const [scheme, bearer] = (call.headers["authorization"] ?? "").split(" ");
    if (scheme?.toLowerCase() !== "bearer" || bearer !== this.requestToken) {
      return { status: 401, body: { message: "The token request is not authorized." } };
    }
    const owner = this.claims["repository_owner"] ?? "";
    const value = await this.mint(call.query.get("audience") ?? `https://github.com/${owner}`);
    return { status: 200, body: { count: value.length, value } };
  }

  async #signer(): Promise<KeyPair> {
    if (!this.forged) return this.#keys;
    this.#forger ??= await generateKeyPair("RS256");
    return this.#forger;
  }
}
