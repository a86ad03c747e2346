import assert from "node:assert/strict";
import { test } from "node:test";

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
  const options = { client, apiUrl: "https://api.example", fetcher, slug: "octo-org/rocket", serverUrl: "https://github.com", patience };
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
  const options = { client, apiUrl: "https://api.example", fetcher, slug: "octo-org/rocket", serverUrl: "https://github.com", patience };
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
