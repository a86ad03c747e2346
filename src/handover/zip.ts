import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

import { kindOf, WaybillError } from "../errors.ts";

// A workflow artifact is one zip archive (PKWARE's APPNOTE.TXT 6.3). Ours hold a few files of a flat folder, so neither
// zip64 nor encryption is needed, and an archive that has them is none of ours.

/** A file of an artifact. */
export interface ArtifactFile {
  /** without a folder */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** How much an archive may hold. */
export interface Limits {
  readonly files: number;
  /** bytes of all files together, unpacked */
  readonly bytes: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
/** the name is UTF-8 (4.4.4, bit 11) */
const UTF8 = 0x0800;
const ENCRYPTED = 0x0001;
const DEFLATED = 8;
/** 1980-01-01, the earliest: the same files make the same bytes */
const DATE = 0x0021;

/** The archive of these files, deflated: the same bytes each time. */
export function packZip(files: readonly ArtifactFile[]): Buffer<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const title = Buffer.from(name, "utf8");
    const data = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(UTF8, 2);
    common.writeUInt16LE(DEFLATED, 4);
    common.writeUInt16LE(DATE, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    parts.push(uint32(LOCAL), common, title, data);
    directory.push(uint32(CENTRAL), Buffer.from([20, 0]), common, rest, title);
    offset += 4 + common.length + title.length + data.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/**
 * The files of an archive, in memory: no name of it becomes a path. Folders are left out.
 * @param artifact its name, for an error
 * @throws WaybillError ARTIFACT_INVALID for what is no such archive, a name with a folder, a name twice, or more than `limits` allows
 */
export function unpackZip(archive: Buffer, limits: Limits, artifact: string): ArtifactFile[] {
  try {
    return readEntries(archive, limits);
  } catch (error) {
    const got = error instanceof Refused ? error.message : `damaged data (${kindOf(error)})`;
    throw new WaybillError("ARTIFACT_INVALID", {
      what: `The workflow artifact ${artifact} is not one that can be unpacked.`,
      got,
      expected: `a zip archive of at most ${limits.files} files, ${limits.bytes} bytes in all, without folders`,
      todo: "Find out which job of this run made it.",
    });
  }
}

class Refused extends Error {}

function readEntries(archive: Buffer, limits: Limits): ArtifactFile[] {
  const end = findEnd(archive);
  const count = archive.readUInt16LE(end + 10);
  if (count > limits.files) throw new Refused(`${count} files`);
  const files = new Map<string, ArtifactFile>();
  let left = limits.bytes;
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (archive.readUInt32LE(at) !== CENTRAL) throw new Refused("a damaged directory");
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.subarray(at + 46, at + 46 + nameLength).toString("utf8");
    if (!name.endsWith("/")) {
      if (!/^[^/\\\p{C}]+$/u.test(name) || name === "." || name === "..")
        throw new Refused("a file's name that has a folder or cannot be printed");
      if (files.has(name)) throw new Refused("two files of one name");
      const bytes = readData(archive, at, left);
      left -= bytes.length;
      files.set(name, { name, bytes });
    }
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return [...files.values()];
}

/** The end record stands last, before a comment of up to 64 KiB (4.3.16). */
function findEnd(archive: Buffer): number {
  for (let at = archive.length - END_BYTES; at >= Math.max(0, archive.length - END_BYTES - 0xffff); at--) {
    if (archive.readUInt32LE(at) === END && archive.readUInt16LE(at + 20) === archive.length - at - END_BYTES)
      return at;
  }
  throw new Refused("no zip archive");
}

/** By the directory's sizes: those before the data may be left out (4.4.4, bit 3). */
function readData(archive: Buffer, entry: number, left: number): Buffer {
  const flags = archive.readUInt16LE(entry + 8);
  const method = archive.readUInt16LE(entry + 10);
  const packed = archive.readUInt32LE(entry + 20);
  const size = archive.readUInt32LE(entry + 24);
  const local = archive.readUInt32LE(entry + 42);
  if ((flags & ENCRYPTED) !== 0) throw new Refused("an encrypted file");
  if (size > left) throw new Refused("more bytes than that");
  if (archive.readUInt32LE(local) !== LOCAL) throw new Refused("a damaged directory");
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const data = archive.subarray(start, start + packed);
  if (data.length !== packed) throw new Refused("a file that is cut off");
  if (method !== 0 && method !== DEFLATED) throw new Refused(`compression method ${method}`);
  // One byte more than it may have, so that what is longer is noticed and nothing longer is made.
  const bytes = method === 0 ? data : inflateRawSync(data, { maxOutputLength: size + 1 });
  if (bytes.length !== size || crc32(bytes) !== archive.readUInt32LE(entry + 16))
    throw new Refused("a file that is not what the archive says");
  return bytes;
}
