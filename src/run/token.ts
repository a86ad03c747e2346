import {
  createLocalJWKSet,
  decodeJwt,
  errors as joseErrors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
} from "jose";

import { WaybillError } from "../errors.ts";
import { isRecord } from "../json.ts";
import { CallFailed, FinalAnswer, jsonAnswer, type Http } from "../net/http.ts";
import { callableUrl } from "../net/url.ts";
import { changedClaims, readClaims, type Claims } from "./claims.ts";

/** The audience that Sigstore's certificate authorities ask for; one token serves the claims and the certificate. */
export const AUDIENCE = "sigstore";

/** A token with less left is asked for anew: the certificate authority must still accept it when it arrives. */
const FRESH_FOR_MS = 30_000;

/** How the runner hands out tokens; absent without `id-token: write` and in pull requests from forks. */
export interface TokenRequest {
  readonly url: string;
  readonly bearer: string;
}

export interface TokenPorts {
  readonly http: Http;
  /** keeps a value out of the log, from now on */
  readonly mask: (secret: string) => void;
  /** milliseconds since the epoch */
  readonly now: () => number;
}

/** The job's identity: verified claims, and the token that proves them to the certificate authority. */
export interface Identity {
  readonly claims: Claims;
  /** a token with at least 30 s left, of the same claims */
  token(): Promise<string>;
}

/**
 * Asks for the job's token and checks it: signature by the issuer's keys, issuer, audience, expiry.
 * @param issuer the issuer expected; the token's may add one enterprise slug to it, as GitHub's do
 * @throws WaybillError TOKEN_INVALID, CLAIMS_CHANGED, UNREACHABLE
 */
export async function obtainIdentity(
  request: TokenRequest,
  issuer: string,
  ports: TokenPorts,
): Promise<Identity> {
  let current = await obtainToken(request, issuer, ports);
  const { claims } = current;
  return {
    claims,
    async token() {
      if (current.claims.exp * 1000 - ports.now() < FRESH_FOR_MS) {
        const renewed = await obtainToken(request, issuer, ports);
        const changed = changedClaims(claims, renewed.claims);
        if (changed.length > 0) {
          throw new WaybillError("CLAIMS_CHANGED", {
            what: "GitHub's second OIDC token of this job speaks of another identity than the first.",
            got: `different: ${changed.join(", ")}`,
            todo: "Run the job again; if it fails again, the issuer is at fault.",
          });
        }
        current = renewed;
      }
      return current.jwt;
    },
  };
}

interface Token {
  readonly jwt: string;
  readonly claims: Claims;
}

async function obtainToken(request: TokenRequest, issuer: string, ports: TokenPorts): Promise<Token> {
  // The keys are asked for side by side with the token, of the issuer that is expected.
  const early = fetchKeys(issuer, ports.http);
  early.catch(() => undefined);
  const jwt = await requestToken(request, ports);
  const claimed = claimedIssuer(jwt);
  if (!isExpectedIssuer(claimed, issuer)) {
    throw new WaybillError("TOKEN_INVALID", {
      what: "GitHub's OIDC token comes from an issuer that is not expected.",
      got: claimed,
      expected: `${issuer}, or that with one enterprise name behind it`,
      todo: "Set `oidc-issuer` if your server's issuer is another one.",
    });
  }
  const keys = createLocalJWKSet(await (claimed === issuer ? early : fetchKeys(claimed, ports.http)));
  const payload = await verify(jwt, keys, ports.now());
  return { jwt, claims: readClaims(payload, AUDIENCE) };
}

async function requestToken(request: TokenRequest, ports: TokenPorts): Promise<string> {
  const url = callableUrl(request.url);
  if (url === undefined)
    throw unreachable("The runner's address for OIDC tokens is not an https URL.", undefined);
  url.searchParams.set("audience", AUDIENCE);
  ports.mask(request.bearer);
  const headers = { authorization: `Bearer ${request.bearer}`, accept: "application/json" };
  try {
    const jwt = await ports.http.call({ method: "GET", url: url.href, headers }, (answer) => {
      const body = jsonAnswer(200)(answer);
      if (!isRecord(body) || typeof body["value"] !== "string" || body["value"] === "")
        throw new Error("no token");
      // Before anything else can happen to it: from here on the log shows *** in its place.
      ports.mask(body["value"]);
      return body["value"];
    });
    return jwt;
  } catch (error) {
    // The answer's text stays out: an answer that was not understood may hold the token all the same.
    const status = error instanceof CallFailed ? error.last.status : undefined;
    throw unreachable(
      "GitHub's OIDC token service gave no token.",
      status === undefined
        ? describe(error)
        : status < 400
          ? "an answer without a token"
          : `status ${status}`,
    );
  }
}

function claimedIssuer(jwt: string): string {
  try {
    const { iss } = decodeJwt(jwt);
    if (iss !== undefined) return iss;
  } catch {
    // fall through: a token that cannot be read has no issuer either
  }
  throw new WaybillError("TOKEN_INVALID", {
    what: "GitHub's OIDC token is not a JSON Web Token with an issuer.",
  });
}

/**
 * The issuer exactly, or with one segment behind it: enterprises may have their tokens issued under their slug
 * (docs.github.com, "Customizing the issuer value for an enterprise").
 */
export function isExpectedIssuer(claimed: string, expected: string): boolean {
  if (claimed === expected) return true;
  return (
    claimed.startsWith(`${expected}/`) && /^[A-Za-z0-9-]{1,64}$/.test(claimed.slice(expected.length + 1))
  );
}

async function fetchKeys(issuer: string, http: Http): Promise<JSONWebKeySet> {
  const discoveryUrl = callableUrl(`${issuer}/.well-known/openid-configuration`);
  if (discoveryUrl === undefined) throw unreachable("The OIDC issuer is not an https URL.", issuer);
  // Where GitHub has them; if its configuration names another place, that counts.
  const usual = `${issuer}/.well-known/jwks`;
  const early = keysAt(usual, http);
  early.catch(() => undefined);
  try {
    const jwksUri = await http.call({ method: "GET", url: discoveryUrl.href }, (answer) => {
      const body = jsonAnswer(200)(answer);
      if (!isRecord(body) || body["issuer"] !== issuer) throw new FinalAnswer("another issuer");
      const uri = typeof body["jwks_uri"] === "string" ? callableUrl(body["jwks_uri"]) : undefined;
      if (uri === undefined) throw new FinalAnswer("no usable jwks_uri");
      return uri.href;
    });
    return await (jwksUri === usual ? early : keysAt(jwksUri, http));
  } catch (error) {
    throw unreachable(`The keys of the OIDC issuer ${issuer} could not be fetched.`, describe(error));
  }
}

function keysAt(url: string, http: Http): Promise<JSONWebKeySet> {
  return http.call({ method: "GET", url }, (answer) => {
    const body = jsonAnswer(200)(answer);
    if (!isKeySet(body)) throw new Error("no keys");
    return body;
  });
}

async function verify(
  jwt: string,
  keys: ReturnType<typeof createLocalJWKSet>,
  now: number,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(jwt, keys, {
      algorithms: ["RS256"],
      audience: AUDIENCE,
      requiredClaims: ["iss", "aud", "exp", "sub"],
      currentDate: new Date(now),
      // Clocks of self-hosted runners drift; GitHub's tokens live five minutes.
      clockTolerance: 30,
    });
    return payload;
  } catch (error) {
    const code = error instanceof joseErrors.JOSEError ? error.code : "unknown";
    const claim = error instanceof joseErrors.JWTClaimValidationFailed ? ` (claim ${error.claim})` : "";
    throw new WaybillError("TOKEN_INVALID", {
      what: "GitHub's OIDC token did not pass the check of its signature, audience and time.",
      got: `${code}${claim}`,
      expected: `a token for the audience ${AUDIENCE}, signed by its issuer with RS256 and not expired`,
      todo: "Check this machine's clock if the token is said to be expired; otherwise run the job again.",
    });
  }
}

function unreachable(what: string, got: string | undefined): WaybillError {
  return new WaybillError("UNREACHABLE", {
    what,
    ...(got === undefined ? {} : { got }),
    todo: "Run the job again; if it keeps failing, see GitHub's status page or allow the address in your firewall.",
  });
}

function describe(error: unknown): string {
  return error instanceof CallFailed
    ? `${error.last.text} (after ${error.attempts} tries)`
    : "no usable answer";
}

function isKeySet(value: unknown): value is JSONWebKeySet {
  return isRecord(value) && Array.isArray(value["keys"]) && value["keys"].every(isRecord);
}
