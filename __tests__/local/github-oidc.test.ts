import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";

import { claims } from "../../local/github/claims.ts";
import { type LocalGitHub, startGitHub } from "../../local/github/start.ts";
import { checkExchanges } from "../openapi/conformance.ts";

let github: LocalGitHub;
before(async () => {
  github = await startGitHub();
});
after(() => github.close());
beforeEach(() => {
  Object.assign(github.oidc, {
    path: "",
    slug: undefined,
    lifetime: 300,
    wrong: {},
    forged: false,
    claims: claims(),
  });
});

/** Asks for a token as a job does. */
async function request(audience = "sigstore", bearer = github.requestToken): Promise<Response> {
  return await fetch(`${github.tokenRequestUrl}&audience=${encodeURIComponent(audience)}`, {
    headers: { authorization: `Bearer ${bearer}` },
  });
}

async function tokenOf(response: Response): Promise<string> {
  const { value, count } = (await response.json()) as { value: string; count: number };
  assert.equal(count, value.length);
  return value;
}

/** Verifies against what the issuer's own discovery document names. */
async function verify(token: string, issuer: string, audience = "sigstore") {
  const discovery = await fetch(`${issuer}/.well-known/openid-configuration`);
  const document = (await discovery.json()) as { issuer: string; jwks_uri: string };
  assert.equal(document.issuer, issuer);
  const keys = createRemoteJWKSet(new URL(document.jwks_uri));
  return await jwtVerify(token, keys, { issuer, audience, algorithms: ["RS256"] });
}

for (const [name, path, slug] of [
  ["github.com's", "", undefined],
  ["an enterprise's on github.com", "", "octo-enterprise"],
  ["a GHES's", "/_services/token", undefined],
  ["an enterprise's on a GHES", "/_services/token", "octo-enterprise"],
] as const) {
  test(`a token of ${name} issuer verifies by that issuer's own keys`, async () => {
    Object.assign(github.oidc, { path, slug });
    assert.equal(github.issuer, `${github.url}${path}${slug === undefined ? "" : `/${slug}`}`);
    const { payload } = await verify(await tokenOf(await request()), github.issuer);
    assert.equal(payload["repository"], "octo-org/rocket");
  });
}

test("a token has GitHub's claims as text, its times, and an id of its own", async () => {
  const first = await tokenOf(await request());
  const { iat = 0, nbf = 0, exp = 0, jti, ...rest } = decodeJwt(first);
  assert.equal(exp - iat, 300);
  assert.ok(nbf < iat);
  assert.ok(Object.values(rest).every((value) => typeof value === "string"));
  assert.equal(rest.sub, "repo:octo-org@7000001/rocket@610000001:ref:refs/tags/v1.2.3");
  assert.deepEqual(rest, { ...claims(), iss: github.url, aud: "sigstore" });
  assert.notEqual(decodeJwt(await tokenOf(await request())).jti, jti);
  assert.equal(decodeProtectedHeader(first).alg, "RS256");
});

test("claims that follow from others follow from an override, and can be left out", () => {
  const changed = claims({
    repository: "a/b",
    ref: "refs/heads/main",
    environment: "prod",
    ref_protected: undefined,
  });
  assert.equal(changed["repository_owner"], "a");
  assert.equal(changed["job_workflow_ref"], "a/b/.github/workflows/release.yml@refs/heads/main");
  assert.equal(changed["ref_type"], "branch");
  assert.equal(changed["sub"], "repo:a@7000001/b@610000001:environment:prod");
  assert.ok(!("ref_protected" in changed));
});

test("a request with a wrong bearer, or none, gets no token", async () => {
  assert.equal((await request("sigstore", "wrong")).status, 401);
  assert.equal((await fetch(github.tokenRequestUrl)).status, 401);
});

for (const [name, change, code] of [
  ["forged", { forged: true }, "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"],
  ["expired", { lifetime: -1 }, "ERR_JWT_EXPIRED"],
  ["meant for another", { wrong: { aud: "other" } }, "ERR_JWT_CLAIM_VALIDATION_FAILED"],
  ["another issuer's", { wrong: { iss: "https://issuer.invalid" } }, "ERR_JWT_CLAIM_VALIDATION_FAILED"],
] as const) {
  test(`a token that is ${name} does not verify`, async () => {
    Object.assign(github.oidc, change);
    await assert.rejects(verify(await tokenOf(await request()), github.url), { code });
  });
}

test("the issuer's calls are no concern of the check against the REST description", () => {
  assert.ok(github.server.exchanges.length > 0);
  assert.deepEqual(checkExchanges(github.server.exchanges, ""), []);
});
