import assert from "node:assert/strict";
import { test } from "node:test";

import { snappyBlock } from "../../local/github/start.ts";
import type { Fetch } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";
import { attestationStore } from "../../src/publish/github.ts";
import { githubClient } from "../../src/publish/octokit.ts";
import type { Holding } from "../../src/publish/target.ts";
import { OwnClock, reset, service, type Reaction } from "../net/world.ts";

/** What the store says that it holds when GitHub reacts so. */
async function found(...reactions: Reaction[]): Promise<Holding> {
  const patience = new Patience(0, new OwnClock());
  const { fetcher } = service(...reactions);
  const client = githubClient({ apiUrl: "https://api.example", token: "t", fetcher, patience });
  const options = {
    client,
    apiUrl: "https://api.example",
    fetcher,
    slug: "octo-org/rocket",
    serverUrl: "https://github.com",
    patience,
  };
  return await attestationStore({ ...options, mode: "auto" }).find("x", "sha256:00");
}

const says = (status: number, body: unknown) => (): Response => Response.json(body, { status });

test("no right to read, no such feature, or nothing there: it holds nothing", async () => {
  for (const [status, message] of [
    [401, "Bad credentials"],
    [403, "Resource not accessible by integration"],
    [404, "Not Found"],
    [422, "Invalid digest"],
  ] as const) {
    assert.deepEqual(await found(says(status, { message })), { kind: "nothing" });
  }
  assert.deepEqual(await found(says(200, { attestations: [] })), { kind: "nothing" });
});

test("a store that cannot be asked is not known to be empty", async () => {
  for (const reaction of [
    says(500, { message: "Server Error" }),
    says(429, { message: "Too many" }),
    says(403, { message: "API rate limit exceeded for installation ID 7." }),
    reset(),
  ]) {
    const holding = await found(reaction);
    assert.equal(holding.kind, "unknown");
    assert.equal(holding.error.code, "STORE_UNAVAILABLE");
  }
});

test("bundles that are not there, or are none that JSON can say, do not hide the others", async () => {
  const text = `{"attestations":[{"bundle":null},{},{"bundle":{"n":1152921504606846976}},{"bundle":{"a":1}}]}`;
  const holding = await found(
    () => new Response(text, { headers: { "content-type": "application/json; charset=utf-8" } }),
  );
  assert.deepEqual(holding, { kind: "bundles", bundles: ['{"a":1}'] });
});

test("bundles on later pages are found too, by the cursor of the Link header alone, on a bounded number of pages", async () => {
  const urls: URL[] = [];
  const fetcher = (url: string): Promise<Response> => {
    urls.push(new URL(url));
    const n = urls.length;
    const link = `<https://evil.example/x?after=c${n}&per_page=100>; rel="next", <https://x>; rel="prev"`;
    const headers = n < last ? { link } : {};
    return Promise.resolve(Response.json({ attestations: [{ bundle: { n } }] }, { headers }));
  };
  const patience = new Patience(0, new OwnClock());
  const client = githubClient({ apiUrl: "https://api.example", token: "t", fetcher, patience });
  const options = {
    client,
    apiUrl: "https://api.example",
    fetcher,
    slug: "octo-org/rocket",
    serverUrl: "https://github.com",
    patience,
  };
  const store = attestationStore({ ...options, mode: "auto" });
  let last = 3;
  const holding = await store.find("x", "sha256:00");
  assert.deepEqual(holding, { kind: "bundles", bundles: ['{"n":1}', '{"n":2}', '{"n":3}'] });
  assert.deepEqual(
    urls.map((url) => [url.host, url.searchParams.get("after")]),
    [
      ["api.example", null],
      ["api.example", "c1"],
      ["api.example", "c2"],
    ],
  );
  urls.length = 0;
  last = Infinity;
  assert.equal((await store.find("x", "sha256:00")).kind, "bundles");
  assert.equal(urls.length, 10);
});

test("a store that leads to another host is not known to be empty", async () => {
  const holding = await found(
    () => new Response(null, { status: 307, headers: { location: "https://evil.example/" } }),
  );
  assert.equal(holding.kind, "unknown");
  assert.equal(holding.error.code, "STORE_REFUSED");
});

/** A store with one attestation whose bundle lies at an address that reacts so, and what was sent there. */
async function elsewhere(...reactions: Reaction[]): Promise<{ holding: Holding; headers: Headers[] }> {
  const patience = new Patience(0, new OwnClock());
  const blobs = service(...reactions);
  const url = "https://blobs.example/1.json.sn?sig=x";
  const api = service(() => Response.json({ attestations: [{ bundle: null, bundle_url: url }] }));
  const fetcher: Fetch = (asked, init) => (asked === url ? blobs : api).fetcher(asked, init);
  const client = githubClient({ apiUrl: "https://api.example", token: "t", fetcher, patience });
  const options = { client, apiUrl: "https://api.example", fetcher, slug: "o/r", serverUrl: "x", patience };
  const holding = await attestationStore({ ...options, mode: "auto" }).find("x", "sha256:00");
  return { holding, headers: blobs.calls.map(({ headers }) => new Headers(headers)) };
}

const answers =
  (body: Uint8Array<ArrayBuffer>, status = 200) =>
  (): Response =>
    new Response(body, { status, headers: { "content-type": "application/x-snappy" } });

test("a bundle that lies at its bundle_url is found, and gets no token", async () => {
  const { holding, headers } = await elsewhere(answers(new Uint8Array(snappyBlock(Buffer.from('{"a":1}')))));
  assert.deepEqual(holding, { kind: "bundles", bundles: ['{"a":1}'] });
  assert.deepEqual(
    headers.map((sent) => sent.get("authorization")),
    [null],
  );
});

test("what is no bundle at its bundle_url is none of ours; a store of blobs that does not answer is unknown", async () => {
  for (const reaction of [answers(new Uint8Array([9, 9, 9])), answers(new Uint8Array(), 404)])
    assert.deepEqual((await elsewhere(reaction)).holding, { kind: "nothing" });
  for (const reaction of [answers(new Uint8Array(), 503), reset()]) {
    const { holding } = await elsewhere(reaction);
    assert.equal(holding.kind, "unknown");
    assert.equal(holding.error.code, "STORE_UNAVAILABLE");
  }
});
