import assert from "node:assert/strict";
import { test } from "node:test";

import { parseChallenges } from "../../src/oci/challenge.ts";
import type { Credentials } from "../../src/oci/credentials.ts";
import { startRegistry } from "../../local/registry/start.ts";
import { pushImage } from "../../local/registry/images.ts";
import { against, ALICE, challenges, client, failure, network, says } from "./clients.ts";

const MANIFEST = "https://reg.example/v2/acme/app/manifests/1";
const TOKEN = "https://auth.example/token?service=reg&scope=repository%3Aacme%2Fapp%3Apull";
const BEARER = challenges(
  'Bearer realm="https://auth.example/token",service="reg",scope="repository:acme/app:pull"',
);
const BASIC = `Basic ${Buffer.from("alice:wonderland-7").toString("base64")}`;
const IDENTITY: Credentials = {
  kind: "identity-token",
  token: "identity-of-alice",
  source: "the helper acr",
};
const gives = (token: string, more: object = {}): (() => Response) => says(200, {}, { token, ...more });
const gone = says(404);

/** Reads a challenge as `scheme name=value …`. */
function read(header: string): string[] {
  return parseChallenges(header).map(({ scheme, params }) =>
    [scheme, ...[...params].map(([name, value]) => `${name}=${value}`)].join(" "),
  );
}

test("challenges are read as RFC 7235 has them, several in one header, schemes and names in any case", () => {
  assert.deepEqual(read('Bearer realm="https://a/t",service="s",scope="repository:a/b:pull,push"'), [
    "bearer realm=https://a/t service=s scope=repository:a/b:pull,push",
  ]);
  assert.deepEqual(read('BASIC Realm="a, b" , bearer REALM = "https://a/t" ,service=s'), [
    "basic realm=a, b",
    "bearer realm=https://a/t service=s",
  ]);
  assert.deepEqual(read(String.raw`Basic realm="say \"no\" \\ yes", realm="second"`), [
    String.raw`basic realm=say "no" \ yes`,
  ]);
  assert.deepEqual(read('Negotiate, NTLM abc+/==, Basic realm=""'), ["negotiate", "ntlm", "basic realm="]);
  assert.deepEqual(read("Bearer realm=https://a/t,service=s"), ["bearer realm=https://a/t service=s"]);
});

test("what is no challenge, or breaks off, is left out", () => {
  assert.deepEqual(read(""), []);
  assert.deepEqual(read('realm="x"'), []);
  assert.deepEqual(read('"Bearer"'), []);
  assert.deepEqual(read('Basic realm="open'), ["basic"]);
  assert.deepEqual(read('Basic realm="x" \u0000, Bearer realm="y"'), ["basic realm=x"]);
  assert.equal(read("a, ".repeat(5000)).length, 5000);
});

test("who need not say who they are says nothing", async () => {
  const { repository, lines } = against({ [`GET ${MANIFEST}`]: gone }, { credentials: ALICE });
  assert.equal(await repository.manifest("1"), undefined);
  assert.deepEqual(lines(), [`GET ${MANIFEST}`]);
});

test("Basic is sent once the registry has asked for it, and from then on at once", async () => {
  const { repository, lines, masked } = against(
    { [`GET ${MANIFEST}`]: [challenges('basic realm="r"'), gone] },
    { credentials: ALICE },
  );
  await repository.manifest("1");
  await repository.manifest("1");
  assert.deepEqual(lines(), [`GET ${MANIFEST}`, `GET ${MANIFEST} ${BASIC}`, `GET ${MANIFEST} ${BASIC}`]);
  assert.deepEqual(masked, ["wonderland-7", BASIC.slice("Basic ".length)]);
});

test("Basic that is refused is not sent again", async () => {
  const { repository, lines } = against(
    { [`GET ${MANIFEST}`]: challenges('Basic realm="r"') },
    { credentials: ALICE },
  );
  const error = await failure(repository.manifest("1"), "REGISTRY_DENIED");
  assert.equal(lines().length, 2);
  assert.match(error.message, /reg\.example let nobody in to read the manifest 1 of reg\.example\/acme\/app/);
  assert.match(
    error.message,
    /status 401 \(UNAUTHORIZED: who are you\); credentials from the inputs; scope asked for: repository:acme\/app:pull/,
  );
  assert.doesNotMatch(error.message, /wonderland|YWxpY2U/);
});

test("no credentials cross plain http, in whichever way the registry asks for them", async () => {
  const url = "http://reg.lan:5000/v2/acme/app/manifests/1";
  for (const challenge of ['Basic realm="r"', 'Bearer realm="https://auth.example/token",service="reg"']) {
    const { repository, lines } = client(
      { registry: "reg.lan:5000", credentials: ALICE, insecure: true },
      network({ [`GET ${url}`]: challenges(challenge) }),
    );
    const error = await failure(repository.manifest("1"), "REGISTRY_DENIED");
    assert.match(error.message, /plain http/);
    assert.deepEqual(lines(), [`GET ${url}`]);
  }
  const bearer: Credentials = { kind: "bearer", token: "my-own-token", source: "auth.json" };
  const { repository, lines } = client(
    { registry: "reg.lan:5000", credentials: bearer, insecure: true },
    network({}),
  );
  await failure(repository.manifest("1"), "REGISTRY_DENIED");
  assert.deepEqual(lines(), []);
});

test("a token is asked for at the realm, on another host, with Basic, service and scope, and serves all calls", async () => {
  const { repository, lines, masked } = against(
    { [`GET ${MANIFEST}`]: [BEARER, gone], [`GET ${TOKEN}`]: gives("token-1") },
    { credentials: ALICE },
  );
  await repository.manifest("1");
  await repository.manifest("1");
  assert.deepEqual(lines(), [
    `GET ${MANIFEST}`,
    `GET ${TOKEN} ${BASIC}`,
    `GET ${MANIFEST} Bearer token-1`,
    `GET ${MANIFEST} Bearer token-1`,
  ]);
  assert.ok(masked.includes("token-1") && masked.includes("wonderland-7"));
});

test("without credentials a token is asked for all the same", async () => {
  const { repository, lines } = against({
    [`GET ${MANIFEST}`]: [BEARER, gone],
    [`GET ${TOKEN}`]: says(200, {}, { access_token: "token-1" }),
  });
  await repository.manifest("1");
  assert.deepEqual(lines().slice(1), [`GET ${TOKEN}`, `GET ${MANIFEST} Bearer token-1`]);
});

test("calls side by side ask for one token", async () => {
  const registry = await startRegistry({ auth: { kind: "bearer", anonymous: ["pull"] } });
  try {
    const { repository } = client({ registry: registry.host });
    await repository.manifest("1");
    registry.server.exchanges.length = 0;
    registry.expireTokens();
    await Promise.all(["1", "2", "3", "4"].map((tag) => repository.manifest(tag)));
    assert.equal(registry.server.requests(/^\/token$/).length, 1);
  } finally {
    await registry.close();
  }
});

test("calls side by side that find their token run out ask for one new one", async () => {
  const { repository, lines, clock } = against({
    [`GET ${MANIFEST}`]: [BEARER, gone],
    [`GET ${TOKEN}`]: gives("token-1"),
  });
  await repository.manifest("1");
  clock.pass(60_000);
  await Promise.all(["1", "1", "1"].map((tag) => repository.manifest(tag)));
  assert.equal(lines().filter((line) => line === `GET ${TOKEN}`).length, 2);
});

test("an identity token is exchanged by the refresh grant, and goes to the realm alone", async () => {
  const { repository, sent, lines, masked } = against(
    {
      [`GET ${MANIFEST}`]: [BEARER, gone],
      "POST https://auth.example/token": says(
        200,
        {},
        { access_token: "token-1", refresh_token: "renewed-one" },
      ),
    },
    { credentials: IDENTITY },
  );
  await repository.manifest("1");
  assert.deepEqual(lines().slice(1), ["POST https://auth.example/token", `GET ${MANIFEST} Bearer token-1`]);
  assert.equal(
    sent[1]?.body,
    "grant_type=refresh_token&scope=repository%3Aacme%2Fapp%3Apull&client_id=waybill&service=reg&refresh_token=identity-of-alice",
  );
  assert.ok(["identity-of-alice", "token-1", "renewed-one"].every((secret) => masked.includes(secret)));
});

test("the refresh grant lets us into the embedded registry", async () => {
  const account = { username: "alice", password: "x", identityToken: "identity-of-alice" };
  const registry = await startRegistry({ auth: { kind: "bearer", accounts: [account], realm: "elsewhere" } });
  try {
    pushImage(registry.state, "acme/app", { tag: "1" });
    const { repository } = client({ registry: registry.host, credentials: IDENTITY });
    assert.ok((await repository.manifest("1")) !== undefined);
  } finally {
    await registry.close();
  }
});

test("a scope that the challenge asks for in another repository is not obeyed", async () => {
  const other = challenges(
    'Bearer realm="https://auth.example/token",service="reg",scope="repository:acme/secret:pull,push,delete"',
  );
  const { repository, lines } = against(
    { [`GET ${MANIFEST}`]: [other, gone], [`GET ${TOKEN}`]: gives("token-1") },
    { credentials: ALICE },
  );
  await repository.manifest("1");
  assert.equal(lines()[1], `GET ${TOKEN} ${BASIC}`);
});

test("what is written is asked for with push, what is read with pull alone", async () => {
  const registry = await startRegistry({
    auth: { kind: "bearer", accounts: [{ username: "alice", password: "wonderland-7" }] },
  });
  try {
    const { repository } = client({ registry: registry.host, credentials: ALICE });
    await repository.manifest("1");
    await repository.putBlob(Buffer.from("{}"));
    const scopes = registry.server.exchanges
      .filter(({ call }) => call.path === "/token")
      .map(({ call }) => call.query.get("scope"));
    assert.deepEqual(scopes, ["repository:acme/app:pull", "repository:acme/app:pull,push"]);
  } finally {
    await registry.close();
  }
});

test("a token that ran out, or says nothing of how long it lasts, is asked for anew before it is refused", async () => {
  for (const [answer, seconds] of [
    [gives("t", { expires_in: 300 }), 300],
    [gives("t"), 60],
    [gives("t", { expires_in: -1 }), 60],
  ] as const) {
    const { repository, lines, clock } = against({
      [`GET ${MANIFEST}`]: [BEARER, gone],
      [`GET ${TOKEN}`]: answer,
    });
    await repository.manifest("1");
    clock.pass(seconds * 890);
    await repository.manifest("1");
    const asked = (): number => lines().filter((line) => line === `GET ${TOKEN}`).length;
    assert.equal(asked(), 1);
    clock.pass(seconds * 20);
    await repository.manifest("1");
    assert.equal(asked(), 2);
  }
});

test("a token that the registry refuses is asked for anew once", async () => {
  const { repository, lines } = against(
    {
      [`GET ${MANIFEST}`]: [BEARER, BEARER, gone],
      [`GET ${TOKEN}`]: [gives("token-1"), gives("token-2")],
    },
    { credentials: ALICE },
  );
  await repository.manifest("1");
  assert.deepEqual(
    lines().filter((line) => line.includes("Bearer")),
    [`GET ${MANIFEST} Bearer token-1`, `GET ${MANIFEST} Bearer token-2`],
  );

  const refused = against(
    { [`GET ${MANIFEST}`]: BEARER, [`GET ${TOKEN}`]: [gives("token-1"), gives("token-2")] },
    { credentials: ALICE },
  );
  const error = await failure(refused.repository.manifest("1"), "REGISTRY_DENIED");
  assert.equal(refused.lines().length, 5);
  assert.doesNotMatch(error.message, /token-\d/);
});

test("a token of the user's own is sent at once, and refused but once", async () => {
  const own: Credentials = { kind: "bearer", token: "my-own-token", source: "auth.json" };
  const { repository, lines } = against({ [`GET ${MANIFEST}`]: BEARER }, { credentials: own });
  const error = await failure(repository.manifest("1"), "REGISTRY_DENIED");
  assert.match(error.message, /credentials from auth\.json/);
  assert.deepEqual(lines(), [`GET ${MANIFEST} Bearer my-own-token`]);
});

test("a realm that is no https address, or of this machine, gets no credentials", async () => {
  const realms = [
    "http://auth.example/token",
    "http://127.0.0.1:9/token",
    "https://a:b@auth.example/token",
    "/token",
    "",
    "file:///etc/passwd",
  ];
  for (const realm of realms) {
    const { repository, lines } = against(
      { [`GET ${MANIFEST}`]: challenges(`Bearer realm="${realm}",service="reg"`) },
      { credentials: ALICE },
    );
    await failure(repository.manifest("1"), "REGISTRY_INVALID");
    assert.deepEqual(lines(), [`GET ${MANIFEST}`], realm);
  }
});

test("a token service that refuses is named, with its own words, and 5xx of it is no refusal", async () => {
  const run = (answer: () => Response, credentials: Credentials = ALICE) =>
    against(
      {
        [`GET ${MANIFEST}`]: BEARER,
        [`GET ${TOKEN}`]: answer,
        "POST https://auth.example/token": answer,
      },
      { credentials },
    ).repository.manifest("1");
  const words = { errors: [{ code: "DENIED", message: "wrong password wonderland-7" }] };
  const error = await failure(run(says(401, {}, words)), "REGISTRY_DENIED");
  assert.match(
    error.message,
    /status 401 \(DENIED: wrong password \*\*\*\) of the token service auth\.example/,
  );
  await failure(run(says(400, {}, { error: "invalid_grant" }), IDENTITY), "REGISTRY_DENIED");
  await failure(run(says(502)), "REGISTRY_UNAVAILABLE");
  await failure(run(says(429)), "REGISTRY_UNAVAILABLE");
});

test("a token answer that holds none is not believed, and not repeated", async () => {
  const odd: (() => Response)[] = [
    says(200, {}, "<html>opaque-token-value"),
    says(200, {}, []),
    says(200, {}, { token: 7 }),
    says(200, {}, { token: "" }),
    gives("a b"),
    gives("a\r\nx-evil: 1"),
    gives("é"),
    gives("x".repeat(70_000)),
    says(302, { location: "https://evil.example/" }),
  ];
  for (const answer of odd) {
    const { repository, sent } = against(
      { [`GET ${MANIFEST}`]: BEARER, [`GET ${TOKEN}`]: answer },
      { credentials: ALICE },
    );
    const error = await failure(repository.manifest("1"), "REGISTRY_INVALID");
    assert.doesNotMatch(error.message, /opaque|evil/);
    assert.equal(sent.length, 2);
  }
});

test("a challenge that comes from where a redirect led is not listened to", async () => {
  const { repository, lines } = against(
    {
      [`GET ${MANIFEST}`]: says(307, { location: "https://cdn.example/x" }),
      "GET https://cdn.example/x": challenges('Bearer realm="https://cdn.example/token",service="reg"'),
    },
    { credentials: ALICE },
  );
  const error = await failure(repository.manifest("1"), "REGISTRY_DENIED");
  assert.match(error.message, /of cdn\.example, where reg\.example led/);
  assert.deepEqual(lines(), [`GET ${MANIFEST}`, "GET https://cdn.example/x"]);
});

test("a challenge of a way that we do not know is a refusal", async () => {
  for (const challenge of ["Negotiate", "", 'Digest realm="x"']) {
    const { repository, lines } = against(
      { [`GET ${MANIFEST}`]: challenges(challenge) },
      { credentials: ALICE },
    );
    await failure(repository.manifest("1"), "REGISTRY_DENIED");
    assert.equal(lines().length, 1);
  }
});

test("Docker Hub is asked at its own address", async () => {
  const { repository, lines } = client(
    { registry: "docker.io", path: "library/alpine" },
    network({ "GET https://registry-1.docker.io/v2/library/alpine/manifests/3": gone }),
  );
  assert.equal(await repository.manifest("3"), undefined);
  assert.equal(lines().length, 1);
});

test("what is missing is said: packages: write for GHCR, a login step where there was none", async () => {
  const put = async (registry: string, credentials?: Credentials): Promise<string> => {
    const denied = says(
      403,
      {},
      { errors: [{ code: "DENIED", message: "permission_denied: write_package" }] },
    );
    const { repository } = client(
      { registry, ...(credentials === undefined ? {} : { credentials }) },
      network({ [`PUT https://${registry}/v2/acme/app/manifests/1`]: denied }),
    );
    const error = await failure(repository.putManifest("1", "a/b", Buffer.from("{}")), "REGISTRY_DENIED");
    return error.message;
  };
  const ghcr = await put("ghcr.io", ALICE);
  assert.match(ghcr, /`packages: write`/);
  assert.match(ghcr, /credentials from the inputs; scope asked for: repository:acme\/app:pull,push/);
  assert.match(
    await put("reg.example"),
    /looked for in the inputs, ~\/\.docker\/config\.json.*\n.*\n.*Log in to reg\.example before this step/,
  );
});
