import { Refusal } from "./errors.ts";
import { isDigest } from "./operation.ts";

const OCI_IMAGE = "application/vnd.oci.image.manifest.v1+json";
const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
const DOCKER_IMAGE = "application/vnd.docker.distribution.manifest.v2+json";
const DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";

type Json = Readonly<Record<string, unknown>>;

export interface ParsedManifest {
  readonly mediaType: string;
  readonly json: Json;
  /** config and layers */
  readonly blobs: readonly Content[];
  /** an index's entries */
  readonly manifests: readonly Content[];
  readonly subject: Content | undefined;
}

interface Content {
  readonly digest: string;
  readonly size: number;
}

/** A manifest as the image-spec 1.1 has it (manifest.md, image-index.md), or as Docker has; MANIFEST_INVALID otherwise. */
export function parseManifest(contentType: string, bytes: Buffer): ParsedManifest {
  const mediaType = contentType.split(";")[0]?.trim() ?? "";
  const json = jsonOf(bytes);
  if (json["schemaVersion"] !== 2) throw invalid("schemaVersion is not 2");
  const stated = json["mediaType"];
  // OCI's may be left out, Docker's may not
  const optional = mediaType === OCI_IMAGE || mediaType === OCI_INDEX;
  if (stated !== mediaType && !(optional && stated === undefined)) {
    throw invalid("mediaType is not the Content-Type");
  }
  const subject = json["subject"] === undefined ? undefined : descriptor(json["subject"], "subject");
  if (json["artifactType"] !== undefined && typeof json["artifactType"] !== "string") {
    throw invalid("artifactType is no string");
  }
  checkAnnotations(json["annotations"]);
  if (mediaType === OCI_IMAGE || mediaType === DOCKER_IMAGE) {
    return { mediaType, json, blobs: imageBlobs(json), manifests: [], subject };
  }
  if (mediaType === OCI_INDEX || mediaType === DOCKER_INDEX) {
    const manifests = descriptors(json["manifests"], "manifests");
    return { mediaType, json, blobs: [], manifests, subject };
  }
  throw invalid("no media type of a manifest");
}

function imageBlobs(json: Json): Content[] {
  const config = json["config"];
  const content = descriptor(config, "config");
  const type = isObject(config) ? config["mediaType"] : undefined;
  if (type === "application/vnd.oci.empty.v1+json" && json["artifactType"] === undefined) {
    throw invalid("artifactType must be set where the config is empty");
  }
  return [content, ...descriptors(json["layers"], "layers")];
}

function descriptors(value: unknown, field: string): Content[] {
  if (!Array.isArray(value)) throw invalid(`${field} is no list`);
  return value.map((item: unknown, i) => descriptor(item, `${field}[${i}]`));
}

function descriptor(value: unknown, field: string): Content {
  if (!isObject(value)) throw invalid(`${field} is no descriptor`);
  const { mediaType, digest, size, annotations } = value;
  if (typeof mediaType !== "string" || !/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(mediaType)) {
    throw invalid(`${field} has no media type`);
  }
  if (typeof digest !== "string" || !isDigest(digest)) throw invalid(`${field} has no digest`);
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) {
    throw invalid(`${field} has no size`);
  }
  checkAnnotations(annotations);
  return { digest, size };
}

function checkAnnotations(value: unknown): void {
  if (value === undefined) return;
  if (!isObject(value) || Object.values(value).some((text) => typeof text !== "string")) {
    throw invalid("annotations are no map of strings");
  }
}

function jsonOf(bytes: Buffer): Json {
  try {
    const json: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (isObject(json)) return json;
  } catch {
    // below
  }
  throw invalid("no JSON object");
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(message: string): Refusal {
  return new Refusal("MANIFEST_INVALID", `manifest invalid: ${message}`);
}
