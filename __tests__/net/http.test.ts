import assert from "node:assert/strict";
import { test } from "node:test";

import { CallFailed, FinalAnswer, http, jsonAnswer, retryAfter, type HttpCall } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";
import { OwnClock, reset, service, timedOut } from "./world.ts";

const GET: HttpCall = { method: "GET", url: "https://service.example/thing" };

/** One call under a budget of seconds, on a clock of its own. */
function open(seconds: number, ...reactions: Parameters<typeof service>) {
  const clock = new OwnClock();
  const { fetcher, calls } = service(...reactions);
  const start = clock.now();
  return {
    clock,
    calls,
    net: http(fetcher, new Patience(seconds, clock)),
    passed: () => clock.now() - start,
  };
}

async function failure(promise: Promise<unknown>): Promise<CallFailed> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof CallFailed, String(error));
  return error;
}

const ok = (): Response => Response.json({ fine: true });
const says =
  (body: string, code = 200, headers: Record<string, string> = {}) =>
  (): Response =>
    new Response(body, { status: code, headers });
const status = (code: number, headers: Record<string, string> = {}): (() => Response) =>
  says("no", code, headers);

test("what passes is tried again: server errors, resets, timeouts, pages that are no answer", async () => {
  const passing = [status(500), status(503), status(408), reset(), timedOut(), says("<html>")];
  const { net, calls } = open(900, ...passing, ok);
  assert.deepEqual(await net.call(GET, jsonAnswer(200)), { fine: true });
  assert.equal(calls.length, passing.length + 1);
});

test("what is final is not tried again", async () => {
  for (const reaction of [
    status(400),
    status(401),
    status(404),
    status(302, { location: "https://x.example" }),
  ]) {
    const { net, calls } = open(900, reaction, ok);
    const error = await failure(net.call(GET, jsonAnswer(200)));
    assert.equal(error.attempts, 1);
    assert.equal(calls.length, 1);
  }
});

test("redirects are handed back, never followed", async () => {
  const { net, calls } = open(0, status(302, { location: "https://x.example/" }));
  const location = await net.call(GET, (answer) => answer.headers.get("location"));
  assert.equal(location, "https://x.example/");
  assert.equal(calls[0]?.redirect, "manual");
});

test("Retry-After is waited for, in seconds and as a date", async () => {
  const clock = new OwnClock();
  const { fetcher } = service(
    status(429, { "retry-after": "7" }),
    status(503, { "retry-after": new Date(clock.now() + 20_000).toUTCString() }),
    ok,
  );
  await http(fetcher, new Patience(60, clock)).call(GET, jsonAnswer(200));
  assert.deepEqual(clock.slept, [7000, 13_000]);
});

test("a Retry-After that does not fit into what is left ends the call at once", async () => {
  const { net, clock, calls } = open(60, status(429, { "retry-after": "61" }), ok);
  const error = await failure(net.call(GET, jsonAnswer(200)));
  assert.equal(error.last.status, 429);
  assert.deepEqual([calls.length, clock.slept.length], [1, 0]);
});

test("a Retry-After of nothing, for ever, is no loop without a pause", async () => {
  const { net, calls, passed } = open(10, status(429, { "retry-after": "0" }));
  await failure(net.call(GET, jsonAnswer(200)));
  assert.ok(calls.length <= 42, `${calls.length} calls`);
  assert.equal(passed(), 10_000);
});

test("Retry-After in forms that nobody uses is no Retry-After", () => {
  const read = (value: string): number | undefined =>
    retryAfter({ headers: new Headers({ "retry-after": value }) }, 0);
  assert.equal(read("soon"), undefined);
  assert.equal(read("-1"), undefined);
  assert.equal(read("12345678901234567890"), undefined);
  assert.equal(read(new Date(0).toUTCString()), 0);
  assert.equal(retryAfter({ headers: new Headers() }, 0), undefined);
});

test("a service that fails for ever is left after the budget, with its last answer", async () => {
  const { net, calls, passed } = open(30, status(500), says("out of order", 502));
  const error = await failure(net.call(GET, jsonAnswer(200)));
  assert.equal(passed(), 30_000);
  assert.deepEqual(error.last, { status: 502, text: "status 502: out of order" });
  assert.equal(error.attempts, calls.length);
  assert.equal(error.tooLate, false);
});

test("without a budget there is one try", async () => {
  const { net, calls } = open(0, reset());
  const error = await failure(net.call(GET, jsonAnswer(200)));
  assert.deepEqual(error.last, { status: undefined, text: "no connection (ECONNRESET)" });
  assert.equal(calls.length, 1);
});

test("calls in parallel share the budget and do not spend it twice", async () => {
  const { net, passed } = open(20, status(500));
  const all = [1, 2, 3].map(() => failure(net.call(GET, jsonAnswer(200))));
  await Promise.all(all);
  assert.equal(passed(), 20_000);
  const error = await failure(net.call(GET, jsonAnswer(200)));
  assert.equal(error.attempts, 1);
});

test("after giveUpAt nothing is sent, and what was asked to wait for is waited for", async () => {
  const { net, clock, calls } = open(900, status(429, { "retry-after": "120" }), ok);
  const giveUpAt = clock.now() + 60_000;
  const error = await failure(net.call({ ...GET, giveUpAt }, jsonAnswer(200)));
  assert.equal(error.tooLate, true);
  assert.equal(error.last.status, 429);
  assert.deepEqual([calls.length, ...clock.slept], [1, 120_000]);

  const late = await failure(net.call({ ...GET, giveUpAt }, jsonAnswer(200)));
  assert.deepEqual([late.tooLate, late.attempts, calls.length], [true, 0, 1]);
});

test("a call made anew for each try is made anew", async () => {
  const { net, calls } = open(900, status(500), ok);
  let token = 0;
  await net.call(async () => ({ ...GET, headers: { "x-token": String(++token) } }), jsonAnswer(200));
  assert.deepEqual(
    calls.map((call) => new Headers(call.headers).get("x-token")),
    ["1", "2"],
  );
});

test("an answer beyond the cap is refused, and not asked for again", async () => {
  const { net, calls } = open(900, says("x".repeat(11)));
  const error = await failure(net.call({ ...GET, maxBytes: 10 }, (answer) => answer.body));
  assert.deepEqual(error.last, {
    status: undefined,
    text: "an answer of more than 10 bytes",
    tooLarge: true,
  });
  assert.equal(calls.length, 1);
});

test("a timeout is told with its seconds", async () => {
  const { net } = open(2, timedOut());
  const error = await failure(net.call(GET, jsonAnswer(200)));
  assert.match(error.last.text, /^no answer within [12](\.\d)? s$/);
});

test("a successful answer that is refused says why, in our words", async () => {
  const { net } = open(900, ok);
  const refuse = (): never => {
    throw new FinalAnswer("an entry of another signature");
  };
  const error = await failure(net.call(GET, refuse));
  assert.deepEqual(error.last, { status: 200, text: "an entry of another signature" });
});

test("an error text is one line without secrets, even of a long answer", async () => {
  const jwt = `eyJ${"h".repeat(40)}.eyJ${"p".repeat(900)}.${"s".repeat(300)}`;
  const body = `bad token: Bearer abcdefgh12345678\n${jwt}\u0007 ghs_${"a".repeat(36)} ${"z".repeat(900)}`;
  const { net } = open(0, says(body, 403));
  const { text } = (await failure(net.call(GET, jsonAnswer(200)))).last;
  assert.match(text, /^status 403: bad token: \*\*\* \*\*\* \*\*\* z+$/);
  assert.ok(text.length < 320);
});

test("a status that passes for one call is tried again in that call alone", async () => {
  const { net, calls } = open(60, status(404), ok);
  assert.deepEqual(await net.call({ ...GET, passing: [404] }, jsonAnswer(200)), { fine: true });
  assert.equal(calls.length, 2);
});
