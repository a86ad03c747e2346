import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import { pushImage, pushIndex } from "../../local/registry/images.ts";
import { type Registry, startRegistry } from "../../local/registry/start.ts";
import { digestOf, RegistryState } from "../../local/registry/state.ts";
import { FAITHFUL } from "../../local/registry/switches.ts";
import { artifact, ask, codeOf, IMAGE, INDEX, pushBlob, putManifest, referrers } from "./registry-world.ts";

const APP = "acme/app";
const NOBODY = `sha256:${"0".repeat(64)}`;

let registry: Registry;
before(async () => {
  registry = await startRegistry();
});
beforeEach(() => {
  registry.state.repositories.clear();
  Object.assign(registry.switches, FAITHFUL);
});
after(() => registry.close());

test("what is pushed, in one piece or in chunks, is pulled byte for byte", async () => {
  const config = Buffer.from(JSON.stringify({ os: "linux", architecture: "amd64" }));
  const layer = Buffer.from("0123456789");
  assert.equal((await ask(registry, "HEAD", `${APP}/blobs/${digestOf(layer)}`)).status, 404);
  assert.equal((await pushBlob(registry, APP, config)).status, 201);

  let location = (await ask(registry, "POST", `${APP}/blobs/uploads/`)).headers.get("location") ?? "";
  for (const [start, part] of [
    [0, "01234"],
    [5, "567"],
  ] as const) {
    const range = { "content-range": `${start}-${start + part.length - 1}` };
    const answer = await ask(registry, "PATCH", location, range, part);
    assert.equal(answer.status, 202);
    assert.equal(answer.headers.get("range"), `0-${start + part.length - 1}`);
    location = answer.headers.get("location") ?? "";
  }
  const done = await ask(registry, "PUT", `${location}&digest=${digestOf(layer)}`, {}, "89");
  assert.equal(done.status, 201);
  assert.equal(done.headers.get("docker-content-digest"), digestOf(layer));

  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: IMAGE,
      config: {
        mediaType: "application/vnd.oci.image.config.v1+json",
        digest: digestOf(config),
        size: config.length,
      },
      layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", digest: digestOf(layer), size: 10 }],
    }),
  );
  const put = await putManifest(registry, APP, "v1", manifest);
  assert.equal(put.status, 201);
  assert.equal(put.headers.get("oci-subject"), null);

  for (const reference of ["v1", digestOf(manifest)]) {
    const got = await ask(registry, "GET", `${APP}/manifests/${reference}`);
    assert.deepEqual(Buffer.from(await got.arrayBuffer()), manifest);
    assert.equal(got.headers.get("content-type"), IMAGE);
    assert.equal(got.headers.get("docker-content-digest"), digestOf(manifest));
    const head = await ask(registry, "HEAD", `${APP}/manifests/${reference}`);
    assert.equal(head.headers.get("content-length"), String(manifest.length));
  }
  assert.equal(await (await ask(registry, "GET", `${APP}/blobs/${digestOf(layer)}`)).text(), "0123456789");
  assert.deepEqual(await (await ask(registry, "GET", `${APP}/tags/list`)).json(), {
    name: APP,
    tags: ["v1"],
  });
  assert.ok(registry.server.requests(/manifests\/v1$/).includes(`PUT /v2/${APP}/manifests/v1`));
});

test("a blob is pushed by one POST, and mounted from another repository", async () => {
  const digest = digestOf(Buffer.from("x"));
  const single = await ask(registry, "POST", `${APP}/blobs/uploads/?digest=${digest}`, {}, "x");
  assert.equal(single.status, 201);
  const mounted = await ask(registry, "POST", `acme/other/blobs/uploads/?mount=${digest}&from=${APP}`);
  assert.equal(mounted.status, 201);
  const unknown = await ask(registry, "POST", `acme/other/blobs/uploads/?mount=${NOBODY}&from=${APP}`);
  assert.equal(unknown.status, 202);
  assert.ok(registry.state.repository("acme/other").blobs.has(digest));
});

test("what the specification does not allow is refused by its code", async () => {
  const image = pushImage(registry.state, APP, { tag: "v1" });
  const started = (await ask(registry, "POST", `${APP}/blobs/uploads/`)).headers.get("location") ?? "";
  const json = registry.state.repository(APP).find("v1")?.json;
  const put = (change: object, reference = "v2", type = IMAGE) =>
    ask(
      registry,
      "PUT",
      `${APP}/manifests/${reference}`,
      { "content-type": type },
      JSON.stringify({ ...json, ...change }),
    );
  const lacking = [{ mediaType: "a/b", digest: NOBODY, size: 1 }];
  const cases: readonly [string, () => Promise<Response>][] = [
    ["404 NAME_UNKNOWN", () => ask(registry, "GET", "acme/none/manifests/v1")],
    ["404 NAME_UNKNOWN", () => ask(registry, "GET", "acme/none/tags/list")],
    ["404 MANIFEST_UNKNOWN", () => ask(registry, "GET", `${APP}/manifests/v2`)],
    ["404 MANIFEST_UNKNOWN", () => ask(registry, "GET", `${APP}/manifests/v1`, { accept: INDEX })],
    ["404 BLOB_UNKNOWN", () => ask(registry, "GET", `${APP}/blobs/${NOBODY}`)],
    ["400 NAME_INVALID", () => ask(registry, "GET", "Acme/app/manifests/v1")],
    ["400 DIGEST_INVALID", () => ask(registry, "GET", `${APP}/blobs/sha256:12`)],
    ["400 DIGEST_INVALID", () => ask(registry, "GET", `${APP}/referrers/v1`)],
    [
      "404 BLOB_UPLOAD_UNKNOWN",
      () => ask(registry, "PUT", `${APP}/blobs/uploads/gone?digest=${NOBODY}`, {}, "x"),
    ],
    [
      "400 BLOB_UPLOAD_INVALID",
      () => ask(registry, "PUT", `${started.split("?")[0]}?digest=${NOBODY}`, {}, "x"),
    ],
    ["416 BLOB_UPLOAD_INVALID", () => ask(registry, "PATCH", started, { "content-range": "5-5" }, "x")],
    ["400 DIGEST_INVALID", () => ask(registry, "POST", `${APP}/blobs/uploads/?digest=${NOBODY}`, {}, "x")],
    ["400 DIGEST_INVALID", () => put({}, NOBODY)],
    ["400 MANIFEST_BLOB_UNKNOWN", () => put({ layers: lacking })],
    ["400 MANIFEST_BLOB_UNKNOWN", () => put({ mediaType: INDEX, manifests: lacking }, "v2", INDEX)],
    ["400 MANIFEST_INVALID", () => put({ layers: undefined })],
    ["400 MANIFEST_INVALID", () => put({ mediaType: INDEX })],
    ["400 MANIFEST_INVALID", () => put({ subject: { digest: image.digest } })],
    ["400 MANIFEST_INVALID", () => put({ annotations: { size: 1 } })],
    ["400 MANIFEST_INVALID", () => put({ mediaType: "text/plain" }, "v2", "text/plain")],
    ["400 TAG_INVALID", () => put({}, ".v2")],
    [
      "400 MANIFEST_BLOB_UNKNOWN",
      () => ask(registry, "PUT", "acme/none/manifests/v1", { "content-type": IMAGE }, JSON.stringify(json)),
    ],
    ["404 NAME_UNKNOWN", () => ask(registry, "GET", "acme/none/manifests/v2")],
    ["413 SIZE_INVALID", () => put({ annotations: { long: "x".repeat(4 * 1024 * 1024) } })],
  ];
  for (const [expected, request] of cases) assert.equal(await codeOf(await request()), expected);
  assert.deepEqual([...registry.state.repository(APP).tags.keys()], ["v1"]);
});

test("a deleted tag leaves its manifest, a deleted manifest no tag", async () => {
  const { digest } = pushImage(registry.state, APP, { tag: "v1" });
  assert.equal((await ask(registry, "DELETE", `${APP}/manifests/v1`)).status, 202);
  assert.equal((await ask(registry, "HEAD", `${APP}/manifests/${digest}`)).status, 200);
  pushImage(registry.state, APP, { tag: "v2" });
  assert.equal((await ask(registry, "DELETE", `${APP}/manifests/${digest}`)).status, 202);
  assert.equal((await ask(registry, "HEAD", `${APP}/manifests/v2`)).status, 404);
});

test("a referrer of an image that need not exist is listed with its type and annotations, in pages and by type", async () => {
  const subject = { mediaType: IMAGE, digest: NOBODY, size: 7 };
  const digests: string[] = [];
  for (const note of ["a", "b", "c"]) {
    const bytes = await artifact(
      registry,
      APP,
      subject,
      note,
      note === "b" ? "application/b" : "application/a",
    );
    const put = await putManifest(registry, APP, digestOf(bytes), bytes);
    assert.equal(put.headers.get("oci-subject"), NOBODY);
    digests.push(digestOf(bytes));
  }
  const listed = await referrers(registry, APP, NOBODY);
  assert.deepEqual(
    listed.map((d) => [d.digest, d.artifactType, d.annotations?.["note"]]),
    [
      [digests[0], "application/a", "a"],
      [digests[1], "application/b", "b"],
      [digests[2], "application/a", "c"],
    ],
  );
  assert.deepEqual(await referrers(registry, "acme/none", NOBODY), []);

  registry.switches.referrersPage = 1;
  let path: string | undefined = `${APP}/referrers/${NOBODY}?artifactType=application/a`;
  const paged: string[] = [];
  for (let pages = 0; path !== undefined && pages < 5; pages += 1) {
    const response = await ask(registry, "GET", path);
    assert.equal(response.headers.get("content-type"), INDEX);
    assert.equal(response.headers.get("oci-filters-applied"), "artifactType");
    const { manifests } = (await response.json()) as { manifests: { digest: string }[] };
    paged.push(...manifests.map((d) => d.digest));
    path = /^<([^>]+)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1];
  }
  assert.deepEqual(paged, [digests[0], digests[2]]);
});

test("an index of two platforms with BuildKit's attestations is one that the API itself takes", async () => {
  const made = pushIndex(new RegistryState(), APP, { attestations: true });
  const { descriptor, platforms, attestations } = pushIndex(registry.state, APP, {
    tag: "v1",
    attestations: true,
  });
  assert.equal(descriptor.digest, made.descriptor.digest);
  assert.deepEqual(
    platforms.map((d) => d.platform?.architecture),
    ["amd64", "arm64"],
  );
  assert.deepEqual(
    attestations.map((d) => d.annotations?.["vnd.docker.reference.digest"]),
    platforms.map((d) => d.digest),
  );
  for (const { bytes, digest } of registry.state.repository(APP).manifests.values()) {
    assert.equal((await putManifest(registry, APP, digest, bytes)).status, 201);
  }
  const docker = pushIndex(registry.state, APP, { format: "docker" });
  const bytes = registry.state.repository(APP).find(docker.descriptor.digest)?.bytes ?? Buffer.alloc(0);
  assert.equal((await putManifest(registry, APP, "docker", bytes)).status, 201);
});
