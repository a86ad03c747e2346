import assert from "node:assert/strict";
import { test } from "node:test";

import { BOTH, releaseWorld } from "./stores.ts";

test("the process ends when the work ends, whatever connections the services keep open", async (t) => {
  const made = await releaseWorld(t);
  const { exchanges } = made.local.github.server;
  let calls = 0;
  let lastCall = 0;
  const watch = setInterval(() => {
    if (exchanges.length > calls) lastCall = performance.now();
    calls = exchanges.length;
  }, 10);
  t.after(() => clearInterval(watch));

  const run = await made.step(BOTH);

  assert.equal(run.code, 0, run.log);
  const lingered = performance.now() - lastCall;
  // Keep-alive would hold it for five seconds, the client's own queue for longer.
  assert.ok(lingered < 2500, `${Math.round(lingered)} ms after the last call`);
  t.diagnostic(`ended ${Math.round(lingered)} ms after its last call`);
});
