import { basename, isAbsolute, relative, sep } from "node:path";

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
		what: `${doing} failed unexpectedly (${kindOf$1(thrown)}).`,
		todo: "Run the job again with debug logging; if it fails again, please report it with the log.",
		cause: thrown
	});
}
/** A foreign error's class and code: enough to act on, and never a value that it carries. */
function kindOf$1(thrown) {
	if (!(thrown instanceof Error)) return typeof thrown;
	const code = "code" in thrown ? thrown.code : void 0;
	if (typeof code === "string" && /^[A-Z][A-Z0-9_]{1,40}$/.test(code)) return code;
	return /^[A-Za-z]{1,40}$/.test(thrown.name) ? thrown.name : "Error";
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

// src/quoted.ts
/** Control characters, halves of a surrogate pair, and the invisible characters that reorder what surrounds them. */
const MISLEADING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** Text from outside as an error message may show it: in quotes, on one line, cut to about `most` characters. */
function quoted(text, most = 120) {
	return `"${(text.length > most ? `${text.slice(0, most)}…` : text).replace(MISLEADING, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
}

// src/intoto/digest.ts
/** The algorithms a subject may be named by, and their lengths in hex digits (in-toto digest_set.md). */
const HEX_LENGTHS = {
	sha256: 64,
	sha384: 96,
	sha512: 128
};
function isAlgorithm(name) {
	return Object.hasOwn(HEX_LENGTHS, name);
}
/** The digest in lower case, or undefined when it is not hex of that algorithm's length. */
function hexDigest(algorithm, hex) {
	const lower = hex.toLowerCase();
	if (lower.length !== HEX_LENGTHS[algorithm] || !/^[0-9a-f]+$/.test(lower)) return void 0;
	return lower;
}
/** The algorithm whose hex digests have this length. */
function algorithmOfLength(length) {
	return Object.keys(HEX_LENGTHS).find((name) => HEX_LENGTHS[name] === length);
}
/** The digests of a set, strongest known first in a fixed order, so that texts and bytes are stable. */
function digestEntries(set) {
	const entries = [];
	for (const name of Object.keys(HEX_LENGTHS)) {
		const hex = set[name];
		if (hex !== void 0) entries.push([name, hex]);
	}
	return entries;
}
/** `sha256:…` of the first digest of a set: how GitHub's and OCI's APIs name a subject. */
function primaryDigest(set) {
	const [first] = digestEntries(set);
	return first === void 0 ? "" : `${first[0]}:${first[1]}`;
}
/**
* Whether two sets speak of the same bytes: at least one algorithm in common, and equal in every one that both have.
* Stricter than the specification's "any": two sets that agree in one and differ in another are of different bytes.
*/
function sameDigests(a, b) {
	const common = digestEntries(a).filter(([name]) => b[name] !== void 0);
	return common.length > 0 && common.every(([name, hex]) => b[name] === hex);
}

// src/subjects/names.ts
/** What must not stand in a name that people read: control characters, line separators, halves of a surrogate pair. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;
/** Why the text cannot name a subject, or undefined when it can. */
function nameProblem(name) {
	if (name.trim() === "") return "the name is empty";
	if (UNPRINTABLE.test(name)) return "the name holds a control character";
}
/** A path as statements name it, with `/` whatever the system's separator. */
function slashed(path) {
	return sep === "/" ? path : path.replaceAll(sep, "/");
}
/** Whether the path is the folder or lies in it, by their texts alone: links are the caller's concern. */
function isInside(folder, path) {
	const way = relative(folder, path);
	return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
/**
* Names for files: the base name, or where different files share a base name, for each of them its path relative to the
* workspace with `/` (outside the workspace: its absolute path).
*
* Two base names of one file (`lib.so` and its link `lib.so.1`) stay two subjects, as both are published. One file met
* twice under one base name (`v1.2/app` and `latest/app`, a link to `v1.2`) is one subject: the one listed first.
*/
function nameFiles(files, workspace) {
	const byBase = /* @__PURE__ */ new Map();
	for (const file of files) {
		const base = basename(file.path);
		const sharing = byBase.get(base) ?? /* @__PURE__ */ new Map();
		if (!sharing.has(file.real)) sharing.set(file.real, file);
		byBase.set(base, sharing);
	}
	const named = [];
	for (const [base, sharing] of byBase) for (const file of sharing.values()) named.push({
		...file,
		name: sharing.size === 1 ? base : longName(file.path, workspace)
	});
	return named.sort((a, b) => compareCodeUnits(slashed(a.path), slashed(b.path)));
}
function longName(path, workspace) {
	return slashed(isInside(workspace, path) ? relative(workspace, path) : path);
}
/** Order by UTF-16 code unit: the same on every machine, whatever its locale. */
function compareCodeUnits(a, b) {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}

// src/net/redact.ts
/** What looks like a credential, whoever printed it: JSON Web Tokens, cut off or whole, and GitHub's token formats. */
const CREDENTIALS = [
	/\beyJ[\w-]{4,}\.[\w-]{4,}(?:\.[\w-]*)?/g,
	/\bgh[a-z]_\w{16,}/g,
	/\bgithub_pat_\w{16,}/g,
	/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi
];
/** The text with anything that looks like a credential replaced by `***`. */
function redact(text) {
	return CREDENTIALS.reduce((rest, pattern) => rest.replaceAll(pattern, "***"), text);
}

// src/net/http.ts
/** A service gave no usable answer. Stations turn it into an error that names the service and what to do. */
var CallFailed = class extends Error {
	name = "CallFailed";
	last;
	attempts;
	/** ended by the call's own `giveUpAt`, with patience left */
	tooLate;
	constructor(last, attempts, tooLate = false) {
		super(last.text);
		this.last = last;
		this.attempts = attempts;
		this.tooLate = tooLate;
	}
};
const DEFAULT_TIMEOUT = 3e4;
const MAX_BYTES = 4194304;
const RETRIED = /* @__PURE__ */ new Set([
	408,
	425,
	429,
	500,
	502,
	503,
	504
]);
/** Thrown by a `parse` function for an answer that no retry will change. */
var FinalAnswer = class extends Error {
	name = "FinalAnswer";
};
/** @param fetcher the one way out to the network; redirects are followed by nobody but the caller */
function http(fetcher, patience) {
	const { clock } = patience;
	return {
		clock,
		async call(call, parse) {
			let stopCounting;
			let last = {
				status: void 0,
				text: "not asked: it was too late for that"
			};
			try {
				for (let attempt = 1;; attempt++) {
					const now = typeof call === "function" ? await call() : call;
					if (now.giveUpAt !== void 0 && clock.now() >= now.giveUpAt) throw new CallFailed(last, attempt - 1, true);
					const outcome = await attemptCall(fetcher, patience, now, parse);
					if (outcome.ok) return outcome.value;
					last = outcome.last;
					stopCounting ??= patience.startRetrying();
					const wait = outcome.final || now.once === true ? void 0 : patience.delay(attempt, outcome.retryAfter);
					if (wait === void 0) throw new CallFailed(last, attempt);
					await clock.sleep(wait);
				}
			} finally {
				stopCounting?.();
			}
		}
	};
}
async function attemptCall(fetcher, patience, call, parse) {
	const left = call.giveUpAt === void 0 ? Infinity : call.giveUpAt - patience.clock.now();
	const timeout = Math.ceil(Math.min(patience.timeout(call.timeout ?? 3e4), left));
	let answer;
	try {
		answer = await exchange(fetcher, call, timeout);
	} catch (error) {
		const tooLarge = error instanceof TooLarge;
		return {
			ok: false,
			final: tooLarge,
			retryAfter: void 0,
			last: {
				status: void 0,
				text: describeFailure(error, timeout),
				...tooLarge ? { tooLarge } : {}
			}
		};
	}
	const last = {
		status: answer.status,
		text: describeAnswer(answer)
	};
	if (RETRIED.has(answer.status) || call.passing?.includes(answer.status) === true) return {
		ok: false,
		final: false,
		retryAfter: retryAfter(answer, patience.clock.now()),
		last
	};
	try {
		return {
			ok: true,
			value: parse(answer)
		};
	} catch (error) {
		return {
			ok: false,
			final: error instanceof FinalAnswer || answer.status >= 400,
			retryAfter: void 0,
			last: error instanceof FinalAnswer && answer.status < 400 ? {
				...last,
				text: error.message
			} : last
		};
	}
}
var TooLarge = class extends Error {};
async function exchange(fetcher, call, timeout) {
	const response = await fetcher(call.url, {
		method: call.method,
		headers: {
			"user-agent": "waybill",
			...call.headers
		},
		...call.body === void 0 ? {} : { body: call.body },
		redirect: "manual",
		signal: AbortSignal.timeout(timeout)
	});
	return {
		status: response.status,
		headers: response.headers,
		body: await readCapped(response, call.maxBytes ?? MAX_BYTES)
	};
}
/**
* Reads an answer's body, and stops at the cap: no service can fill the memory.
* @throws Error when it is longer
*/
async function readCapped(response, max) {
	const chunks = [];
	let size = 0;
	for await (const chunk of response.body ?? []) {
		size += chunk.length;
		if (size > max) throw new TooLarge(`more than ${max} bytes`);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
function describeFailure(error, timeout) {
	if (error instanceof TooLarge) return `an answer of ${error.message}`;
	if (error instanceof Error && error.name === "TimeoutError") return `no answer within ${Math.round(timeout / 100) / 10} s`;
	const cause = error instanceof Error && error.cause !== void 0 ? error.cause : error;
	return `no connection (${kindOf$1(cause)})`;
}
function describeAnswer(answer) {
	const text = printable(answer.body.subarray(0, 65536).toString("utf8"));
	return text === "" ? `status ${answer.status}` : `status ${answer.status}: ${text}`;
}
/** A foreign text for an error of ours: one line of at most 300 characters, without credentials. */
function printable(text) {
	return redact(text).replaceAll(/[^\x21-\x7e]+/g, " ").trim().slice(0, 300);
}
/** Retry-After in milliseconds, from seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(answer, now) {
	const value = answer.headers.get("retry-after");
	if (value === null) return void 0;
	if (/^\d{1,9}$/.test(value)) return Number(value) * 1e3;
	const date = /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(value) : NaN;
	return Number.isNaN(date) ? void 0 : Math.max(0, date - now);
}
/** JSON of an answer of one of these statuses; anything else is final, garbage is not. */
function jsonAnswer(...statuses) {
	return (answer) => {
		if (!statuses.includes(answer.status)) throw new FinalAnswer(`status ${answer.status}`);
		return JSON.parse(answer.body.toString("utf8"));
	};
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

// src/intoto/statement.ts
/** The payload type of every envelope here; verifiers compare it exactly (in-toto envelope.md). */
const PAYLOAD_TYPE = "application/vnd.in-toto+json";
const STATEMENT_V1 = "https://in-toto.io/Statement/v1";
/** The type of statements over SLSA provenance v0.2, which the verifiers of its time compare exactly. */
const STATEMENT_V01 = "https://in-toto.io/Statement/v0.1";
const SLSA_V1 = "https://slsa.dev/provenance/v1";
const SLSA_V02 = "https://slsa.dev/provenance/v0.2";
/** sigstore-go and cosign refuse more subjects in a statement than this. */
const MAX_SUBJECTS = 1024;
/**
* The statement; its type follows from the predicate's.
* @throws WaybillError SUBJECT_COUNT when there are more subjects than verifiers accept
*/
function encodeStatement(subjects, predicateType, predicate) {
	if (subjects.length > 1024) throw new WaybillError("SUBJECT_COUNT", {
		what: "There are too many subjects for one statement.",
		got: `${subjects.length} subjects`,
		expected: `at most ${MAX_SUBJECTS}, the most that verifiers accept in one statement`,
		todo: "Attest fewer files in this step, for instance archives instead of what they hold, or use several steps."
	});
	const body = {
		_type: predicateType === "https://slsa.dev/provenance/v0.2" ? STATEMENT_V01 : STATEMENT_V1,
		subject: subjects,
		predicateType,
		predicate
	};
	return {
		body,
		bytes: Buffer.from(JSON.stringify(body), "utf8")
	};
}

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

// src/oci/reference.ts
/** Registry, `/` and path together: what clients of the distribution specification take ("Pulling manifests"). */
const MAX_NAME = 255;
/** A name, a tag and a digest, and some room to say which of them is too long. */
const MAX_TEXT = 1024;
const DOCKER_HUB = "docker.io";
/** Docker Hub under the names that it has had; distribution/reference, normalize.go, and docker's own settings. */
const DOCKER_HUB_HOSTS = [
	DOCKER_HUB,
	"index.docker.io",
	"registry-1.docker.io"
];
const PATH_COMPONENT = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const TAG$1 = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const HOST_LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;
const IPV6 = /^\[[a-fA-F0-9:]+\]$/;
const PORT = /^[1-9][0-9]{0,4}$/;
const ANY_DIGEST = /^(?:[a-z][a-z0-9]*(?:[-_+.][a-z][a-z0-9]*)*:[0-9a-f]{32,}|sha[0-9]+:[0-9a-f]*)$/i;
/**
* An image as a user names it: `ghcr.io/acme/app:1.2`, `app@sha256:…`. A name without a registry is Docker Hub's.
*
* @throws WaybillError REFERENCE_INVALID that says what is wrong
*/
function parseReference(text) {
	const parsed = parse$1(text);
	if ("problem" in parsed) throw invalid(text, parsed);
	return parsed;
}
/**
* A repository alone, without tag and digest.
*
* @throws WaybillError REFERENCE_INVALID that says what is wrong
*/
function parseRepository(text) {
	const { repository, tag, digest } = parseReference(text);
	if (tag !== void 0) throw invalid(text, {
		problem: `a repository is named here, and ${quoted(tag)} is a tag`,
		todo: "Leave out the tag."
	});
	if (digest !== void 0) throw invalid(text, {
		problem: "a repository is named here, and this is a digest in it",
		todo: "Leave out the digest."
	});
	return repository;
}
/** `ghcr.io/acme/app`; of Docker Hub, `docker.io/library/alpine`. */
function repositoryText({ registry, path }) {
	return `${registry}/${path}`;
}
/** The repository's text with tag and digest, as {@link parseReference} reads it. */
function referenceText({ repository, tag, digest }) {
	const tagged = tag === void 0 ? "" : `:${tag}`;
	const pinned = digest === void 0 ? "" : `@${digest}`;
	return `${repositoryText(repository)}${tagged}${pinned}`;
}
/** `sha256:` and 64 lower-case hex digits, as registries write it (go-digest takes no upper case), or undefined. */
function ociDigest(text) {
	const hex = text.startsWith("sha256:") ? text.slice(7) : "";
	const digest = hexDigest("sha256", hex);
	return digest === void 0 || digest !== hex ? void 0 : `sha256:${digest}`;
}
/**
* Where the registry's API is: https, or plain http on this machine, as docker and cosign do, and where the user said so.
*
* @param registry of a {@link RepositoryName}
* @param insecure what the user said; Docker Hub is asked by https whatever that is
*/
function registryOrigin(registry, insecure) {
	if (registry === DOCKER_HUB) return "https://registry-1.docker.io";
	const plain = `http://${registry}`;
	const isPlain = insecure || callableUrl(plain) !== void 0;
	return new URL(isPlain ? plain : `https://${registry}`).origin;
}
/** The names under which credentials for a registry may be kept: Docker Hub has several. */
function registryAliases(registry) {
	return registry === DOCKER_HUB ? DOCKER_HUB_HOSTS : [registry];
}
function parse$1(text) {
	const foreign = foreignPart(text);
	if (foreign !== void 0) return foreign;
	const at = text.indexOf("@");
	const digest = at === -1 ? void 0 : parseDigest(text.slice(at + 1));
	if (typeof digest === "object") return digest;
	const named = at === -1 ? text : text.slice(0, at);
	const colon = named.lastIndexOf(":");
	const isTagged = colon > Math.max(named.lastIndexOf("/"), named.lastIndexOf("]"));
	const name = isTagged ? named.slice(0, colon) : named;
	const tag = isTagged ? named.slice(colon + 1) : void 0;
	if (isTagged && /^sha[0-9]+$/i.test(name)) return {
		problem: "a digest without a repository",
		todo: "Write REPOSITORY@sha256:…"
	};
	const repository = parseName(name);
	if ("problem" in repository) return repository;
	if (tag !== void 0 && !TAG$1.test(tag)) return { problem: tagProblem(tag) };
	return {
		repository,
		tag,
		digest
	};
}
/** What no reference holds, with the usual reasons why it is there. */
function foreignPart(text) {
	if (text === "") return { problem: "it is empty" };
	const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(text)?.[1];
	if (scheme !== void 0) return {
		problem: "a reference has no scheme",
		todo: `Leave out \`${scheme}://\`.`
	};
	if (text.length > MAX_TEXT) return { problem: `it is longer than ${MAX_TEXT} characters` };
	const found = /[^A-Za-z0-9._:/@[\]-]/u.exec(text)?.[0];
	if (found === void 0) return void 0;
	if (/\s/u.test(found)) return {
		problem: "it holds white space",
		todo: "Write one reference to a line."
	};
	if (found === "%") return { problem: "a reference is not percent-encoded" };
	if (found === "?" || found === "#") return { problem: `\`${found}\` and what follows are no part of it` };
	if (found === "+") return {
		problem: "it holds `+`",
		todo: "In a tag write `_` for the `+` of a version."
	};
	if (found > "~") return { problem: `it holds ${quoted(found)}, which is not ASCII` };
	return { problem: `it holds ${quoted(found)}` };
}
function parseDigest(text) {
	const digest = ociDigest(text);
	if (digest !== void 0) return digest;
	const [algorithm = "", hex = ""] = text.split(":", 2);
	if (!ANY_DIGEST.test(text)) return {
		problem: "what follows `@` is not a digest",
		todo: "Write `@sha256:` and 64 hex digits; credentials have inputs of their own."
	};
	if (algorithm !== "sha256") return { problem: `a digest of ${quoted(algorithm)}; registries all take sha256 alone` };
	if (hex.length !== 64) return { problem: `a sha256 digest has 64 hex digits, this has ${hex.length}` };
	return { problem: "a digest is written in lower case" };
}
function tagProblem(tag) {
	if (tag === "") return "nothing follows the `:`";
	if (tag.length > 128) return `a tag has at most 128 characters, this has ${tag.length}`;
	return `${quoted(tag)} is not a tag: letters, digits, \`_\`, \`.\` and \`-\`, and no \`.\` or \`-\` at its start`;
}
/** By the rule of docker (normalize.go): what comes before the first `/` is a registry if it looks like a host. */
function parseName(name) {
	if (/^[0-9a-f]{64}$/.test(name)) return {
		problem: "64 hex digits name no repository",
		todo: "Write REPOSITORY@sha256:…"
	};
	const slash = name.indexOf("/");
	const first = slash === -1 ? name : name.slice(0, slash);
	const isHost = /[.:[\]]/.test(first) || first.toLowerCase() === "localhost";
	if (isHost && slash === -1) return {
		problem: `${quoted(name)} names no repository`,
		todo: "Write REGISTRY/REPOSITORY."
	};
	const registry = isHost ? parseRegistry(first) : DOCKER_HUB;
	if (typeof registry === "object") return registry;
	const path = isHost ? name.slice(slash + 1) : name;
	const problem = pathProblem(path);
	if (problem !== void 0) return problem;
	const repository = {
		registry,
		path: registry === DOCKER_HUB && !path.includes("/") ? `library/${path}` : path
	};
	const { length } = repositoryText(repository);
	if (length > MAX_NAME) return { problem: `registry and path have at most ${MAX_NAME} characters, these have ${length}` };
	return repository;
}
function pathProblem(path) {
	const wrong = path.split("/").find((component) => !PATH_COMPONENT.test(component));
	if (wrong === void 0) return void 0;
	if (wrong === "") return { problem: "a part of the path is empty" };
	if (/[A-Z]/.test(wrong)) return {
		problem: `${quoted(wrong)} has upper case, and a repository's path is in lower case`,
		todo: "Write the path in lower case, as the registry does."
	};
	return { problem: `${quoted(wrong)} is no part of a path: letters and digits, with \`.\`, \`_\`, \`__\` or dashes between them` };
}
/** @returns it in lower case, as names of hosts are the same in any; Docker Hub by its one name */
function parseRegistry(text) {
	const [, host = "", port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(text) ?? [];
	if (!(IPV6.test(host) || host.split(".").every((label) => HOST_LABEL.test(label)))) return { problem: `${quoted(text)} is not a host` };
	if (port !== void 0 && (!PORT.test(port) || Number(port) > 65535)) return { problem: `${quoted(port)} is not a port: a number from 1 to 65535` };
	const lower = host.toLowerCase();
	const url = URL.parse(`https://${lower}`);
	if (url === null) return { problem: `${quoted(text)} is not a host` };
	if (url.hostname !== lower) return {
		problem: `${quoted(host)} is not how that address is written`,
		todo: `Write ${url.hostname}.`
	};
	if (port === void 0 && DOCKER_HUB_HOSTS.includes(lower)) return DOCKER_HUB;
	return port === void 0 ? lower : `${lower}:${port}`;
}
function invalid(text, { problem, todo }) {
	return new WaybillError("REFERENCE_INVALID", {
		what: `This is not a reference to an image: ${problem}.`,
		got: quoted(withoutSecrets(text), 200),
		expected: "[REGISTRY/]PATH, then :TAG or @sha256:DIGEST or both; for example ghcr.io/acme/app:1.2",
		...todo === void 0 ? {} : { todo }
	});
}
/** Without what may be a password (`user:password@host`) or a token (`?token=…`). */
function withoutSecrets(text) {
	const parts = text.split("@");
	const last = parts.length - (ANY_DIGEST.test(parts.at(-1) ?? "") ? 2 : 1);
	return (last < 1 ? text : `***@${parts.slice(last).join("@")}`).replace(/[?#].*$/su, (query) => `${query.slice(0, 1)}…`);
}

// src/net/patience.ts
const systemClock = {
	now: () => Date.now(),
	sleep: (ms) => new Promise((resolve) => {
		setTimeout(resolve, ms);
	})
};
/**
* The step's budget for retrying (`max-wait`), shared by all its calls. It counts the time during which at least one
* call is being retried, so that calls in parallel do not spend it twice and hashing spends none of it.
*/
var Patience = class {
	#clock;
	#maxMs;
	#spent = 0;
	#retrying = 0;
	#since = 0;
	constructor(maxSeconds, clock = systemClock) {
		this.#clock = clock;
		this.#maxMs = maxSeconds * 1e3;
	}
	get clock() {
		return this.#clock;
	}
	get maxSeconds() {
		return this.#maxMs / 1e3;
	}
	/** milliseconds left */
	remaining() {
		const running = this.#retrying > 0 ? this.#clock.now() - this.#since : 0;
		return Math.max(0, this.#maxMs - this.#spent - running);
	}
	/**
	* A single call waits no longer than this, so that a hanging service cannot outlast what the user allowed: all of
	* `max-wait` while all goes well, what is left of it while calls are being retried, and a second at the least.
	*/
	timeout(defaultMs) {
		if (this.#maxMs === 0) return defaultMs;
		const allowed = this.#retrying > 0 ? this.remaining() : this.#maxMs;
		return Math.min(defaultMs, Math.max(1e3, allowed));
	}
	/** Counts the time until the returned function is called. */
	startRetrying() {
		if (this.#retrying === 0) this.#since = this.#clock.now();
		this.#retrying += 1;
		let ended = false;
		return () => {
			if (ended) return;
			ended = true;
			this.#retrying -= 1;
			if (this.#retrying === 0) this.#spent += this.#clock.now() - this.#since;
		};
	}
	/**
	* How long to wait before attempt number `attempt` (1 for the first retry): exponential from half a second to half
	* a minute, with jitter, or what the service asked for. Undefined when the budget does not allow it.
	*/
	delay(attempt, retryAfterMs, random = Math.random) {
		const remaining = this.remaining();
		if (remaining <= 0) return void 0;
		if (retryAfterMs !== void 0) return retryAfterMs <= remaining ? Math.min(remaining, Math.max(250, retryAfterMs)) : void 0;
		const full = Math.min(3e4, 500 * 2 ** (attempt - 1));
		return Math.min(remaining, full / 2 + random() * full / 2);
	}
};

// src/verify/expectation.ts
/** GitHub's issuer, for consumers that name none. */
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";

// package.json
var version = "0.1.0";

// src/version.ts
/** This version, as `package.json` has it; written into the bundle when it is built. */
const VERSION$1 = version;

// src/intoto/naming.ts
const SUFFIX = ".intoto.jsonl";
/** Room for a kind, a number and the suffix within the 255 bytes that file systems allow. */
const MOST_BASE_BYTES = 200;
/** What a file of these subjects is called after: the subject when there is one, `multiple` when there are more. */
function baseName(subjects) {
	const [only] = subjects;
	return subjects.length === 1 ? only.name : "multiple";
}
/**
* A file name for each statement of a run, none twice, also where case does not count and in a release's assets.
* Provenance is `<base>.intoto.jsonl`, another kind `<base>.<kind>.intoto.jsonl`; a name already taken, as by the first
* part of a statement that was split, gets `.2`, `.3` and so on before `.intoto.jsonl`. The run's first provenance, of
* whichever version, has no kind in its name.
*
* @param provenanceName the whole name of the first provenance; without its suffix, the base of all others
*/
function fileNames(files, provenanceName) {
	const givenBase = provenanceName?.replace(/\.?intoto\.jsonl$/, "");
	const first = files.findIndex(({ kind }) => kind === "provenance" || kind === "slsa02");
	const firstKind = files[first]?.kind;
	const taken = /* @__PURE__ */ new Set();
	const counts = /* @__PURE__ */ new Map();
	if (provenanceName !== void 0 && first >= 0) take(provenanceName, taken);
	return files.map(({ kind, base }, index) => {
		if (index === first && provenanceName !== void 0) return provenanceName;
		const stem = safeBase(givenBase ?? base);
		const wanted = kind === firstKind || kind === "provenance" ? stem : `${stem}.${kind}`;
		for (let count = (counts.get(wanted) ?? 0) + 1;; count += 1) {
			const name = `${wanted}${count === 1 ? "" : `.${count}`}${SUFFIX}`;
			counts.set(wanted, count);
			if (take(name, taken)) return name;
		}
	});
}
function take(name, taken) {
	const keys = collisionKeys(name);
	if (keys.some((key) => taken.has(key))) return false;
	for (const key of keys) taken.add(key);
	return true;
}
/** Two names of which one of these keys is equal may become one file, or one asset of a release. */
function collisionKeys(name) {
	return [`file ${name.normalize("NFKC").toUpperCase().toLowerCase()}`, `asset ${name.replaceAll(/[^A-Za-z0-9_@+-]+/g, ".").replace(/^\./, "default.").replace(/\.$/, "").toLowerCase()}`];
}
/** What a subject is called in a file's name. */
function safeBase(base) {
	const safe = base.replaceAll(/[/\\:]+/g, "-").replaceAll(/[<>"|?*\p{C}]/gu, "_").replace(/^[.-]+/, "").replace(/^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)/i, "_$&");
	return cut(safe === "" ? "artifact" : safe);
}
function cut(text) {
	let bytes = 0;
	let kept = "";
	for (const char of text) {
		bytes += Buffer.byteLength(char);
		if (bytes > MOST_BASE_BYTES) break;
		kept += char;
	}
	return kept;
}

// src/oci/types.ts
/** Media types of OCI 1.1 and of Docker's own manifests, by what they are to us. */
const MEDIA = {
	image: "application/vnd.oci.image.manifest.v1+json",
	index: "application/vnd.oci.image.index.v1+json",
	dockerImage: "application/vnd.docker.distribution.manifest.v2+json",
	dockerIndex: "application/vnd.docker.distribution.manifest.list.v2+json",
	config: "application/vnd.oci.image.config.v1+json",
	empty: "application/vnd.oci.empty.v1+json",
	/** one layer of cosign's `.att` manifests */
	dsse: "application/vnd.dsse.envelope.v1+json",
	/** a Sigstore bundle of this version, as layer and as artifact type (cosign, BUNDLE_SPEC.md) */
	bundle: "application/vnd.dev.sigstore.bundle.v0.3+json"
};
/** An index over the images of several platforms, OCI's or Docker's. */
function isIndex(mediaType) {
	return mediaType === MEDIA.index || mediaType === MEDIA.dockerIndex;
}
/** The digest's hex, as statements have it. */
function hexOf(digest) {
	return digest.slice(7);
}

// src/verify/refs.ts
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const ENDS_IN_COMMIT = /@(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/**
* Splits at the first `@refs/`, or else at the `@` of a commit that ends the text. A workflow's path cannot hold the
* former: it is one file in `.github/workflows`. A reference may hold any number of `@` (`refs/tags/pkg@1.2.3`).
*/
function splitUri(uri) {
	const start = uri.indexOf("@refs/");
	if (start > 0 && uri.length > start + 6) return {
		workflow: uri.slice(0, start),
		ref: uri.slice(start + 1)
	};
	const commit = ENDS_IN_COMMIT.exec(uri);
	if (commit !== null && commit.index > 0) return {
		workflow: uri.slice(0, commit.index),
		ref: uri.slice(commit.index + 1)
	};
	return {
		workflow: uri,
		ref: void 0
	};
}
function isCommit(text) {
	return COMMIT.test(text);
}
const BRANCH = "refs/heads/";
const TAG = "refs/tags/";
function branchOf(ref) {
	return ref?.startsWith(BRANCH) === true ? ref.slice(11) : void 0;
}
function tagOf(ref) {
	return ref?.startsWith(TAG) === true ? ref.slice(10) : void 0;
}
/**
* Whether `wanted` names the workflow that `uri` is: alone (any version), with its whole reference, with the short name
* of its tag (never of a branch: whoever may push a branch could name it like a tag), or with the commit of its file.
* All is compared exactly; what is wanted is never split at an `@` of which it is not known what it is.
* @param commit of the workflow's file, where it is known (Build Signer Digest)
*/
function namesWorkflow(wanted, uri, commit) {
	if (wanted === uri) return splitUri(uri).ref === void 0 ? "any" : "one";
	const { workflow, ref } = splitUri(uri);
	if (ref === void 0) return void 0;
	const named = splitUri(wanted);
	if (named.ref !== void 0) return named.workflow === workflow && named.ref === commit && isCommit(named.ref) ? "one" : void 0;
	if (wanted === workflow) return "any";
	const tag = tagOf(ref);
	return tag !== void 0 && wanted === `${workflow}@${tag}` ? "one" : void 0;
}
const NUMBER = "(0|[1-9]\\d*)";
const IDENTIFIER = "(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)";
const VERSION = new RegExp(`^v${NUMBER}(?:\\.${NUMBER}(?:\\.${NUMBER}(-${IDENTIFIER}(?:\\.${IDENTIFIER})*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?)?)?$`);
/** @returns undefined for what is no version */
function readVersion(text) {
	const found = VERSION.exec(text);
	if (found === null) return void 0;
	const [, major = "0", minor, patch, prerelease = ""] = found;
	return {
		numbers: [
			major,
			minor ?? "0",
			patch ?? "0"
		],
		given: patch !== void 0 ? 3 : minor !== void 0 ? 2 : 1,
		prerelease
	};
}
/** Equal in all that `wanted` gives: `v1` is any v1, `v1.2.3` is that one. */
function isVersionOf(tag, wanted) {
	if (!wanted.numbers.every((number, index) => index >= wanted.given || number === tag.numbers[index])) return false;
	return wanted.given < 3 || wanted.prerelease === tag.prerelease;
}
const RELEASE_TAG = /^refs\/tags\/v(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(-[a-z]+)?$/;
/** `refs/tags/vX.Y.Z` and nothing behind it but, where a builder has one, its `suffix` (`-java`). */
function isReleaseTag(ref, suffix = "") {
	const found = ref === void 0 ? null : RELEASE_TAG.exec(ref);
	return found !== null && (found[1] ?? "") === suffix;
}

export { algorithmOfLength as $, SLSA_V02 as A, FinalAnswer as B, registryAliases as C, kindOf as D, PREDICATE_KINDS as E, baseUrl as F, retryAfter as G, jsonAnswer as H, callableUrl as I, isInside as J, redact as K, takesToken as L, STATEMENT_V01 as M, STATEMENT_V1 as N, MAX_SUBJECTS as O, encodeStatement as P, HEX_LENGTHS as Q, CallFailed as R, referenceText as S, repositoryText as T, printable as U, http as V, readCapped as W, nameProblem as X, nameFiles as Y, slashed as Z, Patience as _, V02_BUILD_TYPE as _t, namesWorkflow as a, quoted as at, parseReference as b, tagOf as c, list as ct, isIndex as d, WaybillError as dt, digestEntries as et, baseName as f, asWaybillError as ft, GITHUB_ISSUER as g, PROJECT_URL as gt, VERSION$1 as h, GITHUB_BUILD_TYPE as ht, isVersionOf as i, sameDigests as it, SLSA_V1 as j, PAYLOAD_TYPE as k, MEDIA as l, sameJson as lt, safeBase as m, FULL_BUILD_TYPE as mt, isCommit as n, isAlgorithm as nt, readVersion as o, at as ot, fileNames as p, kindOf$1 as pt, compareCodeUnits as q, isReleaseTag as r, primaryDigest as rt, splitUri as s, isRecord as st, branchOf as t, hexDigest as tt, hexOf as u, text as ut, systemClock as v, errorDocs as vt, registryOrigin as w, parseRepository as x, ociDigest as y, DEFAULT_TIMEOUT as z };
