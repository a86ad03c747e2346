// src/project.ts
/**
* Where the project lives. Build types, builder ids, links and examples derive from this one line. While it says
* OWNER, the release workflow refuses to run and the verifier knows no builder of ours.
*/
const PROJECT_URL = "https://github.com/OWNER/waybill";
/** `docs/errors.md` has one heading per error code; this is the link that every error text ends with. */
function errorDocs(code) {
	return `${PROJECT_URL}/blob/main/docs/errors.md#${code.toLowerCase()}`;
}
/** The build type of `build-type: full`; the page behind it describes each field (SLSA v1.2, "buildType"). */
const FULL_BUILD_TYPE = `${PROJECT_URL}/docs/buildtypes/release/v1`;
/** The build type of SLSA provenance v0.2, whatever `build-type` says. */
const V02_BUILD_TYPE = `${PROJECT_URL}/docs/buildtypes/release/v0.2`;
/** The build type of `actions/attest`, whose exact shape `build-type: github` writes. */
const GITHUB_BUILD_TYPE = "https://actions.github.io/buildtypes/workflow/v1";

// src/errors.ts
/**
* The one error of this program. Its message is safe to print: it never repeats the message of a foreign error,
* which may hold a token; the foreign error is kept as `cause` for a debugger, and nothing prints it.
*/
var WaybillError = class extends Error {
	name = "WaybillError";
	code;
	parts;
	constructor(code, parts) {
		const lines = [parts.what];
		if (parts.got !== void 0) lines.push(`  got:      ${parts.got}`);
		if (parts.expected !== void 0) lines.push(`  expected: ${parts.expected}`);
		if (parts.todo !== void 0) lines.push(`  to do:    ${parts.todo}`);
		super(lines.join("\n"), parts.cause === void 0 ? {} : { cause: parts.cause });
		this.code = code;
		this.parts = parts;
	}
	/** The text with its code and the place to read more, as the log and the command line print it. */
	describe() {
		return `${this.code}: ${this.message}\n  read:     ${errorDocs(this.code)}`;
	}
};
/** Anything thrown, as our error. A foreign error contributes its class and system code, never its message. */
function asWaybillError(thrown, doing) {
	if (thrown instanceof WaybillError) return thrown;
	return new WaybillError("INTERNAL", {
		what: `${doing} failed unexpectedly (${kindOf(thrown)}).`,
		todo: "Run the job again with debug logging; if it fails again, please report it with the log.",
		cause: thrown
	});
}
/** A foreign error's class and code: enough to act on, and never a value that it carries. */
function kindOf(thrown) {
	if (!(thrown instanceof Error)) return typeof thrown;
	const code = "code" in thrown ? thrown.code : void 0;
	if (typeof code === "string" && /^[A-Z][A-Z0-9_]{1,40}$/.test(code)) return code;
	return /^[A-Za-z]{1,40}$/.test(thrown.name) ? thrown.name : "Error";
}

export { GITHUB_BUILD_TYPE as a, errorDocs as c, FULL_BUILD_TYPE as i, asWaybillError as n, PROJECT_URL as o, kindOf as r, V02_BUILD_TYPE as s, WaybillError as t };
