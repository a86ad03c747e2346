import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";

import { usualSources } from "../../src/evidence/find.ts";
import { toAttLayer } from "../../src/oci/att.ts";
import { digestOf } from "../../src/oci/content.ts";
import {
  attManifest,
  attTag,
  EMPTY_CONFIG,
  fallbackTag,
  indexManifest,
  referrerEntry,
  referrerManifest,
  type Manifest,
} from "../../src/oci/manifests.ts";
import { MEDIA, type Descriptor } from "../../src/oci/types.ts";
import { bundle } from "../oci/attach-world.ts";
import { failure } from "../oci/clients.ts";
import { all, artifactOf, folder, type Folder } from "./world.ts";

const REF_NAME = "org.opencontainers.image.ref.name";
const KIND = "kind";

interface LayoutWorld extends Folder {
  readonly named: string;
  /** stores a blob, under another digest where one is given */
  readonly blob: (bytes: Buffer, digest?: string) => Promise<string>;
  /** stores a manifest, and gives its entry for index.json */
  readonly put: (manifest: Pick<Manifest, "mediaType" | "bytes">, name?: string) => Promise<Descriptor>;
  readonly image: (note: string, name?: string) => Promise<Descriptor>;
  readonly index: (...entries: unknown[]) => Promise<unknown>;
}

async function layout(t: TestContext): Promise<LayoutWorld> {
  const own = await folder(t);
  const blob = async (bytes: Buffer, digest: string = digestOf(bytes)): Promise<string> => {
    await own.file(join("blobs", "sha256", digest.slice("sha256:".length)), bytes);
    return digest;
  };
  const put: LayoutWorld["put"] = async ({ mediaType, bytes }, name) => {
    await blob(bytes);
    const annotations = name === undefined ? {} : { annotations: { [REF_NAME]: name } };
    return { mediaType, digest: digestOf(bytes), size: bytes.length, ...annotations };
  };
  return {
    ...own,
    named: `oci-layout:${own.path}`,
    blob,
    put,
    image: (note, name) => {
      const json = { schemaVersion: 2, mediaType: MEDIA.image, config: {}, layers: [], note };
      return put({ mediaType: MEDIA.image, bytes: Buffer.from(JSON.stringify(json)) }, name);
    },
    index: (...entries) =>
      own.file(
        "index.json",
        JSON.stringify({ schemaVersion: 2, mediaType: MEDIA.index, manifests: entries }),
      ),
  };
}

/** Stores a bundle as a referrer of the image. */
async function refer(world: LayoutWorld, image: Descriptor, note: string): Promise<Manifest> {
  const given = bundle(note);
  await world.blob(Buffer.from(given.json));
  await world.blob(EMPTY_CONFIG);
  const manifest = referrerManifest(image, given);
  await world.put(manifest);
  return manifest;
}

const entryOf = ({ mediaType, digest, bytes }: Manifest): object => ({
  mediaType,
  digest,
  size: bytes.length,
});

test("the one image of a layout is found by its bytes, whatever is attached to it", async (t) => {
  const world = await layout(t);
  const image = await world.image("app", "1.2");
  const referrer = await refer(world, image, "one");
  const foreign = await world.put(indexManifest({}, []), fallbackTag(image.digest));
  const signatures = {
    ...(await world.image("sigs")),
    annotations: { [KIND]: "dev.cosignproject.cosign/sigs" },
  };
  await world.index(
    image,
    { ...image, annotations: { [REF_NAME]: "latest" } },
    entryOf(referrer),
    foreign,
    signatures,
  );
  const artifact = await artifactOf(world.named);
  assert.deepEqual(artifact.digests, { sha256: image.digest.slice("sha256:".length) });
  assert.match(artifact.resolved ?? "", new RegExp(`is ${image.digest}$`));
  assert.equal(artifact.name, `${world.named}@${image.digest}`);
});

test("of several images, one must be named, and the error lists them", async (t) => {
  const world = await layout(t);
  const [one, two] = [await world.image("one", "1.2"), await world.image("two")];
  await world.index(one, two);
  const error = await failure(artifactOf(world.named), "IMAGE_NOT_FOUND");
  assert.equal(error.parts.got, `${one.digest} ("1.2"), ${two.digest}`);
  assert.equal((await artifactOf(`${world.named}@${two.digest}`)).resolved, undefined);
  const none = `sha256:${"0".repeat(64)}`;
  await failure(artifactOf(`${world.named}@${none}`), "IMAGE_NOT_FOUND");
  await world.index();
  await failure(artifactOf(world.named), "IMAGE_NOT_FOUND");
});

test("bundles in a layout are found as referrers, under the fallback tag and in cosign's layouts", async (t) => {
  const world = await layout(t);
  const image = await world.image("app");
  const listed = await refer(world, image, "listed");
  const given = bundle("tagged");
  const tagged = await refer(world, image, "tagged");
  const other = await refer(world, await world.image("other"), "other");
  const fallback = await world.put(
    indexManifest({}, [referrerEntry(tagged, given)]),
    fallbackTag(image.digest),
  );
  const layer = toAttLayer(bundle("att"));
  assert.ok("bytes" in layer);
  await world.blob(layer.bytes);
  const att = await world.put(attManifest({}, MEDIA.image, [layer.entry]));
  const attEntry = { ...att, annotations: { [REF_NAME]: `ghcr.io/acme/app:${attTag(image.digest)}` } };
  await world.index(image, entryOf(listed), entryOf(other), fallback, attEntry);
  const artifact = await artifactOf(`${world.named}@${image.digest}`);
  assert.deepEqual(usualSources(artifact), [{ kind: "beside" }]);
  const { found, search } = await all(artifact, usualSources(artifact));
  assert.deepEqual([search.unreached, search.skipped], [[], []]);
  assert.deepEqual(found.map(signed), ["listed", "tagged", "att"]);
  assert.deepEqual(search.looked, [`${world.path}@${image.digest}`]);
});

/** What a bundle of this file was made of. */
function signed(signature: string): string {
  return Buffer.from(signature, "base64").toString().replace("signature of ", "");
}

test("what cosign save wrote is found without its tag", async (t) => {
  const world = await layout(t);
  const image = await world.image("app");
  const layer = toAttLayer(bundle("att"));
  assert.ok("bytes" in layer);
  await world.blob(layer.bytes);
  const att = await world.put(attManifest({}, MEDIA.image, [layer.entry]));
  await world.index(
    { ...image, annotations: { [KIND]: "dev.cosignproject.cosign/image" } },
    { ...att, annotations: { [KIND]: "dev.cosignproject.cosign/atts" } },
  );
  const { found, search } = await all(await artifactOf(world.named), [{ kind: "beside" }]);
  assert.deepEqual([found.map(signed), search.skipped], [["att"], []]);
});

test("no other bytes than the digest's are believed, wherever a link leads", async (t) => {
  const world = await layout(t);
  const image = await world.image("app");
  const path = join(world.path, "blobs", "sha256", image.digest.slice("sha256:".length));
  await world.index(image);
  await world.blob(Buffer.from("other bytes"), image.digest);
  await failure(artifactOf(world.named), "LAYOUT_INVALID");
  await rm(path);
  await world.file("secret", '{"auths":"s3cret"}');
  await symlink(join(world.path, "secret"), path);
  const error = await failure(artifactOf(world.named), "LAYOUT_INVALID");
  assert.doesNotMatch(error.message, /s3cret/);
  await rm(path);
  await symlink(path, path);
  await failure(artifactOf(world.named), "LAYOUT_INVALID");
  // As Bazel makes layouts.
  await rm(path);
  const { digest } = await world.image("app");
  assert.equal(digest, image.digest);
  assert.equal((await artifactOf(world.named)).kind, "layout");
});

test("a pipe in the place of a blob makes nobody wait", { skip: process.platform === "win32" }, async (t) => {
  const world = await layout(t);
  const digest = `sha256:${"a".repeat(64)}`;
  await world.index({ mediaType: MEDIA.image, digest, size: 3 });
  await world.file("blobs/sha256/b", "");
  execFileSync("mkfifo", [join(world.path, "blobs", "sha256", "a".repeat(64))]);
  const error = await failure(artifactOf(world.named), "LAYOUT_INVALID");
  assert.match(error.message, /no regular file/);
});

test("a folder without an index, and an index that is none or too large, are refused", async (t) => {
  const world = await layout(t);
  await failure(artifactOf(world.named), "NOT_FOUND");
  await failure(artifactOf(`${world.named}/../none`), "NOT_FOUND");
  for (const content of ["", "[]", "{}", '{"manifests":{}}', `"${" ".repeat(5 * 1024 * 1024)}"`]) {
    await world.file("index.json", content);
    await failure(artifactOf(world.named), "LAYOUT_INVALID");
  }
});

test("entries that say nothing sound are passed over, and digests name no paths", async (t) => {
  const world = await layout(t);
  const image = await world.image("app");
  await world.file("secret", "{}");
  await world.index(
    null,
    7,
    {},
    { ...image, digest: "sha256:../../secret" },
    { ...image, digest: 7 },
    { ...image, size: -1 },
    image,
  );
  assert.equal((await artifactOf(world.named)).digests.sha256, image.digest.slice("sha256:".length));
});

test("thousands of entries are read to a bound", async (t) => {
  const world = await layout(t);
  const image = await world.image("app");
  const missing = (n: number): object => ({ ...image, digest: `sha256:${n.toString(16).padStart(64, "0")}` });
  await world.index(image, ...Array.from({ length: 15_000 }, (_, n) => missing(n)));
  const artifact = await artifactOf(`${world.named}@${image.digest}`);
  const { found, search } = await all(artifact, [{ kind: "beside" }]);
  assert.deepEqual(found, []);
  assert.match(search.skipped[0]?.reason ?? "", /14001 entries, and 10000 are read/);
  const error = await failure(artifactOf(world.named), "IMAGE_NOT_FOUND");
  assert.ok(error.message.length < 2000);
});

test("a referrer that is broken is passed over with its reason, and hides no other", async (t) => {
  const world = await layout(t);
  const image = await world.image("app");
  const [good, bad] = [await refer(world, image, "good"), await refer(world, image, "bad")];
  await world.blob(Buffer.from("{}x"), bad.digest);
  await world.index(image, entryOf(bad), entryOf(good));
  const artifact = await artifactOf(`${world.named}@${image.digest}`);
  const { found, search } = await all(artifact, [{ kind: "beside" }]);
  assert.deepEqual(found.map(signed), ["good"]);
  assert.deepEqual(
    search.skipped.map(({ origin, reason }) => [origin, reason]),
    [[`${world.path}@${bad.digest} (referrers)`, "it could not be read (LAYOUT_INVALID)"]],
  );
});

/** A container's provenance by slsa-github-generator, as `cosign save` wrote it; beside the checkout where the project is developed. */
const REAL = fileURLToPath(
  new URL(
    "../../../shared/real-bundles/gha_generic_container/v1.10.0/container_workflow_dispatch",
    import.meta.url,
  ),
);
const skip = existsSync(REAL) ? false : "skipped: the real bundles are not beside this checkout";

test("a real image that cosign saved has its attestation", { skip }, async () => {
  const artifact = await artifactOf(`oci-layout:${REAL}`);
  assert.equal(`sha256:${artifact.digests.sha256}`, (await readFile(`${REAL}.digest`, "utf8")).trim());
  const { found, search } = await all(artifact, usualSources(artifact));
  assert.deepEqual([found.length, search.skipped], [1, []]);
});
