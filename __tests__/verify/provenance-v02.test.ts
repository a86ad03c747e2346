import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { SLSA_V02, STATEMENT_V01 } from "../../src/intoto/statement.ts";
import { isRecord } from "../../src/json.ts";
import { provenanceV02 } from "../../src/predicates/provenance-v02.ts";
import { verifyBundle } from "../../src/verify/verify.ts";
import { refusal, signingWorld, suiteScope, type SigningWorld } from "./world.ts";

const FIELDS = [
  "builder.id",
  "invocation.configSource.uri",
  "invocation.configSource.digest.sha1",
  "invocation.configSource.entryPoint",
  "invocation.environment.github_event_name",
  "invocation.environment.github_ref",
  "invocation.environment.github_sha1",
  "invocation.environment.github_repository_id",
  "invocation.environment.github_repository_owner",
  "invocation.environment.github_repository_owner_id",
  "invocation.environment.github_run_id",
  "invocation.environment.github_run_attempt",
  "metadata.buildInvocationID",
  "materials[0].uri",
  "materials[0].digest.sha1",
];

/** A copy with one place changed; `undefined` takes it away. */
function changed(value: unknown, path: readonly string[], to: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  if (Array.isArray(value)) return value.map((item: unknown) => changed(item, path, to));
  const copy: Record<string, unknown> = { ...(isRecord(value) ? value : {}) };
  const next = changed(copy[key], rest, to);
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}

describe("the right workflow signs provenance v0.2", () => {
  let world: SigningWorld;
  const scope = suiteScope();
  before(async () => {
    world = await signingWorld(scope);
  });

  const verify = async (predicate: unknown): Promise<unknown> => {
    const statement = world.statement({ _type: STATEMENT_V01, predicateType: SLSA_V02, predicate });
    const expected = { ...world.expected, predicateTypes: [SLSA_V02] as const };
    return verifyBundle(await world.sign(statement), expected, world.trust);
  };

  test("our own verifies", async () => {
    assert.ok(await verify(provenanceV02(world.run, {})));
  });

  for (const name of FIELDS) {
    for (const [how, value] of [
      ["another value", "other"],
      ["a number", 7],
      ["nothing", undefined],
    ] as const) {
      test(`with a false field, ${name}: ${how}`, async () => {
        const predicate = changed(provenanceV02(world.run, {}), name.split(/\[0\]\.|\./), value);
        await assert.rejects(verify(predicate), refusal("PREDICATE_CERTIFICATE_MISMATCH", name));
      });
    }
  }

  for (const name of [
    "metadata.buildInvocationID",
    "metadata.buildInvocationId",
    "invocation.configSource.digest.gitCommit",
    "materials[0].digest.gitCommit",
  ]) {
    test(`with the truth and a false ${name} beside it`, async () => {
      const { run_id: id, run_attempt: attempt } = world.run.claims;
      const spelling = ["metadata", "buildInvocationId"];
      const both = changed(provenanceV02(world.run, {}), spelling, `${id}-${attempt}`);
      assert.ok(await verify(both));
      const predicate = changed(both, name.split(/\[0\]\.|\./), "0".repeat(40));
      await assert.rejects(verify(predicate), refusal("PREDICATE_CERTIFICATE_MISMATCH", name));
    });
  }

  test("of another build type, which may leave fields out, but none may be false", async () => {
    const own = changed(provenanceV02(world.run, {}), ["buildType"], "https://example.com/build@v1");
    const sparse = changed(changed(own, ["invocation", "environment"], {}), ["materials"], undefined);
    assert.ok(await verify(sparse));
    // Its own way to call a run is nobody else's to judge.
    assert.ok(await verify(changed(own, ["metadata", "buildInvocationID"], "17")));
    const lying = changed(own, ["invocation", "environment", "github_ref"], "refs/tags/v9");
    await assert.rejects(verify(lying), refusal("PREDICATE_CERTIFICATE_MISMATCH", "github_ref"));
  });
});
