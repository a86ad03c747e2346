import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import { type Account, NO_AUTH } from "../../local/registry/auth.ts";
import { pushImage } from "../../local/registry/images.ts";
import { type Registry, startRegistry } from "../../local/registry/start.ts";
import { digestOf } from "../../local/registry/state.ts";
import { FAITHFUL } from "../../local/registry/switches.ts";
import { ask, codeOf, pushBlob } from "./registry-world.ts";

const APP = "acme/app";
const OWNER: Account = { username: "owner", password: "pa:ss", identityToken: "identity" };
const READER: Account = { username: "reader", password: "word", may: { [APP]: ["pull"] } };

let registry: Registry;
before(async () => {
  registry = await startRegistry();
  pushImage(registry.state, APP, { tag: "v1" });
});
beforeEach(() => {
  Object.assign(registry.auth, NO_AUTH, { kind: "bearer", accounts: [OWNER, READER] });
  Object.assign(registry.switches, FAITHFUL);
  registry.server.exchanges.length = 0;
  registry.elsewhere.exchanges.length = 0;
});
after(() => registry.close());

function basic({ username, password }: Account): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}

function read(headers: Record<string, string> = {}): Promise<Response> {
  return ask(registry, "GET", `${APP}/manifests/v1`, headers);
}

/** The parameters of a Bearer challenge. */
function challenge(response: Response): Record<string, string> {
  const header = response.headers.get("www-authenticate") ?? "";
  assert.match(header, /^Bearer /);
  return Object.fromEntries(
    [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]),
  );
}

/** Asks the realm of a challenge for a token, with GET. */
async function tokenFor(
  refused: Response,
  account?: Account,
  more: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const { realm = "", service = "", scope = "" } = challenge(refused);
  const url = `${realm}?${new URLSearchParams({ service, ...(scope === "" ? {} : { scope }), ...more }).toString()}`;
  const response = await fetch(url, { headers: account === undefined ? {} : basic(account) });
  assert.equal(response.status, 200);
  return (await response.json()) as Record<string, unknown>;
}

function bearer(answer: Record<string, unknown>): Record<string, string> {
  return { authorization: `Bearer ${String(answer["token"] ?? answer["access_token"])}` };
}

test("with basic authentication, an account reads and writes as it may", async () => {
  registry.auth.kind = "basic";
  const refused = await read();
  assert.equal(refused.headers.get("www-authenticate"), 'Basic realm="registry"');
  assert.equal(await codeOf(refused), "401 UNAUTHORIZED");
  assert.equal((await read(basic({ ...OWNER, password: "pa" }))).status, 401);
  assert.equal((await read(basic(OWNER))).status, 200);
  assert.equal((await read(basic(READER))).status, 200);
  assert.equal((await pushBlob(registry, APP, Buffer.from("x"), basic(OWNER))).status, 201);
  assert.equal(await codeOf(await pushBlob(registry, APP, Buffer.from("x"), basic(READER))), "403 DENIED");
});

test("a challenge names realm, service and scope, and the token that they give lets in", async () => {
  const refused = await read();
  assert.deepEqual(challenge(refused), {
    realm: `${registry.url}/token`,
    service: registry.host,
    scope: `repository:${APP}:pull`,
  });
  const answer = await tokenFor(refused, READER);
  assert.deepEqual(Object.keys(answer), ["token", "expires_in", "issued_at"]);
  assert.equal((await read(bearer(answer))).status, 200);
  assert.equal((await read(basic(READER))).status, 401);
});

test("/v2/ asks for a token of no scope, which is good for nothing else", async () => {
  const refused = await ask(registry, "GET", "/v2/");
  assert.equal(challenge(refused)["scope"], undefined);
  const token = bearer(await tokenFor(refused, OWNER));
  assert.equal((await ask(registry, "GET", "/v2/", token)).status, 200);
  assert.equal(challenge(await read(token))["error"], "insufficient_scope");
});

test("a token for pulling does not push, and is told so as distribution or as GHCR says it", async () => {
  const pull = bearer(await tokenFor(await read(), OWNER));
  const refused = await pushBlob(registry, APP, Buffer.from("x"), pull);
  assert.equal(challenge(refused)["scope"], `repository:${APP}:pull,push`);
  assert.equal(challenge(refused)["error"], "insufficient_scope");
  const push = bearer(await tokenFor(refused, OWNER));
  assert.equal((await pushBlob(registry, APP, Buffer.from("x"), push)).status, 201);
  registry.auth.insufficient = 403;
  assert.equal(await codeOf(await pushBlob(registry, APP, Buffer.from("x"), pull)), "403 DENIED");
});

test("an account that may only read gets a token that cannot push", async () => {
  const refused = await pushBlob(registry, APP, Buffer.from("x"));
  const token = bearer(await tokenFor(refused, READER));
  assert.equal((await read(token)).status, 200);
  assert.equal((await pushBlob(registry, APP, Buffer.from("x"), token)).status, 401);
});

test("whoever brings no credentials may pull where that is open, and not push", async () => {
  assert.equal((await read(bearer(await tokenFor(await read())))).status, 401);
  registry.auth.anonymous = ["pull"];
  const token = bearer(await tokenFor(await pushBlob(registry, APP, Buffer.from("x"))));
  assert.equal((await read(token)).status, 200);
  assert.equal((await pushBlob(registry, APP, Buffer.from("x"), token)).status, 401);
});

test("a token that has expired is refused as invalid", async () => {
  const token = bearer(await tokenFor(await read(), OWNER));
  registry.expireTokens();
  assert.equal(challenge(await read(token))["error"], "invalid_token");
  registry.auth.lifetime = 0;
  assert.equal((await read(bearer(await tokenFor(await read(), OWNER)))).status, 401);
});

test("the realm refuses wrong credentials, and a service that is not the registry's", async () => {
  const realm = challenge(await read())["realm"] ?? "";
  const wrong = await fetch(`${realm}?service=${registry.host}`, {
    headers: basic({ ...OWNER, password: "no" }),
  });
  assert.equal(await codeOf(wrong), "401 UNAUTHORIZED");
  assert.equal((await fetch(`${realm}?service=other`)).status, 400);
});

test("an identity token is traded for an access token by POST alone", async () => {
  const { realm = "", service = "", scope = "" } = challenge(await pushBlob(registry, APP, Buffer.from("x")));
  const trade = (form: Record<string, string>) =>
    fetch(realm, {
      method: "POST",
      body: new URLSearchParams({ service, scope, client_id: "test", ...form }),
    });
  const traded = await trade({ grant_type: "refresh_token", refresh_token: "identity" });
  const answer = (await traded.json()) as Record<string, unknown>;
  assert.equal(answer["token"], undefined);
  assert.equal((await pushBlob(registry, APP, Buffer.from("x"), bearer(answer))).status, 201);
  assert.equal((await trade({ grant_type: "password", username: "owner", password: "pa:ss" })).status, 200);
  assert.equal((await trade({ grant_type: "refresh_token", refresh_token: "other" })).status, 401);
  assert.equal(
    (await trade({ grant_type: "password", username: "owner", password: "identity" })).status,
    401,
  );
  assert.equal((await tokenFor(await read(), OWNER, { offline_token: "true" }))["refresh_token"], "identity");
  registry.auth.oauth = false;
  assert.equal((await trade({ grant_type: "refresh_token", refresh_token: "identity" })).status, 405);
});

test("a realm elsewhere issues the tokens, in either field, and the registry sees no password", async () => {
  Object.assign(registry.auth, { realm: "elsewhere", tokenField: "access_token" });
  const refused = await read();
  assert.equal(challenge(refused)["realm"], `${registry.elsewhere.url}/token`);
  const answer = await tokenFor(refused, OWNER);
  assert.equal(answer["token"], undefined);
  assert.equal((await read(bearer(answer))).status, 200);
  assert.deepEqual(registry.elsewhere.requests(), ["GET /token"]);
  assert.ok(!registry.server.exchanges.some((e) => e.call.headers["authorization"]?.startsWith("Basic")));
  assert.equal((await fetch(`${registry.url}/token?service=${registry.host}`)).status, 404);
});

test("a blob of a repository that may not be pulled cannot be mounted", async () => {
  const secret = registry.state.repository("acme/secret").putBlob(Buffer.from("secret"));
  registry.auth.kind = "basic";
  registry.auth.accounts = [{ ...READER, may: { [APP]: ["pull", "push"] } }];
  const path = `${APP}/blobs/uploads/?mount=${secret}&from=acme/secret`;
  assert.equal((await ask(registry, "POST", path, basic(READER))).status, 202);
  registry.auth.accounts = [READER, OWNER];
  assert.equal((await ask(registry, "POST", path, basic(OWNER))).status, 201);
});

test("an upload's Location at another origin takes the bytes without credentials, and none with them", async () => {
  registry.auth.kind = "basic";
  registry.switches.uploads = "elsewhere";
  const bytes = Buffer.from("elsewhere");
  const put = async (headers: Record<string, string>): Promise<Response> => {
    const started = await ask(registry, "POST", `${APP}/blobs/uploads/`, basic(OWNER));
    const location = `${started.headers.get("location") ?? ""}&digest=${digestOf(bytes)}`;
    assert.ok(location.startsWith(registry.elsewhere.url));
    return fetch(location, { method: "PUT", headers, body: new Uint8Array(bytes) });
  };
  assert.equal(await codeOf(await put(basic(OWNER))), "400 BLOB_UPLOAD_INVALID");
  assert.equal((await put({})).status, 201);
  assert.ok(registry.state.repository(APP).blobs.has(digestOf(bytes)));
});
