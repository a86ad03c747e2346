import assert from "node:assert/strict";
import { test } from "node:test";

import { nothingFound, type Source } from "../../src/evidence/find.ts";
import { failure } from "../oci/clients.ts";
import { all, artifactOf, bundleOf, gitHubWorld, type GitHubWorld } from "./world.ts";

const release = ({ github }: GitHubWorld, tag?: string): Source[] => [
  {
    kind: "release",
    sourceRepository: `${github.url}/octo-org/rocket`,
    ...(tag === undefined ? {} : { tag }),
  },
];

/** An asset with a bundle about the world's file, or about something else. */
const asset = (world: GitHubWorld, name: string, about: "it" | "else" = "it") => ({
  name,
  bytes: bundleOf(about === "it" ? world.digests : {}, name),
});

test("a release's bundles are found without a login: those of its name first, then those of its digest", async (t) => {
  const world = await gitHubWorld(t);
  world.github.state.addRelease({
    tag: "pkg@1.2/3",
    assets: [
      asset(world, "other.tgz.sigstore.json", "else"),
      asset(world, "renamed.tgz.intoto.jsonl"),
      asset(world, "multiple.intoto.jsonl", "else"),
      asset(world, "rocket.tgz.intoto.jsonl", "else"),
      { name: "broken.sigstore", bytes: "no JSON" },
      { name: "half.intoto.jsonl", state: "starter" },
      { name: "rocket.tgz", bytes: "rocket" },
    ],
  });
  const { found, search } = await all(world.rocket, release(world, "pkg@1.2/3"), world.ports);
  assert.deepEqual(found, ["rocket.tgz.intoto.jsonl", "multiple.intoto.jsonl", "renamed.tgz.intoto.jsonl"]);
  assert.deepEqual([search.unreached, search.skipped], [[], []]);
  assert.ok(world.sent.every(({ authorization }) => authorization === null));
});

test("without a tag it is the newest release that has these very bytes", async (t) => {
  const world = await gitHubWorld(t);
  const { state } = world.github;
  for (const [tag, bytes] of [
    ["v1", "rocket"],
    ["v2", "rocket"],
    ["v3", "another rocket"],
  ] as const)
    state.addRelease({
      tag,
      assets: [
        { name: "rocket.tgz", bytes },
        { ...asset(world, "rocket.tgz.intoto.jsonl"), bytes: `"${tag}"` },
      ],
    });
  state.addRelease({ tag: "v4", draft: true, assets: [{ name: "rocket.tgz", bytes: "rocket" }] });
  state.addReleases(40);
  const newest = async (named = world.rocket): Promise<string[]> =>
    (await all(named, release(world), world.ports)).found;
  assert.deepEqual(await newest(), ['"v2"']);
  // By its digest alone nothing is named after it, and only what speaks of it is taken.
  state.addAsset(state.releases[1] ?? assert.fail(), asset(world, "x.sigstore.json"));
  assert.deepEqual(await newest(await artifactOf(`sha256:${world.digests.sha256}`)), ["x.sigstore.json"]);
  // Of a file that was changed, the bundles of its name say so.
  const changed = await artifactOf(await world.folder.file("changed/rocket.tgz", "changed"));
  assert.deepEqual(await newest(changed), ['"v3"']);
  // Assets from before GitHub had digests are known by their names.
  state.digests = false;
  assert.deepEqual(await newest(), ['"v3"']);
});

test("a release, a tag or a repository that is not there is not found, and not unreachable", async (t) => {
  const world = await gitHubWorld(t);
  const elsewhere: Source[] = [{ kind: "release", sourceRepository: `${world.github.url}/octo-org/none` }];
  for (const sources of [release(world), release(world, "v1"), elsewhere]) {
    const { found, search } = await all(world.rocket, sources, world.ports);
    assert.deepEqual(found, []);
    assert.equal(nothingFound(world.rocket, search).code, "NOT_FOUND");
  }
});

test("a GitHub that cannot be asked is unreachable, not empty", async (t) => {
  const world = await gitHubWorld(t);
  const { server, store, state } = world.github;
  state.addRelease({ tag: "v1", assets: [asset(world, "rocket.tgz.intoto.jsonl")] });
  const unreachable = async (mention: RegExp): Promise<void> => {
    const { found, search } = await all(world.rocket, release(world, "v1"), world.ports);
    assert.deepEqual(found, []);
    const error = nothingFound(world.rocket, search);
    assert.equal(error.code, "UNREACHABLE");
    assert.match(error.message, mention);
    server.heal();
    store.heal();
  };
  server.fail(/^/, { kind: "status", status: 503 });
  await unreachable(/503/);
  server.fail(/^/, { kind: "reset" });
  await unreachable(/no connection/);
  server.fail(/^/, { kind: "garbage" });
  await unreachable(/maintenance/);
  const headers = { "x-ratelimit-remaining": "0" };
  server.fail(/^/, { kind: "status", status: 403, headers, body: { message: "API rate limit exceeded" } });
  await unreachable(/no more calls are allowed.*rate limit exceeded[^]*GH_TOKEN/);
  store.fail(/^/, { kind: "status", status: 404 });
  await unreachable(/404/);
});

test("a token goes to GitHub's own host alone, and one that has ended is done without", async (t) => {
  const world = await gitHubWorld(t, ({ url, token }) => ({ GITHUB_SERVER_URL: url, GITHUB_TOKEN: token }));
  const { state, token, url, store } = world.github;
  state.repository.visibility = "private";
  state.addRelease({ tag: "v1", assets: [asset(world, "rocket.tgz.intoto.jsonl")] });
  assert.equal((await all(world.rocket, release(world, "v1"), world.ports)).found.length, 1);
  for (const { url: called, authorization } of world.sent)
    assert.equal(authorization, called.origin === store.url ? null : `Bearer ${token}`);
  state.repository.visibility = "public";
  const env = { GITHUB_SERVER_URL: url, GITHUB_TOKEN: "ghs_ended" };
  assert.equal((await all(world.rocket, release(world, "v1"), { ...world.ports, env })).found.length, 1);
});

test("a token of one server does not go to another", async (t) => {
  for (const env of [
    { GITHUB_TOKEN: "secret" },
    { GH_TOKEN: "secret" },
    { GITHUB_TOKEN: "secret", GITHUB_SERVER_URL: "https://github.com" },
    { GH_ENTERPRISE_TOKEN: "secret", GH_HOST: "github.example.com" },
  ]) {
    const world = await gitHubWorld(t, () => env);
    world.github.state.addRelease({ tag: "v1", assets: [asset(world, "rocket.tgz.intoto.jsonl")] });
    assert.equal((await all(world.rocket, release(world, "v1"), world.ports)).found.length, 1);
    assert.ok(world.sent.every(({ authorization }) => authorization === null));
  }
});

test("a redirect of the API to another host is not followed, and takes no token along", async (t) => {
  const world = await gitHubWorld(t, ({ url, token }) => ({ GITHUB_SERVER_URL: url, GITHUB_TOKEN: token }));
  const headers = { location: `${world.github.store.url}/elsewhere` };
  world.github.server.fail(/^/, { kind: "status", status: 302, headers });
  const { search } = await all(world.rocket, release(world, "v1"), world.ports);
  assert.match(search.unreached[0]?.error.message ?? "", /a redirect to another host/);
  assert.deepEqual(world.github.store.requests(), []);
});

test("ten thousand assets are looked at to a bound, and not all are read", async (t) => {
  const world = await gitHubWorld(t);
  const own = world.github.state.addRelease({ tag: "v1" });
  for (let n = 0; n < 10_000; n++)
    world.github.state.addAsset(own, { name: `a${String(n).padStart(5, "0")}.sigstore.json`, bytes: "{}" });
  const { found, search } = await all(world.rocket, release(world, "v1"), world.ports);
  assert.deepEqual(found, []);
  assert.deepEqual(
    search.skipped.map(({ reason }) => reason),
    [
      "it has more than 1000 assets, and the others were not looked at",
      "900 further bundles were not read, as there are too many",
    ],
  );
});

test("an asset that is larger than a bundle may be is not asked for, whatever it turns out to be", async (t) => {
  const world = await gitHubWorld(t);
  const bytes = Buffer.alloc(33 * 1024 * 1024);
  world.github.state.addRelease({ tag: "v1", assets: [{ name: "multiple.intoto.jsonl", bytes }] });
  const { search } = await all(world.rocket, release(world, "v1"), world.ports);
  assert.match(search.skipped[0]?.reason ?? "", /33554432 are read/);
  assert.deepEqual(world.github.store.requests(), []);
});

test("names that would lead elsewhere stay names", async (t) => {
  const world = await gitHubWorld(t);
  world.github.state.addRelease({
    tag: "../../../user",
    assets: [asset(world, "../../rocket.tgz.intoto.jsonl")],
  });
  const { found } = await all(world.rocket, release(world, "../../../user"), world.ports);
  assert.deepEqual(found, ["../../rocket.tgz.intoto.jsonl"]);
  for (const { url } of world.sent)
    assert.ok(url.origin !== world.github.url || url.pathname.startsWith("/api/v3/repos/octo-org/rocket/"));
});

for (const repository of [
  "https://github.com/o",
  "https://github.com/o/r/x",
  "https://github.com/../user",
  "https://github.com/o/%2e%2e",
  "https://github.com/o/r?x",
  "https://user:secret@github.com/o/r",
  "http://github.com/o/r",
  "github.com/o/r",
]) {
  test(`${repository} is no repository to look into`, async (t) => {
    const world = await gitHubWorld(t);
    await failure(
      all(world.rocket, [{ kind: "release", sourceRepository: repository, tag: "v1" }], world.ports),
      "USAGE",
    );
    assert.deepEqual(world.sent, []);
  });
}

test("what is no tag finds nothing, whatever path it would be", async (t) => {
  const world = await gitHubWorld(t);
  for (const tag of ["", ".", "..", "\ud800", "a?b#c", "%2e%2e"]) {
    const { found, search } = await all(world.rocket, release(world, tag), world.ports);
    assert.deepEqual([found, search.unreached], [[], []]);
  }
  for (const { url } of world.sent)
    assert.match(url.pathname, /^\/api\/v3\/repos\/octo-org\/rocket\/releases\/tags\/./);
});

test("an image is in no release unless a tag is given", async (t) => {
  const world = await gitHubWorld(t);
  const image = await artifactOf(`oci://ghcr.io/acme/app@sha256:${world.digests.sha256}`);
  await failure(all(image, release(world), world.ports), "USAGE");
  world.github.state.addRelease({ tag: "v1", assets: [asset(world, "app.intoto.jsonl")] });
  assert.deepEqual((await all(image, release(world, "v1"), world.ports)).found, ["app.intoto.jsonl"]);
});
