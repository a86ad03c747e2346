import assert from "node:assert/strict";

import { at, list, text } from "../src/json.ts";
import type { Way } from "../src/oci/attach.ts";
import { attTag, fallbackTag } from "../src/oci/manifests.ts";
import type { OciDigest } from "../src/oci/types.ts";
import type { ToolName } from "../scripts/tools.ts";
import { run } from "./verifiers.ts";

/** As the table of cells has them. */
export const WAYS: Readonly<Record<Way, string>> = {
  referrers: "images by referrer",
  fallback: "fallback tag",
  att: ".att",
};

/** What the step stored, and where a reader is meant to find it. */
export interface Stored {
  /** `127.0.0.1:PORT/acme/app` */
  readonly name: string;
  /** of the image */
  readonly digest: OciDigest;
  /** of the manifest that holds the bundle; of the layer, under the `.att` tag */
  readonly attestation: string;
  /** the bundle as it was written to disk */
  readonly bundle: string;
  readonly way: Way;
  /** the reader's */
  readonly home: string;
}

/** A program that none of us wrote, and how it comes to what is attached to an image. */
export interface Reader {
  readonly title: string;
  readonly tool: ToolName;
  /** where it looks; undefined for everywhere */
  readonly ways?: readonly Way[];
  /** @returns every bundle that it finds, or, under the `.att` tag, every envelope */
  read(stored: Stored, program: string): Promise<readonly string[]>;
}

/** Asserts that one of the bundles found is the one stored: the same signature over the same payload. */
export function assertAmong(found: readonly string[], { bundle }: Stored): void {
  const wanted = envelopeIn(bundle);
  assert.ok(
    found.some((one) => envelopeIn(one) === wanted),
    `${found.length} found: ${found.join("\n").slice(0, 1000)}`,
  );
}

/** Payload and signature, of a bundle or of an envelope. */
function envelopeIn(json: string): string {
  const parsed: unknown = JSON.parse(json);
  const envelope = at(parsed, "dsseEnvelope") ?? parsed;
  const payload = text(envelope, "payload");
  const signature = text(envelope, "signatures", 0, "sig");
  assert.ok(payload !== undefined && signature !== undefined, json.slice(0, 1000));
  return `${payload}.${signature}`;
}

async function said(program: string, args: readonly string[], { home }: Stored): Promise<string> {
  const { accepted, said } = await run(program, args, home);
  assert.ok(accepted, said);
  return said;
}

/** It knows no referrers, so it is told the manifest's digest, except where a tag leads there. */
const crane: Reader = {
  title: "crane",
  tool: "crane",
  async read(stored, program) {
    const { name, digest, attestation, way } = stored;
    const manifest = async (reference: string): Promise<unknown> =>
      JSON.parse(await said(program, ["manifest", reference], stored));
    if (way === "fallback") {
      const index = await manifest(`${name}:${fallbackTag(digest)}`);
      assert.ok(list(index, "manifests").some((entry) => text(entry, "digest") === attestation));
    }
    const holder = await manifest(way === "att" ? `${name}:${attTag(digest)}` : `${name}@${attestation}`);
    const layers = list(holder, "layers").map((layer) => text(layer, "digest") ?? "");
    return await Promise.all(layers.map((layer) => said(program, ["blob", `${name}@${layer}`], stored)));
  },
};

const regctl: Reader = {
  title: "regctl",
  tool: "regctl",
  async read(stored, program) {
    const { name, digest, way } = stored;
    const host = `--host=reg=${name.split("/", 1).join("")},tls=disabled`;
    const ask = (...args: string[]): Promise<string> => said(program, [host, ...args], stored);
    const listed = await ask("artifact", "list", `${name}@${digest}`, "--digest-tags", "--format={{json .}}");
    const artifacts = list(JSON.parse(listed), "descriptors");
    if (way === "att") {
      const tag = "org.opencontainers.image.ref.name";
      assert.ok(artifacts.some((one) => text(one, "annotations", tag) === attTag(digest)));
      const manifest = JSON.parse(
        await ask("manifest", "get", `${name}:${attTag(digest)}`, "--format=raw-body"),
      ) as unknown;
      const layers = list(manifest, "layers").map((layer) => text(layer, "digest") ?? "");
      return await Promise.all(layers.map((layer) => ask("blob", "get", name, layer)));
    }
    const manifests = artifacts.filter((one) => text(one, "artifactType") !== undefined);
    return await Promise.all(
      manifests.map((one) => ask("artifact", "get", `${name}@${text(one, "digest") ?? ""}`)),
    );
  },
};

const orasGo: Reader = {
  title: "oras-go",
  tool: "oras-reader",
  async read(stored, program) {
    const { name, digest, way } = stored;
    const reference = way === "att" ? `${name}:${attTag(digest)}` : `${name}@${digest}`;
    const found: unknown = JSON.parse(await said(program, [reference], stored));
    const holders = way === "att" ? [found] : list(found, "referrers");
    return holders.flatMap((holder) => list(holder, "layers").map(String));
  },
};

function cosignDownload(tool: "cosign" | "cosign-2", title: string, ways: readonly Way[]): Reader {
  return {
    title: `${title} download attestation`,
    tool,
    ways,
    async read(stored, program) {
      const { name, digest } = stored;
      const printed = await said(program, ["download", "attestation", `${name}@${digest}`], stored);
      return printed.split("\n").filter((line) => line.startsWith("{"));
    },
  };
}

export const READERS: readonly Reader[] = [
  crane,
  regctl,
  orasGo,
  cosignDownload("cosign", "cosign 3", ["referrers", "fallback", "att"]),
  cosignDownload("cosign-2", "cosign 2.6", ["att"]),
];

/** Asserts that `cosign tree` names what was stored, which it does by the digest of manifest or layer. */
export async function assertInTree(stored: Stored, program: string): Promise<void> {
  const { name, digest, attestation } = stored;
  const tree = await said(program, ["tree", `${name}@${digest}`], stored);
  assert.ok(tree.includes(attestation), tree);
}
