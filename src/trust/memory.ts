import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

export type Remembered = "timestamp" | "snapshot";

/**
 * The signed versions that a client has seen of a TUF repository, so that it can refuse older ones. No root is kept:
 * each refresh walks from the one that came with the program, since an earlier step of the job may have written here.
 */
export interface TufMemory {
  recall(role: Remembered): Promise<Buffer | undefined>;
  keep(role: Remembered, bytes: Buffer): Promise<void>;
}

const MAX_BYTES = 512_000;

/** A folder as memory; whatever cannot be read or written there is forgotten. */
export function tufMemory(folder: string, repositoryUrl: string): TufMemory {
  const name = createHash("sha256").update(repositoryUrl).digest("hex").slice(0, 16);
  const home = join(folder, "waybill-tuf", name);
  return {
    async recall(role) {
      const path = join(home, `${role}.json`);
      try {
        const { size } = await stat(path);
        return size > MAX_BYTES ? undefined : await readFile(path);
      } catch {
        return undefined;
      }
    },
    async keep(role, bytes) {
      const fresh = join(home, `${role}.${randomUUID()}`);
      try {
        await mkdir(home, { recursive: true });
        await writeFile(fresh, bytes);
        // Jobs side by side share the folder: a reader sees the old file or the new one.
        await rename(fresh, join(home, `${role}.json`));
      } catch {
        await rm(fresh, { force: true }).catch(() => undefined);
      }
    },
  };
}
