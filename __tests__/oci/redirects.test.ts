import assert from "node:assert/strict";
import { test } from "node:test";

import { pushImage } from "../../local/registry/images.ts";
import { MEDIA } from "../../src/oci/types.ts";
import {
  against,
  ALICE,
  BASE,
  BYTES,
  challenges,
  DIGEST,
  failure,
  manifest,
  says,
  withRegistry,
} from "./clients.ts";

test("blobs behind a redirect to another origin are had without credentials there", async () => {
  const auth = { kind: "bearer", accounts: [{ username: "alice", password: "wonderland-7" }] } as const;
  await withRegistry(
    async ({ state, elsewhere }, { repository }) => {
      const digest = state.repository("acme/app").putBlob(BYTES);
      assert.deepEqual(await repository.blob(digest, 1000), BYTES);
      assert.deepEqual(
        elsewhere.exchanges.map(({ call, status }) => [call.headers["authorization"], status]),
        [[undefined, 200]],
      );
    },
    { auth, switches: { blobs: "elsewhere" } },
    { credentials: ALICE },
  );
});

test("who has been led away gets no credentials on the way back", async () => {
  const { repository, lines } = against(
    {
      [`GET ${BASE}/manifests/1`]: [challenges("Basic"), says(307, { location: "https://cdn.example/x" })],
      "GET https://cdn.example/x": says(302, { location: `${BASE}/manifests/2` }),
      [`GET ${BASE}/manifests/2`]: says(404),
    },
    { credentials: ALICE },
  );
  await repository.manifest("1");
  assert.deepEqual(lines().slice(2), ["GET https://cdn.example/x", `GET ${BASE}/manifests/2`]);
});

test("a redirect on the same origin keeps the credentials", async () => {
  const { repository, lines } = against(
    {
      [`GET ${BASE}/manifests/1`]: [challenges("Basic"), says(301, { location: "/v2/acme/app/manifests/2" })],
      [`GET ${BASE}/manifests/2`]: manifest(),
    },
    { credentials: ALICE },
  );
  assert.equal((await repository.manifest("1"))?.digest, DIGEST);
  assert.match(lines().at(-1) ?? "", /manifests\/2 Basic /);
});

test("a redirect loop ends", async () => {
  await withRegistry(async ({ state, switches }, { repository, sent }) => {
    const { digest } = pushImage(state, "acme/app", { tag: "1" });
    switches.manifests = "loop";
    const error = await failure(repository.manifest(digest), "REGISTRY_INVALID");
    assert.match(error.message, /more than 5 redirects/);
    assert.equal(sent.length, 6);
  });
});

test("a redirect to plain http, to this machine, to credentials or to nowhere is not followed", async () => {
  for (const location of [
    "http://reg.example/x",
    "http://127.0.0.1:9/x",
    "https://a:b@cdn.example/",
    "https://a@cdn.example/",
    "ftp://x/",
    "http://",
    undefined,
  ]) {
    const { repository, sent } = against({
      [`GET ${BASE}/manifests/1`]: says(307, location === undefined ? {} : { location }),
    });
    const error = await failure(repository.manifest("1"), "REGISTRY_INVALID");
    assert.equal(sent.length, 1);
    assert.doesNotMatch(error.message, /a:b/);
  }
});

test("a write follows a redirect that repeats it, and no other", async () => {
  const { repository, sent } = against({
    [`PUT ${BASE}/manifests/1`]: says(308, { location: "https://other.example/1" }),
    "PUT https://other.example/1": says(201),
  });
  assert.equal(await repository.putManifest("1", MEDIA.image, BYTES), "stored");
  assert.equal(sent[1]?.body, BYTES.toString());
  const lost = against({ [`PUT ${BASE}/manifests/1`]: says(302, { location: "https://other.example/1" }) });
  await failure(lost.repository.putManifest("1", MEDIA.image, BYTES), "REGISTRY_INVALID");
});
