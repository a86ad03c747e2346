import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";

import { systemClock } from "../../src/net/patience.ts";
import { attTag, fallbackTag } from "../../src/oci/manifests.ts";
import { MEDIA } from "../../src/oci/types.ts";
import { refusal } from "../verify/world.ts";
import {
  attachWorld,
  bundle,
  digestsIn,
  digestsOf,
  firstOf,
  place,
  placeBlob,
  QUICK,
  sorted,
  tagWrites,
} from "./attach-world.ts";

const sha256 = (text: string): string => `sha256:${hash("sha256", text)}`;
const size = (text: string): number => Buffer.byteLength(text);

test("a bundle is stored exactly as cosign's specification has it", async (t) => {
  const world = await attachWorld(t);
  const given = bundle("one");
  const { attached, warnings } = await world.attach([given]);
  const [one] = attached;
  assert.deepEqual([one?.stored, warnings], [["referrers"], []]);
  assert.deepEqual(world.tagged(one?.digest ?? ""), {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    config: {
      mediaType: "application/vnd.oci.empty.v1+json",
      digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
      size: 2,
    },
    layers: [
      {
        mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
        digest: sha256(given.json),
        size: size(given.json),
      },
    ],
    subject: world.subject,
    annotations: {
      "dev.sigstore.bundle.content": "dsse-envelope",
      "dev.sigstore.bundle.predicateType": "https://slsa.dev/provenance/v1",
      "org.opencontainers.image.created": "2026-11-21T12:00:00.123Z",
    },
  });
  assert.deepEqual(tagWrites(world), []);
});

test("the same bundle again is the same manifest, and nothing is written to a tag that has it", async (t) => {
  const world = await attachWorld(t);
  const first = await world.attach([bundle("one")], { layout: "all" });
  const writes = tagWrites(world).length;
  assert.deepEqual(await world.attach([bundle("one")], { layout: "all" }), first);
  assert.equal(tagWrites(world).length, writes);
});

for (const [name, switches] of [
  ["has no referrers API", { referrers: "absent" }],
  ["lists nothing, with status 200", { referrers: "empty" }],
  ["claims an API by OCI-Subject and has none", { referrers: "absent", subjectHeader: "always" }],
  ["answers 403 for what is not there", { referrers: "absent", missingManifest: 403 }],
] as const) {
  test(`a registry that ${name} gets the list under the fallback tag, with complete entries`, async (t) => {
    const world = await attachWorld(t, switches);
    const given = bundle("one");
    const { attached } = await world.attach([given]);
    const [one] = attached;
    assert.deepEqual(one?.stored, ["fallback"]);
    const manifest = world.registry.state.repository("acme/app").find(one?.digest ?? "");
    assert.deepEqual(world.tagged(fallbackTag(world.subject.digest)), {
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.index.v1+json",
      manifests: [
        {
          mediaType: "application/vnd.oci.image.manifest.v1+json",
          digest: one?.digest,
          size: manifest?.bytes.length,
          artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json",
          annotations: manifest?.json["annotations"],
        },
      ],
    });
  });
}

test("a registry that lists a bundle as something else is warned about, since gh and Kyverno look at the type", async (t) => {
  const mistaken = await attachWorld(t, { referrersType: "config" });
  assert.match(
    (await mistaken.attach([bundle("one")])).warnings.join(),
    /without its artifact type.*gh and Kyverno/,
  );
  const faithful = await attachWorld(t);
  assert.deepEqual((await faithful.attach([bundle("one")])).warnings, []);
});

test("a registry that lists a little later gets no tag", async (t) => {
  const world = await attachWorld(t, { referrersHiddenFor: 2, subjectHeader: "never" });
  const { attached } = await world.attach([bundle("one"), bundle("two")]);
  assert.deepEqual(
    attached.map(({ stored }) => stored),
    [["referrers"], ["referrers"]],
  );
  assert.deepEqual(tagWrites(world), []);
});

test("an API that fails is as good as none, unless it alone was asked for", async (t) => {
  const world = await attachWorld(t);
  world.registry.server.fail(/\/referrers\//, { kind: "status", status: 400 });
  const { attached } = await world.attach([bundle("one")]);
  assert.deepEqual(attached[0]?.stored, ["fallback"]);
  await assert.rejects(
    world.attach([bundle("one")], { layout: "referrers" }),
    refusal("REGISTRY_REFUSED", attached[0]?.digest ?? "none"),
  );
});

test("the layout `referrers` is an error where nothing is listed, which says what is stored", async (t) => {
  for (const referrers of ["absent", "empty"] as const) {
    const world = await attachWorld(t, { referrers });
    const stored = await world.attach([bundle("one")], { layout: "fallback" });
    await assert.rejects(
      world.attach([bundle("one")], { layout: "referrers" }),
      refusal("REGISTRY_REFUSED", "stored as", stored.attached[0]?.digest ?? "none", "registry-layout"),
    );
  }
});

test("the layout `all` stores in every way", async (t) => {
  const world = await attachWorld(t);
  const { attached, warnings } = await world.attach([bundle("one"), bundle("two")], { layout: "all" });
  const all = ["referrers", "fallback", "att"];
  assert.deepEqual([attached.map(({ stored }) => stored), warnings], [[all, all], []]);
  assert.deepEqual(world.listed(), sorted(digestsIn(attached)));
  assert.equal(digestsIn(world.tagged(attTag(world.subject.digest))?.["layers"]).length, 2);
});

test("several bundles are one update of each tag", async (t) => {
  const world = await attachWorld(t, { referrers: "absent" });
  await world.attach([bundle("one"), bundle("two"), bundle("three")], { layout: "all" });
  assert.deepEqual(tagWrites(world), [fallbackTag(world.subject.digest), attTag(world.subject.digest)]);
});

test("entries of others stay as they are, with fields that we do not know", async (t) => {
  const world = await attachWorld(t, { referrers: "absent" });
  const other = place(world, { mediaType: MEDIA.image, schemaVersion: 2, note: "another's" });
  const entry = { ...other, artifactType: MEDIA.empty, annotations: { a: "b" }, data: "e30=" };
  const index = {
    schemaVersion: 2,
    mediaType: MEDIA.index,
    manifests: [entry],
    annotations: { kept: "yes" },
  };
  place(world, index, fallbackTag(world.subject.digest));
  const { attached } = await world.attach([bundle("one")]);
  const written = world.tagged(fallbackTag(world.subject.digest));
  assert.deepEqual(written?.["annotations"], { kept: "yes" });
  const manifests = written?.["manifests"];
  assert.ok(Array.isArray(manifests));
  assert.deepEqual(digestsIn(manifests), sorted([other.digest, attached[0]?.digest]));
  assert.ok(manifests.some((found) => JSON.stringify(found) === JSON.stringify(entry)));
});

test("our own entry that somebody wrote without type and annotations is completed", async (t) => {
  const world = await attachWorld(t, { referrers: "absent" });
  const tag = fallbackTag(world.subject.digest);
  await world.attach([bundle("one")]);
  const complete = world.tagged(tag);
  const { mediaType, digest, size } = firstOf(complete?.["manifests"]);
  const bare = { mediaType, digest, size };
  place(
    world,
    { ...complete, mediaType: MEDIA.index, manifests: [{ ...bare, artifactType: MEDIA.empty }] },
    tag,
  );
  await world.attach([bundle("one")]);
  assert.deepEqual(world.tagged(tag), complete);
});

test("an entry whose manifest was deleted is left out where the registry refuses it", async (t) => {
  const world = await attachWorld(t, { referrers: "absent" });
  const first = await world.attach([bundle("one"), bundle("two")]);
  const [one, two] = first.attached;
  world.registry.state.repository("acme/app").manifests.delete(one?.digest ?? "");
  const second = await world.attach([bundle("three")]);
  assert.deepEqual(world.listed(), sorted([two?.digest, second.attached[0]?.digest]));
});

test("an entry that is overwritten after it was read back is put back, and another's too", async (t) => {
  const world = await attachWorld(t, { referrers: "absent", conditions: "ignored" });
  const tag = fallbackTag(world.subject.digest);
  const stored = world.registry.state.repository("acme/app");
  const other = await world.attach([bundle("other")]);
  let isLost = false;
  const clock = {
    now: () => QUICK.clock.now(),
    async sleep(ms: number) {
      // Somebody who had read the list when it was empty.
      if (!isLost) place(world, { mediaType: MEDIA.index, schemaVersion: 2, manifests: [] }, tag);
      isLost = true;
      await QUICK.clock.sleep(ms);
    },
  };
  const ours = await world.attach([bundle("ours")], { layout: "fallback", clock });
  assert.ok(isLost && stored.tags.has(tag));
  assert.deepEqual(world.listed(), digestsOf(other, ours));
});

test("a registry whose ETags never match is written to without a condition in the end", async (t) => {
  const world = await attachWorld(t, { referrers: "absent" });
  await world.attach([bundle("one")]);
  world.registry.switches.conflicts = 3;
  const { attached } = await world.attach([bundle("two")]);
  assert.deepEqual(attached[0]?.stored, ["fallback"]);
  assert.equal(world.listed().length, 2);
  const puts = world.registry.server.exchanges.filter(
    ({ call }) => call.method === "PUT" && call.path.endsWith(fallbackTag(world.subject.digest)),
  );
  assert.equal(puts.at(-1)?.call.headers["if-match"], undefined);
});

test("whoever is overwritten again and again gives up, and says what is stored", async (t) => {
  const world = await attachWorld(t, { referrers: "absent", conflicts: Number.POSITIVE_INFINITY });
  const hurried = { now: () => 0, sleep: () => systemClock.sleep(0) };
  await assert.rejects(
    world.attach([bundle("one")], { clock: hurried }),
    refusal("REGISTRY_UNAVAILABLE", "stored as sha256:", "50 writes"),
  );
});

for (const [layout, tagOf] of [
  ["fallback", fallbackTag],
  ["att", attTag],
] as const) {
  test(`something else under the ${layout} tag is reported and left alone`, async (t) => {
    const world = await attachWorld(t);
    const tag = tagOf(world.subject.digest);
    const mediaType = layout === "att" ? MEDIA.index : MEDIA.image;
    const other = place(world, { mediaType, schemaVersion: 2, note: "another's" }, tag);
    await assert.rejects(
      world.attach([bundle("one")], { layout }),
      refusal("REGISTRY_REFUSED", mediaType, "Nothing was overwritten"),
    );
    assert.equal(world.registry.state.repository("acme/app").tags.get(tag), other.digest);
  });

  test(`an immutable ${layout} tag is refused the second time, with what to do`, async (t) => {
    const world = await attachWorld(t, { immutableTags: true });
    await world.attach([bundle("one")], { layout });
    await assert.rejects(
      world.attach([bundle("two")], { layout }),
      refusal("REGISTRY_REFUSED", tagOf(world.subject.digest), "immutab"),
    );
  });
}

test("a refused tag says that the attestation itself is stored, and the other ways are tried all the same", async (t) => {
  const world = await attachWorld(t);
  place(world, { mediaType: MEDIA.image, schemaVersion: 2 }, fallbackTag(world.subject.digest));
  await assert.rejects(
    world.attach([bundle("one")], { layout: "all" }),
    refusal("REGISTRY_REFUSED", "stored as sha256:"),
  );
  assert.equal(digestsIn(world.tagged(attTag(world.subject.digest))?.["layers"]).length, 1);
});

test("a used-up quota is told as such", async (t) => {
  const world = await attachWorld(t, {
    quota: "adding 1.2 KiB will exceed the configured upper limit of 5 GiB",
  });
  await assert.rejects(world.attach([bundle("one")]), refusal("REGISTRY_REFUSED", "quota"));
});

test("more than fifty attestations are warned about, since Kyverno refuses them", async (t) => {
  const many = Array.from({ length: 51 }, (_, number) => bundle(`number ${number}`));
  for (const referrers of ["listed", "absent"] as const) {
    const world = await attachWorld(t, { referrers });
    const fifty = await world.attach(many.slice(0, 50));
    assert.deepEqual(fifty.warnings, []);
    const { warnings } = await world.attach(many.slice(50));
    assert.match(warnings.join(), /lists 51 attestations .* Kyverno refuses/);
  }
});

test("the .att layout is cosign's: envelope, certificate, log entry, and no timestamp", async (t) => {
  const world = await attachWorld(t);
  const given = bundle("one");
  const { attached } = await world.attach([given], { layout: "att", chain: "the chain" });
  const { dsseEnvelope, verificationMaterial } = JSON.parse(given.json);
  const { payloadType, payload, signatures } = dsseEnvelope;
  const envelope = JSON.stringify({
    payloadType,
    payload,
    signatures: [{ keyid: "", sig: signatures[0].sig }],
  });
  const [entry] = verificationMaterial.tlogEntries;
  const der = verificationMaterial.certificate.rawBytes;
  assert.deepEqual(attached, [{ digest: sha256(envelope), stored: ["att"] }]);
  const config = JSON.stringify({
    architecture: "",
    created: "0001-01-01T00:00:00Z",
    history: [{ created: "0001-01-01T00:00:00Z" }],
    os: "",
    rootfs: { type: "layers", diff_ids: [sha256(envelope)] },
    config: {},
  });
  assert.deepEqual(world.tagged(attTag(world.subject.digest)), {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: {
      mediaType: "application/vnd.oci.image.config.v1+json",
      size: size(config),
      digest: sha256(config),
    },
    layers: [
      {
        mediaType: "application/vnd.dsse.envelope.v1+json",
        size: size(envelope),
        digest: sha256(envelope),
        annotations: {
          "dev.cosignproject.cosign/signature": "",
          "dev.sigstore.cosign/bundle": JSON.stringify({
            SignedEntryTimestamp: entry.inclusionPromise.signedEntryTimestamp,
            Payload: {
              body: entry.canonicalizedBody,
              integratedTime: 1790000000,
              logIndex: 7,
              logID: "07".repeat(32),
            },
          }),
          "dev.sigstore.cosign/certificate": `-----BEGIN CERTIFICATE-----\n${der.match(/.{1,64}/g).join("\n")}\n-----END CERTIFICATE-----\n`,
          "dev.sigstore.cosign/chain": "the chain",
          predicateType: "https://slsa.dev/provenance/v1",
        },
      },
    ],
  });
});

test("what cosign wrote under the .att tag is kept, Docker's media types too", async (t) => {
  const world = await attachWorld(t);
  const tag = attTag(world.subject.digest);
  const layer = { mediaType: MEDIA.dsse, ...placeBlob(world, "{}"), annotations: { predicateType: "x" } };
  const mediaType = "application/vnd.docker.container.image.v1+json";
  const config = { mediaType, ...placeBlob(world, `{"rootfs":{}}`) };
  place(world, { mediaType: MEDIA.dockerImage, schemaVersion: 2, config, layers: [layer] }, tag);
  const { attached } = await world.attach([bundle("one")], { layout: "att" });
  const written = world.tagged(tag);
  const layers = written?.["layers"] as Record<string, unknown>[];
  assert.equal(written?.["mediaType"], MEDIA.dockerImage);
  assert.equal((written["config"] as typeof config).mediaType, mediaType);
  assert.deepEqual(layers[0], layer);
  assert.deepEqual(digestsIn(layers), [layer.digest, attached[0]?.digest]);
});

test("a bundle of which .att cannot hold the log entry is refused there, and left out of `all`", async (t) => {
  const world = await attachWorld(t);
  const options = [{ promise: false }, { logged: "other bytes" }] as const;
  for (const parts of options) {
    const unfit = bundle("unfit", parts);
    await assert.rejects(
      world.attach([bundle("fit"), unfit], { layout: "att" }),
      refusal("REGISTRY_REFUSED", ".att", "Nothing was stored"),
    );
    const { attached, warnings } = await world.attach([unfit], { layout: "all" });
    assert.deepEqual(attached[0]?.stored, ["referrers", "fallback"]);
    assert.match(warnings.join(), /not stored in cosign's \.att layout/);
  }
  assert.equal(world.tagged(attTag(world.subject.digest)), undefined);
});

test("before a write that failed is tried again, the tag is read anew: it may be another's by then", async (t) => {
  const world = await attachWorld(t, { referrers: "absent" });
  const tag = fallbackTag(world.subject.digest);
  const unavailable = { kind: "status", status: 503 } as const;
  world.registry.server.fail(/\/manifests\/sha256-/, unavailable, { method: "PUT", times: 1 });
  const ours = await world.attach([bundle("ours")], { layout: "fallback" });
  assert.deepEqual(world.listed(), digestsOf(ours));
  const asked = world.registry.server.exchanges.filter(({ call }) => call.path.endsWith(tag));
  assert.deepEqual(
    asked.map(({ call, status }) => `${call.method} ${status}`),
    ["GET 404", "PUT 503", "GET 404", "GET 404", "PUT 201", "GET 200", "GET 200"],
  );
});

test("a registry that never answers a write of a tag is unavailable in the end", async (t) => {
  const world = await attachWorld(t, { referrers: "absent" });
  world.registry.server.fail(/\/manifests\/sha256-/, { kind: "status", status: 503 }, { method: "PUT" });
  const hurried = { now: () => 0, sleep: () => systemClock.sleep(0) };
  await assert.rejects(
    world.attach([bundle("one")], { clock: hurried }),
    refusal("REGISTRY_UNAVAILABLE", "503", "stored as sha256:"),
  );
});

test("a manifest refused for a blob that was just stored is stored again; a refusal that lasts is told", async (t) => {
  const world = await attachWorld(t);
  const body = { errors: [{ code: "MANIFEST_BLOB_UNKNOWN", message: "blob unknown to registry" }] };
  const refused = { kind: "status", status: 400, body } as const;
  world.registry.server.fail(/\/manifests\/sha256:/, refused, { method: "PUT", times: 2 });
  const { attached } = await world.attach([bundle("one")]);
  assert.deepEqual(attached[0]?.stored, ["referrers"]);
  world.registry.server.fail(/\/manifests\/sha256:/, refused, { method: "PUT" });
  await assert.rejects(world.attach([bundle("two")]), { code: "REGISTRY_REFUSED" });
});
