import assert from "node:assert/strict";
import { test } from "node:test";

import { openGitHub } from "../../src/evidence/github.ts";
import { http, type Fetch } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";
import { failure } from "../oci/clients.ts";
import { OwnClock } from "../net/world.ts";

type Env = Readonly<Record<string, string>>;

/** Where a server's API is asked, and with which Authorization. */
async function asked(
  repository: string,
  env: Env = {},
): Promise<[url: string, authorization: string | null]> {
  const sent: [string, string | null][] = [];
  const fetcher: Fetch = (url, init) => {
    sent.push([url, new Headers(init.headers).get("authorization")]);
    return Promise.resolve(Response.json({}));
  };
  const caller = http(fetcher, new Patience(0, new OwnClock()));
  await openGitHub(repository, { http: caller, env }).page("/x", {});
  return sent[0] ?? assert.fail("nobody was asked");
}

for (const [server, api] of [
  ["https://github.com", "https://api.github.com"],
  ["https://octo.ghe.com", "https://api.octo.ghe.com"],
  ["https://github.example.com", "https://github.example.com/api/v3"],
  ["https://github.example.com:8443", "https://github.example.com:8443/api/v3"],
  ["https://evilghe.com", "https://evilghe.com/api/v3"],
  ["https://github.com.evil.example", "https://github.com.evil.example/api/v3"],
] as const) {
  test(`the API of ${server} is at ${api}`, async () => {
    assert.deepEqual(await asked(`${server}/o/r`), [`${api}/repos/o/r/x?`, null]);
  });
}

const GITHUB = "https://github.com";
const GHE = "https://octo.ghe.com";
const GHES = "https://github.example.com";
const EVIL = "https://evil.example";
const enterprise = { GH_ENTERPRISE_TOKEN: "e", GH_HOST: "github.example.com" };
for (const [server, env, token] of [
  [GITHUB, { GH_TOKEN: "h", GITHUB_TOKEN: "g" }, "h"],
  [GITHUB, { GITHUB_TOKEN: "g" }, "g"],
  [GITHUB, { GH_TOKEN: "", GITHUB_TOKEN: "g" }, "g"],
  [GITHUB, { GITHUB_TOKEN: "g", GITHUB_SERVER_URL: GITHUB }, "g"],
  [GITHUB, { GITHUB_TOKEN: "g", GITHUB_SERVER_URL: GHES }, undefined],
  [GITHUB, { GITHUB_TOKEN: "two\r\nlines" }, undefined],
  [GITHUB, enterprise, undefined],
  [GHE, { GH_TOKEN: "h" }, "h"],
  [GHES, enterprise, "e"],
  [GHES, { GH_TOKEN: "h", GITHUB_TOKEN: "g" }, undefined],
  [GHES, { GITHUB_TOKEN: "g", GITHUB_SERVER_URL: GHES }, "g"],
  [GHES, { GITHUB_TOKEN: "g", GITHUB_SERVER_URL: "http://github.example.com" }, undefined],
  [EVIL, { ...enterprise, GH_TOKEN: "h", GITHUB_TOKEN: "g", GITHUB_SERVER_URL: GITHUB }, undefined],
  ["https://evilghe.com", { GH_TOKEN: "h", GITHUB_TOKEN: "g" }, undefined],
] as const) {
  test(`${server} gets ${token === undefined ? "no token" : `the token ${token}`} of ${JSON.stringify(env)}`, async () => {
    const [, authorization] = await asked(`${server}/o/r`, env);
    assert.equal(authorization, token === undefined ? null : `Bearer ${token}`);
  });
}

test("a repository that was renamed is followed on the same host, and not for ever", async () => {
  const calls: string[] = [];
  let hops = 1;
  const fetcher: Fetch = (url) => {
    calls.push(url);
    const location = `https://api.github.com/repositories/7/x?${calls.length}`;
    if (calls.length > hops) return Promise.resolve(Response.json({ a: 1 }));
    return Promise.resolve(new Response(null, { status: 301, headers: { location } }));
  };
  const reader = openGitHub("https://github.com/o/r", {
    http: http(fetcher, new Patience(0, new OwnClock())),
    env: {},
  });
  assert.deepEqual((await reader.page("/x", {}))?.json, { a: 1 });
  hops = Infinity;
  calls.length = 0;
  await failure(reader.page("/x", {}), "UNREACHABLE");
  assert.equal(calls.length, 4);
});
