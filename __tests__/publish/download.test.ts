import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test, type TestContext } from "node:test";

import { LocalServer, type Answer } from "../../local/server.ts";
import { WaybillError } from "../../src/errors.ts";
import { Patience } from "../../src/net/patience.ts";
import { downloadBytes, downloadDigest, type DownloadAccess } from "../../src/publish/download.ts";
import { OwnClock, service, type Reaction } from "../net/world.ts";

const BYTES = Buffer.from("the asset's bytes");

/** An API that redirects to a store, on two origins. */
async function origins(
  t: TestContext,
): Promise<{ api: LocalServer; store: LocalServer; access: DownloadAccess }> {
  const store = await LocalServer.start([route(/\/bytes/, () => ({ status: 200, body: BYTES }))]);
  t.after(() => store.close());
  const redirect = (): Answer => ({ status: 302, headers: { location: `${store.url}/bytes?sig=1` } });
  const api = await LocalServer.start([route(/\/asset/, redirect)]);
  t.after(() => api.close());
  const patience = new Patience(5, new OwnClock());
  return { api, store, access: { token: "secret", fetcher: (url, init) => fetch(url, init), patience } };
}

function route(path: RegExp, handle: () => Answer) {
  return { method: "GET", path, handle };
}

function scripted(
  seconds: number,
  ...reactions: Reaction[]
): { access: DownloadAccess; calls: RequestInit[] } {
  const { fetcher, calls } = service(...reactions);
  return { access: { token: "secret", fetcher, patience: new Patience(seconds, new OwnClock()) }, calls };
}

async function unavailable(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  assert.ok(error instanceof WaybillError);
  assert.equal(error.code, "STORE_UNAVAILABLE");
  return error.parts.got ?? "";
}

test("the store gets no token, and its bytes are read and hashed", async (t) => {
  const { api, store, access } = await origins(t);
  assert.deepEqual(await downloadBytes(`${api.url}/asset`, access, 100), BYTES);
  const digest = createHash("sha256").update(BYTES).digest("hex");
  assert.equal(await downloadDigest(`${api.url}/asset`, access), digest);
  assert.equal(api.exchanges[0]?.call.headers["authorization"], "Bearer secret");
  for (const { call } of store.exchanges) assert.equal(call.headers["authorization"], undefined);
});

test("faults on either origin are tried again", async (t) => {
  const { api, store, access } = await origins(t);
  api.fail(/^/, { kind: "status", status: 502 }, { times: 1 });
  store.fail(/^/, { kind: "reset" }, { times: 1 });
  assert.deepEqual(await downloadBytes(`${api.url}/asset`, access, 100), BYTES);
  assert.deepEqual([api.exchanges.length, store.exchanges.length], [3, 2]);
});

test("a store that says nothing is given up", async (t) => {
  const { api, store, access } = await origins(t);
  store.fail(/^/, { kind: "hang" });
  const impatient = { ...access, patience: new Patience(1) };
  const started = performance.now();
  assert.equal(await unavailable(downloadBytes(`${api.url}/asset`, impatient, 100)), "no answer in time");
  assert.ok(performance.now() - started < 4000);
});

test("what is larger than a bundle may be is not read to its end", async (t) => {
  const { api, store, access } = await origins(t);
  assert.equal(await unavailable(downloadBytes(`${api.url}/asset`, access, 5)), "more than 5 bytes");
  assert.equal(store.exchanges.length, 1);
});

test("a refusal is final, and told", async () => {
  const { access, calls } = scripted(60, () => new Response("", { status: 403 }));
  assert.equal(await unavailable(downloadDigest("https://api.example/asset", access)), "status 403");
  assert.equal(calls.length, 1);
});

test("redirects lead nowhere that may not be called, and not round in circles", async () => {
  const to = (location: string) => (): Response => new Response(null, { status: 302, headers: { location } });
  for (const location of [
    "http://store.example/x",
    "https://a:b@store.example",
    "file:///etc/passwd",
    "https://[",
  ]) {
    const { access, calls } = scripted(60, to(location));
    assert.match(await unavailable(downloadDigest("https://api.example/asset", access)), /cannot be called/);
    assert.equal(calls.length, 1);
  }
  const { access } = scripted(60, to("/again"));
  assert.match(
    await unavailable(downloadDigest("https://api.example/asset", access)),
    /more than 3 redirects/,
  );
});

test("bytes that trickle in for ever are given up", async () => {
  const trickle = (): Response =>
    new Response(
      new ReadableStream({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          controller.enqueue(new Uint8Array(1));
        },
      }),
    );
  const { access } = scripted(0, trickle);
  const started = performance.now();
  const url = "https://api.example/asset";
  assert.equal(await unavailable(downloadDigest(url, { ...access, longest: 300 })), "no answer in time");
  assert.ok(performance.now() - started < 2000);
});

test("nothing larger than an asset may be is read to its end, and no token goes where it may not", async () => {
  const { access } = scripted(60, () => new Response(BYTES));
  assert.equal(
    await unavailable(downloadDigest("https://api.example/asset", access, 5)),
    "more than 5 bytes",
  );
  const other = scripted(60, () => new Response(BYTES));
  assert.match(
    await unavailable(downloadDigest("http://api.example/asset", other.access)),
    /cannot be called/,
  );
  assert.equal(other.calls.length, 0);
});
