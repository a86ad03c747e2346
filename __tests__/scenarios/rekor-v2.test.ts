import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";

import type { SigstoreOptions } from "../../local/sigstore/start.ts";
import { at } from "../../src/json.ts";
import { failedWith, NO_TRACES, traces, world, type World } from "./world.ts";

type Parts = NonNullable<SigstoreOptions["parts"]>;

async function worldOf(t: TestContext, parts: Parts): Promise<World> {
  const scenario = await world(t, { local: { sigstore: { parts } } });
  await scenario.file("dist/rocket.tgz", "rocket");
  return scenario;
}

const SUBJECT = { "subject-path": "dist/*" };

/** What was asked of logs and timestamp authority. */
function asked({ local: { sigstore } }: World): Readonly<Record<string, readonly string[]>> {
  return {
    v1: sigstore.rekor.server.requests(),
    v2: sigstore.rekor2.server.requests(),
    tsa: sigstore.tsa.server.requests(),
  };
}

const V2_ALONE = { v1: [], v2: ["POST /api/v2/log/entries"], tsa: ["POST /api/v1/timestamp"] };

test("an instance with Rekor v2 alone logs there, and a timestamp says when", async (t) => {
  const scenario = await worldOf(t, { rekor: false, rekor2: true });

  const run = await scenario.step(SUBJECT);

  assert.equal(run.code, 0, run.log);
  assert.deepEqual(asked(scenario), V2_ALONE);
  const [entry] = scenario.local.sigstore.rekor2.entries;
  assert.equal(run.outputs["log-index"], String(entry?.logIndex));
  assert.match(run.log, /verified time: .*timestamp authority/);
  const [stored] = scenario.local.github.state.attestations;
  assert.deepEqual(at(stored?.bundle, "verificationMaterial", "tlogEntries", 0, "kindVersion"), {
    kind: "hashedrekord",
    version: "0.0.2",
  });
});

test("of an operator's logs of both versions the newer one gets the entry", async (t) => {
  const scenario = await worldOf(t, { rekor2: true });

  const run = await scenario.step(SUBJECT);

  assert.equal(run.code, 0, run.log);
  assert.deepEqual(asked(scenario), V2_ALONE);
});

test("of both versions the one that rekor-version names gets the entry", async (t) => {
  const scenario = await worldOf(t, { rekor2: true });

  const run = await scenario.step({ ...SUBJECT, "rekor-version": "1" });

  assert.equal(run.code, 0, run.log);
  assert.deepEqual(asked(scenario), {
    v1: ["POST /api/v1/log/entries"],
    v2: [],
    tsa: ["POST /api/v1/timestamp"],
  });
});

test("an instance without a log of the version asked for signs nothing", async (t) => {
  for (const [version, parts] of [
    ["1", { rekor: false, rekor2: true }],
    ["2", {}],
    ["1", { rekor: false }],
  ] as const) {
    const scenario = await worldOf(t, parts);

    const run = await scenario.step({ ...SUBJECT, "rekor-version": version });

    assert.match(await failedWith(run, "TRUST_UNSATISFIED"), new RegExp(`no log .*Rekor v${version}`));
    assert.deepEqual(traces(scenario.local), NO_TRACES);
  }
});

test("Rekor v2 without a timestamp authority is refused before anything is signed", async (t) => {
  for (const parts of [{ rekor: false }, {}]) {
    const scenario = await worldOf(t, { ...parts, rekor2: true, tsa: false });

    const message = await failedWith(await scenario.step(SUBJECT), "TRUST_UNSATISFIED");

    assert.match(message, /log of version 2, whose entries have no time/);
    assert.deepEqual(asked(scenario), { v1: [], v2: [], tsa: [] });
    assert.deepEqual(traces(scenario.local), NO_TRACES);
  }
});

test("a log that answers only with its next checkpoint is waited for", async (t) => {
  const scenario = await worldOf(t, { rekor: false, rekor2: true });
  scenario.local.sigstore.rekor2.server.fail(/entries$/, { kind: "delay", ms: 1000 });

  const run = await scenario.step({ ...SUBJECT, "max-wait": "60" });

  assert.equal(run.code, 0, run.log);
  assert.equal(asked(scenario)["v2"]?.length, 1);
});

test("a log that is away stores nothing, and says so", async (t) => {
  const scenario = await worldOf(t, { rekor: false, rekor2: true });
  scenario.local.sigstore.rekor2.server.fail(/entries$/, { kind: "status", status: 503 });

  const message = await failedWith(await scenario.step({ ...SUBJECT, "max-wait": "1" }), "LOG_REFUSED");

  assert.match(message, /status 503/);
  assert.deepEqual(scenario.local.github.state.attestations, []);
});
