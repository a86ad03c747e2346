import type { WaybillError } from "../errors.ts";
import type { OciDigest } from "../oci/types.ts";
import type { AttestedImage } from "../subjects/images.ts";
import type { Expectation, Verified } from "../verify/verify.ts";

export type TargetName = "release" | "github" | "registry";

/** What a target already holds under the name or digest that we would store. */
export type Holding =
  | { readonly kind: "nothing" }
  /** bundles in JSON, not verified */
  | { readonly kind: "bundles"; readonly bundles: readonly string[] }
  /** it could not be asked; it is then not written to */
  | { readonly kind: "unknown"; readonly error: WaybillError };

/** A bundle attached to an image, or to one of its platforms. */
export interface Attachment {
  readonly image: string;
  /** that holds the bundle: the image's, or `attestation-repository` */
  readonly repository: string;
  /** of what it is attached to */
  readonly digest: OciDigest;
  /** of the manifest that holds the bundle; undefined where cosign's `.att` alone does */
  readonly attestation: OciDigest | undefined;
  /** `referrers`, `fallback`, `att` */
  readonly storedAs: readonly string[];
}

/** How it went with one target; each reports alone. */
export type Published =
  | {
      readonly target: TargetName;
      readonly status: "stored" | "already-stored";
      /** the bundle's name there */
      readonly name: string;
      /** where people find it */
      readonly url: string | undefined;
      readonly id: string | undefined;
      /** whether it was read back equal; a store may take a while to show what it took */
      readonly readBack: boolean;
      /** of the release that it is in */
      readonly releaseId?: string;
      /** in a registry */
      readonly attachments?: readonly Attachment[];
    }
  | {
      readonly target: TargetName;
      readonly status: "skipped";
      readonly reason: string;
      readonly severity: "notice" | "warning";
    }
  | { readonly target: TargetName; readonly status: "failed"; readonly error: WaybillError };

/** One bundle and what a target needs to store it. */
export interface Item {
  readonly fileName: string;
  readonly bundle: Verified;
  /** what it was verified for */
  readonly expected: Expectation;
  /** what the target holds: this statement already, something else, or nothing */
  readonly held: "nothing" | "equal" | "other";
}

/** A place where bundles are stored. Takes only what was verified, is safe to run again, reads back what it wrote. */
export interface Target {
  readonly name: TargetName;
  /** whether bundles about this image belong there; undefined for files */
  takes(image: AttestedImage | undefined): boolean;
  /** never throws: a target that cannot be asked says so */
  find(fileName: string, digest: string): Promise<Holding>;
  /**
   * Bundles about the same image, or one about files.
   * @returns how it went with each, in their order; never throws: a failure is a result
   */
  store(items: readonly Item[]): Promise<readonly Published[]>;
  /**
   * What is left to do when all bundles are stored everywhere.
   * @returns a failure; never throws
   */
  settle?(): Promise<Published | undefined>;
}

/** For a target that takes one bundle after another. */
export function oneByOne(store: (item: Item) => Promise<Published>): Target["store"] {
  return async (items) => {
    const published: Published[] = [];
    for (const item of items) published.push(await store(item));
    return published;
  };
}
