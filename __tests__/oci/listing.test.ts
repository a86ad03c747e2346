import assert from "node:assert/strict";
import { test } from "node:test";

import { digestOf } from "../../src/oci/content.ts";
import { MEDIA } from "../../src/oci/types.ts";
import { against, BASE, BYTES, client, DIGEST, EMPTY, failure, says, withRegistry } from "./clients.ts";

const LIST = `GET ${BASE}/referrers/${DIGEST}`;
const entry = (digest: string, more: object = {}): object => ({
  mediaType: MEDIA.image,
  digest,
  size: 7,
  ...more,
});
const page = (entries: unknown, link?: string): (() => Response) =>
  says(200, { "content-type": MEDIA.index, ...(link === undefined ? {} : { link }) }, { manifests: entries });

test("all pages of referrers are read, with type and annotations", async () => {
  await withRegistry(
    async (_, { repository, sent }) => {
      const { digest: config, size } = await repository.putBlob(EMPTY);
      const subject = { mediaType: MEDIA.image, digest: DIGEST, size: BYTES.length };
      for (const n of ["0", "1", "2", "3", "4"]) {
        const referrer = {
          schemaVersion: 2,
          mediaType: MEDIA.image,
          artifactType: MEDIA.bundle,
          config: { mediaType: MEDIA.empty, digest: config, size },
          layers: [{ mediaType: MEDIA.empty, digest: config, size }],
          subject,
          annotations: { n },
        };
        const bytes = Buffer.from(JSON.stringify(referrer));
        await repository.putManifest(digestOf(bytes), MEDIA.image, bytes);
      }
      const before = sent.length;
      const found = await repository.referrers(DIGEST);
      assert.ok(found.kind === "listed");
      assert.deepEqual(
        found.descriptors
          .map(({ annotations, artifactType }) => `${annotations?.["n"]} ${artifactType}`)
          .toSorted(),
        ["0", "1", "2", "3", "4"].map((n) => `${n} ${MEDIA.bundle}`),
      );
      assert.equal(sent.length - before, 3);
    },
    { switches: { referrersPage: 2 } },
  );
});

test("a registry without the API, in each of its ways of saying so", async () => {
  await withRegistry(async ({ switches }, { repository }) => {
    switches.referrers = "absent";
    assert.deepEqual(await repository.referrers(DIGEST), { kind: "unsupported" });
    switches.referrers = "empty";
    assert.deepEqual(await repository.referrers(DIGEST), { kind: "listed", descriptors: [] });
  });
  const ways = [
    says(404),
    says(405),
    says(406),
    says(501),
    says(200, { "content-type": "text/html" }, "<html>"),
    says(200, { "content-type": "application/json" }, { manifests: [] }),
    says(200, { "content-type": MEDIA.index }, "<html>"),
    says(200, { "content-type": MEDIA.index }, { manifests: {} }),
    says(200, { "content-type": MEDIA.index }, {}),
  ];
  for (const way of ways) {
    assert.deepEqual(await against({ [LIST]: way }).repository.referrers(DIGEST), { kind: "unsupported" });
  }
  const empty = await against({ [LIST]: page(null) }).repository.referrers(DIGEST);
  assert.deepEqual(empty, { kind: "listed", descriptors: [] });
});

test("referrers that cannot be listed are an error, not an empty list", async () => {
  await failure(against({ [LIST]: says(403) }).repository.referrers(DIGEST), "REGISTRY_DENIED");
  await failure(against({ [LIST]: says(400) }).repository.referrers(DIGEST), "REGISTRY_REFUSED");
  await failure(against({ [LIST]: says(500) }).repository.referrers(DIGEST), "REGISTRY_UNAVAILABLE");
  await withRegistry(async ({ switches }, { repository }) => {
    switches.referrersBody = "endless";
    await failure(repository.referrers(DIGEST), "REGISTRY_INVALID");
  });
});

test("entries that cannot be fetched are left out, and those told twice are told once", async () => {
  const good = digestOf(EMPTY);
  const entries = [
    null,
    "x",
    entry(`sha512:${"0".repeat(128)}`),
    entry("sha256:zz"),
    entry(DIGEST.toUpperCase()),
    entry(DIGEST, { size: -1 }),
    entry(DIGEST, { size: 1.5 }),
    entry(DIGEST, { mediaType: 1 }),
    entry(good, {
      artifactType: 7,
      annotations: { a: "1", b: 2, ["__proto__"]: "x" },
      platform: { os: "linux" },
    }),
    entry(good),
  ];
  const found = await against({ [LIST]: page(entries) }).repository.referrers(DIGEST);
  assert.ok(found.kind === "listed" && found.descriptors.length === 1);
  const [only] = found.descriptors;
  assert.deepEqual(Object.keys(only ?? {}), ["mediaType", "digest", "size", "annotations"]);
  assert.equal(only?.annotations?.["a"], "1");
});

test("a next page elsewhere, backwards, or broken off is not believed", async () => {
  const first = (link: string) => against({ [LIST]: page([], link) }).repository.referrers(DIGEST);
  for (const address of [
    "https://evil.example/v2/acme/app/referrers/x",
    "/v2/acme/secret/referrers/x",
    "/v2/acme/app/referrers/../../../secret/x",
    "/v2/acme/app/manifests/1",
    "http://reg.example/v2/acme/app/referrers/x",
    "https://[/",
    `/v2/acme/app/referrers/${DIGEST}`,
  ]) {
    await failure(first(`<${address}>; rel="next"`), "REGISTRY_INVALID");
  }
  const broken = against({
    [LIST]: page([], `</v2/acme/app/referrers/${DIGEST}?n=2>; rel=next`),
    [`${LIST}?n=2`]: says(404),
  });
  await failure(broken.repository.referrers(DIGEST), "REGISTRY_REFUSED");
});

test("links that are no next page end the list", async () => {
  for (const link of ['</v2/x>; rel="prev"', "nonsense", '</v2/x>; title="rel=next"']) {
    const found = await against({ [LIST]: page([], link) }).repository.referrers(DIGEST);
    assert.deepEqual(found, { kind: "listed", descriptors: [] });
  }
});

test("a list without end is left after a hundred pages", async () => {
  let pages = 0;
  const { repository } = client({ registry: "reg.example" }, () => {
    pages += 1;
    return Promise.resolve(page([], `</v2/acme/app/referrers/${DIGEST}?n=${pages}>; rel="next"`)());
  });
  await failure(repository.referrers(DIGEST), "REGISTRY_INVALID");
  assert.equal(pages, 100);
});

test("long pages are left before they fill the memory", async () => {
  let pages = 0;
  const { repository } = client({ registry: "reg.example" }, () => {
    pages += 1;
    const filler = [entry("x".repeat(3_000_000))];
    return Promise.resolve(page(filler, `</v2/acme/app/referrers/${DIGEST}?n=${pages}>; rel="next"`)());
  });
  await failure(repository.referrers(DIGEST), "REGISTRY_INVALID");
  assert.equal(pages, 6);
});
