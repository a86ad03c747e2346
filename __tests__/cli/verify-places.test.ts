import assert from "node:assert/strict";
import { createServer } from "node:net";
import * as path from "node:path";
import { test, type TestContext } from "node:test";

import { at } from "../../src/json.ts";
import { digestOf } from "../../src/oci/content.ts";
import { referrerManifest } from "../../src/oci/manifests.ts";
import { MEDIA } from "../../src/oci/types.ts";
import { attachWorld } from "../oci/attach-world.ts";
import { inProcess, sha256, verifyWorld, type Ended, type VerifyWorld } from "./verify-world.ts";

const TYPE = "https://slsa.dev/provenance/v1";
const CREATED = new Date(0);

/** `waybill verify` as a consumer of the world, with nobody but loopback to call. */
async function verify(world: VerifyWorld, ...args: readonly string[]): Promise<Ended> {
  const root = path.join(world.folder, "root.json");
  const said = world.options.map((option) => option.replace("=root.json", `=${root}`));
  return await inProcess(["verify", ...args, ...said], { HOME: world.folder });
}

async function provenanceOf(world: VerifyWorld, digest: string): Promise<string> {
  const subject = [{ name: "app", digest: { sha256: digest.replace("sha256:", "") } }];
  return (await world.bundle("", { subject })).trim();
}

for (const layout of ["auto", "fallback", "att"] as const) {
  test(`an image by its digest and by its tag, with its provenance in the layout ${layout}`, async (t) => {
    const [world, images] = [await verifyWorld(t), await attachWorld(t)];
    const json = await provenanceOf(world, images.subject.digest);
    await images.attach([{ json, predicateType: TYPE, created: CREATED }], { layout });
    const name = `oci://${images.registry.host}/acme/app`;
    const found = await verify(world, `${name}@${images.subject.digest}`);
    assert.equal(found.code, 0, found.err);
    assert.match(found.out, new RegExp(`^Verified oci://.*\n  ${images.subject.digest}\n`));
    const other = await verify(world, `${name}@${images.newSubject().digest}`);
    assert.equal(other.code, 3, other.err);
    assert.equal((await verify(world, `${name}:none`)).code, 3);
  });
}

test("an image with its bundle at hand is asked of nobody", async (t) => {
  const [world, images] = [await verifyWorld(t), await attachWorld(t)];
  const { digest } = images.subject;
  const given = `--bundle=${await world.file("bundle.json", await provenanceOf(world, digest))}`;
  const before = images.registry.server.requests.length;
  for (const named of [`oci://${images.registry.host}/acme/app@${digest}`, digest]) {
    const found = await verify(world, named, given);
    assert.equal(found.code, 0, found.err);
  }
  assert.equal(images.registry.server.requests.length, before);
});

test("attestations in another repository than the image's, of images and of files", async (t) => {
  const [world, images] = [await verifyWorld(t), await attachWorld(t)];
  const { digest } = images.subject;
  await images.attach([{ json: await provenanceOf(world, digest), predicateType: TYPE, created: CREATED }]);
  const repository = `--attestation-repository=${images.registry.host}/acme/app`;
  for (const args of [[`oci://${images.registry.host}/other/app@${digest}`], [digest, "--from=registry"]]) {
    const found = await verify(world, ...args, repository);
    assert.equal(found.code, 0, found.err);
  }
  assert.equal((await verify(world, digest, "--from=registry")).code, 2);
});

test("an image in a layout, with what is attached to it there", async (t) => {
  const world = await verifyWorld(t);
  const put = async (bytes: Buffer): Promise<string> => {
    const digest = digestOf(bytes);
    await world.file(path.join("layout", "blobs", "sha256", digest.slice(7)), bytes);
    return digest;
  };
  const image = Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType: MEDIA.image, config: {}, layers: [] }),
  );
  const subject = { mediaType: MEDIA.image, digest: digestOf(image), size: image.length };
  const json = await provenanceOf(world, await put(image));
  const referrer = referrerManifest(subject, { json, predicateType: TYPE, created: CREATED });
  for (const bytes of [Buffer.from(json), Buffer.from("{}"), referrer.bytes]) await put(bytes);
  const entry = { mediaType: referrer.mediaType, digest: referrer.digest, size: referrer.bytes.length };
  const index = { schemaVersion: 2, mediaType: MEDIA.index, manifests: [subject, entry] };
  await world.file("layout/index.json", JSON.stringify(index));
  const named = `oci-layout:${path.join(world.folder, "layout")}`;
  for (const artifact of [named, `${named}@${subject.digest}`]) {
    const found = await verify(world, artifact);
    assert.equal(found.code, 0, found.err);
  }
  assert.equal((await verify(world, `${named}@sha256:${"0".repeat(64)}`)).code, 3);
  assert.equal((await verify(world, `oci-layout:${world.folder}`)).code, 3);
});

/** A world whose GitHub is the source's own server. */
async function gitHub(t: TestContext): Promise<{ world: VerifyWorld; source: string; json: string }> {
  const port = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
  const serverUrl = `http://127.0.0.1:${port}`;
  const world = await verifyWorld(t, { github: { port }, sigstore: { serverUrl } });
  const { signing } = world;
  const subject = [{ name: "rocket", digest: { sha256: sha256("rocket") } }];
  const here = (text: string): string =>
    text.replaceAll("https://github.com/octo-org", `${serverUrl}/octo-org`);
  const json = await signing.sign(JSON.parse(here(JSON.stringify(signing.statement({ subject })))));
  const options = world.options.map(here);
  return { world: { ...world, options }, source: `${serverUrl}/octo-org/rocket`, json };
}

test("--from github asks the store, --from release the release with --tag, and without either nobody is asked", async (t) => {
  const { world, json } = await gitHub(t);
  const { state, server } = world.signing.local.github;
  const digest = `sha256:${sha256("rocket")}`;
  const before = server.requests.length;
  assert.equal((await verify(world, digest)).code, 3);
  assert.equal(server.requests.length, before);
  assert.equal((await verify(world, digest, "--from=github")).code, 3);

  state.attestations.push({
    id: state.nextId(),
    bundle: JSON.parse(json) as Record<string, unknown>,
    subjectDigests: [digest],
    predicateType: TYPE,
  });
  const stored = await verify(world, digest, "--from=release", "--from=github", "--format=json");
  assert.equal(stored.code, 0, stored.err);
  assert.match(String(at(JSON.parse(stored.out), "bundle")), /octo-org\/rocket\/attestations, sha256:/);

  const release = { tag: "v1.2.3", assets: [{ name: "rocket.tgz.intoto.jsonl", bytes: json }] };
  state.addRelease(release);
  const released = await verify(world, digest, "--from=release", "--tag=v1.2.3");
  assert.equal(released.code, 0, released.err);
  assert.equal((await verify(world, digest, "--from=release", "--tag=v9")).code, 3);
});
