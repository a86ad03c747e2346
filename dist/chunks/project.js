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

// src/net/url.ts
const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
/**
* The URL if it may be called: https anywhere, plain http on this machine alone (tests, rehearsals, a local
* Sigstore). Credentials in a URL are refused: they would end up in a log.
*/
function callableUrl(text) {
	if (!URL.canParse(text)) return void 0;
	const url = new URL(text);
	if (url.username !== "" || url.password !== "") return void 0;
	if (url.protocol === "https:") return url;
	return url.protocol === "http:" && LOOPBACK.test(url.hostname) ? url : void 0;
}
/**
* Whether a call there may carry the API's token: the API's own origin, or that of its uploads, which is the API's host
* with `uploads.` in the place of `api.` (uploads.github.com, uploads.NAME.ghe.com). Enterprise servers take uploads on
* the API's own host.
*/
function takesToken(apiUrl, url) {
	const api = callableUrl(apiUrl);
	const target = callableUrl(url);
	if (api === void 0 || target === void 0) return false;
	const uploads = new URL(api.origin);
	uploads.hostname = `uploads.${api.hostname.replace(/^api\./, "")}`;
	return target.origin === api.origin || target.origin === uploads.origin;
}
/** The URL without slashes at its end, so that paths can be appended. */
function baseUrl(text) {
	return text.replace(/\/+$/, "");
}

// src/json.ts
/** JSON from outside, looked into without trusting it: absent and of another type are the same, undefined. */
function isRecord(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** The value at a path of own properties and array indexes. */
function at(value, ...path) {
	let current = value;
	for (const key of path) if (typeof key === "number") current = Array.isArray(current) ? current[key] : void 0;
	else current = isRecord(current) && Object.hasOwn(current, key) ? current[key] : void 0;
	return current;
}
function text(value, ...path) {
	const found = at(value, ...path);
	return typeof found === "string" ? found : void 0;
}
function list(value, ...path) {
	const found = at(value, ...path);
	return Array.isArray(found) ? found : [];
}
/** The same JSON value, whatever the order of its objects' keys. */
function sameJson(a, b) {
	if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
	if (isRecord(a) && isRecord(b)) {
		const keys = Object.keys(a);
		return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]));
	}
	return a === b;
}

export { text as a, takesToken as c, kindOf as d, FULL_BUILD_TYPE as f, errorDocs as g, V02_BUILD_TYPE as h, sameJson as i, WaybillError as l, PROJECT_URL as m, isRecord as n, baseUrl as o, GITHUB_BUILD_TYPE as p, list as r, callableUrl as s, at as t, asWaybillError as u };
