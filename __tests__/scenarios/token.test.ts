import assert from "node:assert/strict";
import { test } from "node:test";

import type { OidcIssuer } from "../../local/github/oidc.ts";
import type { StepRun } from "../../local/job.ts";
import { everythingLeft, failedWith, NO_TRACES, traces, world, type World } from "./world.ts";

/** A job whose one file is ready, with the issuer changed. */
async function attestWith(
  { file, step, local }: World,
  change: (issuer: OidcIssuer) => void,
  inputs: Readonly<Record<string, string>> = {},
): Promise<StepRun> {
  await file("dist/rocket.tgz", "rocket");
  // The step is told the server's own issuer; what the tokens say is another matter.
  const issuer = local.github.url;
  change(local.github.oidc);
  return await step({
    "subject-path": "dist/*",
    "github-attestations": "never",
    "oidc-issuer": issuer,
    ...inputs,
  });
}

test("a token that does not prove the job's identity is refused before anything is signed", async (t) => {
  const bad: readonly [string, (issuer: OidcIssuer) => void, RegExp][] = [
    ["signed by another key", (i) => (i.forged = true), /ERR_JWS_SIGNATURE_VERIFICATION_FAILED/],
    ["for another audience", (i) => (i.wrong = { aud: "https://github.com/octo-org" }), /claim aud/],
    ["from another issuer", (i) => (i.wrong = { iss: "https://issuer.example" }), /issuer\.example/],
    ["from an issuer two segments below", (i) => (i.slug = "acme/evil"), /acme\/evil/],
    ["expired", (i) => (i.lifetime = -600), /ERR_JWT_EXPIRED/],
    [
      "without a commit",
      (i) => (i.claims = without(i.claims, "sha")),
      /missing or malformed: sha \(missing\)/,
    ],
    [
      "with claims of another form",
      (i) => (i.claims = { ...i.claims, repository: "octo-org/rocket/x", run_id: "1;2" }),
      /malformed: repository, run_id/,
    ],
  ];
  const w = await world(t);
  const { oidc } = w.local.github;
  const good = { claims: oidc.claims, lifetime: oidc.lifetime, wrong: {}, forged: false, slug: undefined };
  for (const [what, change, text] of bad) {
    await t.test(what, async () => {
      Object.assign(oidc, good);
      const run = await attestWith(w, change);
      assert.match(await failedWith(run, "TOKEN_INVALID"), text);
      assert.deepEqual(traces(w.local), NO_TRACES);
      assert.doesNotMatch(await everythingLeft(w.job, run), /eyJ[\w-]{8,}\.eyJ/);
    });
  }
});

test("an enterprise's issuer, one segment longer, is accepted and stands in the certificate", async (t) => {
  const w = await world(t);
  const run = await attestWith(w, (issuer) => (issuer.slug = "octo-enterprise"));
  assert.equal(run.code, 0, run.log);
  assert.match(run.outputs["verify-commands"] ?? "", /--issuer \S+\/octo-enterprise /);
});

test("a token endpoint that fails once is asked again", async (t) => {
  const w = await world(t);
  w.local.github.server.fail(/_idtoken/, { kind: "status", status: 500 }, { times: 1 });
  const run = await attestWith(w, () => undefined);
  assert.equal(run.code, 0, run.log);
  assert.equal(w.local.github.server.requests(/_idtoken/).length, 2);
});

test("garbage from the token endpoint is reported without being shown: it may hold a token", async (t) => {
  const w = await world(t);
  const leaked = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyb2NrZXQifQ.c2lnbmF0dXJl";
  w.local.github.server.fail(/_idtoken/, { kind: "status", status: 200, body: { valeu: leaked } });
  const run = await attestWith(w, () => undefined, { "max-wait": "0" });
  assert.match(await failedWith(run, "UNREACHABLE"), /gave no token.*an answer without a token/s);
  assert.deepEqual(traces(w.local), NO_TRACES);
  assert.ok(!(await everythingLeft(w.job, run)).includes(leaked));
});

test("an issuer whose discovery names another issuer is not believed", async (t) => {
  const w = await world(t);
  w.local.github.server.fail(/openid-configuration/, {
    kind: "status",
    status: 200,
    body: { issuer: "https://issuer.example", jwks_uri: `${w.local.github.url}/.well-known/jwks` },
  });
  const run = await attestWith(w, () => undefined);
  await failedWith(run, "UNREACHABLE");
  assert.deepEqual(w.local.sigstore.ca.server.requests(), []);
  assert.deepEqual(traces(w.local), NO_TRACES);
});

test("keys that lie elsewhere than GitHub's are taken from where the issuer's configuration says", async (t) => {
  const w = await world(t);
  const jwks = `${w.local.github.url}/.well-known/jwks?elsewhere`;
  w.local.github.server.fail(/openid-configuration/, {
    kind: "status",
    status: 200,
    body: { issuer: w.local.github.issuer, jwks_uri: jwks },
  });
  w.local.github.server.fail(/jwks/, { kind: "status", status: 404 }, { times: 1 });
  const run = await attestWith(w, () => undefined);
  assert.equal(run.code, 0, run.log);
  assert.ok(w.local.github.server.exchanges.some(({ call }) => call.query.has("elsewhere")));
});

test("a token of Sigstore's in the environment is neither used nor sent", async (t) => {
  const w = await world(t);
  const { github, sigstore } = w.local;
  await w.file("dist/rocket.tgz", "rocket");
  const foreign = await github.oidc.mint("sigstore");

  const run = await w.step({ "subject-path": "dist/*" }, { env: { SIGSTORE_ID_TOKEN: foreign } });

  assert.equal(run.code, 0, run.log);
  const servers = [
    github.server,
    github.store,
    sigstore.ca.server,
    sigstore.rekor.server,
    sigstore.tsa.server,
  ];
  for (const { call } of servers.flatMap((server) => server.exchanges)) {
    assert.ok(!`${JSON.stringify(call.headers)}${call.body.toString("latin1")}`.includes(foreign));
  }
  assert.equal(github.server.requests(/_idtoken/).length, 1);
  assert.ok(!(await everythingLeft(w.job, run)).includes(foreign));
  // Without the runner's own token there is none at all.
  const none = await w.step(
    { "subject-path": "dist/*" },
    { env: { SIGSTORE_ID_TOKEN: foreign, ACTIONS_ID_TOKEN_REQUEST_URL: undefined } },
  );
  await failedWith(none, "TOKEN_MISSING");
});

function without(claims: OidcIssuer["claims"], name: string): OidcIssuer["claims"] {
  return Object.fromEntries(Object.entries(claims).filter(([claim]) => claim !== name));
}
