import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import * as path from "node:path";
import { before, describe, test } from "node:test";

import { SLSA_V02 } from "../../src/intoto/statement.ts";
import { digestOf } from "../../src/oci/content.ts";
import { MEDIA } from "../../src/oci/types.ts";
import { attachWorld, type AttachWorld } from "../oci/attach-world.ts";
import { changed, generatorStatement } from "../verify/facts.ts";
import { suiteScope } from "../verify/world.ts";
import { GENERATOR, slsaWorld, type SlsaWorld, type Statement } from "./slsa-world.ts";
import type { Ended } from "./verify-world.ts";

const SOURCE = "--source-uri=github.com/octo-org/rocket";
const CONTAINER = `${GENERATOR}generator_container_slsa3.yml@refs/tags/v2.1.0`;
const container: Statement = (certificate) =>
  changed(
    generatorStatement(certificate),
    ["predicate", "buildType"],
    "https://github.com/slsa-framework/slsa-github-generator/container@v1",
  );

describe("waybill verify-image", () => {
  const scope = suiteScope();
  let world: SlsaWorld;
  before(async () => {
    world = await slsaWorld(scope);
  });
  const verify = (...args: readonly string[]): Promise<Ended> =>
    world.waybill("verify-image", SOURCE, ...args);
  const provenance = (digest: string): Promise<string> =>
    world.bundle(CONTAINER, container, { sha256: digest.replace("sha256:", "") });
  const attach = async (images: AttachWorld, layout: "att" | "auto"): Promise<string> => {
    const { digest } = images.subject;
    const bundle = { json: await provenance(digest), predicateType: SLSA_V02, created: new Date(0) };
    await images.attach([bundle], { layout });
    return digest;
  };

  for (const layout of ["att", "auto"] as const) {
    test(`by its digest, with provenance in the layout ${layout}; another image has none`, async (t) => {
      const images = await attachWorld(t);
      const name = `${images.registry.host}/acme/app`;
      const digest = await attach(images, layout);
      for (const image of [`${name}@${digest}`, `${name}:1.0@${digest}`, `oci://${name}@${digest}`]) {
        const ended = await verify(image, "--source-tag=v1.2.3", "--print-provenance");
        assert.equal(ended.code, 0, ended.err);
        assert.match(
          ended.err,
          /^Verified build using builder .*generator_container_slsa3\.yml@refs\/tags\/v2\.1\.0" at commit /,
        );
        assert.match(ended.err, /PASSED: SLSA verification passed\n$/);
        assert.match(ended.out, /^\{"_type":/);
      }
      const wrong = await verify(`${name}@${digest}`, "--source-branch=main");
      assert.deepEqual([wrong.code, wrong.out, /REF_MISMATCH/.test(wrong.err)], [1, "", true]);
      const other = await verify(`${name}@${images.newSubject().digest}`);
      assert.deepEqual([other.code, /PASSED/.test(other.err)], [3, false]);
    });
  }

  test("a tag, or half a digest, names no image that can be verified", async () => {
    for (const image of ["ghcr.io/acme/app:1.0", "ghcr.io/acme/app", "ghcr.io/acme/app@sha256:00"]) {
      const ended = await verify(image);
      assert.deepEqual([ended.code, /@sha256:HEX/.test(ended.err)], [2, true], ended.err);
    }
    assert.equal((await verify()).code, 2);
    const twice = `ghcr.io/acme/app@sha256:${"0".repeat(64)}`;
    assert.equal((await verify(twice, twice)).code, 2);
  });

  test("--provenance-repository is where provenance lies instead, and may be wrong", async (t) => {
    const images = await attachWorld(t);
    const digest = await attach(images, "att");
    const image = `${images.registry.host}/other/app@${digest}`;
    const found = await verify(image, `--provenance-repository=${images.registry.host}/acme/app`);
    assert.equal(found.code, 0, found.err);
    assert.equal((await verify(image)).code, 3);
    assert.equal((await verify(image, `--provenance-repository=${images.registry.host}/no/app`)).code, 3);
    assert.equal((await verify(image, "--provenance-repository=")).code, 2);
  });

  test("an image in a layout, with its provenance in a registry", async (t) => {
    const images = await attachWorld(t);
    const manifest = JSON.stringify({ schemaVersion: 2, mediaType: MEDIA.image, config: {}, layers: [] });
    const digest = digestOf(Buffer.from(manifest));
    const subject = { mediaType: MEDIA.image, digest, size: manifest.length };
    await mkdir(path.join(world.folder, "layout", "blobs", "sha256"), { recursive: true });
    await world.file(path.join("layout", "blobs", "sha256", digest.slice(7)), manifest);
    await world.file("layout/index.json", JSON.stringify({ schemaVersion: 2, manifests: [subject] }));
    const image = `oci-layout:${path.join(world.folder, "layout")}@${digest}`;
    assert.equal((await verify(image)).code, 3);
    const repository = `${images.registry.host}/acme/app`;
    const none = await verify(image, `--provenance-repository=${repository}`);
    assert.deepEqual([none.code, none.err.includes(repository)], [3, true], none.err);
    const given = `--provenance-path=${await world.file("of-layout", await provenance(digest))}`;
    assert.equal((await verify(image, given)).code, 0);
  });

  test("--provenance-path is looked at first, then the registry", async (t) => {
    const images = await attachWorld(t);
    const { digest } = images.subject;
    const first = `--provenance-path=${await world.file("provenance", await provenance(digest))}`;
    const image = `${images.registry.host}/acme/app@${digest}`;
    const found = await verify(image, first);
    assert.equal(found.code, 0, found.err);
    const other = `--provenance-path=${await world.file("other", await provenance("0".repeat(64)))}`;
    assert.equal((await verify(image, other)).code, 1);
    await attach(images, "auto");
    assert.equal((await verify(image, other)).code, 0);
    assert.equal((await verify(image, "--provenance-path=absent")).code, 3);
  });

  test("a registry that is not there is no refusal", async () => {
    const ended = await verify(`127.0.0.1:9/acme/app@sha256:${"0".repeat(64)}`);
    assert.equal(ended.code, 4, ended.err);
  });
});
