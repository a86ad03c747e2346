import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";

import { LocalServer } from "../../local/server.ts";
import { startSigstore } from "../../local/sigstore/start.ts";
import { LocalTuf } from "../../local/tuf/start.ts";
import { WaybillError } from "../../src/errors.ts";
import { http } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";
import { githubTrust } from "../../src/trust/github.ts";
import { rootDigest } from "../../src/trust/tuf.ts";
import type { TrustedRootSource } from "../../src/trust/roots.ts";

interface World {
  readonly tuf: LocalTuf;
  readonly api: LocalServer;
  readonly trust: (serverUrl: string, patience?: number) => Promise<TrustedRootSource>;
  readonly root: object;
}

/** GitHub's TUF repository with its third root pinned, and a server's API with this answer of `GET /meta`. */
async function world(t: TestContext, meta: unknown = {}): Promise<World> {
  const sigstore = await startSigstore({ issuers: [], parts: { rekor: false, ct: false } });
  const root = sigstore.trustedRoot;
  await sigstore.close();
  const text = JSON.stringify(root);
  const tuf = await LocalTuf.start({ "trusted_root.json": text, "octo.trusted_root.json": ` ${text}` });
  for (let i = 0; i < 3; i++) tuf.rotate();
  const handle = () => ({ status: 200, body: meta });
  const api = await LocalServer.start([{ method: "GET", path: /\/meta/, handle }]);
  t.after(() => Promise.all([tuf.close(), api.close()]));
  const sha256 = rootDigest(tuf.root(3));
  const repository = { url: tuf.url, firstRoot: { kind: "pinned", version: 3, sha256 } } as const;
  return {
    tuf,
    api,
    root,
    trust: (serverUrl, patience = 0) =>
      githubTrust(serverUrl, {
        http: http(fetch, new Patience(patience)),
        apiUrl: api.url,
        token: "a-token",
        repository,
      }),
  };
}

const refused = (...parts: readonly RegExp[]) => {
  return (error: unknown): boolean => {
    assert.ok(error instanceof WaybillError, String(error));
    assert.equal(error.code, "TRUST_UNSATISFIED");
    for (const part of [...parts, /`trusted-root`/, /Nothing was signed/]) assert.match(error.message, part);
    return true;
  };
};

const tenant = (domain: unknown) => ({ domains: { artifact_attestations: { trust_domain: domain } } });

test("github.com's root comes by TUF from the pinned root on, and asks for a timestamp alone", async (t) => {
  const { tuf, api, root, trust } = await world(t, tenant("octo"));
  const source = await trust("https://github.com");
  assert.deepEqual(source.json, root);
  assert.deepEqual(source.demand, { log: false, sct: false, timestamp: true });
  assert.match(source.description, /^trusted_root\.json of http:\S+ by TUF, targets version 1 \(sha256:/);
  assert.equal(tuf.server.requests()[0], "GET /3.root.json");
  assert.deepEqual(api.requests(), []);
});

test("a tenant's root is the one of its trust domain, which its own server names", async (t) => {
  const { tuf, api, trust } = await world(t, tenant("octo"));
  const source = await trust("https://octo.ghe.com");
  assert.match(source.description, /^octo\.trusted_root\.json of /);
  assert.equal(tuf.server.requests(/\.octo\.trusted_root\.json$/).length, 1);
  assert.equal(api.exchanges[0]?.call.headers["authorization"], "Bearer a-token");
  assert.ok(!tuf.server.exchanges.some(({ call }) => "authorization" in call.headers));
});

test("a tenant's server that names no domain, or none that is a file's name, is an error", async (t) => {
  for (const meta of [{}, tenant(7), tenant(""), tenant("../x"), tenant("a/b"), []]) {
    const { tuf, trust } = await world(t, meta);
    await assert.rejects(trust("https://octo.ghe.com"), refused(/trust domain/, /\/meta/));
    assert.deepEqual(tuf.server.requests(), []);
  }
});

test("a domain without a root of its own does not get another one's", async (t) => {
  const { tuf, trust } = await world(t, tenant("elsewhere"));
  await assert.rejects(
    trust("https://octo.ghe.com"),
    refused(/the repository lists no such target/, /elsewhere\.trusted_root\.json of http:/),
  );
  assert.deepEqual(tuf.server.requests(/\/targets\//), []);
});

test("without a connection the error says what was tried, from which root", async (t) => {
  const { tuf, trust } = await world(t);
  await tuf.close();
  tuf.close = () => Promise.resolve();
  await assert.rejects(
    trust("https://github.com"),
    refused(
      /got: +3\.root\.json: no connection \(ECONNREFUSED\)/,
      /expected: trusted_root\.json of http:\S+, from 3\.root\.json with the digest sha256:[0-9a-f]{64}/,
    ),
  );
});

test("a passing fault of the repository is waited for", async (t) => {
  const { tuf, trust } = await world(t);
  tuf.server.fail(/timestamp/, { kind: "garbage" }, { times: 1 });
  assert.equal((await trust("https://github.com", 5)).demand.timestamp, true);
});

test("another third root than the pinned one is not believed", async (t) => {
  const { tuf, trust } = await world(t);
  const other = await LocalTuf.start();
  t.after(() => other.close());
  for (let i = 0; i < 2; i++) other.rotate();
  tuf.files.set("3.root.json", other.files.get("3.root.json") ?? Buffer.alloc(0));
  await assert.rejects(trust("https://github.com"), refused(/3\.root\.json: a root with the digest/));
});

test("a target that is no trusted root is said to be none", async (t) => {
  const { tuf, trust } = await world(t);
  tuf.publish({ targets: { "trusted_root.json": '{"mediaType":"application/json"}' } });
  await assert.rejects(trust("https://github.com"), refused(/does not say that it is one/));
});
