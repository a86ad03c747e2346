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
  for (const status of [401, 403, 404, 422]) {
    const error = refused("It did not work.", { status, message: "No." }, "Give up.");
    assert.equal(error.code, "STORE_REFUSED");
    assert.match(error.message, new RegExp(`got: +status ${status}: No\\.\\n +to do: +Give up\\.`));
  }
});
