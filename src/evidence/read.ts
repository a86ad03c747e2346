import { closeSync, constants, fstatSync, openSync, promises, readSync, statSync, type Stats } from "node:fs";

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
    if (kinds === "any" && !statSync(path).isFile()) return await readWaiting(path, max);
    return readNow(path, max);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const kind = kindOf(error);
    if (kind === "ENOENT" || kind === "ENOTDIR") return undefined;
    throw new Unreadable(`it cannot be read (${kind})`);
  }
}

/** A regular file is read at once: for a few kilobytes, going to a thread and back takes longer than reading. */
function readNow(path: string, max: number): Buffer {
  // At a pipe, opening would wait.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    assertReadable(stats, max);
    if (!stats.isFile()) throw new Unreadable("it is no regular file");
    const content = new Growing(stats.size, max);
    while (content.took(readSync(file, content.space)));
    return content.bytes;
  } finally {
    closeSync(file);
  }
}

/** Whoever writes into a pipe may be this process. */
async function readWaiting(path: string, max: number): Promise<Buffer> {
  const file = await promises.open(path, constants.O_RDONLY);
  try {
    const stats = await file.stat();
    assertReadable(stats, max);
    const content = new Growing(stats.size, max);
    for (;;) {
      const { bytesRead } = await file.read(content.space, 0, content.space.length, null);
      if (!content.took(bytesRead)) return content.bytes;
    }
  } finally {
    await file.close();
  }
}

function assertReadable(stats: Stats, max: number): void {
  if (stats.isDirectory()) throw new Unreadable("it is a folder");
  if (stats.size > max) throw new Unreadable(`it has ${stats.size} bytes, and ${max} are read`, true);
}

/** The size is a guess: files grow, and pipes say 0. */
class Growing {
  #bytes: Buffer;
  #length = 0;
  readonly #max: number;

  constructor(size: number, max: number) {
    this.#bytes = Buffer.allocUnsafe(Math.max(size + 1, 4096));
    this.#max = max;
  }

  /** where the next bytes go; never empty */
  get space(): Buffer {
    return this.#bytes.subarray(this.#length);
  }

  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** @returns whether there may be more; @throws Unreadable */
  took(count: number): boolean {
    this.#length += count;
    if (this.#length > this.#max) throw new Unreadable(`it has more than ${this.#max} bytes`, true);
    if (this.#length === this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes], Math.min(this.#length * 2, this.#max + 1));
    return count > 0;
  }
}
