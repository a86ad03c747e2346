import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import { pushImage } from "../../local/registry/images.ts";
import { type Registry, startRegistry } from "../../local/registry/start.ts";
import { digestOf } from "../../local/registry/state.ts";
import { DOCKER_REGISTRY, FAITHFUL, GO_CONTAINERREGISTRY } from "../../local/registry/switches.ts";
import { artifact, ask, codeOf, IMAGE, pushBlob, putManifest, referrers } from "./registry-world.ts";

const APP = "acme/app";

let registry: Registry;
before(async () => {
  registry = await startRegistry();
});
beforeEach(() => {
  registry.state.repositories.clear();
  registry.elsewhere.exchanges.length = 0;
  Object.assign(registry.switches, FAITHFUL);
});
after(() => registry.close());

/** One image with one referrer, and what the push of that was answered. */
async function attached(): Promise<{ subject: string; digest: string; put: Response }> {
  const subject = pushImage(registry.state, APP, { tag: "v1" });
  const bytes = await artifact(registry, APP, subject, "note");
  const put = await putManifest(registry, APP, digestOf(bytes), bytes);
  return { subject: subject.digest, digest: digestOf(bytes), put };
}

/** The bytes of another manifest to write under a tag, which `note` tells from the others. */
async function another(note: string): Promise<Buffer> {
  return artifact(registry, APP, { mediaType: IMAGE, digest: digestOf(Buffer.from("none")), size: 4 }, note);
}

test("a registry without the referrers API answers 404 in plain text and keeps the subject", async () => {
  registry.switches.referrers = "absent";
  const { subject, digest, put } = await attached();
  assert.equal(put.headers.get("oci-subject"), null);
  const answer = await ask(registry, "GET", `${APP}/referrers/${subject}`);
  assert.equal(answer.status, 404);
  assert.equal(answer.headers.get("content-type"), "text/plain");
  assert.equal(registry.state.repository(APP).find(digest)?.subject, subject);
});

test("a registry that answers 200 with nothing, and one that says OCI-Subject although it lists nothing", async () => {
  Object.assign(registry.switches, { referrers: "empty", subjectHeader: "always" });
  const { subject, put } = await attached();
  assert.equal(put.headers.get("oci-subject"), subject);
  assert.deepEqual(await referrers(registry, APP, subject), []);
});

test("a registry as go-containerregistry's lists the config's type and no annotations", async () => {
  Object.assign(registry.switches, GO_CONTAINERREGISTRY);
  const { subject } = await attached();
  const [listed] = await referrers(registry, APP, subject);
  assert.equal(listed?.artifactType, "application/vnd.oci.empty.v1+json");
  assert.equal(listed?.annotations, undefined);
});

test("a registry that does not filter says so by its silence", async () => {
  registry.switches.referrersFilter = false;
  const { subject } = await attached();
  const answer = await ask(registry, "GET", `${APP}/referrers/${subject}?artifactType=a/b`);
  assert.equal(answer.headers.get("oci-filters-applied"), null);
  assert.equal(((await answer.json()) as { manifests: unknown[] }).manifests.length, 1);
});

test("a referrer that hides from two queries is shown to the third", async () => {
  registry.switches.referrersHiddenFor = 2;
  const { subject } = await attached();
  const counts: number[] = [];
  for (let i = 0; i < 3; i += 1) counts.push((await referrers(registry, APP, subject)).length);
  assert.deepEqual(counts, [0, 0, 1]);
});

test("a tag that has changed is not overwritten under If-Match, nor one that exists under If-None-Match", async () => {
  pushImage(registry.state, APP, { tag: "v1" });
  const etag = (await ask(registry, "GET", `${APP}/manifests/v1`)).headers.get("etag") ?? "";
  const [first, second] = [await another("1"), await another("2")];
  assert.equal((await putManifest(registry, APP, "v1", first, { "if-match": etag })).status, 201);
  assert.equal((await putManifest(registry, APP, "v1", second, { "if-match": etag })).status, 412);
  assert.equal((await putManifest(registry, APP, "none", second, { "if-match": etag })).status, 412);
  assert.equal((await putManifest(registry, APP, "v1", second, { "if-none-match": "*" })).status, 412);
  assert.equal((await putManifest(registry, APP, "new", second, { "if-none-match": "*" })).status, 201);
  assert.equal(registry.state.repository(APP).tags.get("v1"), digestOf(first));
});

test("a registry as docker-registry gives ETags and loses one of two updates from the same state", async () => {
  Object.assign(registry.switches, DOCKER_REGISTRY);
  pushImage(registry.state, APP, { tag: "v1" });
  const etag = (await ask(registry, "GET", `${APP}/manifests/v1`)).headers.get("etag") ?? "";
  const updates = [await another("1"), await another("2")];
  for (const bytes of updates) {
    assert.equal((await putManifest(registry, APP, "v1", bytes, { "if-match": etag })).status, 201);
  }
  assert.deepEqual(
    registry.state
      .repository(APP)
      .tagWrites.map((write) => write.digest)
      .slice(1),
    updates.map(digestOf),
  );
});

test("a registry may give no ETag", async () => {
  registry.switches.etags = false;
  pushImage(registry.state, APP, { tag: "v1" });
  assert.equal((await ask(registry, "GET", `${APP}/manifests/v1`)).headers.get("etag"), null);
});

test("the first two tag writes are answered 412, the third is done", async () => {
  registry.switches.conflicts = 2;
  const bytes = await another("1");
  const statuses: number[] = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await putManifest(registry, APP, "v1", bytes)).status);
  assert.deepEqual(statuses, [412, 412, 201]);
});

test("a slow tag write takes effect later than a quick one that came after it", async () => {
  const [slow, quick] = [await another("slow"), await another("quick")];
  registry.switches.tagWriteDelay = (digest) => (digest === digestOf(slow) ? 500 : 0);
  const first = putManifest(registry, APP, "v1", slow);
  const second = putManifest(registry, APP, "v1", quick);
  assert.deepEqual([(await first).status, (await second).status], [201, 201]);
  assert.deepEqual(
    registry.state.repository(APP).tagWrites.map((write) => write.digest),
    [digestOf(quick), digestOf(slow)],
  );
});

test("under If-Match one of two slow writes from the same state is refused, so that no update is lost", async () => {
  pushImage(registry.state, APP, { tag: "v1" });
  const etag = (await ask(registry, "GET", `${APP}/manifests/v1`)).headers.get("etag") ?? "";
  registry.switches.tagWriteDelay = () => 10;
  const [a, b] = [await another("a"), await another("b")];
  const answers = await Promise.all(
    [a, b].map((bytes) => putManifest(registry, APP, "v1", bytes, { "if-match": etag })),
  );
  assert.deepEqual(new Set(answers.map((r) => r.status)), new Set([201, 412]));
});

test("a tag write that is answered before it takes effect is not read back at once", async () => {
  Object.assign(registry.switches, { tagWriteDelay: () => 30, tagWriteAnswer: "at-once" });
  const bytes = await another("late");
  assert.equal((await putManifest(registry, APP, "v1", bytes)).status, 201);
  assert.equal((await ask(registry, "HEAD", `${APP}/manifests/v1`)).status, 404);
  const until = Date.now() + 2000;
  while (registry.state.repository(APP).tagWrites.length === 0 && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.equal((await ask(registry, "HEAD", `${APP}/manifests/v1`)).status, 200);
});

test("the first request is throttled and says for how long", async () => {
  registry.switches.throttled = 1;
  const answer = await ask(registry, "GET", "/v2/");
  assert.equal(answer.headers.get("retry-after"), "1");
  assert.equal(await codeOf(answer), "429 TOOMANYREQUESTS");
  assert.equal((await ask(registry, "GET", "/v2/")).status, 200);
});

test("a manifest that is not there is denied, as by Artifactory", async () => {
  registry.switches.missingManifest = 403;
  assert.equal(await codeOf(await ask(registry, "GET", `${APP}/manifests/v1`)), "403 DENIED");
});

test("a blob elsewhere is given by the signed address alone, which takes no other credentials", async () => {
  registry.switches.blobs = "elsewhere";
  const digest = registry.state.repository(APP).putBlob(Buffer.from("bytes"));
  const location = (await ask(registry, "GET", `${APP}/blobs/${digest}`)).headers.get("location") ?? "";
  assert.equal(new URL(location).origin, registry.elsewhere.url);
  assert.equal(await (await fetch(location)).text(), "bytes");
  assert.equal((await fetch(location, { headers: { authorization: "Bearer t" } })).status, 400);
  assert.equal((await fetch(location.replace(/sig=.*/, "sig=0"))).status, 403);
  assert.deepEqual(
    registry.elsewhere.exchanges.map((e) => e.call.headers["authorization"]),
    [undefined, "Bearer t", undefined],
  );
});

test("a redirect loop never ends", async () => {
  Object.assign(registry.switches, { blobs: "loop", manifests: "loop" });
  pushImage(registry.state, APP, { tag: "v1" });
  const digest = registry.state.repository(APP).putBlob(Buffer.from("bytes"));
  for (const path of [`/v2/${APP}/blobs/${digest}`, `/v2/${APP}/manifests/v1`]) {
    const first = (await ask(registry, "GET", path)).headers.get("location");
    assert.equal(first, `${path}?hop=1`);
    assert.equal((await ask(registry, "GET", first ?? "")).headers.get("location"), `${path}?hop=2`);
  }
});

test("a Location may be a whole URL", async () => {
  registry.switches.locations = "absolute";
  const { headers } = await ask(registry, "POST", `${APP}/blobs/uploads/`);
  assert.ok(headers.get("location")?.startsWith(`${registry.url}/v2/`));
});

test("an immutable tag is written once", async () => {
  registry.switches.immutableTags = true;
  const bytes = await another("1");
  assert.equal((await putManifest(registry, APP, "v1", bytes)).status, 201);
  assert.equal(await codeOf(await putManifest(registry, APP, "v1", bytes)), "400 TAG_INVALID");
  assert.equal((await putManifest(registry, APP, digestOf(bytes), bytes)).status, 201);
});

test("a registry whose quota is used up denies writes with its message, and reads go on", async () => {
  const { digest } = pushImage(registry.state, APP, { tag: "v1" });
  registry.switches.quota = "quota exceeded for acme";
  const answer = await pushBlob(registry, APP, Buffer.from("more"));
  assert.match(await answer.clone().text(), /quota exceeded for acme/);
  assert.equal(await codeOf(answer), "403 DENIED");
  assert.equal((await ask(registry, "GET", `${APP}/manifests/${digest}`)).status, 200);
});

test("other bytes than the digest's are still JSON, and as many", async () => {
  registry.switches.manifestBody = "other-bytes";
  const { digest, size } = pushImage(registry.state, APP, { tag: "v1" });
  const bytes = Buffer.from(await (await ask(registry, "GET", `${APP}/manifests/${digest}`)).arrayBuffer());
  assert.equal(bytes.length, size);
  assert.notEqual(digestOf(bytes), digest);
  assert.equal((JSON.parse(bytes.toString()) as { schemaVersion: number }).schemaVersion, 2);
});

for (const [body, length] of [
  ["oversized", "300000000"],
  ["endless", null],
] as const) {
  test(`a manifest, a blob and a list that are ${body} come in pieces until the caller hangs up`, async () => {
    Object.assign(registry.switches, { manifestBody: body, blobBody: body, referrersBody: body });
    const { digest } = pushImage(registry.state, APP, { tag: "v1" });
    const blob = registry.state.repository(APP).putBlob(Buffer.from("bytes"));
    for (const path of [`manifests/v1`, `blobs/${blob}`, `referrers/${digest}`]) {
      const response = await ask(registry, "GET", `${APP}/${path}`);
      assert.equal(response.headers.get("content-length"), length);
      let read = 0;
      for await (const chunk of response.body ?? []) {
        read += chunk.length;
        if (read > 1_000_000) break;
      }
      assert.ok(read > 1_000_000);
    }
    assert.equal((await ask(registry, "HEAD", `${APP}/manifests/v1`)).headers.get("content-length"), length);
  });
}
