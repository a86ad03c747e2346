import { promises } from "node:fs";
import type { FileHandle } from "node:fs/promises";

import { kindOf, WaybillError } from "../errors.ts";
import { isRecord } from "../json.ts";

export type DocumentKind = "trusted root" | "signing config";

/** A JSON object out of a file, with what is needed to speak of it. */
export interface Document {
  readonly kind: DocumentKind;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly json: Readonly<Record<string, unknown>>;
}

/** The public instance's root has 7 KB; the largest known, with every shard of years, stays far below this. */
const MAX_BYTES = 1024 * 1024;

/** @throws WaybillError TRUST_INVALID */
export async function readDocument(kind: DocumentKind, path: string): Promise<Document> {
  return parseDocument(kind, path, await readCapped(kind, path));
}

/** @throws WaybillError TRUST_INVALID */
export function parseDocument(kind: DocumentKind, name: string, bytes: Uint8Array): Document {
  if (bytes.length > MAX_BYTES) throw tooLarge(kind, name);
  const text = decode(kind, name, bytes);
  try {
    return documentOf(kind, name, bytes, JSON.parse(text));
  } catch (cause) {
    throw cause instanceof WaybillError ? cause : notOneDocument(kind, name, text, cause);
  }
}

/**
 * The documents of a file: one, or JSON Lines with one on each, whether or not a newline ends the last.
 * @returns at least one, each named by its line where there are several
 * @throws WaybillError TRUST_INVALID
 */
export async function readDocuments(
  kind: DocumentKind,
  path: string,
): Promise<readonly [Document, ...Document[]]> {
  return parseDocuments(kind, path, await readCapped(kind, path));
}

/** @throws WaybillError TRUST_INVALID */
export function parseDocuments(
  kind: DocumentKind,
  name: string,
  bytes: Uint8Array,
): readonly [Document, ...Document[]] {
  if (bytes.length > MAX_BYTES) throw tooLarge(kind, name);
  const lines = decode(kind, name, bytes)
    .split("\n")
    .map((text, index) => ({ text: text.trim(), number: index + 1 }))
    .filter(({ text }) => text !== "");
  if (lines.length < 2 || !lines.every(({ text }) => isJson(text))) return [parseDocument(kind, name, bytes)];
  const [first, ...others] = lines.map(({ text, number }) =>
    parseDocument(kind, `${name}, line ${number}`, Buffer.from(text, "utf8")),
  );
  return first === undefined ? [parseDocument(kind, name, bytes)] : [first, ...others];
}

function documentOf(kind: DocumentKind, name: string, bytes: Uint8Array, json: unknown): Document {
  if (!isRecord(json)) {
    throw new WaybillError("TRUST_INVALID", {
      what: `The ${kind} ${name} is no JSON object.`,
      got: Array.isArray(json) ? "a list" : json === null ? "null" : `a ${typeof json}`,
    });
  }
  return { kind, name, bytes, json };
}

async function readCapped(kind: DocumentKind, path: string): Promise<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    file = await promises.open(path, "r");
    return await readAtMost(file, MAX_BYTES + 1);
  } catch (cause) {
    throw new WaybillError("TRUST_INVALID", {
      what: `The ${kind} ${path} cannot be read.`,
      got: kindOf(cause),
      todo: "Give the path of a file that exists when this step runs.",
      cause,
    });
  } finally {
    await file?.close();
  }
}

/** The file's first bytes, whatever its size is said to be: a pipe says 0. */
async function readAtMost(file: FileHandle, max: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(max);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, length, max - length);
    length += bytesRead;
    if (bytesRead === 0 || length === max) return buffer.subarray(0, length);
  }
}

function decode(kind: DocumentKind, name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new WaybillError("TRUST_INVALID", {
      what: `The ${kind} ${name} is no JSON.`,
      got: "bytes that are no UTF-8",
      cause,
    });
  }
}

function notOneDocument(kind: DocumentKind, name: string, text: string, cause: unknown): WaybillError {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const jsonLines = lines.length > 1 && lines.every(isJson);
  return new WaybillError("TRUST_INVALID", {
    what: `The ${kind} ${name} is not one JSON document.`,
    got: jsonLines
      ? `${lines.length} documents, one a line`
      : text.trim() === ""
        ? "an empty file"
        : "no JSON",
    ...(jsonLines ? { todo: "Keep the line of the one Sigstore instance that you mean." } : {}),
    cause,
  });
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function tooLarge(kind: DocumentKind, name: string): WaybillError {
  return new WaybillError("TRUST_INVALID", {
    what: `The ${kind} ${name} is too large to be one.`,
    got: `more than ${MAX_BYTES} bytes`,
  });
}
