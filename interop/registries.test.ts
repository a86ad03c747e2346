import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, describe, test, type TestContext } from "node:test";

import { traces, world, type World } from "../__tests__/scenarios/world.ts";
import { bundle, digestsOf } from "../__tests__/oci/attach-world.ts";
import { Patience, systemClock } from "../src/net/patience.ts";
import { attach, type Way } from "../src/oci/attach.ts";
import { discover } from "../src/oci/discover.ts";
import type { OciDigest } from "../src/oci/types.ts";
import { attachmentsIn, openPlainly, pushOne, pushTwoPlatforms, type PushedImage } from "./images.ts";
import { assertAmong, assertInTree, READERS, WAYS, type Stored } from "./readers.ts";
import { openRegistry, toolOrSkip } from "./requirements.ts";

// The registries are real, and Sigstore is the embedded one, whose bundles other tests compare with the real one's.

const REGISTRIES = {
  "docker-registry": await openRegistry("docker-registry"),
  "referrers-registry": await openRegistry("referrers-registry"),
};
after(async () => {
  for (const { registry } of Object.values(REGISTRIES)) await registry?.stop();
});

type RegistryName = keyof typeof REGISTRIES;

interface ImageWorld extends World {
  readonly image: PushedImage;
  readonly attest: (layout: string, more?: Readonly<Record<string, string>>) => ReturnType<World["step"]>;
}

async function imageWorld(t: TestContext, on: RegistryName, path: string): Promise<ImageWorld> {
  const { registry } = REGISTRIES[on];
  assert.ok(registry !== undefined);
  const made = await world(t);
  const image = await pushTwoPlatforms(registry.host, path);
  const attest: ImageWorld["attest"] = (layout, more) =>
    made.step({ images: `${image.name}:v1`, "registry-layout": layout, ...more });
  return { ...made, image, attest };
}

/** What is stored where, by registry and layout. */
const LAYOUTS: readonly [RegistryName, string, readonly Way[]][] = [
  ["referrers-registry", "auto", ["referrers"]],
  ["referrers-registry", "referrers", ["referrers"]],
  ["referrers-registry", "fallback", ["fallback"]],
  ["referrers-registry", "att", ["att"]],
  ["referrers-registry", "all", ["referrers", "fallback", "att"]],
  ["docker-registry", "auto", ["fallback"]],
  ["docker-registry", "fallback", ["fallback"]],
  ["docker-registry", "att", ["att"]],
  ["docker-registry", "all", ["fallback", "att"]],
];

// Side by side, since most of their time is spent waiting whether a write under a tag lasts.
describe("images in real registries", { concurrency: 3 }, () => {
  for (const [on, layout, ways] of LAYOUTS) {
    const { skip } = REGISTRIES[on];
    test(`registry-layout ${layout} on ${on}`, { skip }, async (t) => {
      const w = await imageWorld(t, on, `acme/${layout}`);
      const run = await w.attest(layout);
      assert.equal(run.code, 0, run.log);
      const [attachment] = attachmentsIn(run.outputs);
      assert.deepEqual(attachment?.["stored-as"], ways);
      const stored = {
        name: w.image.name,
        digest: w.image.index.digest,
        bundle: await readFile(run.outputs["bundle-path"] ?? "", "utf8"),
        attestation: attachment?.attestation ?? "",
        home: w.job.root,
      };
      for (const way of ways) await readersFind(t, on, { ...stored, way });
    });
  }
});

async function readersFind(t: TestContext, on: RegistryName, stored: Stored): Promise<void> {
  const cell = `${WAYS[stored.way]} · ${on}`;
  for (const reader of READERS) {
    if (reader.ways?.includes(stored.way) === false) continue;
    // Whoever asks the API does not look at the tag.
    const isListed = on === "referrers-registry" && stored.way === "fallback";
    if (isListed && reader.tool !== "crane") continue;
    const { program, skip } = await toolOrSkip(reader.tool);
    await t.test(`${reader.title} · ${cell}`, { skip }, async () => {
      assertAmong(await reader.read(stored, program), stored);
    });
  }
  const { program, skip } = await toolOrSkip("cosign");
  await t.test(`cosign 3 tree · ${cell}`, { skip }, () => assertInTree(stored, program));
}

test(
  "registry-layout referrers on docker-registry is an error",
  { skip: REGISTRIES["docker-registry"].skip },
  async (t) => {
    const w = await imageWorld(t, "docker-registry", "acme/referrers");
    const run = await w.attest("referrers");
    assert.equal(run.code, 1, run.log);
    assert.match(run.log, /^::error::.*REGISTRY_REFUSED/m);
  },
);

for (const on of ["docker-registry", "referrers-registry"] as const) {
  const { skip } = REGISTRIES[on];
  test(
    `each platform's own digest leads to the bundle on ${on}, and a re-run does nothing`,
    { skip },
    async (t) => {
      const w = await imageWorld(t, on, "acme/platforms");
      const inputs = { "attest-platforms": "true" };
      const run = await w.attest("all", inputs);
      assert.equal(run.code, 0, run.log);
      const bundle = await readFile(run.outputs["bundle-path"] ?? "", "utf8");
      const before = await everythingAttached(w.image);
      const signed = traces(w.local);
      const { program, skip } = await toolOrSkip("cosign");
      for (const { digest, attestation } of attachmentsIn(run.outputs)) {
        await t.test(`cosign 3 tree · ${digest}`, { skip }, async () => {
          const stored = { name: w.image.name, digest: digest as OciDigest, attestation, bundle };
          await assertInTree({ ...stored, way: "fallback", home: w.job.root }, program);
        });
      }

      const again = await w.attest("all", inputs);

      assert.equal(again.code, 0, again.log);
      assert.match(again.log, /^Already stored: registry /m);
      const { entries, timestamps, attestations } = traces(w.local);
      assert.deepEqual({ entries, timestamps, attestations }, { entries: 1, timestamps: 1, attestations: 1 });
      assert.deepEqual({ ...traces(w.local), certificates: 0 }, { ...signed, certificates: 0 });
      assert.deepEqual(await everythingAttached(w.image), before);
    },
  );
}

/** What readers find, digest by digest. */
async function everythingAttached({ repository, index, platforms }: PushedImage): Promise<unknown> {
  return await Promise.all([index, ...platforms].map(({ digest }) => discover(repository, digest)));
}

const WRITERS = 8;
/** Whoever has the time asks for more: twenty take half a minute, most of it spent waiting. */
const ROUNDS = Number(process.env["WAYBILL_INTEROP_ROUNDS"] ?? "20");
const ROUNDS_AT_A_TIME = 10;
const ROUND_LIMIT_MS = 30_000;

for (const layout of ["fallback", "att"] as const) {
  const { registry, skip } = REGISTRIES["docker-registry"];
  test(
    `eight writers at once leave eight entries on docker-registry, layout ${layout}, ${ROUNDS} rounds`,
    { skip, timeout: Math.max(300_000, ROUNDS * ROUND_LIMIT_MS) },
    async () => {
      assert.ok(registry !== undefined);
      const { host } = registry;
      const round = async (number: number): Promise<void> => {
        const path = `acme/${layout}-${number}`;
        const subject = await pushOne(host, path, path);
        const results = await Promise.all(
          Array.from({ length: WRITERS }, async (_, writer) => {
            // Whoever reads a tag while it is written gets 500 from docker-registry.
            const patience = new Patience(120);
            const repository = openPlainly(host, path, patience);
            const options = { layout, clock: systemClock, random: Math.random, patience };
            return await attach(repository, subject, [bundle(`writer ${writer}`)], options);
          }),
        );
        const { bundles, skipped } = await discover(openPlainly(host, path), subject.digest);
        assert.deepEqual(skipped, []);
        assert.deepEqual(bundles.map(({ digest }) => digest).sort(), digestsOf(...results));
        assert.equal(bundles.length, WRITERS);
      };
      for (let done = 0; done < ROUNDS; done += ROUNDS_AT_A_TIME) {
        const numbers = Array.from({ length: Math.min(ROUNDS_AT_A_TIME, ROUNDS - done) }, (_, n) => done + n);
        await Promise.all(numbers.map(round));
      }
    },
  );
}
