import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { readEventPayload } from "../../src/run/payload.ts";
import { failure } from "../subjects/world.ts";

const BYTES = Buffer.from('{ "ref": "refs/heads/main", "client_payload": {"token": "abcdefgh12"} }\n');

test("none records nothing, digest the file's bytes, full what it says without what looks like a secret", () => {
  assert.deepEqual(readEventPayload("none", BYTES), { value: { kind: "none" }, redacted: [] });
  assert.deepEqual(readEventPayload("digest", BYTES), {
    value: { kind: "digest", sha256: createHash("sha256").update(BYTES).digest("hex") },
    redacted: [],
  });
  assert.deepEqual(readEventPayload("full", BYTES), {
    value: { kind: "full", payload: { ref: "refs/heads/main", client_payload: { token: "***" } } },
    redacted: ["client_payload.token"],
  });
});

test("an event that is to be recorded must be there", () => {
  assert.deepEqual(readEventPayload("none", undefined).value, { kind: "none" });
  for (const choice of ["digest", "full"] as const) {
    assert.throws(
      () => readEventPayload(choice, undefined),
      failure("INPUT_INVALID", `event-payload: ${choice}`),
    );
  }
  assert.throws(() => readEventPayload("full", Buffer.from("[]")), failure("INPUT_INVALID", "no object"));
  assert.throws(
    () => readEventPayload("full", Buffer.from("{")),
    failure("INPUT_INVALID", "line 1, column 2"),
  );
});
