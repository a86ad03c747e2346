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
  const options = { client, slug: "octo-org/rocket", serverUrl: "https://github.com", patience };
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
