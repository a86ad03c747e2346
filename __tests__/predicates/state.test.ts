import assert from "node:assert/strict";
import { test } from "node:test";

import { claims as tokenClaims } from "../../local/github/claims.ts";
import { at, text } from "../../src/json.ts";
import type { Fetch } from "../../src/net/http.ts";
import { makeProvenance, type StatementSources } from "../../src/predicates/state.ts";
import { readClaims } from "../../src/run/claims.ts";
import { describeRun } from "../../src/run/run.ts";
import { readVars } from "../../src/run/vars.ts";
import { readSurroundings } from "../../src/surroundings.ts";
import { failure } from "../subjects/world.ts";

const RUN = describeRun(
  readClaims(
    {
      iss: "https://issuer.example",
      exp: 1_800_000_000,
      ...tokenClaims({ event_name: "workflow_dispatch" }),
    },
    "sigstore",
  ),
  "https://github.com",
);
const EVENT = {
  inputs: { channel: "beta", npm_token: "abcdefgh12" },
  client: { password: "hunter2hunter2" },
};

interface Asked extends StatementSources {
  /** how often GitHub was asked for the start time */
  readonly calls: () => number;
}

function sources(inputs: StatementSources["inputs"], event: unknown = EVENT): Asked {
  let calls = 0;
  const fetcher: Fetch = async () => {
    calls += 1;
    return await Promise.resolve(new Response('{"run_started_at":"2026-01-02T03:04:05Z"}'));
  };
  const file = event === undefined ? undefined : Buffer.from(JSON.stringify(event));
  return {
    inputs,
    job: readSurroundings({ GITHUB_WORKSPACE: "/", RUNNER_TEMP: "/" }),
    ports: {
      fetcher,
      clock: { now: () => 0, sleep: async () => await Promise.resolve() },
      readEvent: async () => await Promise.resolve(event),
      readEventFile: async () => await Promise.resolve(file),
    },
    checkout: { kind: "none", reason: "no checkout" },
    calls: () => calls,
  };
}

const asked = { githubToken: undefined, vars: readVars("REGION", '{"REGION":"eu"}') };

test("v1, v0.2 or both are made from the same run, v1 first, and GitHub is asked only for what is stated", async () => {
  for (const [buildType, provenanceVersion, kinds, calls] of [
    ["github", undefined, ["provenance"], 0],
    ["full", "v1", ["provenance"], 1],
    ["github", "v0.2", ["slsa02"], 0],
    ["full", "v0.2", ["slsa02"], 0],
    ["github", "both", ["provenance", "slsa02"], 0],
    ["full", "both", ["provenance", "slsa02"], 1],
  ] as const) {
    const from = sources({ ...asked, buildType, provenanceVersion });
    const { provenance } = await makeProvenance(RUN, from);
    assert.deepEqual(
      provenance.map(({ kind }) => kind),
      kinds,
    );
    assert.equal(from.calls(), calls);
  }
});

test("`full` records variables and payload, and the notices name every place that was hidden", async () => {
  const from = sources({ ...asked, buildType: "full", provenanceVersion: "both", eventPayload: "full" });
  const { provenance, notices } = await makeProvenance(RUN, from);
  const [current, old] = provenance;
  const definition = at(current.predicate, "buildDefinition");
  assert.deepEqual(at(definition, "externalParameters", "vars"), { REGION: "eu" });
  const payload = { inputs: { channel: "beta", npm_token: "***" }, client: { password: "***" } };
  assert.deepEqual(at(definition, "internalParameters", "github", "event_payload"), payload);
  assert.deepEqual(at(old?.predicate, "invocation", "environment", "github_event_payload"), payload);
  assert.deepEqual(
    notices.map((notice) => notice.text.replace(/^.*, in /, "")),
    ["the inputs: npm_token.", "the event's payload: inputs.npm_token, client.password."],
  );
});

test("a payload by its digest is a byproduct of v1 and an environment's field of v0.2", async () => {
  const from = sources({ ...asked, buildType: "full", provenanceVersion: "both", eventPayload: "digest" });
  const [current, old] = (await makeProvenance(RUN, from)).provenance;
  const digest = text(old?.predicate, "invocation", "environment", "github_event_payload_sha256");
  assert.deepEqual(at(current.predicate, "runDetails", "byproducts"), [
    { name: "event_payload", digest: { sha256: digest } },
  ]);
});

test("GitHub's build type records none of it, and a warning says so", async () => {
  const inputs = { ...asked, buildType: "github", eventPayload: "digest" } as const;
  const { provenance, notices } = await makeProvenance(RUN, sources(inputs));
  assert.doesNotMatch(JSON.stringify(provenance), /REGION|event_payload/);
  assert.match(notices[0]?.text ?? "", /has no field for `event-payload` and `vars`; `build-type: full` has/);
  const both = await makeProvenance(RUN, sources({ ...inputs, provenanceVersion: "both" }));
  assert.match(both.notices[0]?.text ?? "", /only provenance v0\.2 has them/);
  const nothing = await makeProvenance(RUN, sources({ buildType: "github", githubToken: undefined }));
  assert.deepEqual(nothing.notices, []);
});

test("a payload that is to be recorded and is not there is an error", async () => {
  const from = sources({ ...asked, buildType: "full", eventPayload: "full" });
  const { readEventFile: _, ...ports } = from.ports;
  await assert.rejects(
    makeProvenance(RUN, { ...from, ports }),
    failure("INPUT_INVALID", "event-payload: full"),
  );
});
