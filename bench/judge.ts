/**
 * The yardstick of `verify-batch`: `node bench/judge.ts ROOT BATCH` has `@sigstore/verify` alone judge the bundle of each
 * request. Signature, chain, SCT, log and times, without an identity, a statement or a provenance.
 */
import { readFileSync } from "node:fs";

import { bundleFromJSON } from "@sigstore/bundle";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";

import { text } from "../src/json.ts";

const [root = "", batch = ""] = process.argv.slice(2);
const trusted = TrustedRoot.fromJSON(JSON.parse(readFileSync(root, "utf8")));
const verifier = new Verifier(toTrustMaterial(trusted), {
  tlogThreshold: 1,
  ctlogThreshold: 1,
  timestampThreshold: 1,
});
let count = 0;
for (const line of readFileSync(batch, "utf8").trimEnd().split("\n")) {
  const file = text(JSON.parse(line), "bundle") ?? "";
  verifier.verify(toSignedEntity(bundleFromJSON(JSON.parse(readFileSync(file, "utf8")))));
  count += 1;
}
process.stdout.write(String(count));
