import assert from "node:assert/strict";
import { test } from "node:test";

import { pushImage } from "../../local/registry/images.ts";
import { digestOf } from "../../src/oci/content.ts";
import { MEDIA } from "../../src/oci/types.ts";
import {
  against,
  ALICE,
  BASE,
  BYTES,
  challenges,
  DIGEST,
  EMPTY,
  failure,
  manifest,
  says,
  withRegistry,
} from "./clients.ts";

test("a manifest is had by tag and by digest, with what is needed to write it again", async () => {
  await withRegistry(async ({ state }, { repository, sent }) => {
    const image = pushImage(state, "acme/app", { tag: "1" });
    const byTag = await repository.manifest("1");
    assert.deepEqual(
      [byTag?.digest, byTag?.mediaType, byTag?.bytes.length],
      [image.digest, image.mediaType, image.size],
    );
    assert.ok(byTag?.etag !== undefined);
    assert.deepEqual(await repository.manifest(image.digest), byTag);
    for (const type of [MEDIA.image, MEDIA.index, MEDIA.dockerImage, MEDIA.dockerIndex]) {
      assert.ok(sent[0]?.headers.get("accept")?.includes(type));
    }
  });
});

test("a manifest that is not there is undefined, and one that Artifactory hides behind 403 is a refusal", async () => {
  await withRegistry(async ({ switches }, { repository }) => {
    assert.equal(await repository.manifest("1"), undefined);
    assert.equal(await repository.manifest(DIGEST), undefined);
    switches.missingManifest = 403;
    await failure(repository.manifest("1"), "REGISTRY_DENIED");
  });
});

test("a manifest of another digest than was asked for, or than the registry says, is not believed", async () => {
  await withRegistry(async ({ state, switches }, { repository }) => {
    const { digest } = pushImage(state, "acme/app", { tag: "1" });
    switches.manifestBody = "other-bytes";
    await failure(repository.manifest(digest), "REGISTRY_INVALID");
    await failure(repository.manifest("1"), "REGISTRY_INVALID");
  });
  for (const claimed of [`sha512:${"0".repeat(128)}`, "sha256:", "nonsense"]) {
    await failure(
      against({
        [`GET ${BASE}/manifests/1`]: manifest({ "docker-content-digest": claimed }),
      }).repository.manifest("1"),
      "REGISTRY_INVALID",
    );
  }
});

test("a manifest of 300 MB, and one without end, are left at 4 MiB", async () => {
  await withRegistry(
    async ({ state, switches }, { repository, sent }) => {
      pushImage(state, "acme/app", { tag: "1" });
      for (const body of ["oversized", "endless"] as const) {
        switches.manifestBody = body;
        const error = await failure(repository.manifest("1"), "REGISTRY_INVALID");
        assert.match(error.message, /more than 4194304 bytes/);
      }
      assert.equal(sent.length, 2);
    },
    {},
    { patience: 60 },
  );
});

test("what is no manifest, or two things at once, is not believed", async () => {
  const odd: (() => Response)[] = [
    manifest({}, "<html>"),
    manifest({}, "[]"),
    manifest({}, "null"),
    manifest({}, { manifests: [], layers: [] }),
    manifest({}, { mediaType: MEDIA.index, manifests: [] }),
    says(200, { "content-type": "application/json" }, {}),
    says(200, {}, {}),
  ];
  for (const answer of odd) {
    await failure(
      against({ [`GET ${BASE}/manifests/1`]: answer }).repository.manifest("1"),
      "REGISTRY_INVALID",
    );
  }
});

test("the media type is the registry's, or the manifest's where the server knows nothing of them", async () => {
  const typeOf = async (answer: () => Response) =>
    (await against({ [`GET ${BASE}/manifests/1`]: answer }).repository.manifest("1"))?.mediaType;
  assert.equal(await typeOf(manifest({ "content-type": `${MEDIA.image}; charset=utf-8` })), MEDIA.image);
  assert.equal(await typeOf(manifest({ "content-type": "application/json" })), MEDIA.image);
  assert.equal(await typeOf(manifest({}, { layers: [] })), MEDIA.image);
});

test("a weak ETag is none: a write on its condition would be refused for ever", async () => {
  const { repository } = against({ [`GET ${BASE}/manifests/1`]: manifest({ etag: 'W/"x"' }) });
  assert.equal((await repository.manifest("1"))?.etag, undefined);
});

test("what is no tag and no digest is not asked for", async () => {
  const { repository, sent } = against({});
  for (const reference of [
    "",
    "../tags/list",
    "a/b",
    `sha512:${"0".repeat(128)}`,
    DIGEST.toUpperCase(),
    "x?y",
    "x".repeat(129),
  ]) {
    await failure(repository.manifest(reference), "REFERENCE_INVALID");
  }
  assert.equal(sent.length, 0);
});

test("a manifest is stored under its condition, and a conflict is said", async () => {
  await withRegistry(async ({ state }, { repository }) => {
    const json = (annotations: object): Buffer =>
      Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA.index, manifests: [], annotations }));
    assert.equal(await repository.putManifest("t", MEDIA.index, json({})), "stored");
    const first = await repository.manifest("t");
    assert.equal(await repository.putManifest("t", MEDIA.index, json({ a: "1" }), first?.etag), "stored");
    assert.equal(await repository.putManifest("t", MEDIA.index, json({ a: "2" }), first?.etag), "conflict");
    assert.deepEqual((await repository.manifest("t"))?.json["annotations"], { a: "1" });
    assert.equal(await repository.putManifest(digestOf(json({})), MEDIA.index, json({})), "stored");
    assert.equal(state.repository("acme/app").tagWrites.length, 2);
  });
});

test("a registry that says to have stored another manifest is not believed", async () => {
  const { repository } = against({
    [`PUT ${BASE}/manifests/1`]: says(201, { "docker-content-digest": digestOf(EMPTY) }),
  });
  await failure(repository.putManifest("1", MEDIA.image, BYTES), "REGISTRY_INVALID");
});

test("immutable tags, quotas, and manifests that are not taken have their own words, whatever the status", async () => {
  const put = async (status: number, code: string, message: string, headers = {}): Promise<string> => {
    const answer = says(status, headers, { errors: [{ code, message }] });
    const { repository } = against({ [`PUT ${BASE}/manifests/sha256-x`]: answer });
    return (await failure(repository.putManifest("sha256-x", MEDIA.image, BYTES), "REGISTRY_REFUSED"))
      .message;
  };
  const immutable = /nobody change the tag sha256-x.*\n(.*\n)*.*Exempt tags/;
  assert.match(await put(400, "TAG_INVALID", "the tag already exists"), immutable);
  assert.match(await put(409, "TAG_IMMUTABLE", ""), immutable);
  assert.match(await put(403, "DENIED", "The repository has enabled tag immutability"), immutable);
  assert.match(
    await put(412, "PRECONDITION", "Failed to process request due to '1' configured as immutable."),
    immutable,
  );
  const quota = /its quota is used up/;
  assert.match(await put(403, "DENIED", "will exceed the configured upper limit of 1 GiB"), quota);
  assert.match(await put(403, "TOOMANYREQUESTS", "storage"), quota);
  assert.match(await put(507, "", ""), quota);
  assert.match(await put(400, "MANIFEST_INVALID", "bad"), /does not take a manifest of this kind/);
  assert.match(await put(404, "NAME_UNKNOWN", ""), /no such repository/);
  assert.match(await put(413, "", ""), /too large/);
  assert.match(await put(418, "TEAPOT", "short and stout"), /status 418 \(TEAPOT: short and stout\)/);
});

test("the embedded registry's immutable tags and quota are told apart from a lack of rights", async () => {
  await withRegistry(async ({ switches }, { repository }) => {
    const index = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA.index, manifests: [] }));
    await repository.putManifest("t", MEDIA.index, index);
    switches.immutableTags = true;
    assert.match(
      (await failure(repository.putManifest("t", MEDIA.index, index), "REGISTRY_REFUSED")).message,
      /Exempt/,
    );
    switches.quota = "quota exceeded";
    assert.match((await failure(repository.putBlob(EMPTY), "REGISTRY_REFUSED")).message, /quota is used up/);
  });
});

test("what a registry says is one short line without secrets", async () => {
  const message = `no wonderland-7 \u001b[31m\n::warning::x ghs_${"a".repeat(36)} ${"z".repeat(900)}`;
  const { repository } = against(
    {
      [`GET ${BASE}/manifests/1`]: [
        challenges("Basic"),
        says(418, {}, { errors: [{ code: "ODD", message }] }),
      ],
    },
    { credentials: ALICE },
  );
  const error = await failure(repository.manifest("1"), "REGISTRY_REFUSED");
  const got = error.parts.got ?? "";
  assert.match(got, /^status 418 \(ODD: no \*\*\* \[31m ::warning::x \*\*\* z+\); credentials/);
  assert.ok(got.length < 400);
});

test("a secret that an answer was cut in the middle of stays secret", async () => {
  const password = `wonderland-${"7y".repeat(50)}`;
  const echo = `${"z".repeat(250)} ${password}`;
  const { repository } = against(
    { [`GET ${BASE}/manifests/1`]: [challenges("Basic"), says(503, {}, echo)] },
    { credentials: { ...ALICE, password } },
  );
  const error = await failure(repository.manifest("1"), "REGISTRY_UNAVAILABLE");
  assert.doesNotMatch(error.message, /wonder/);
  assert.match(error.message, /z \*\*\*, after 1 try/);
});

test("429 is waited for as long as it says, and given up with the words of the registry", async () => {
  await withRegistry(
    async ({ switches }, { repository, clock }) => {
      switches.throttled = 2;
      switches.retryAfter = "7";
      assert.equal(await repository.manifest("1"), undefined);
      assert.deepEqual(clock.slept, [7000, 7000]);
      switches.throttled = 1000;
      switches.retryAfter = "3600";
      const error = await failure(repository.manifest("1"), "REGISTRY_UNAVAILABLE");
      assert.match(error.message, /TOOMANYREQUESTS/);
      assert.match(error.message, /Log in to 127\.0\.0\.1:\d+ before this step/);
    },
    {},
    { patience: 60 },
  );
});

test("5xx and no answer are retried, then said with the number of tries", async () => {
  await withRegistry(
    async ({ server }, { repository }) => {
      server.fail(/manifests/, { kind: "status", status: 502 }, { times: 1 });
      server.fail(/manifests/, { kind: "reset" }, { times: 1 });
      assert.equal(await repository.manifest("1"), undefined);
      server.fail(/manifests/, { kind: "status", status: 500 });
      assert.match(
        (await failure(repository.manifest("1"), "REGISTRY_UNAVAILABLE")).message,
        /after \d+ tries/,
      );
      server.heal();
      server.fail(/manifests/, { kind: "status", status: 501 });
      await failure(repository.manifest("1"), "REGISTRY_UNAVAILABLE");
    },
    {},
    { patience: 20 },
  );
});

test("a blob is read up to its cap, of its own digest, or not at all", async () => {
  await withRegistry(async ({ state, switches }, { repository }) => {
    const digest = state.repository("acme/app").putBlob(BYTES);
    assert.equal(
      await repository.blob(DIGEST, BYTES.length).then((blob) => blob?.toString()),
      BYTES.toString(),
    );
    assert.equal(await repository.blob(digestOf(EMPTY), 100), undefined);
    await failure(repository.blob(digest, BYTES.length - 1), "REGISTRY_INVALID");
    for (const body of ["other-bytes", "oversized", "endless"] as const) {
      switches.blobBody = body;
      await failure(repository.blob(digest, 1000), "REGISTRY_INVALID");
    }
  });
});
