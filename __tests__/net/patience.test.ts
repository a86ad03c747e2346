import assert from "node:assert/strict";
import { test } from "node:test";

import { Patience } from "../../src/net/patience.ts";
import { persist } from "../../src/net/persist.ts";
import { OwnClock } from "./world.ts";

const FULL = (): number => 1;
const NONE = (): number => 0;

test("waits double from half a second to half a minute, with jitter of half", () => {
  const patience = new Patience(10_000, new OwnClock());
  const attempts = [1, 2, 3, 4, 5, 6, 7, 8, 20];
  assert.deepEqual(
    attempts.map((n) => patience.delay(n, undefined, FULL)),
    [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000],
  );
  assert.equal(patience.delay(3, undefined, NONE), 1000);
});

test("the last wait is cut to what is left, and then there is none", () => {
  const clock = new OwnClock();
  const patience = new Patience(10, clock);
  const stop = patience.startRetrying();
  clock.pass(9000);
  assert.equal(patience.delay(6, undefined, FULL), 1000);
  clock.pass(1000);
  assert.equal(patience.delay(7, undefined, FULL), undefined);
  stop();
  assert.equal(patience.remaining(), 0);
});

test("only time in which something is retried counts, and once however many do", () => {
  const clock = new OwnClock();
  const patience = new Patience(100, clock);
  clock.pass(50_000);
  assert.equal(patience.remaining(), 100_000);
  const [a, b] = [patience.startRetrying(), patience.startRetrying()];
  clock.pass(10_000);
  a();
  a(); // twice is once
  clock.pass(10_000);
  b();
  clock.pass(10_000);
  assert.equal(patience.remaining(), 80_000);
});

test("a call waits no longer than max-wait, when retried than what is left, and a second at the least", () => {
  const clock = new OwnClock();
  const patience = new Patience(10, clock);
  assert.equal(patience.timeout(30_000), 10_000);
  assert.equal(patience.timeout(5000), 5000);
  patience.startRetrying();
  clock.pass(7000);
  assert.equal(patience.timeout(30_000), 3000);
  clock.pass(2900);
  assert.equal(patience.timeout(30_000), 1000);
  assert.equal(new Patience(0, clock).timeout(30_000), 30_000);
});

test("work is persisted with until it succeeds, ends for good, or the budget does", async () => {
  const clock = new OwnClock();
  const until = async (succeeds: number, passes: boolean): Promise<number> => {
    let tries = 0;
    return await persist(
      new Patience(5, clock),
      () => {
        tries += 1;
        return tries >= succeeds ? Promise.resolve(tries) : Promise.reject(new Error(`try ${tries}`));
      },
      () => passes,
    );
  };
  assert.equal(await until(3, true), 3);
  await assert.rejects(until(3, false), /try 1/);
  const start = clock.now();
  await assert.rejects(until(Infinity, true), /try \d/);
  assert.equal(clock.now() - start, 5000);
});
