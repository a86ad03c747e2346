import { WaybillError } from "../errors.ts";

/** The largest predicate, in bytes of its file: what GitHub's attestation store and Sigstore's public log still take. */
export const MAX_PREDICATE_BYTES = 16 * 1024 * 1024;

/** @throws WaybillError INPUT_INVALID that states the limit */
export function assertPredicateSize(bytes: number, source: string): void {
  if (bytes <= MAX_PREDICATE_BYTES) return;
  throw new WaybillError("INPUT_INVALID", {
    what: `Cannot attest ${source}: it is too large.`,
    got: `${bytes} bytes`,
    expected: `at most ${MAX_PREDICATE_BYTES} bytes (16 MiB)`,
    todo: "Attest a smaller document, or attest the file itself as a subject and refer to it by its digest.",
  });
}
