import assert from "node:assert/strict";
import { test } from "node:test";

import { nothingFound } from "../../src/evidence/find.ts";
import { storedBundles } from "../../src/evidence/stored-bundle.ts";
import { snappyBlock } from "../../local/github/start.ts";
import { all, gitHubWorld, type GitHubWorld } from "./world.ts";

const store = ({ github }: GitHubWorld) =>
  [{ kind: "github", sourceRepository: `${github.url}/octo-org/rocket` }] as const;

function add({ github: { state }, digests }: GitHubWorld, ...notes: string[]): void {
  for (const note of notes)
    state.attestations.push({
      id: state.nextId(),
      bundle: { dsseEnvelope: { signatures: [{ sig: note }] } },
      subjectDigests: [`sha256:${digests.sha256}`],
      predicateType: "p",
    });
}

for (const bundles of ["inline", "elsewhere"] as const) {
  test(`bundles that are ${bundles} are found without a login, newest first, on all pages`, async (t) => {
    const world = await gitHubWorld(t);
    world.github.state.bundles = bundles;
    const names = Array.from({ length: 103 }, (_, n) => `${n}`);
    add(world, ...names);
    const { found, search } = await all(world.rocket, store(world), world.ports);
    assert.deepEqual(found, names.toReversed());
    assert.deepEqual([search.unreached, search.skipped], [[], []]);
  });
}

test("a token goes to the API and not to the store of blobs", async (t) => {
  const world = await gitHubWorld(t, ({ url, token }) => ({ GITHUB_SERVER_URL: url, GITHUB_TOKEN: token }));
  const { github } = world;
  github.state.bundles = "elsewhere";
  github.state.repository.visibility = "private";
  add(world, "one");
  assert.deepEqual((await all(world.rocket, store(world), world.ports)).found, ["one"]);
  assert.deepEqual(
    world.sent.map(({ url, authorization }) => [url.origin, authorization]),
    [
      [github.url, `Bearer ${github.token}`],
      [github.store.url, null],
    ],
  );
});

test("what is stored of other bytes, or nothing, is not found", async (t) => {
  const world = await gitHubWorld(t);
  const { search } = await all(world.rocket, store(world), world.ports);
  assert.equal(nothingFound(world.rocket, search).code, "NOT_FOUND");
});

for (const [what, body, mediaType, expected] of [
  ["a block of Snappy", snappyBlock(Buffer.from('{"a":1}\n')), "application/x-snappy", '{"a":1}'],
  ["JSON that says so", Buffer.from('{"a":1}'), "application/json", '{"a":1}'],
  ["a bomb", Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0]), "application/x-snappy", undefined],
  ["a page for people", Buffer.from("<html>"), "text/html", undefined],
] as const) {
  test(`${what} at a bundle_url is ${expected === undefined ? "refused" : "read"}`, async (t) => {
    const world = await gitHubWorld(t);
    world.github.state.bundles = "elsewhere";
    add(world, "one");
    const headers = { "content-type": mediaType };
    world.github.store.fail(/^/, { kind: "status", status: 200, headers, body });
    const { found, search } = await all(world.rocket, store(world), world.ports);
    assert.deepEqual(found.length, expected === undefined ? 0 : 1);
    const code = search.unreached[0]?.error.code;
    assert.equal(code, expected === undefined ? "UNREACHABLE" : undefined);
  });
}

test("one bundle that cannot be fetched hides no other, and the store is not taken for empty", async (t) => {
  const world = await gitHubWorld(t);
  const { state, store: blobs } = world.github;
  state.bundles = "elsewhere";
  add(world, "one", "two", "three");
  blobs.fail(new RegExp(`/${state.attestations[1]?.id}\\.`), { kind: "status", status: 403 });
  const { found, search } = await all(world.rocket, store(world), world.ports);
  assert.deepEqual(found, ["three", "one"]);
  assert.equal(search.unreached.length, 1);
});

test("a bundle_url leads nowhere that may not be called", async (t) => {
  const world = await gitHubWorld(t);
  for (const url of ["http://evil.example/x", "file:///etc/passwd", "https://a:b@evil.example/", ""]) {
    const attestations = [{ bundle: null, bundle_url: url }, {}];
    world.github.server.heal();
    world.github.server.fail(/^/, { kind: "status", status: 200, body: { attestations } });
    const { found, search } = await all(world.rocket, store(world), world.ports);
    assert.deepEqual([found, search.unreached.length, search.skipped.length], [[], 1, 1]);
  }
  assert.ok(world.sent.every(({ url }) => url.origin === world.github.url));
});

test("an API with https names no address on this machine", async (t) => {
  const world = await gitHubWorld(t);
  const { fetchStoredBundle } = await import("../../src/evidence/stored-bundle.ts");
  await assert.rejects(
    fetchStoredBundle(world.ports.http, `${world.github.store.url}/x`, false),
    /cannot be called/,
  );
});

test("an answer of another shape has no bundles", () => {
  for (const page of [undefined, null, [], { attestations: {} }, { attestations: null }])
    assert.deepEqual(storedBundles(page), []);
  assert.deepEqual(storedBundles({ attestations: [7, { bundle_url: 7 }, { bundle: 1n }] }), [
    "unreadable",
    "unreadable",
    "unreadable",
  ]);
});
