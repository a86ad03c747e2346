import assert from "node:assert/strict";
import { test } from "node:test";

import { Patience } from "../../src/net/patience.ts";
import { githubClient, isUnavailable, refusalOf, refused, type Refusal } from "../../src/publish/octokit.ts";
import { OwnClock, reset, service, timedOut, type Reaction } from "../net/world.ts";

const TOKEN = `ghs_${"t".repeat(36)}`;
const REPO = { owner: "octo-org", repo: "rocket" };

function open(seconds: number, ...reactions: readonly Reaction[]) {
  const clock = new OwnClock();
  const { fetcher, calls } = service(...reactions);
  const patience = new Patience(seconds, clock);
  const client = githubClient({ apiUrl: "https://api.example/", token: TOKEN, fetcher, patience });
  return { client, calls, clock, patience };
}

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): (() => Response) =>
  () =>
    Response.json(body, { status, headers });

async function refusal(promise: Promise<unknown>): Promise<Refusal> {
  const thrown: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.notEqual(thrown, undefined);
  return refusalOf(thrown);
}

test("a Retry-After that fits is waited for and charged to the budget, whatever the answer says beside it", async () => {
  for (const status of [429, 503, 403]) {
    const busy = json({ message: "Slow down" }, status, { "retry-after": "20" });
    const { client, calls, clock, patience } = open(60, busy, busy, json([]));
    await client.rest.repos.listReleases(REPO);
    assert.equal(calls.length, 3);
    assert.deepEqual(clock.slept, [20_000, 20_000]);
    assert.equal(patience.remaining(), 20_000);
  }
});

test("a Retry-After that does not fit ends the call at once", async () => {
  const { client, calls, clock } = open(60, json({ message: "Slow down" }, 429, { "retry-after": "61" }));
  assert.deepEqual(await refusal(client.rest.repos.listReleases(REPO)), {
    status: 429,
    message: "Slow down",
  });
  assert.deepEqual([calls.length, clock.slept.length], [1, 0]);
});

/** Answers so for as long as anybody asks who may ever stop, and then gives up itself. */
const always = (reaction: () => Response): Reaction[] => [
  ...Array.from({ length: 60 }, () => reaction),
  json({ message: "asked for ever" }, 404),
];

test("a rate limit whose reset is past is waited for in growing steps, and no longer than the budget", async () => {
  for (const reset of ["1", undefined, "soon"]) {
    const headers = { "x-ratelimit-remaining": "0", ...(reset && { "x-ratelimit-reset": reset }) };
    const limited = json({ message: "API rate limit exceeded for installation ID 1." }, 403, headers);
    const { client, calls, clock, patience } = open(3, ...always(limited));
    const said = await refusal(client.rest.repos.listReleases(REPO));
    assert.equal(said.status, 403, said.message);
    assert.ok(calls.length >= 3 && calls.length <= 8, `${calls.length} calls`);
    assert.equal(patience.remaining(), 0);
    assert.ok(Math.min(...clock.slept.slice(0, -1)) >= 250);
  }
});

test("a rate limit's reset that fits is waited for and charged, one that does not ends the call at once", async () => {
  const { client, calls, clock, patience } = open(60, () => limit(), json([]));
  const limit = (): Response =>
    Response.json(
      { message: "API rate limit exceeded" },
      {
        status: calls.length % 2 === 1 ? 403 : 429,
        headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(clock.now() / 1000 + 20) },
      },
    );
  await client.rest.repos.listReleases(REPO);
  assert.equal(calls.length, 2);
  assert.ok(patience.remaining() <= 40_000 && patience.remaining() >= 38_000);

  const reset = String(Date.parse("2026-11-21T13:00:00Z") / 1000);
  const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
  const late = open(60, ...always(json({ message: "API rate limit exceeded" }, 429, headers)));
  assert.equal((await refusal(late.client.rest.repos.listReleases(REPO))).status, 429);
  assert.deepEqual([late.calls.length, late.clock.slept.length], [1, 0]);
});

test("a secondary rate limit that says nothing of when is waited for by the minute, while the budget lasts", async () => {
  const message = "You have exceeded a secondary rate limit. Please wait a few minutes.";
  const { client, calls, clock } = open(150, ...always(json({ message }, 403)));
  assert.deepEqual(await refusal(client.rest.repos.listReleases(REPO)), { status: 403, message });
  assert.equal(calls.length, 3);
  assert.deepEqual(clock.slept, [60_000, 60_000]);
});

/** A client of a GitHub at `apiUrl` whose every answer is the given one, and the addresses that it called. */
function addressed(apiUrl: string, answer: (url: string) => Response) {
  const urls: string[] = [];
  const fetcher = (url: string, init: RequestInit): Promise<Response> => {
    assert.equal(init.redirect, "manual");
    urls.push(url);
    return Promise.resolve(answer(url));
  };
  const patience = new Patience(60, new OwnClock());
  return { client: githubClient({ apiUrl, token: TOKEN, fetcher, patience }), urls };
}

test("the token goes to the API and its uploads alone", async () => {
  for (const [apiUrl, allowed, refusedUrls] of [
    [
      "https://api.github.com",
      ["https://uploads.github.com/x", "https://api.github.com/x"],
      [
        "https://evil.example/x",
        "https://github.com/x",
        "https://uploads.github.com.evil.example/x",
        "https://uploads.github.com:444/x",
        "http://uploads.github.com/x",
        "https://a:b@uploads.github.com/x",
      ],
    ],
    [
      "https://api.octo.ghe.com",
      ["https://uploads.octo.ghe.com/x"],
      ["https://uploads.ghe.com/x", "https://uploads.github.com/x"],
    ],
    ["https://ghes.example/api/v3", ["https://ghes.example/api/uploads/x"], ["https://example/x"]],
    ["http://ghes.example/api/v3", [], ["http://ghes.example/api/v3/x"]],
  ] as const) {
    for (const url of allowed) {
      const { client, urls } = addressed(apiUrl, () => Response.json({}));
      await client.request(`GET ${url}`);
      assert.deepEqual(urls, [url]);
    }
    for (const url of refusedUrls) {
      const { client, urls } = addressed(apiUrl, () => Response.json({}));
      const said = await refusal(client.request(`GET ${url}`));
      assert.match(said.message, /gets no token/);
      assert.equal(isUnavailable(said), false);
      assert.deepEqual(urls, []);
    }
  }
});

test("redirects are followed on the API's own host alone, and never turn a POST into a GET", async () => {
  const to = (location: string, status: number) => (url: string) =>
    url.endsWith("/new") ? Response.json({}) : new Response(null, { status, headers: { location } });
  const call = (method: string, location: string, status: number) => {
    const { client, urls } = addressed("https://api.example", to(location, status));
    return { urls, answer: client.request(`${method} /thing`) };
  };
  for (const [method, status] of [
    ["POST", 307],
    ["GET", 301],
  ] as const) {
    const moved = call(method, "/new", status);
    await moved.answer;
    assert.deepEqual(moved.urls, ["https://api.example/thing", "https://api.example/new"]);
  }
  for (const [method, location, status] of [
    ["GET", "https://evil.example/new", 307],
    ["GET", "https://uploads.example/new", 308],
    ["POST", "/new", 302],
    ["GET", "/again", 307],
    ["GET", "https://[", 307],
    ["GET", "https://a:b@api.example/new", 307],
  ] as const) {
    const { urls, answer } = call(method, location, status);
    const said = await refusal(answer);
    assert.match(said.message, /redirect/);
    assert.equal(isUnavailable(said), false);
    for (const url of urls) assert.equal(new URL(url).origin, "https://api.example");
    assert.ok(urls.length <= 4);
  }
});

test("a token that GitHub does not know is not taken for a missing permission", () => {
  const error = refused("It did not work.", { status: 401, message: "Bad credentials" }, "Add permissions.");
  assert.match(error.message, /`github-token`/);
  assert.doesNotMatch(error.message, /permissions/);
});

test("what GitHub refuses is asked once, also after a fault that passed", async () => {
  for (const status of [400, 401, 403, 404, 410, 422]) {
    const busy = json({ message: "Slow down" }, 503, { "retry-after": "1" });
    const { client, calls } = open(60, busy, json({ message: "Not Found" }, status));
    assert.equal((await refusal(client.rest.repos.listReleases(REPO))).status, status);
    assert.equal(calls.length, 2);
  }
});

test("without a budget there is one try", async () => {
  for (const [reaction, message] of [
    [reset(), "no answer (ECONNRESET)"],
    [timedOut(), "no answer in time"],
    [json({ message: "Server Error" }, 502), "Server Error"],
    [() => new Response("<html>", { status: 500 }), ""],
  ] as const) {
    const { client, calls } = open(0, reaction);
    assert.equal((await refusal(client.rest.repos.listReleases(REPO))).message, message);
    assert.equal(calls.length, 1);
  }
});

test("a page that is not JSON is tried again, by each call for itself", async () => {
  const page = (): Response => new Response("<html>", { headers: { "content-type": "text/html" } });
  const { client, calls } = open(60, page, page, json({ attestations: [] }));
  // The retry plugin waits a second; were the two calls one to it, the other would wait for four.
  const started = performance.now();
  await Promise.all([
    client.rest.repos.listReleases(REPO),
    client.rest.repos.listAttestations({ ...REPO, subject_digest: "sha256:00" }),
  ]);
  assert.equal(calls.length, 4);
  assert.ok(performance.now() - started < 2500);
});

test("a call that asks for no retries gets none", async () => {
  const { client, calls } = open(60, json({ message: "Server Error" }, 500));
  await refusal(client.rest.repos.createAttestation({ ...REPO, bundle: {}, request: { retries: 0 } }));
  assert.equal(calls.length, 1);
});

test("GitHub's words are told in one line and without secrets, and the request never", async () => {
  const { client } = open(0, json({ message: `Bad\u0000 credentials ${TOKEN}\nBearer abcdefgh1234` }, 401));
  assert.deepEqual(await refusal(client.rest.repos.listReleases(REPO)), {
    status: 401,
    message: "Bad  credentials *** ***",
  });
});

test("what may pass is unavailable, what GitHub decided is refused, and each says what to do", () => {
  const unavailable: Refusal[] = [
    { status: undefined, message: "no answer (ECONNRESET)" },
    { status: 500, message: "" },
    { status: 429, message: "Slow down" },
    { status: 403, message: "You have exceeded a secondary rate limit." },
    { status: 403, message: "API rate limit exceeded for installation ID 1." },
  ];
  for (const one of unavailable) {
    assert.ok(isUnavailable(one), one.message);
    const error = refused("It did not work.", one, "Give up.");
    assert.equal(error.code, "STORE_UNAVAILABLE");
    assert.match(error.message, /signs nothing twice/);
  }
  assert.match(refused("It did not work.", { status: 500, message: "" }).message, /got: +status 500$/m);
  for (const status of [403, 404, 422]) {
    const error = refused("It did not work.", { status, message: "No." }, "Give up.");
    assert.equal(error.code, "STORE_REFUSED");
    assert.match(error.message, new RegExp(`got: +status ${status}: No\\.\\n +to do: +Give up\\.`));
  }
});
