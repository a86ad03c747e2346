import assert from "node:assert/strict";
import { test } from "node:test";

import { storedName } from "../../local/github/releases.ts";
import { Patience } from "../../src/net/patience.ts";
import { githubClient, refusalOf } from "../../src/publish/octokit.ts";
import { assetKey } from "../../src/publish/asset-key.ts";
import { githubRepository } from "../../src/publish/repository.ts";
import { OwnClock } from "../net/world.ts";

const NAMES = [
  "rocket-1.2.3.tgz",
  "rocket 1.2.3.tgz",
  "rocket (linux)~amd64.tgz",
  "rocket@1.2+3_x.tgz",
  "Rakete-äöü.tgz",
  ".env",
  "..rocket",
  "rocket..",
  "rocket. .tgz",
  "a/b:c.tgz",
  "火箭.intoto.jsonl",
];

test("a name and what GitHub makes of it have one key", () => {
  for (const name of NAMES) {
    assert.equal(assetKey(storedName(name)), assetKey(name), name);
    assert.equal(assetKey(assetKey(name)), assetKey(name), name);
  }
});

test("names that GitHub keeps apart have different keys", () => {
  const kept = ["a.tgz", "A.tgz", "a-b.tgz", "a_b.tgz", "a+b.tgz", "a@b.tgz", "a.b.tgz", "ab.tgz"];
  assert.equal(new Set(kept.map((name) => assetKey(name))).size, kept.length);
});

/** A repository whose API answers so. */
function opened(answer: (url: URL) => Response) {
  const urls: URL[] = [];
  const access = {
    apiUrl: "https://api.example",
    token: "t",
    patience: new Patience(0, new OwnClock()),
    fetcher: (url: string): Promise<Response> => {
      urls.push(new URL(url));
      return Promise.resolve(answer(new URL(url)));
    },
  };
  return { urls, repository: githubRepository(githubClient(access), "octo-org/rocket", access) };
}

test("a list that GitHub refuses is not an empty one", async () => {
  const { repository } = opened(() => Response.json({ message: "Conflict" }, { status: 409 }));
  await assert.rejects(repository.releases(), (error) => refusalOf(error).status === 409);
  await assert.rejects(repository.assets(1), (error) => refusalOf(error).status === 409);
});

test("further pages are asked of the API, wherever the Link header leads", async () => {
  const { urls, repository } = opened((url) => {
    const page = Number(url.searchParams.get("page"));
    const link = '<https://evil.example/next>; rel="next", <https://evil.example/last>; rel="last"';
    return Response.json([{ id: page, tag_name: `v${page}` }], { headers: page < 3 ? { link } : {} });
  });
  assert.deepEqual(
    (await repository.releases()).map((release) => release.tag),
    ["v1", "v2", "v3"],
  );
  assert.ok(urls.every((url) => url.host === "api.example"));
});
