import type { WaybillError } from "../errors.ts";
import type { Verified } from "../verify/verify.ts";

export type TargetName = "release" | "github";

/** What a target already holds under the name or digest that we would store. */
export type Holding =
  | { readonly kind: "nothing" }
  /** bundles in JSON, not verified */
  | { readonly kind: "bundles"; readonly bundles: readonly string[] }
  /** it could not be asked; it is then not written to */
  | { readonly kind: "unknown"; readonly error: WaybillError };

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
  /** what the target holds: this statement already, something else, or nothing */
  readonly held: "nothing" | "equal" | "other";
}

/** A place where bundles are stored. Takes only what was verified, is safe to run again, reads back what it wrote. */
export interface Target {
  readonly name: TargetName;
  /** never throws: a target that cannot be asked says so */
  find(fileName: string, digest: string): Promise<Holding>;
  /** never throws: a failure is a result */
  store(item: Item): Promise<Published>;
}
