import assert from "node:assert/strict";
import { test } from "node:test";

import { isForkPullRequest, readEventInputs, readEventParameters } from "../../src/run/event.ts";

test("a dispatch's inputs are stated as text, empty ones left out", () => {
  const event = { inputs: { channel: "beta", dry: true, count: 3, none: null, empty: "", list: ["a"] } };
  assert.deepEqual(readEventParameters("workflow_dispatch", event), {
    inputs: { channel: "beta", dry: "true", count: "3", list: '["a"]' },
    redacted: [],
  });
  for (const nothing of [{}, { inputs: null }, { inputs: ["a"] }, { inputs: { a: "" } }, undefined, "text"]) {
    assert.deepEqual(readEventParameters("workflow_dispatch", nothing), { redacted: [] });
  }
});

test("an input may be named like a property that every object has", () => {
  const event: unknown = JSON.parse('{"inputs":{"__proto__":"a","constructor":"b"}}');
  const { inputs, redacted } = readEventParameters("workflow_dispatch", event);
  assert.deepEqual(Object.entries(inputs ?? {}), [
    ["__proto__", "a"],
    ["constructor", "b"],
  ]);
  assert.deepEqual(redacted, []);
});

test("what looks like a credential is replaced, and its input named", () => {
  const pat = `github_pat_${"a1".repeat(20)}`;
  const jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln";
  const event = {
    inputs: { a: pat, b: `x ${jwt} y`, c: "Authorization: Bearer abcdefgh12345678", d: "plain" },
  };
  const { inputs, redacted } = readEventParameters("workflow_dispatch", event);
  assert.deepEqual(inputs, { a: "***", b: "x *** y", c: "Authorization: ***", d: "plain" });
  assert.deepEqual(redacted, ["a", "b", "c"]);
});

test("of a release its tag, target, name and states are stated, where they are of their type", () => {
  const release = {
    tag_name: "v1",
    target_commitish: "main",
    name: null,
    draft: false,
    prerelease: "no",
    body: "notes",
    author: { login: "octo" },
  };
  assert.deepEqual(readEventParameters("release", { release, inputs: { a: "b" } }), {
    release: { tag_name: "v1", target_commitish: "main", draft: false, prerelease: "no" },
    redacted: [],
  });
});

test("other events have no parameters, whatever the file says", () => {
  for (const name of ["push", "schedule", "pull_request", ""]) {
    assert.deepEqual(readEventParameters(name, { inputs: { a: "b" }, release: { tag_name: "v1" } }), {
      redacted: [],
    });
  }
});

test("a pull request is a fork's when its head is another repository, or one that was deleted", () => {
  const pull = (head: unknown, base: unknown): unknown => ({ pull_request: { head, base } });
  const own = { repo: { full_name: "octo-org/rocket" } };
  assert.equal(isForkPullRequest(pull({ repo: { full_name: "octo-fork/rocket" } }, own)), true);
  assert.equal(isForkPullRequest(pull({ repo: null }, own)), true);
  assert.equal(isForkPullRequest(pull(own, own)), false);
  for (const event of [{}, undefined, null, { pull_request: 1 }])
    assert.equal(isForkPullRequest(event), false);
});

test("for v0.2 a dispatch's inputs are what the event has, empty ones too", () => {
  const inputs = { channel: "beta", empty: "", npm_token: "abcdefgh12" };
  assert.deepEqual(readEventInputs("workflow_dispatch", { inputs }), {
    value: { channel: "beta", empty: "", npm_token: "***" },
    redacted: ["npm_token"],
  });
  for (const nothing of [{}, { inputs: null }, { inputs: {} }, undefined]) {
    assert.equal(readEventInputs("workflow_dispatch", nothing), undefined);
  }
  assert.equal(readEventInputs("push", { inputs }), undefined);
});

test("an input whose name says that it is a secret is one, whatever its value", () => {
  const { inputs, redacted } = readEventParameters("workflow_dispatch", {
    inputs: { "npm-token": "abcdefgh12", channel: "beta" },
  });
  assert.deepEqual(inputs, { "npm-token": "***", channel: "beta" });
  assert.deepEqual(redacted, ["npm-token"]);
});
