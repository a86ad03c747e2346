import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

/** Attestations of other projects' real releases; they are beside the checkout where the project is developed. */
export const REAL = fileURLToPath(new URL("../../shared/real-bundles", import.meta.url));

/** A file with attestations, and the digest of what they speak of. */
export interface RealRelease {
  readonly bundle: string;
  readonly sha256: string;
}

export const REAL_RELEASES: readonly RealRelease[] = existsSync(REAL)
  ? (JSON.parse(readFileSync(path.join(REAL, "manifest.json"), "utf8")) as RealRelease[])
  : [];

/** Why a test of them is skipped, or false. */
export const WITHOUT_REAL =
  REAL_RELEASES.length === 0 ? "skipped: the real bundles are not beside this checkout" : false;
