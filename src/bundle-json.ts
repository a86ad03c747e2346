import { bundleToJSON, type Bundle } from "@sigstore/bundle";
import type { Bundle as BundleJson } from "sigstore";

/** A bundle in its JSON form, the one that sigstore's own `verify` takes, on one line. */
export function bundleJson(bundle: Bundle): string {
  const json: BundleJson = bundleToJSON(bundle);
  const { tlogEntries } = json.verificationMaterial;
  // Protobuf's JSON leaves out zeros and empty lists, whatever the types say. A log's first entry has them, and
  // sigstore-python refuses a bundle without these fields.
  for (const entry of Array.isArray(tlogEntries) ? tlogEntries : []) {
    entry.logIndex ??= "0";
    if (entry.inclusionProof === undefined) continue;
    entry.inclusionProof.logIndex ??= "0";
    entry.inclusionProof.hashes ??= [];
  }
  return JSON.stringify(json);
}
