import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, test } from "node:test";

import { Octokit } from "@octokit/rest";

import { type GitHubOptions, type LocalGitHub, startGitHub } from "../../local/github/start.ts";
import { notInPlan, USER_OWNED } from "../../local/github/state.ts";
import { checkExchanges } from "../openapi/conformance.ts";

const repo = { owner: "octo-org", repo: "rocket" };

/** Runs `use` against a GitHub of its own, and holds all its exchanges against GitHub's description. */
async function withGitHub(
  use: (github: LocalGitHub, api: Octokit) => Promise<void>,
  options: GitHubOptions = {},
): Promise<void> {
  const github = await startGitHub(options);
  try {
    await use(github, new Octokit({ baseUrl: github.apiUrl, auth: github.token, log: silent }));
    assert.deepEqual(checkExchanges(github.server.exchanges, "/api/v3"), []);
  } finally {
    await github.close();
  }
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Uploads as the step does: to the release's own upload URL. */
async function upload(api: Octokit, uploadUrl: string, name: string, bytes: string) {
  return await api.request("POST {+origin}", {
    origin: uploadUrl.replace(/\{.*$/, `?name=${encodeURIComponent(name)}`),
    data: Buffer.from(bytes),
    headers: { "content-type": "application/json" },
  });
}

function refusedWith(status: number, message: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof Error && "status" in error);
    assert.equal(error.status, status);
    assert.match(error.message, message);
    return true;
  };
}

/** A bundle that holds what the store looks at. */
function bundleFor(digest: string, predicateType = "https://slsa.dev/provenance/v1") {
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "rocket.tgz", digest: { sha256: digest } }],
    predicateType,
    predicate: {},
  };
  const payload = Buffer.from(JSON.stringify(statement)).toString("base64");
  return {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: {},
    dsseEnvelope: { payload, payloadType: "application/vnd.in-toto+json", signatures: [{ sig: "AA==" }] },
  };
}

const DIGEST = createHash("sha256").update("rocket").digest("hex");

describe("releases", () => {
  test("a list of 250 releases comes in pages that link to each other", () =>
    withGitHub(async (github, api) => {
      github.state.addReleases(250);
      const all = await api.paginate(api.repos.listReleases, { ...repo, per_page: 100 });
      assert.equal(all.length, 250);
      assert.equal(all[0]?.tag_name, "v0.0.250");
      assert.equal(github.server.requests(/\/releases$/).length, 3);
    }));

  test("a release is found by its tag once it is published", () =>
    withGitHub(async (github, api) => {
      const tag = "pkg@1.2/3";
      github.state.addRelease({ tag, draft: true });
      await assert.rejects(api.repos.getReleaseByTag({ ...repo, tag }), { status: 404 });
      const { id } = github.state.addRelease({ tag });
      assert.equal((await api.repos.getReleaseByTag({ ...repo, tag })).data.id, id);
    }));

  test("a draft is there for a token that may write, and for no other", () =>
    withGitHub(async (github, api) => {
      const draft = github.state.addRelease({ tag: "v1.2.3", draft: true });
      github.state.addRelease({ tag: "v1.2.3" });
      assert.equal((await api.repos.listReleases(repo)).data.length, 2);
      assert.equal((await api.repos.getRelease({ ...repo, release_id: draft.id })).data.draft, true);
      github.state.permissions.contents = "read";
      assert.deepEqual(
        (await api.repos.listReleases(repo)).data.map((r) => r.draft),
        [false],
      );
      await assert.rejects(
        api.repos.getRelease({ ...repo, release_id: draft.id }),
        refusedWith(404, /Not Found/),
      );
    }));

  test("a created release can be read back, and published only once under its tag", () =>
    withGitHub(async (github, api) => {
      const created = await api.repos.createRelease({
        ...repo,
        tag_name: "v2.0.0",
        name: "Two",
        prerelease: true,
      });
      const { data } = await api.repos.getRelease({ ...repo, release_id: created.data.id });
      assert.deepEqual([data.tag_name, data.name, data.prerelease], ["v2.0.0", "Two", true]);
      await assert.rejects(
        api.repos.createRelease({ ...repo, tag_name: "v2.0.0" }),
        refusedWith(422, /already_exists/),
      );
      github.state.permissions.contents = "read";
      await assert.rejects(
        api.repos.createRelease({ ...repo, tag_name: "v3.0.0" }),
        refusedWith(403, /Resource not accessible by integration/),
      );
    }));

  test("a private repository does not exist for a caller without a token", () =>
    withGitHub(
      async (github) => {
        assert.equal((await fetch(`${github.apiUrl}/repos/octo-org/rocket`)).status, 404);
        const stranger = await fetch(`${github.apiUrl}/repos/octo-org/rocket`, {
          headers: { authorization: "Bearer ghs_wrong" },
        });
        assert.equal(stranger.status, 401);
        github.state.permissions.contents = "none";
        const unread = await fetch(`${github.apiUrl}/repos/octo-org/rocket/releases`, {
          headers: { authorization: `Bearer ${github.token}` },
        });
        assert.equal(unread.status, 403);
      },
      { claims: { repository_visibility: "private" } },
    ));
});

describe("assets", () => {
  test("an upload is renamed, listed with its digest, and taken only once", () =>
    withGitHub(async (github, api) => {
      const release = github.state.addRelease({ tag: "v1.2.3" });
      const { data } = await api.repos.getRelease({ ...repo, release_id: release.id });
      const { data: asset } = await upload(api, data.upload_url, "my rocket (1).intoto.jsonl", "rocket");
      assert.equal(asset.name, "my.rocket.1.intoto.jsonl");
      const listed = await api.repos.listReleaseAssets({ ...repo, release_id: release.id });
      assert.deepEqual(
        listed.data.map((a) => [a.name, a.digest, a.state]),
        [["my.rocket.1.intoto.jsonl", `sha256:${DIGEST}`, "uploaded"]],
      );
      assert.equal(github.state.assets[0]?.bytes.toString(), "rocket");
      await assert.rejects(
        upload(api, data.upload_url, "my rocket 1.intoto.jsonl", "other"),
        refusedWith(422, /already_exists/),
      );
    }));

  test("an asset can be given another name, but none that is taken", () =>
    withGitHub(async (github, api) => {
      const assets = [
        { name: "a", bytes: "a" },
        { name: "b", bytes: "b" },
      ];
      const [a] = github.state.addRelease({ tag: "v1", assets }).assets;
      assert.ok(a);
      const rename = (name: string) => api.repos.updateReleaseAsset({ ...repo, asset_id: a.id, name });
      await assert.rejects(rename("b"), refusedWith(422, /already_exists/));
      const { data } = await rename("a (2).json");
      assert.deepEqual([data.id, data.name, a.name], [a.id, "a.2.json", "a.2.json"]);
      assert.equal((await rename("a.2.json")).status, 200);
    }));

  test("an immutable release takes no asset and gives none up", () =>
    withGitHub(async (github, api) => {
      const release = github.state.addRelease({
        tag: "v1",
        immutable: true,
        assets: [{ name: "a", bytes: "a" }],
      });
      const { data } = await api.repos.getRelease({ ...repo, release_id: release.id });
      assert.equal(data.immutable, true);
      await assert.rejects(
        upload(api, data.upload_url, "b", "b"),
        refusedWith(422, /Cannot upload assets to an immutable release\./),
      );
      const [asset] = data.assets;
      assert.ok(asset);
      await assert.rejects(
        api.repos.deleteReleaseAsset({ ...repo, asset_id: asset.id }),
        refusedWith(422, /immutable/),
      );
    }));

  test("an upload that breaks off leaves a starter, which can be deleted and uploaded again", () =>
    withGitHub(async (github, api) => {
      const release = github.state.addRelease({ tag: "v1" });
      const { data } = await api.repos.getRelease({ ...repo, release_id: release.id });
      github.state.halfUploads = 1;
      await assert.rejects(upload(api, data.upload_url, "a.json", "{}"), refusedWith(502, /Server Error/));
      await assert.rejects(upload(api, data.upload_url, "a.json", "{}"), refusedWith(422, /already_exists/));
      const [rest] = (await api.repos.listReleaseAssets({ ...repo, release_id: release.id })).data;
      assert.deepEqual([rest?.state, rest?.size, rest?.digest], ["starter", 0, null]);
      await api.repos.deleteReleaseAsset({ ...repo, asset_id: rest?.id ?? 0 });
      await upload(api, data.upload_url, "a.json", "{}");
      assert.deepEqual(
        github.state.assets.map((a) => a.state),
        ["uploaded"],
      );
    }));

  test("a download is redirected to another origin, which refuses the token", () =>
    withGitHub(async (github, api) => {
      const release = github.state.addRelease({ tag: "v1", assets: [{ name: "a", bytes: "bytes" }] });
      github.state.digests = false;
      const asset_id = release.assets[0]?.id ?? 0;
      assert.equal((await api.repos.getReleaseAsset({ ...repo, asset_id })).data.digest, null);
      const bytes = await api.repos.getReleaseAsset({
        ...repo,
        asset_id,
        headers: { accept: "application/octet-stream" },
      });
      assert.equal(Buffer.from(bytes.data as unknown as ArrayBuffer).toString(), "bytes");
      assert.equal(github.store.exchanges[0]?.call.headers["authorization"], undefined);

      const redirect = await fetch(`${github.apiUrl}/repos/octo-org/rocket/releases/assets/${asset_id}`, {
        headers: { accept: "application/octet-stream" },
        redirect: "manual",
      });
      assert.equal(redirect.status, 302);
      const location = redirect.headers.get("location") ?? "";
      assert.notEqual(new URL(location).origin, github.url);
      assert.equal(
        (await fetch(location, { headers: { authorization: `Bearer ${github.token}` } })).status,
        400,
      );
      assert.equal((await fetch(location.replace(/sig=.*/, "sig=0"))).status, 403);
    }));
});

describe("attestations", () => {
  test("a stored bundle is found by its subject's digest and predicate type, newest first", () =>
    withGitHub(async (github, api) => {
      const subject_digest = `sha256:${DIGEST}`;
      await assert.rejects(
        api.repos.listAttestations({ ...repo, subject_digest }),
        refusedWith(404, /Not Found/),
      );
      const bundle = bundleFor(DIGEST);
      const { data } = await api.repos.createAttestation({ ...repo, bundle });
      await api.repos.createAttestation({ ...repo, bundle: bundleFor(DIGEST, "https://spdx.dev/Document") });
      assert.equal(data.id, github.state.attestations[0]?.id);
      const all = await api.repos.listAttestations({ ...repo, subject_digest });
      assert.equal(all.data.attestations?.length, 2);
      const one = await api.repos.listAttestations({ ...repo, subject_digest, predicate_type: "provenance" });
      assert.deepEqual(one.data.attestations?.[0]?.bundle, bundle);
      let pages = 0;
      for await (const { data } of api.paginate.iterator(
        "GET /repos/{owner}/{repo}/attestations/{subject_digest}",
        {
          ...repo,
          subject_digest,
          per_page: 1,
        },
      )) {
        assert.ok(data);
        pages += 1;
      }
      assert.equal(pages, 2);
    }));

  test("a missing permission, a plan and an owner are refused in GitHub's words", () =>
    withGitHub(async (github, api) => {
      const create = () => api.repos.createAttestation({ ...repo, bundle: bundleFor(DIGEST) });
      github.state.permissions.attestations = "none";
      await assert.rejects(create(), refusedWith(403, /Resource not accessible by integration/));
      github.state.permissions.attestations = "write";
      github.state.attestationRefusal = USER_OWNED;
      await assert.rejects(create(), refusedWith(403, /user-owned private repositories/));
      github.state.attestationRefusal = notInPlan("octo-org");
      await assert.rejects(create(), refusedWith(403, /not available for the octo-org organization/));
      assert.equal(github.state.attestations.length, 0);
    }));
});

test("the repository and the run's attempt are those of the claims", () =>
  withGitHub(
    async (github, api) => {
      const { data } = await api.repos.get({ owner: "other-org", repo: "probe" });
      assert.deepEqual(
        [data.full_name, data.private, data.visibility],
        ["other-org/probe", true, "internal"],
      );
      const attempt = { owner: "other-org", repo: "probe", run_id: 17200000001, attempt_number: 2 };
      const run = await api.actions.getWorkflowRunAttempt(attempt);
      assert.equal(run.data.run_started_at, github.state.runs[0]?.startedAt);
      assert.equal(run.data.path, ".github/workflows/release.yml");
      await assert.rejects(
        api.actions.getWorkflowRunAttempt({ ...attempt, attempt_number: 3 }),
        refusedWith(404, /Not Found/),
      );
    },
    { repository: "other-org/probe", claims: { run_attempt: "2", repository_visibility: "internal" } },
  ));

test("the API answers at the root as well, with links that stay there", async () => {
  const github = await startGitHub();
  try {
    github.state.addReleases(3);
    const api = new Octokit({ baseUrl: github.url, auth: github.token });
    assert.equal((await api.paginate(api.repos.listReleases, { ...repo, per_page: 1 })).length, 3);
    assert.deepEqual(checkExchanges(github.server.exchanges, ""), []);
  } finally {
    await github.close();
  }
});

describe("the check against GitHub's description", () => {
  let github: LocalGitHub;
  before(async () => {
    github = await startGitHub();
  });
  after(() => github.close());

  /** What the check says of one call of the API. */
  async function problemsOf(path: string, init: RequestInit = {}): Promise<string[]> {
    github.server.exchanges.length = 0;
    await fetch(`${github.apiUrl}${path}`, init).then((r) => r.arrayBuffer());
    github.server.heal();
    return checkExchanges(github.server.exchanges, "/api/v3").map((p) => p.replace(/^.*?: /, ""));
  }

  test("names a property of the wrong type in an answer, and one that is missing", async () => {
    github.server.fail(/releases/, { kind: "status", status: 200, body: [{ id: "one" }] });
    const problems = await problemsOf("/repos/octo-org/rocket/releases");
    assert.ok(problems.includes("answer/0/id must be integer"), problems.join("\n"));
    assert.ok(problems.includes("answer/0 must have required property 'tag_name'"));
  });

  test("names an unknown parameter, one of the wrong type, and an unknown operation", async () => {
    assert.deepEqual(await problemsOf("/repos/octo-org/rocket/releases?per_page=many&perpage=1"), [
      "query parameter per_page must be integer",
      "query parameter perpage is unknown",
    ]);
    assert.deepEqual(await problemsOf("/repos/octo-org/rocket/tags"), ["no operation of the extract"]);
  });

  test("names what is wrong with a request's body", async () => {
    const body = JSON.stringify({ tag: "v1" });
    const authorization = `Bearer ${github.token}`;
    assert.deepEqual(
      await problemsOf("/repos/octo-org/rocket/releases", {
        method: "POST",
        body,
        headers: { authorization },
      }),
      ["request must have required property 'tag_name'", "request property tag is unknown"],
    );
  });

  test("lets an error pass that has GitHub's shape, and no maintenance page unless told to", async () => {
    github.server.fail(/releases/, { kind: "status", status: 503 });
    assert.deepEqual(await problemsOf("/repos/octo-org/rocket/releases"), []);
    github.server.fail(/releases/, { kind: "garbage" });
    assert.deepEqual(await problemsOf("/repos/octo-org/rocket/releases"), ["the answer is not JSON"]);
    assert.deepEqual(
      checkExchanges(github.server.exchanges, "/api/v3", { ignore: (e) => e.status === 200 }),
      [],
    );
  });
});
