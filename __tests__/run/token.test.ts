import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";

import { startGitHub, type LocalGitHub } from "../../local/github/start.ts";
import { http, type Fetch } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";
import { isExpectedIssuer, obtainIdentity, type Identity, type TokenPorts } from "../../src/run/token.ts";
import { failure } from "../subjects/world.ts";

const fetcher: Fetch = (url, init) => fetch(url, init);

interface World {
  readonly github: LocalGitHub;
  readonly masked: string[];
  /** milliseconds that the job's clock is ahead */
  readonly clock: { ahead: number };
  readonly obtain: (url?: string) => Promise<Identity>;
}

async function world(t: TestContext): Promise<World> {
  const github = await startGitHub();
  t.after(() => github.close());
  const masked: string[] = [];
  const clock = { ahead: 0 };
  const ports: TokenPorts = {
    http: http(fetcher, new Patience(0)),
    mask: (secret) => masked.push(secret),
    now: () => Date.now() + clock.ahead,
  };
  const bearer = github.requestToken;
  return {
    github,
    masked,
    clock,
    obtain: (url = github.tokenRequestUrl) => obtainIdentity({ url, bearer }, github.issuer, ports),
  };
}

test("one token serves as long as 30 s of it are left, and is masked with the bearer", async (t) => {
  const { github, masked, clock, obtain } = await world(t);
  const identity = await obtain();
  const first = await identity.token();
  clock.ahead = 269_000;
  assert.equal(await identity.token(), first);
  assert.deepEqual(masked, [github.requestToken, first]);
  assert.equal(github.server.requests(/_idtoken/).length, 1);
  assert.equal(identity.claims.repository, "octo-org/rocket");
  assert.equal(identity.claims.aud, "sigstore");
});

test("a token with less than 30 s left is asked for anew, and the new one kept", async (t) => {
  const { github, masked, clock, obtain } = await world(t);
  github.oidc.lifetime = 40;
  const identity = await obtain();
  const first = await identity.token();
  github.oidc.lifetime = 300;
  clock.ahead = 15_000;
  const second = await identity.token();
  assert.notEqual(second, first);
  assert.equal(await identity.token(), second);
  assert.ok(masked.includes(second));
  assert.equal(github.server.requests(/_idtoken/).length, 2);
});

test("a second token of another identity is refused, with the claims that changed", async (t) => {
  const { github, clock, obtain } = await world(t);
  github.oidc.lifetime = 40;
  const identity = await obtain();
  github.oidc.lifetime = 300;
  github.oidc.claims = { ...github.oidc.claims, sha: "b".repeat(40), run_attempt: "2" };
  clock.ahead = 15_000;
  await assert.rejects(identity.token(), failure("CLAIMS_CHANGED", "run_attempt, sha"));
  // Fresh as it is, it is not handed out the next time either.
  await assert.rejects(identity.token(), failure("CLAIMS_CHANGED"));
});

test("the address of tokens must be https or this machine's own, and then keeps its query", async (t) => {
  const { github, obtain } = await world(t);
  for (const url of ["http://tokens.example/", "https://user:pass@tokens.example/", "nonsense"]) {
    await assert.rejects(obtain(url), failure("UNREACHABLE", "not an https URL"));
  }
  await obtain();
  const [exchange] = github.server.exchanges.filter(({ call }) => call.path.includes("_idtoken"));
  assert.equal(exchange?.call.query.get("api-version"), "2.0");
  assert.equal(exchange?.call.query.get("audience"), "sigstore");
});

test("what is no signed token is refused without being shown", async (t) => {
  const { github, obtain } = await world(t);
  const cases: readonly [unknown, Parameters<typeof failure>][] = [
    [{ value: "not.a.token" }, ["TOKEN_INVALID", "not a JSON Web Token"]],
    [{ value: `${segment({ alg: "none" })}.${segment({ iss: github.issuer })}.` }, ["TOKEN_INVALID"]],
    [{ value: `${segment({ alg: "HS256" })}.${segment({ iss: github.issuer })}.AAAA` }, ["TOKEN_INVALID"]],
    [{ value: "" }, ["UNREACHABLE", "without a token"]],
    [{ value: 7 }, ["UNREACHABLE", "without a token"]],
    ["text", ["UNREACHABLE", "without a token"]],
  ];
  for (const [body, expected] of cases) {
    github.server.heal();
    github.server.fail(/_idtoken/, { kind: "status", status: 200, body });
    await assert.rejects(obtain(), failure(...expected), JSON.stringify(body));
  }
});

test("an issuer without usable keys gives no identity", async (t) => {
  const { github, obtain } = await world(t);
  for (const body of [{}, { keys: "x" }, { keys: [1] }, { keys: [] }]) {
    github.server.heal();
    github.server.fail(/jwks/, { kind: "status", status: 200, body });
    await assert.rejects(obtain(), (error: unknown) => error instanceof Error && "code" in error);
  }
  github.server.heal();
  const elsewhere = { issuer: github.issuer, jwks_uri: "http://keys.example/" };
  github.server.fail(/openid-configuration/, { kind: "status", status: 200, body: elsewhere });
  await assert.rejects(obtain(), failure("UNREACHABLE", "keys of the OIDC issuer"));
});

test("an issuer is the expected one, or that with one enterprise's name behind it", () => {
  const expected = "https://token.actions.githubusercontent.com";
  const cases: readonly [claimed: string, accepted: boolean][] = [
    [expected, true],
    [`${expected}/octo-enterprise`, true],
    [`${expected}/`, false],
    [`${expected}/a/b`, false],
    [`${expected}/a/`, false],
    [`${expected}//a`, false],
    [`${expected}/..`, false],
    [`${expected}/a?b`, false],
    [`${expected}/a%2fb`, false],
    [`${expected}.evil.example`, false],
    [`${expected}@evil.example`, false],
    [expected.toUpperCase(), false],
    ["http://token.actions.githubusercontent.com", false],
    [`${expected}/${"a".repeat(65)}`, false],
    ["", false],
  ];
  for (const [claimed, accepted] of cases) {
    assert.equal(isExpectedIssuer(claimed, expected), accepted, claimed);
  }
});

function segment(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
