import assert from "node:assert/strict";
import { test } from "node:test";

import { at } from "../../src/json.ts";
import { statementIn, traces, world } from "./world.ts";

test("both versions are two statements in two files, under one certificate, and a re-run finds both", async (t) => {
  const { local, file, step } = await world(t);
  const release = local.github.state.addRelease({ tag: "v1.2.3", draft: true });
  await file("rocket.tgz", "rocket");
  const inputs = { "subject-path": "rocket.tgz", "provenance-version": "both", "upload-assets": "true" };

  const run = await step(inputs);

  assert.equal(run.code, 0, run.log);
  const [first = "", second = ""] = (run.outputs["bundle-paths"] ?? "").split("\n");
  assert.equal(run.outputs["bundle-path"], first);
  assert.match(first, /rocket\.tgz\.intoto\.jsonl$/);
  assert.match(second, /rocket\.tgz\.slsa02\.intoto\.jsonl$/);
  assert.equal((await statementIn(first))["predicateType"], "https://slsa.dev/provenance/v1");
  const old = await statementIn(second);
  assert.equal(old["predicateType"], "https://slsa.dev/provenance/v0.2");
  assert.equal(old["_type"], "https://in-toto.io/Statement/v0.1");
  const names = release.assets.map(({ name }) => name).toSorted();
  assert.deepEqual(names, ["rocket.tgz.intoto.jsonl", "rocket.tgz.slsa02.intoto.jsonl"]);
  const left = { certificates: 1, entries: 2, timestamps: 2, attestations: 2, assets: 2 };
  assert.deepEqual(traces(local), left);

  const again = await step(inputs);

  assert.equal(again.code, 0, again.log);
  assert.deepEqual(traces(local), { ...left, certificates: 2 });
});

test("v0.2 alone is the first provenance, with the variables and the payload that were asked for", async (t) => {
  const claims = { event_name: "workflow_dispatch", ref: "refs/heads/main" };
  const { file, step } = await world(t, { local: { github: { claims } } });
  await file("rocket.tgz", "rocket");
  const inputs = {
    "subject-path": "rocket.tgz",
    "provenance-version": "v0.2",
    "event-payload": "full",
    vars: "REGION",
    "vars-json": '{"REGION":"eu","OTHER":"no"}',
  };

  const run = await step(inputs, { event: { inputs: { channel: "beta" }, ref: "refs/heads/main" } });

  assert.equal(run.code, 0, run.log);
  assert.match(run.outputs["bundle-path"] ?? "", /\/rocket\.tgz\.intoto\.jsonl$/);
  const predicate = at(await statementIn(run.outputs["bundle-path"]), "predicate");
  assert.deepEqual(at(predicate, "invocation", "parameters", "vars"), { REGION: "eu" });
  assert.deepEqual(at(predicate, "invocation", "parameters", "event_inputs"), { channel: "beta" });
  assert.equal(at(predicate, "invocation", "environment", "github_event_payload", "ref"), "refs/heads/main");
});

test("a variable that vars-json lacks is a bad input among the others", async (t) => {
  const { file, step } = await world(t);
  await file("rocket.tgz", "rocket");

  const run = await step({
    "subject-path": "rocket.tgz",
    vars: "MISSING",
    "vars-json": "{}",
    "bundle-per": "file",
  });

  assert.equal(run.code, 1);
  assert.match(run.log, /2 inputs are not valid/);
  assert.match(run.log, /vars: got `MISSING`/);
  assert.match(run.log, /bundle-per: got `file`, expected one of run, subject/);
});
