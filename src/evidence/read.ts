import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";

import { kindOf } from "../errors.ts";

/** A file that is there and cannot be had; the text says why, in words of ours. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly tooLarge: boolean;
  constructor(message: string, tooLarge = false) {
    super(message);
    this.tooLarge = tooLarge;
  }
}

/**
 * A file's bytes; links are followed.
 * @param max bytes accepted; no more are read
 * @param kinds `regular` refuses pipes and devices, at which whoever reads would wait
 * @returns undefined where there is none
 * @throws Unreadable
 */
export async function readCapped(
  path: string,
  max: number,
  kinds: "regular" | "any" = "regular",
): Promise<Buffer | undefined> {
  try {
    const waits = kinds === "any" ? 0 : constants.O_NONBLOCK;
    const file = await open(path, constants.O_RDONLY | waits);
    try {
      const stats = await file.stat();
      if (stats.isDirectory()) throw new Unreadable("it is a folder");
      if (kinds === "regular" && !stats.isFile()) throw new Unreadable("it is no regular file");
      if (stats.size > max) throw new Unreadable(`it has ${stats.size} bytes, and ${max} are read`, true);
      return await readAll(file, stats.size, max);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const kind = kindOf(error);
    if (kind === "ENOENT" || kind === "ENOTDIR") return undefined;
    throw new Unreadable(`it cannot be read (${kind})`);
  }
}

/** The size is a guess: files grow, and pipes say 0. */
async function readAll(file: FileHandle, size: number, max: number): Promise<Buffer> {
  let bytes = Buffer.allocUnsafe(Math.max(size + 1, 4096));
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, null);
    length += bytesRead;
    if (length > max) throw new Unreadable(`it has more than ${max} bytes`, true);
    if (bytesRead === 0) return bytes.subarray(0, length);
    if (length === bytes.length) bytes = Buffer.concat([bytes], Math.min(length * 2, max + 1));
  }
}
