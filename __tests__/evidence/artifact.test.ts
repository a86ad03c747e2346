import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { pushImage } from "../../local/registry/images.ts";
import { parseArtifact } from "../../src/evidence/artifact.ts";
import { refusal } from "../verify/world.ts";
import { failure, withRegistry } from "../oci/clients.ts";
import { artifactOf, folder } from "./world.ts";

const HEX = "ab".repeat(32);

for (const [named, expected] of [
  ["dist/rocket.tgz", { kind: "file", path: "dist/rocket.tgz" }],
  ["./sha256:x", { kind: "file", path: "./sha256:x" }],
  ["C:\\rocket.tgz", { kind: "file", path: "C:\\rocket.tgz" }],
  ["v1:rocket", { kind: "file", path: "v1:rocket" }],
  [`sha256:${HEX}`, { kind: "digest", digests: { sha256: HEX } }],
  [`SHA256:${HEX.toUpperCase()}`, { kind: "digest", digests: { sha256: HEX } }],
  [`sha512:${HEX}${HEX}`, { kind: "digest", digests: { sha512: HEX + HEX } }],
  [`sha384:${HEX}${HEX.slice(32)}`, { kind: "digest", digests: { sha384: HEX + HEX.slice(32) } }],
  ["oci-layout:a@b/c", { kind: "layout", folder: "a@b/c", digest: undefined }],
  [`oci-layout:a@b@sha256:${HEX}`, { kind: "layout", folder: "a@b", digest: `sha256:${HEX}` }],
  [
    `oci://ghcr.io/acme/app:1@sha256:${HEX}`,
    {
      kind: "image",
      reference: {
        repository: { registry: "ghcr.io", path: "acme/app" },
        tag: "1",
        digest: `sha256:${HEX}`,
      },
    },
  ],
] as const) {
  test(`${named} is understood`, () => assert.deepEqual(parseArtifact(named), expected));
}

for (const [named, code] of [
  ["", "USAGE"],
  ["a\0b", "USAGE"],
  ["sha256:", "USAGE"],
  [`sha256:${HEX}0`, "USAGE"],
  [`sha256:${"g".repeat(64)}`, "USAGE"],
  [`sha1:${"a".repeat(40)}`, "USAGE"],
  ["oci-layout:", "USAGE"],
  [`oci-layout:@sha256:${HEX}`, "USAGE"],
  [`oci-layout:x@sha256:${HEX.toUpperCase()}`, "USAGE"],
  ["oci-layout:x@sha512:00", "USAGE"],
  ["https://example.com/rocket.tgz", "USAGE"],
  ["file:///rocket.tgz", "USAGE"],
  ["oci://", "REFERENCE_INVALID"],
  ["oci://ghcr.io/Acme/app", "REFERENCE_INVALID"],
  ["oci://ghcr.io/acme/../app@sha256:00", "REFERENCE_INVALID"],
] as const) {
  test(`${JSON.stringify(named)} is refused`, () => {
    assert.throws(() => parseArtifact(named), refusal(code));
  });
}

test("a file has all its digests", async (t) => {
  const own = await folder(t);
  const path = await own.file("a", "content");
  const { digests, name } = await artifactOf(path);
  const digest = (algorithm: string): string => createHash(algorithm).update("content").digest("hex");
  assert.deepEqual(digests, {
    sha256: digest("sha256"),
    sha384: digest("sha384"),
    sha512: digest("sha512"),
  });
  assert.equal(name, path);
});

test("a file that is not there, or a folder, is not found", async (t) => {
  const own = await folder(t);
  await failure(artifactOf(`${own.path}/none`), "NOT_FOUND");
  await failure(artifactOf(own.path), "NOT_FOUND");
});

test("a tag is what its registry says, and the answer says so; a digest is asked of nobody", async () => {
  await withRegistry(async (registry, { repository, sent }) => {
    const { digest } = pushImage(registry.state, "acme/app", { tag: "1.2" });
    const named = `oci://${registry.host}/acme/app`;
    const image = await artifactOf(`${named}:1.2`, () => repository);
    assert.equal(image.digests.sha256, digest.slice("sha256:".length));
    assert.equal(image.name, `${registry.host}/acme/app@${digest}`);
    assert.equal(image.resolved, `${registry.host}/acme/app:1.2 is ${digest}`);
    await failure(
      artifactOf(named, () => repository),
      "IMAGE_NOT_FOUND",
    );
    const asked = sent.length;
    const same = await artifactOf(`${named}:1.1@${digest}`, () => repository);
    assert.deepEqual([same.digests, same.resolved, sent.length], [image.digests, undefined, asked]);
  });
});
