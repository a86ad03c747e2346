import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { GO_CONTAINERREGISTRY } from "../../local/registry/switches.ts";
import { sameAttestation } from "../../src/oci/att.ts";
import { discover } from "../../src/oci/discover.ts";
import { attTag, BUNDLE_PREFIX, fallbackTag } from "../../src/oci/manifests.ts";
import { MEDIA, type Descriptor } from "../../src/oci/types.ts";
import { verifyBundle } from "../../src/verify/verify.ts";
import { refusal, signingWorld, suiteScope } from "../verify/world.ts";
import {
  attachWorld,
  type AttachWorld,
  bundle,
  digestsIn,
  firstOf,
  place,
  placeBlob,
  sorted,
} from "./attach-world.ts";

const find = (world: AttachWorld, limits = {}) => discover(world.repository, world.subject.digest, limits);

for (const [layout, ways] of [
  ["auto", [["referrers"]]],
  ["fallback", [["referrers", "fallback"]]],
  ["att", [["att"]]],
  ["all", [["referrers", "fallback"], ["att"]]],
] as const) {
  test(`what was stored in the layout ${layout} is found`, async (t) => {
    const world = await attachWorld(t);
    const given = bundle("one");
    const { attached } = await world.attach([given], { layout });
    const { bundles, skipped } = await find(world);
    assert.deepEqual([bundles.map(({ found }) => found), skipped], [ways, []]);
    assert.equal(bundles[0]?.digest, attached[0]?.digest);
    for (const { json } of bundles) assert.ok(sameAttestation(json, given.json));
    if (layout !== "att") {
      assert.equal(bundles[0]?.json, given.json);
      assert.deepEqual(bundles[0]?.created, given.created);
    }
  });
}

for (const [name, switches] of [
  ["answers 200 with nothing", { referrers: "empty" }],
  ["has no API", { referrers: "absent" }],
  ["names the config's type in its list", GO_CONTAINERREGISTRY],
  ["answers in pages", { referrersPage: 1 }],
  ["keeps its blobs elsewhere", { blobs: "elsewhere" }],
  ["answers 403 for what is not there", { missingManifest: 403, referrers: "absent" }],
] as const) {
  test(`two bundles are found in a registry that ${name}`, async (t) => {
    const world = await attachWorld(t, switches);
    const { attached } = await world.attach([bundle("one"), bundle("two")]);
    const { bundles, skipped } = await find(world);
    assert.deepEqual(sorted(digestsIn(bundles)), sorted(digestsIn(attached)));
    assert.deepEqual(skipped, []);
  });
}

test("an image that nobody attested has nothing", async (t) => {
  for (const missingManifest of [404, 403] as const) {
    const world = await attachWorld(t, { missingManifest, referrers: "absent" });
    assert.deepEqual(await find(world), { bundles: [], skipped: [], unavailable: undefined });
  }
});

test("a bundle that was attached twice is found once", async (t) => {
  const world = await attachWorld(t);
  const one = bundle("one");
  await world.attach([one, { ...one, created: new Date(0) }]);
  const { bundles } = await find(world);
  assert.deepEqual(
    bundles.map(({ json }) => json),
    [one.json],
  );
});

/** A referrer of the image as somebody else might write it. */
function refer(world: AttachWorld, json: Record<string, unknown>): Descriptor {
  const { digest, size } = placeBlob(world, "{}");
  const config = { mediaType: MEDIA.empty, digest, size };
  const artifactType = MEDIA.bundle;
  const subject = world.subject;
  return place(world, { schemaVersion: 2, mediaType: MEDIA.image, artifactType, config, subject, ...json });
}

test("what is broken is skipped with its reason, what is something else in silence, and the rest is found", async (t) => {
  const world = await attachWorld(t);
  const { attached } = await world.attach([bundle("good")]);
  const layer = { mediaType: MEDIA.bundle, ...placeBlob(world, "a bundle") };
  const sbom = "application/spdx+json";
  refer(world, { artifactType: sbom, layers: [{ ...layer, mediaType: sbom }] });
  refer(world, { layers: [layer, layer] });
  refer(world, { layers: [] });
  const broken = [
    refer(world, { layers: [{ ...layer, digest: `sha256:${"0".repeat(64)}` }] }),
    refer(world, { layers: [{ ...layer, size: 11 * 1024 * 1024 }] }),
    refer(world, { layers: [{ ...layer, digest: "sha256:none" }] }),
    refer(world, { layers: [{ ...layer, size: 3 }] }),
  ].map(({ digest }) => digest);
  const gone = refer(world, { layers: [layer], note: "gone" });
  const of = { ...world.subject, digest: `sha256:${"1".repeat(64)}` };
  const others = refer(world, { layers: [layer], subject: of });
  const entries = [gone, others].map((entry) => ({ ...entry, artifactType: `${BUNDLE_PREFIX}+json` }));
  place(
    world,
    { mediaType: MEDIA.index, schemaVersion: 2, manifests: [{ digest: 7 }, ...entries] },
    fallbackTag(world.subject.digest),
  );
  world.registry.state.repository("acme/app").manifests.delete(gone.digest);
  const { bundles, skipped } = await find(world);
  assert.deepEqual(
    bundles.map(({ digest }) => digest),
    [attached[0]?.digest],
  );
  const reasons = new Map(skipped.map(({ digest, reason }) => [digest, reason]));
  assert.deepEqual(
    [...broken, gone.digest, others.digest].map((digest) => reasons.get(digest)),
    [
      "its content is not there",
      "it has 11534336 bytes, and 10485760 are read",
      "its layer's descriptor is malformed",
      "it could not be read (REGISTRY_INVALID)",
      "its manifest is not there",
      "it refers to another image",
    ],
  );
  assert.equal(skipped.length, 6);
});

test("no more are opened than asked for, and the others are named", async (t) => {
  const world = await attachWorld(t);
  await world.attach([bundle("one"), bundle("two"), bundle("three")], { layout: "all" });
  const { bundles, skipped } = await find(world, { maxBundles: 2 });
  assert.equal(bundles.length, 2);
  assert.deepEqual(
    skipped.map(({ way }) => way),
    ["referrers", "att", "att", "att"],
  );
});

test("a list that cannot be had is named; where nothing was found, its failure is thrown", async (t) => {
  const world = await attachWorld(t);
  await world.attach([bundle("one")], { layout: "fallback" });
  world.registry.server.fail(/\/referrers\//, { kind: "status", status: 503 });
  const { bundles, skipped } = await find(world);
  assert.deepEqual(
    bundles.map(({ found }) => found),
    [["fallback"]],
  );
  assert.deepEqual(skipped, [
    {
      way: "referrers",
      digest: world.subject.digest,
      reason: "the list could not be read (REGISTRY_UNAVAILABLE)",
    },
  ]);
  world.registry.state.repository("acme/app").tags.clear();
  await assert.rejects(find(world), refusal("REGISTRY_UNAVAILABLE"));
});

test("what is under the tags and is something else is nobody's attestation", async (t) => {
  const world = await attachWorld(t);
  place(world, { mediaType: MEDIA.image, schemaVersion: 2, layers: [{}] }, fallbackTag(world.subject.digest));
  place(world, { mediaType: MEDIA.index, schemaVersion: 2, manifests: [] }, attTag(world.subject.digest));
  assert.deepEqual(await find(world), { bundles: [], skipped: [], unavailable: undefined });
});

test("layers of .att are skipped with what they lack", async (t) => {
  const world = await attachWorld(t);
  await world.attach([bundle("one")], { layout: "att" });
  const tag = attTag(world.subject.digest);
  const written = world.tagged(tag);
  const layer = firstOf(written?.["layers"]);
  const without = (...keys: string[]): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(layer["annotations"] ?? {}).filter(([key]) => !keys.some((k) => key.endsWith(k))),
    );
  for (const [annotations, reason] of [
    [without("/certificate"), "it names no certificate: it was signed with a key"],
    [
      { ...without("/bundle"), "dev.sigstore.cosign/rfc3161timestamp": '{"SignedRFC3161Timestamp":"MAA="}' },
      "it has no log entry: nothing that a bundle can hold says when it was signed",
    ],
  ] as const) {
    place(world, { ...written, mediaType: MEDIA.image, layers: [{ ...layer, annotations }] }, tag);
    const { bundles, skipped } = await find(world);
    assert.deepEqual([bundles, skipped.map((one) => one.reason)], [[], [reason]]);
  }
});

describe("with real signatures", () => {
  const signing = signingWorld(suiteScope());

  test("a bundle verifies in whatever layout it was stored", async (t) => {
    const { sign, statement, expected, trust } = await signing;
    const world = await attachWorld(t);
    const json = await sign(statement());
    await world.attach([{ ...bundle("real"), json }], { layout: "all" });
    const { bundles } = await find(world);
    assert.deepEqual(
      bundles.map(({ found }) => found),
      [["referrers", "fallback"], ["att"]],
    );
    for (const found of bundles) assert.ok(verifyBundle(found.json, expected, trust));
  });
});
