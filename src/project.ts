/**
 * Where the project lives. Build types, builder ids, links and examples derive from this one line. While it says
 * OWNER, the release workflow refuses to run and the verifier knows no builder of ours.
 */
export const PROJECT_URL = "https://github.com/OWNER/waybill";

/** `docs/errors.md` has one heading per error code; this is the link that every error text ends with. */
export function errorDocs(code: string): string {
  return `${PROJECT_URL}/blob/main/docs/errors.md#${code.toLowerCase()}`;
}

/** The build type of `build-type: full`; the page behind it describes each field (SLSA v1.2, "buildType"). */
export const FULL_BUILD_TYPE = `${PROJECT_URL}/docs/buildtypes/release/v1`;

/** The build type of SLSA provenance v0.2, whatever `build-type` says. */
export const V02_BUILD_TYPE = `${PROJECT_URL}/docs/buildtypes/release/v0.2`;

/** The build type of `actions/attest`, whose exact shape `build-type: github` writes. */
export const GITHUB_BUILD_TYPE = "https://actions.github.io/buildtypes/workflow/v1";
