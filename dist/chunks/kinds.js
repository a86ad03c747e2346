import { i as SLSA_V1, r as SLSA_V02 } from "./statement.js";

// src/predicates/kinds.ts
/** How file names call a predicate; `predicate` is any that is not known. */
const PREDICATE_KINDS = [
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
	"predicate"
];
/** The predicate types of in-toto's, SLSA's and cosign's catalogues, without the version where there are several. */
const KINDS = [
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
	[/^https:\/\/github\.com\/npm\/attestation\/tree\/main\/specs\/publish\/v[0-9.]+$/, "publish"]
];
/** What file names call a predicate of this type. */
function kindOf(predicateType) {
	if (predicateType === "https://slsa.dev/provenance/v1") return "provenance";
	if (predicateType === "https://slsa.dev/provenance/v0.2") return "slsa02";
	return KINDS.find(([pattern]) => pattern.test(predicateType))?.[1] ?? "predicate";
}

export { kindOf as n, PREDICATE_KINDS as t };
