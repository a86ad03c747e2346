import { createHash } from "node:crypto";

import { isRecord } from "../json.ts";
import { ociDigest } from "./reference.ts";
import type { Descriptor, OciDigest, Platform } from "./types.ts";

/** The digest that registries name these bytes by. */
export function digestOf(bytes: Uint8Array): OciDigest {
  const digest = ociDigest(`sha256:${createHash("sha256").update(bytes).digest("hex")}`);
  if (digest === undefined) throw new TypeError("not a sha256 digest");
  return digest;
}

/** Whether a `Docker-Content-Digest` is that of the bytes; it may be by an algorithm other than ours. */
export function isDigestOf(claimed: string, bytes: Uint8Array): boolean {
  const [algorithm = "", hex = ""] = claimed.split(":", 2);
  if (algorithm !== "sha256" && algorithm !== "sha512") return false;
  return createHash(algorithm).update(bytes).digest("hex") === hex;
}

/** The bytes' JSON object, or undefined. */
export function jsonObject(bytes: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(bytes.toString("utf8"));
    return isRecord(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** A media type without its parameters, in lower case (RFC 9110, 8.3.1); undefined for none. */
export function mediaTypeOf(header: string | null): string | undefined {
  const type = header?.split(";")[0]?.trim().toLowerCase();
  return type === "" ? undefined : type;
}

/** A descriptor (OCI image-spec, descriptor.md), or undefined for what cannot be fetched by it. */
export function readDescriptor(value: unknown): Descriptor | undefined {
  if (!isRecord(value)) return undefined;
  const { mediaType, digest, size, artifactType } = value;
  const named = typeof digest === "string" ? ociDigest(digest) : undefined;
  if (named === undefined || typeof mediaType !== "string") return undefined;
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) return undefined;
  const annotations = readAnnotations(value["annotations"]);
  const platform = readPlatform(value["platform"]);
  return {
    mediaType,
    digest: named,
    size,
    ...(typeof artifactType === "string" ? { artifactType } : {}),
    ...(annotations === undefined ? {} : { annotations }),
    ...(platform === undefined ? {} : { platform }),
  };
}

function readAnnotations(value: unknown): Record<string, string> | undefined {
  if (!isRecord(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, text]) => (typeof text === "string" ? [[key, text]] : [])),
  );
}

function readPlatform(value: unknown): Platform | undefined {
  if (!isRecord(value)) return undefined;
  const { os, architecture, variant } = value;
  if (typeof os !== "string" || typeof architecture !== "string") return undefined;
  return { os, architecture, ...(typeof variant === "string" ? { variant } : {}) };
}
