import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { TestContext } from "node:test";

import type { StepRun } from "../local/job.ts";
import { list, text } from "../src/json.ts";
import { systemClock } from "../src/net/patience.ts";
import { attach, type Layout, type Way } from "../src/oci/attach.ts";
import { attConfig, attManifest, attTag, type BundleToAttach, type Entry } from "../src/oci/manifests.ts";
import { digestOf, readDescriptor } from "../src/oci/content.ts";
import type { OciRepository } from "../src/oci/types.ts";
import {
  IMAGE_FLAWS,
  IMAGE_VERIFIERS,
  PREDICATE_TYPES,
  type ImageFlaw,
  type ImageQuestion,
  type PredicateType,
} from "./image-verifiers.ts";
import { attachmentsIn, pushTwoPlatforms, type PushedImage } from "./images.ts";
import { otherRoot } from "./judgement.ts";
import { WAYS } from "./readers.ts";
import { openRegistry, toolOrSkip, type RegistryTool } from "./requirements.ts";
import type { Stack } from "./stack.ts";
import { realWorld, type RealWorld } from "./world.ts";

/** By what registry and which layout an attestation comes to be found in this way and in no other. */
export const PLACES: Readonly<Record<Way, readonly [RegistryTool, Layout]>> = {
  referrers: ["referrers-registry", "referrers"],
  fallback: ["docker-registry", "auto"],
  att: ["docker-registry", "att"],
};

export interface ImageRun {
  readonly real: RealWorld;
  readonly image: PushedImage;
  readonly run: StepRun;
}

/** The unchanged step on a two-platform image, with provenance of both versions. */
export async function attestImage(
  t: TestContext,
  stack: Stack,
  host: string,
  layout: Layout,
): Promise<ImageRun> {
  const real = await realWorld(t, stack);
  const image = await pushTwoPlatforms(host, "acme/app");
  // No file beside the image.
  const alone = { "subject-path": "", "upload-assets": "false" };
  const inputs = { images: `${image.name}:v1`, "registry-layout": layout, "provenance-version": "both" };
  return { real, image, run: await real.sign({ ...alone, ...inputs }) };
}

/** An image that the step attested, and with what. */
export interface AttestedImage extends ImageRun {
  /** `127.0.0.1:PORT` of its registry */
  readonly host: string;
  readonly stack: Stack;
  readonly way: Way;
  readonly log: 1 | 2;
}

/** In the registry of that way; undefined where that is not there, and the test is skipped. */
export async function attestInPlace(
  t: TestContext,
  stack: Stack,
  way: Way,
): Promise<(ImageRun & { readonly host: string }) | undefined> {
  const [tool, layout] = PLACES[way];
  const { registry, skip } = await openRegistry(tool);
  if (registry === undefined) {
    t.skip(skip === false ? undefined : skip);
    return undefined;
  }
  t.after(() => registry.stop());
  const made = await attestImage(t, stack, registry.host, layout);
  assert.equal(made.run.code, 0, made.run.log);
  const stored = attachmentsIn(made.run.outputs).map((attachment) => attachment["stored-as"]);
  assert.deepEqual(stored, [[way], [way]]);
  return { ...made, host: registry.host };
}

/** A test for each verifier, predicate type and flaw: the row of the table for one way and one log. */
export async function judgeImages(t: TestContext, attested: AttestedImage): Promise<void> {
  const { way, log } = attested;
  const places = await flawedPlaces(attested);
  const root = path.join(attested.real.job.root, "other_root.json");
  await writeFile(root, `${JSON.stringify(await otherRoot())}\n`);
  for (const verifier of IMAGE_VERIFIERS) {
    const { program, skip } = await toolOrSkip(verifier.tool);
    for (const type of ["slsaprovenance1", "slsaprovenance02"] as const) {
      const question = ask(attested, type);
      const cell = `${verifier.title} · ${WAYS[way]} · Rekor v${log} · ${PREDICATE_TYPES[type]}`;
      await t.test(cell, { skip }, async (t) => {
        await t.test("accepts", async () => {
          const { accepted, said } = await verifier.ask(question, program);
          assert.ok(accepted, said);
        });
        for (const flaw of IMAGE_FLAWS) {
          await t.test(`refuses ${flaw}`, async () => {
            const { accepted, said } = await verifier.ask(flawed(question, flaw, places, root), program);
            assert.ok(!accepted, said);
            assert.match(said, verifier.refusals(question)[flaw]);
          });
        }
      });
    }
  }
}

export function ask({ real, image, stack, way, log }: AttestedImage, type: PredicateType): ImageQuestion {
  const { issuer, oidc } = real.local.github;
  return {
    name: image.name,
    digest: image.index.digest,
    way,
    log,
    type,
    trustedRoot: stack.trustedRootFile,
    issuer,
    identity: `https://github.com/${oidc.claims["job_workflow_ref"]}`,
    home: real.job.root,
  };
}

export interface FlawedPlaces {
  /** another image, to which the bundles are attached */
  readonly other: PushedImage;
  /** the same image, whose bundles are changed */
  readonly changed: PushedImage;
}

export function flawed(
  question: ImageQuestion,
  flaw: ImageFlaw,
  places: FlawedPlaces,
  root: string,
): ImageQuestion {
  const { other, changed } = places;
  switch (flaw) {
    case "another identity":
      return { ...question, identity: question.identity.replace("release.yml", "build.yml") };
    case "another issuer":
      return { ...question, issuer: "https://token.actions.githubusercontent.com" };
    case "the attestation of another image":
      return { ...question, name: other.name, digest: other.index.digest };
    case "a changed signature":
      return { ...question, name: changed.name };
    case "the trusted root of another instance":
      return { ...question, trustedRoot: root };
  }
}

export async function flawedPlaces({ image, run, host, way }: AttestedImage): Promise<FlawedPlaces> {
  const [, layout] = PLACES[way];
  const bundles = await bundlesOf(run);
  const options = { clock: systemClock, random: Math.random, layout };
  const other = await pushTwoPlatforms(host, "acme/other");
  const changed = await pushTwoPlatforms(host, "acme/changed", "acme/app");
  assert.equal(changed.index.digest, image.index.digest);
  await attach(other.repository, other.index, bundles, options);
  if (way === "att") await changeLayers(image, changed.repository);
  else {
    const altered = bundles.map((bundle) => ({ ...bundle, json: withAnotherSignature(bundle.json) }));
    await attach(changed.repository, changed.index, altered, options);
  }
  return { other, changed };
}

async function bundlesOf(run: StepRun): Promise<BundleToAttach[]> {
  const files = (run.outputs["bundle-paths"] ?? "").split("\n").filter((file) => file !== "");
  return await Promise.all(
    files.map(async (file) => {
      const json = (await readFile(file, "utf8")).trimEnd();
      const payload = text(JSON.parse(json), "dsseEnvelope", "payload") ?? "";
      const statement: unknown = JSON.parse(Buffer.from(payload, "base64").toString("utf8"));
      return { json, predicateType: text(statement, "predicateType") ?? "", created: new Date() };
    }),
  );
}

/** One bit of the signature is another. */
export function withAnotherSignature(json: string): string {
  return json.replace(/"sig":"([^"]+)"/, (_, sig: string) => {
    const bytes = Buffer.from(sig, "base64");
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    return `"sig":"${bytes.toString("base64")}"`;
  });
}

/** cosign's layers as they are in one repository, each with another signature, for another repository. */
async function changeLayers({ repository, index }: PushedImage, into: OciRepository): Promise<void> {
  const tag = attTag(index.digest);
  const found = await repository.manifest(tag);
  const layers: Entry[] = [];
  for (const entry of list(found?.json, "layers")) {
    const descriptor = readDescriptor(entry);
    assert.ok(descriptor !== undefined);
    const bytes = (await repository.blob(descriptor.digest, descriptor.size))?.toString("utf8") ?? "";
    const altered = Buffer.from(withAnotherSignature(bytes));
    await into.putBlob(altered);
    layers.push({ ...(entry as Entry), digest: digestOf(altered), size: altered.length });
  }
  await into.putBlob(attConfig(layers));
  const manifest = attManifest({}, found?.mediaType ?? "", layers);
  await into.putManifest(tag, manifest.mediaType, manifest.bytes);
}
