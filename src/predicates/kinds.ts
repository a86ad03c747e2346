import { SLSA_V02, SLSA_V1 } from "../intoto/statement.ts";

/** How file names call a predicate; `predicate` is any that is not known. */
export const PREDICATE_KINDS = [
  "provenance",
  "slsa02",
  "spdx",
  "cyclonedx",
  "vex",
  "vuln",
  "test-result",
  "release",
  "vsa",
  "svr",
  "scai",
  "link",
  "reference",
  "runtime-trace",
  "publish",
  "predicate",
] as const;

export type PredicateKind = (typeof PREDICATE_KINDS)[number];

/** The predicate types of in-toto's, SLSA's and cosign's catalogues, without the version where there are several. */
const KINDS: readonly (readonly [RegExp, PredicateKind])[] = [
  [/^https:\/\/spdx\.dev\/Document(?:\/v[0-9.]+)?$/, "spdx"],
  [/^https:\/\/cyclonedx\.org\/(?:bom(?:\/v[0-9.]+)?|schema)$/, "cyclonedx"],
  [/^https:\/\/openvex\.dev\/ns(?:\/v[0-9.]+)?$/, "vex"],
  [/^https:\/\/in-toto\.io\/attestation\/vulns\/v[0-9.]+$/, "vuln"],
  [/^https:\/\/cosign\.sigstore\.dev\/attestation\/vuln\/v1$/, "vuln"],
  [/^https:\/\/in-toto\.io\/attestation\/test-result\/v[0-9.]+$/, "test-result"],
  [/^https:\/\/in-toto\.io\/attestation\/release\/v[0-9.]+$/, "release"],
  [/^https:\/\/slsa\.dev\/verification_summary\/v[0-9.]+$/, "vsa"],
  [/^https:\/\/in-toto\.io\/attestation\/svr\/v[0-9.]+$/, "svr"],
  [/^https:\/\/in-toto\.io\/attestation\/scai(?:\/attribute-report)?\/v[0-9.]+$/, "scai"],
  [/^https:\/\/in-toto\.io\/(?:attestation\/link|Link)\/v[0-9.]+$/, "link"],
  [/^https:\/\/in-toto\.io\/attestation\/reference\/v[0-9.]+$/, "reference"],
  [/^https:\/\/in-toto\.io\/attestation\/runtime-trace\/v[0-9.]+$/, "runtime-trace"],
  [/^https:\/\/github\.com\/npm\/attestation\/tree\/main\/specs\/publish\/v[0-9.]+$/, "publish"],
];

/** What file names call a predicate of this type. */
export function kindOf(predicateType: string): PredicateKind {
  if (predicateType === SLSA_V1) return "provenance";
  if (predicateType === SLSA_V02) return "slsa02";
  return KINDS.find(([pattern]) => pattern.test(predicateType))?.[1] ?? "predicate";
}
