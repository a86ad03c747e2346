import { I as callableUrl, R as CallFailed, T as repositoryText, U as printable, ct as list, dt as WaybillError, l as MEDIA, st as isRecord, ut as text, w as registryOrigin, y as ociDigest } from "./base.js";
import { Dt as jsonObject, Et as isDigestOf, Ot as mediaTypeOf, Tt as digestOf, kt as readDescriptor } from "./verify.js";

// src/oci/challenge.ts
const SEPARATORS = /[\s,]*/y;
const TOKEN = /[\w!#$%&'*+.^`|~-]+/y;
const VALUE = /\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([\w!#$%&'*+.^`|~:/-]+))/y;
const EQUALS = /\s*=/y;
const TOKEN68 = / +[\w.~+/-]+=*(?=\s*(?:,|$))/y;
/** All challenges of a header, which may hold several. What follows the first thing that cannot be read is left out. */
function parseChallenges(header) {
	const challenges = [];
	let position = 0;
	const take = (pattern) => {
		pattern.lastIndex = position;
		const match = pattern.exec(header);
		if (match === null) return void 0;
		position = pattern.lastIndex;
		return match;
	};
	for (;;) {
		take(SEPARATORS);
		const name = take(TOKEN)?.[0].toLowerCase();
		if (name === void 0) return challenges;
		const value = take(VALUE);
		if (value === void 0) {
			if (take(EQUALS) !== void 0) return challenges;
			challenges.push({
				scheme: name,
				params: /* @__PURE__ */ new Map()
			});
			take(TOKEN68);
			continue;
		}
		const params = challenges.at(-1)?.params;
		if (params === void 0) return challenges;
		if (!params.has(name)) params.set(name, value[1]?.replaceAll(/\\(.)/g, "$1") ?? value[2] ?? "");
	}
}

// src/oci/refusal.ts
function scopeOf({ path }, actions) {
	return `repository:${path}:${actions}`;
}
/** @param said status and words of whoever let us not in; @param todo where it is not what is missing as a rule */
function denied(attempt, admission, said, todo) {
	const { name, doing, actions } = attempt;
	return new WaybillError("REGISTRY_DENIED", {
		what: `${name.registry} let nobody in to ${doing} ${repositoryText(name)}.`,
		got: `${said}; ${source(admission.credentials)}; scope asked for: ${scopeOf(name, actions)}`,
		expected: actions === "pull" ? "credentials that may pull" : "credentials that may pull and push",
		todo: todo ?? missing(attempt, admission.credentials)
	});
}
function invalid(attempt, got, expected) {
	const { name, doing } = attempt;
	return new WaybillError("REGISTRY_INVALID", {
		what: `The answer of ${name.registry} cannot be believed, asked to ${doing} ${repositoryText(name)}.`,
		got,
		expected,
		todo: "Look for a proxy or a mirror in between; if there is none, the registry is at fault."
	});
}
/** Of a call that ended without a usable answer. */
function unavailable(attempt, admission, failed) {
	const { name, doing } = attempt;
	const { last, attempts } = failed;
	if (last.tooLarge === true) return invalid(attempt, last.text, "an answer no longer than that");
	const limited = last.status === 429;
	return new WaybillError("REGISTRY_UNAVAILABLE", {
		what: `${name.registry} gave no usable answer, asked to ${doing} ${repositoryText(name)}.`,
		got: `${admission.secrets.conceal(last.text)}, after ${attempts} ${attempts === 1 ? "try" : "tries"}; ${source(admission.credentials)}`,
		todo: limited && admission.credentials?.kind === "anonymous" ? `Log in to ${name.registry} before this step: those who log in may ask more often. Then run the job again.` : "Run the job again: it finishes what is left. A larger `max-wait` has it wait longer.",
		cause: failed
	});
}
/**
* What an answer that is no success means.
* @param by whose answer it is, where a redirect led elsewhere
*/
function refusal(attempt, admission, answer, by) {
	const { name, doing } = attempt;
	const where = by === void 0 ? "" : ` of ${by}, where ${name.registry} led`;
	const said = `${saidIn(answer, admission.secrets)}${where}`;
	const reason = reasonOf(attempt, answer.status, errorsIn(answer));
	if (reason === void 0 && (answer.status === 401 || answer.status === 403)) return denied(attempt, admission, said);
	const code = reason === void 0 && answer.status >= 500 ? "REGISTRY_UNAVAILABLE" : "REGISTRY_REFUSED";
	return new WaybillError(code, {
		what: `${name.registry} refused to ${doing} ${repositoryText(name)}${reason === void 0 ? "" : `: ${reason.why}`}.`,
		got: `${said}; ${source(admission.credentials)}`,
		todo: reason?.todo ?? "See what the registry says; if it is of no use, ask those who run it."
	});
}
const IMMUTABLE_CODES = /* @__PURE__ */ new Set([
	"TAG_INVALID",
	"TAG_IMMUTABLE",
	"TAG_ALREADY_EXISTS",
	"IMAGE_TAG_ALREADY_EXISTS"
]);
const QUOTA_CODES = /* @__PURE__ */ new Set(["TOOMANYREQUESTS", "QUOTA_EXCEEDED"]);
const UNFIT_CODES = /* @__PURE__ */ new Set([
	"MANIFEST_INVALID",
	"MANIFEST_UNVERIFIED",
	"UNSUPPORTED"
]);
const NO_REPOSITORY_CODES = /* @__PURE__ */ new Set(["NAME_UNKNOWN", "REPOSITORY_NOT_FOUND"]);
/** The refusals that have a cause of their own, whatever status and code the registry chose for them. */
function reasonOf(attempt, status, errors) {
	if (attempt.actions === "pull" || status === 401) return void 0;
	const { name, tag } = attempt;
	const said = (codes, message) => errors.some((error) => codes.has(error.code) || message?.test(error.message) === true);
	if (tag !== void 0 && said(IMMUTABLE_CODES, /immutab|cannot be overwritten/i)) return {
		why: `its rules let nobody change the tag ${tag}`,
		todo: `Exempt tags that begin with \`sha256-\` from immutability in ${repositoryText(name)}, or set \`registry-layout: referrers\` where the registry has the referrers API.`
	};
	if (status === 507 || said(QUOTA_CODES, /quota|exceed|storage limit/i)) return {
		why: "its quota is used up",
		todo: `Make room in ${repositoryText(name)}, or have its quota raised, and run the job again.`
	};
	if (said(UNFIT_CODES)) return {
		why: "it does not take a manifest of this kind",
		todo: "Set another `registry-layout`, or store the bundles elsewhere with `attestation-repository`."
	};
	if (said(NO_REPOSITORY_CODES)) return {
		why: "it has no such repository",
		todo: "Look for a typing error; some registries, ECR among them, want a repository created first."
	};
	if (status === 413) return {
		why: "it is too large for it",
		todo: "Have the limit of the registry, or of the proxy before it, raised."
	};
}
/** Status and words of an answer, as far as they are fit to print. */
function saidIn(answer, secrets) {
	const words = secrets.conceal(wordsOf(answer));
	return words === "" ? `status ${answer.status}` : `status ${answer.status} (${words})`;
}
/** The body of a refusal (distribution spec, "Error codes"). */
function errorsIn(answer) {
	let body;
	try {
		body = JSON.parse(answer.body.toString("utf8"));
	} catch {
		return [];
	}
	return list(body, "errors").map((error) => ({
		code: text(error, "code") ?? "",
		message: text(error, "message") ?? ""
	}));
}
function wordsOf(answer) {
	const errors = errorsIn(answer);
	if (errors.length > 0) return errors.map(({ code, message }) => `${code}: ${message}`).join("; ");
	if (/html/i.test(answer.headers.get("content-type") ?? "")) return "";
	return answer.body.subarray(0, 65536).toString("utf8");
}
function source(credentials) {
	if (credentials === void 0) return "no credentials sent";
	if (credentials.kind !== "anonymous") return `credentials from ${credentials.source}`;
	const { looked } = credentials;
	return looked.length === 0 ? "no credentials" : `no credentials, looked for in ${looked.join(", ")}`;
}
/** What is missing as a rule. */
function missing({ name, actions }, credentials) {
	const writes = actions !== "pull";
	const login = `log in to ${name.registry} before this step (docker/login-action), or set \`registry-username\` and \`registry-password\``;
	const isLoggedIn = credentials !== void 0 && credentials.kind !== "anonymous";
	if (name.registry === "ghcr.io") return `Give the job \`packages: ${writes ? "write" : "read"}\`${isLoggedIn ? "" : ` and ${login}`}; if that is there, connect the package to this repository, with the role Write (package settings, Manage Actions access).`;
	if (!isLoggedIn) return `${login.charAt(0).toUpperCase()}${login.slice(1)}.`;
	return `See whether these credentials are still valid and may ${writes ? "push to" : "pull from"} ${repositoryText(name)}; otherwise ${login}.`;
}

// src/oci/auth.ts
/** Of a token without `expires_in` (distribution, "Token response fields"), in seconds. */
const DEFAULT_LIFETIME = 60;
/** Not used in the last tenth of its life: it must still be valid when it arrives. */
const USABLE_SHARE = .9;
const MAX_TOKEN_BYTES = 65536;
/**
* Gets us into one repository: Basic, Bearer with a token of the registry's token service (distribution,
* "Token authentication"), or a token that the user has. Credentials go to the registry's origin and to the realm that
* it names, and over https or within this machine alone.
*/
var Authorizer = class {
	credentials;
	secrets;
	#origin;
	#http;
	#lookUp;
	#tokens = /* @__PURE__ */ new Map();
	#way;
	#lookup;
	constructor(origin, http, secrets, lookUp) {
		this.#origin = origin;
		this.#http = http;
		this.secrets = secrets;
		this.#lookUp = lookUp;
	}
	/**
	* The `Authorization` of a call to the registry's origin; undefined while the registry has asked for none.
	* @throws WaybillError REGISTRY_DENIED, REGISTRY_INVALID, REGISTRY_UNAVAILABLE of the token service, and those of the lookup
	*/
	async authorization(attempt) {
		const credentials = await this.#credentials();
		if (credentials.kind === "bearer") {
			this.#requirePrivacy(attempt);
			return `Bearer ${credentials.token}`;
		}
		if (this.#way === void 0) return void 0;
		if (this.#way.kind === "token") return `Bearer ${await this.#token(attempt, this.#way)}`;
		if (credentials.kind !== "basic") return void 0;
		this.#requirePrivacy(attempt);
		return this.#basic(credentials);
	}
	/**
	* Learns from a 401 of the registry itself.
	* @param used the `Authorization` that was refused
	* @throws WaybillError REGISTRY_DENIED where another try would be the same again, REGISTRY_INVALID for a realm that
	* no credentials may go to
	*/
	async learn(attempt, answer, used) {
		const before = this.#way;
		const challenges = parseChallenges(answer.headers.get("www-authenticate") ?? "");
		const bearer = challenges.find(({ scheme }) => scheme === "bearer");
		const { credentials } = this;
		if (credentials?.kind === "bearer") throw refusal(attempt, this, answer);
		if (bearer !== void 0) {
			this.#way = this.#tokenWay(attempt, bearer);
			if (used !== void 0) await this.#forget(attempt.actions, used);
			return;
		}
		if (!challenges.some(({ scheme }) => scheme === "basic") || credentials?.kind !== "basic" || before?.kind === "basic" && used !== void 0) throw refusal(attempt, this, answer);
		this.#way = { kind: "basic" };
	}
	async #credentials() {
		this.#lookup ??= this.#lookUp();
		const credentials = await this.#lookup;
		this.credentials = credentials;
		if (credentials.kind === "basic") this.secrets.add(credentials.password);
		else if (credentials.kind !== "anonymous") this.secrets.add(credentials.token);
		return credentials;
	}
	#basic({ username, password }) {
		const encoded = Buffer.from(`${username}:${password}`).toString("base64");
		this.secrets.add(encoded);
		return `Basic ${encoded}`;
	}
	#requirePrivacy(attempt) {
		if (callableUrl(this.#origin) !== void 0) return;
		throw denied(attempt, this, `the registry asks for credentials over plain http at ${this.#origin}, where they are not sent`, "Have the registry reached by https: plain http is for registries that need no credentials.");
	}
	#tokenWay(attempt, { params }) {
		const realm = callableUrl(params.get("realm") ?? "");
		const isPlain = realm?.protocol === "http:";
		if (realm === void 0 || isPlain && !this.#isPlain()) throw invalid(attempt, `a token service (realm) at ${JSON.stringify(this.secrets.conceal(params.get("realm") ?? "").slice(0, 100))}`, "an https URL without credentials in it: no credentials go anywhere else");
		return {
			kind: "token",
			realm,
			service: params.get("service")
		};
	}
	#isPlain() {
		return this.#origin.startsWith("http:");
	}
	/** Only the token that was refused: of calls side by side, another may have a new one already. */
	async #forget(actions, refused) {
		const held = this.#tokens.get(actions);
		if (held === void 0) return;
		if (`Bearer ${(await held).value}` === refused && this.#tokens.get(actions) === held) this.#tokens.delete(actions);
	}
	/** One token for all calls of a scope, and one request for it however many wait. */
	async #token(attempt, way) {
		const { actions } = attempt;
		const held = this.#tokens.get(actions);
		if (held !== void 0) {
			const token = await held;
			if (this.#http.clock.now() < token.usableUntil) return token.value;
			if (this.#tokens.get(actions) === held) this.#tokens.delete(actions);
		}
		const current = this.#tokens.get(actions) ?? this.#request(attempt, way);
		this.#tokens.set(actions, current);
		try {
			return (await current).value;
		} catch (error) {
			if (this.#tokens.get(actions) === current) this.#tokens.delete(actions);
			throw error;
		}
	}
	async #request(attempt, way) {
		const credentials = await this.#credentials();
		if (credentials.kind !== "anonymous") this.#requirePrivacy(attempt);
		const call = this.#tokenCall(attempt, way, credentials);
		let answer;
		try {
			answer = await this.#http.call(call, (given) => given);
		} catch (error) {
			throw error instanceof CallFailed ? unavailable(asking(attempt), this, error) : error;
		}
		if (answer.status >= 400 && answer.status < 500) throw denied(attempt, this, `${saidIn(answer, this.secrets)} of the token service ${way.realm.host}`);
		const token = answer.status === 200 ? readToken(answer) : void 0;
		if (token === void 0) throw invalid(asking(attempt), `status ${answer.status} of ${way.realm.origin}, without a token that can be used`, "status 200 and JSON with `token` or `access_token`");
		for (const value of token.secrets) this.secrets.add(value);
		const lifetime = token.seconds * 1e3 * USABLE_SHARE;
		return {
			value: token.value,
			usableUntil: this.#http.clock.now() + lifetime
		};
	}
	/** The scope is that of what we do. What the challenge asks for may be another repository's, and is not obeyed. */
	#tokenCall(attempt, { realm, service }, credentials) {
		const scope = scopeOf(attempt.name, attempt.actions);
		if (credentials.kind === "identity-token") {
			const form = new URLSearchParams({
				grant_type: "refresh_token",
				scope,
				client_id: "waybill"
			});
			if (service !== void 0) form.set("service", service);
			form.set("refresh_token", credentials.token);
			this.secrets.add(encodeURIComponent(credentials.token));
			return {
				method: "POST",
				url: realm.href,
				headers: {
					accept: "application/json",
					"content-type": "application/x-www-form-urlencoded"
				},
				body: form.toString()
			};
		}
		const url = new URL(realm);
		if (service !== void 0) url.searchParams.set("service", service);
		url.searchParams.set("scope", scope);
		const authorization = credentials.kind === "basic" ? { authorization: this.#basic(credentials) } : {};
		return {
			method: "GET",
			url: url.href,
			headers: {
				accept: "application/json",
				...authorization
			}
		};
	}
};
function asking(attempt) {
	return {
		...attempt,
		doing: `give a token to ${attempt.doing}`
	};
}
/** `token` and `access_token` are the same (distribution, "Token response fields"). */
function readToken(answer) {
	let body;
	try {
		body = JSON.parse(answer.body.toString("utf8"));
	} catch {
		return;
	}
	if (!isRecord(body)) return void 0;
	const secrets = [
		"token",
		"access_token",
		"refresh_token"
	].flatMap((name) => {
		const value = body[name];
		return typeof value === "string" && value !== "" ? [value] : [];
	});
	const value = [body["token"], body["access_token"]].find((given) => typeof given === "string" && given !== "");
	if (typeof value !== "string" || value.length > MAX_TOKEN_BYTES || !/^[\x21-\x7e]+$/.test(value)) return void 0;
	const seconds = body["expires_in"];
	return {
		value,
		seconds: typeof seconds === "number" && seconds > 0 ? seconds : DEFAULT_LIFETIME,
		secrets
	};
}

// src/oci/listing.ts
const MAX_PAGES = 100;
/** All pages together. */
const MAX_BYTES = 16777216;
/** No such endpoint; 406 as gh reads it, the others as registries say that they do not know the path or the method. */
const NO_API = /* @__PURE__ */ new Set([
	404,
	405,
	406,
	501
]);
/**
* All referrers of a manifest by the API (distribution-spec, "Listing Referrers"). Entries that cannot be fetched, for
* want of a sha256 digest, a size or a media type, are left out.
* @throws WaybillError as OciRepository says
*/
async function listReferrers(transport, name, digest) {
	const attempt = {
		name,
		doing: `list what refers to ${digest} in`,
		actions: "pull"
	};
	const found = /* @__PURE__ */ new Map();
	const seen = /* @__PURE__ */ new Set();
	let bytes = 0;
	let url = new URL(`/v2/${name.path}/referrers/${digest}`, transport.origin);
	while (url !== void 0) {
		if (seen.has(url.href)) throw invalid(attempt, "a page that leads back to an earlier one", "pages that end");
		if (seen.size === MAX_PAGES) throw invalid(attempt, "further pages", `at most ${MAX_PAGES}`);
		const isFirst = seen.size === 0;
		seen.add(url.href);
		const reply = await transport.send({
			method: "GET",
			url,
			attempt,
			headers: { accept: MEDIA.index }
		});
		const { status } = reply.answer;
		if (isFirst && NO_API.has(status)) return { kind: "unsupported" };
		if (status !== 200) throw transport.refusal(attempt, reply);
		const entries = entriesOf(reply);
		if (entries === void 0 && isFirst) return { kind: "unsupported" };
		if (entries === void 0) throw invalid(attempt, "a page that is no image index", MEDIA.index);
		bytes += reply.answer.body.length;
		if (bytes > MAX_BYTES) throw invalid(attempt, `more than ${MAX_BYTES} bytes of pages`, "fewer referrers");
		for (const entry of entries) {
			const descriptor = readDescriptor(entry);
			if (descriptor !== void 0 && !found.has(descriptor.digest)) found.set(descriptor.digest, descriptor);
		}
		url = nextPage(transport, attempt, reply);
	}
	return {
		kind: "listed",
		descriptors: [...found.values()]
	};
}
/** Undefined for what is no image index: some registries answer every path with a page of their own, and status 200. */
function entriesOf({ answer }) {
	if (mediaTypeOf(answer.headers.get("content-type")) !== MEDIA.index) return void 0;
	const entries = jsonObject(answer.body)?.["manifests"];
	if (entries === null) return [];
	return Array.isArray(entries) ? entries : void 0;
}
/** The next page of the same list, on the same registry: what leads elsewhere is another's list. */
function nextPage(transport, attempt, reply) {
	const link = nextLink(reply.answer.headers.get("link") ?? "");
	if (link === void 0) return void 0;
	const url = URL.parse(link, reply.url.href);
	const { path } = attempt.name;
	if (url?.origin !== transport.origin || !url.pathname.startsWith(`/v2/${path}/referrers/`)) throw invalid(attempt, "a next page (`Link`) elsewhere", `one in /v2/${path}/referrers/ of ${transport.origin}`);
	return url;
}
/** The address with `rel=next` (RFC 8288, 3). */
function nextLink(header) {
	for (const [, address, params = ""] of header.matchAll(/<([^<>]*)>([^<]*)/g)) if (/;\s*rel\s*=\s*(?:"[^"]*\bnext\b[^"]*"|next\b)/i.test(params)) return address;
}

// src/oci/secrets.ts
/** A shorter piece of a secret at a text's end is not told from other words. */
const TELLING = 8;
/** The secrets of one registry: kept out of the log, and out of what the registry says when it refuses. */
var Secrets = class {
	#values = /* @__PURE__ */ new Set();
	#mask;
	constructor(mask) {
		this.#mask = mask;
	}
	add(value) {
		if (value === "" || this.#values.has(value)) return;
		this.#values.add(value);
		this.#mask(value);
	}
	/** The text without them, as one line of at most 300 printable characters. */
	conceal(text) {
		let rest = text;
		for (const value of this.#values) {
			rest = rest.replaceAll(value, "***");
			for (let length = Math.min(value.length, rest.length); length >= TELLING; length--) {
				if (!rest.endsWith(value.slice(0, length))) continue;
				rest = `${rest.slice(0, -length)}***`;
				break;
			}
		}
		return printable(rest);
	}
};

// src/oci/transport.ts
const MAX_REDIRECTS = 5;
const REDIRECTS = /* @__PURE__ */ new Set([
	301,
	302,
	303,
	307,
	308
]);
/** The redirects that repeat method and body (RFC 9110, 15.4.8 and 15.4.9). */
const REPEATING = /* @__PURE__ */ new Set([307, 308]);
/** A refusal is read as far as this, however little content was asked for. */
const MIN_BYTES = 65536;
/** Calls of one registry: let in as it asks, redirects followed, credentials kept to its origin. */
var Transport = class {
	origin;
	#http;
	#auth;
	constructor(origin, http, auth) {
		this.origin = origin;
		this.#http = http;
		this.#auth = auth;
	}
	get clock() {
		return this.#http.clock;
	}
	/**
	* @returns whatever the registry answers, 401 and redirects apart
	* @throws WaybillError REGISTRY_DENIED, REGISTRY_INVALID, REGISTRY_UNAVAILABLE
	*/
	async send(call) {
		let refused = 0;
		for (;;) {
			const authorization = call.url.origin !== this.origin ? void 0 : await this.#auth.authorization(call.attempt);
			const reply = await this.#follow(call, authorization);
			if (reply.answer.status !== 401) return reply;
			if (reply.left) throw this.refusal(call.attempt, reply);
			if (authorization !== void 0) refused += 1;
			if (refused > 1) throw this.refusal(call.attempt, reply);
			await this.#auth.learn(call.attempt, reply.answer, authorization);
		}
	}
	/** What an answer that is no success means. */
	refusal(attempt, { answer, url, left }) {
		return refusal(attempt, this.#auth, answer, left ? url.host : void 0);
	}
	/**
	* Where a header of an answer leads: https, or http from http.
	* @throws WaybillError REGISTRY_INVALID
	*/
	target(attempt, from, location, what) {
		const url = location === null ? null : URL.parse(location, from.href);
		if (url === null) throw invalid(attempt, `${what} that leads nowhere`, "an address in `Location`");
		if (!(url.protocol === "https:" || url.protocol === "http:" && from.protocol === "http:") || url.username !== "" || url.password !== "") throw invalid(attempt, `${what} from ${from.origin} to ${url.protocol}//${url.host}`, "an https address without credentials in it");
		return url;
	}
	async #follow(call, authorization) {
		const { attempt } = call;
		let { url } = call;
		let left = url.origin !== this.origin;
		for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
			const answer = await this.#one(call, url, left ? void 0 : authorization);
			const { status } = answer;
			if (!REDIRECTS.has(status)) return {
				answer,
				url,
				left
			};
			if (call.method !== "GET" && call.method !== "HEAD" && !REPEATING.has(status)) throw invalid(attempt, `a redirect of a ${call.method} by status ${status}`, "status 307 or 308");
			url = this.target(attempt, url, answer.headers.get("location"), "a redirect");
			left ||= url.origin !== this.origin;
		}
		throw invalid(attempt, `more than ${MAX_REDIRECTS} redirects`, "content at the end of them");
	}
	async #one(call, url, authorization) {
		const { method, attempt, body, maxBytes, timeout, giveUpAt, once } = call;
		try {
			return await this.#http.call({
				method,
				url: url.href,
				headers: {
					"accept-encoding": "identity",
					...call.headers,
					...authorization === void 0 ? {} : { authorization }
				},
				...body === void 0 ? {} : { body: new Uint8Array(body) },
				...maxBytes === void 0 ? {} : { maxBytes: Math.max(maxBytes, MIN_BYTES) },
				...timeout === void 0 ? {} : { timeout },
				...giveUpAt === void 0 ? {} : { giveUpAt },
				...once === void 0 ? {} : { once }
			}, (answer) => answer);
		} catch (error) {
			throw error instanceof CallFailed ? unavailable(attempt, this.#auth, error) : error;
		}
	}
};

// src/oci/upload.ts
const TRANSFER_TIMEOUT$1 = 12e4;
/** A session may end under us, by a lost answer or a restart; a registry that never keeps one is not tried for ever. */
const MAX_SESSIONS = 3;
/** A session that is left ends by itself some day: its end is not waited for longer, in milliseconds. */
const CANCEL_WITHIN = 5e3;
/**
* Stores a blob by one upload session (distribution-spec, "POST then PUT"), where the repository has it not yet.
* @throws WaybillError as OciRepository says
*/
async function storeBlob(transport, name, bytes) {
	const digest = digestOf(bytes);
	const attempt = {
		name,
		doing: `store the blob ${digest} in`,
		actions: "pull,push"
	};
	const blob = {
		digest,
		size: bytes.length
	};
	const has = async () => {
		const url = new URL(`/v2/${name.path}/blobs/${digest}`, transport.origin);
		return (await transport.send({
			method: "HEAD",
			url,
			attempt
		})).answer.status === 200;
	};
	if (await has()) return blob;
	for (let session = 1;; session++) {
		const address = await openSession(transport, attempt);
		const reply = await sendAll(transport, attempt, address, digest, bytes);
		const { status } = reply.answer;
		if (status === 201) {
			const claimed = reply.answer.headers.get("docker-content-digest");
			if (claimed === null || isDigestOf(claimed, bytes)) return blob;
			throw invalid(attempt, "the digest of another blob than was sent", digest);
		}
		if ((status < 300 || GONE.has(status)) && await has()) return blob;
		if (status === 404 && session < MAX_SESSIONS) continue;
		await cancel(transport, attempt, address);
		throw transport.refusal(attempt, reply);
	}
}
/** What registries answer of a session that has ended, or is elsewhere by now. */
const GONE = /* @__PURE__ */ new Set([
	400,
	404,
	409,
	410,
	416
]);
async function openSession(transport, attempt) {
	const url = new URL(`/v2/${attempt.name.path}/blobs/uploads/`, transport.origin);
	const reply = await transport.send({
		method: "POST",
		url,
		attempt
	});
	if (reply.answer.status !== 202) throw transport.refusal(attempt, reply);
	return transport.target(attempt, reply.url, reply.answer.headers.get("location"), "an upload's address");
}
async function sendAll(transport, attempt, address, digest, bytes) {
	const url = new URL(address);
	url.search = `${url.search === "" ? "?" : `${url.search}&`}digest=${encodeURIComponent(digest)}`;
	return await transport.send({
		method: "PUT",
		url,
		attempt,
		headers: { "content-type": "application/octet-stream" },
		body: bytes,
		timeout: TRANSFER_TIMEOUT$1
	});
}
/** What cannot be ended is left: the refusal that led here is what the user reads. */
async function cancel(transport, attempt, address) {
	try {
		const giveUpAt = transport.clock.now() + CANCEL_WITHIN;
		await transport.send({
			method: "DELETE",
			url: address,
			attempt,
			giveUpAt
		});
	} catch {}
}

// src/oci/client.ts
/** distribution-spec, "Pushing Manifests": what a registry should take at the least, and nobody exceeds. */
const MAX_MANIFEST_BYTES = 4194304;
/** Content takes longer than an answer. */
const TRANSFER_TIMEOUT = 12e4;
/** distribution-spec, "Pulling manifests" */
const TAG = /^\w[\w.-]{0,127}$/;
const ACCEPTED = [
	MEDIA.index,
	MEDIA.image,
	MEDIA.dockerIndex,
	MEDIA.dockerImage
].join(", ");
/** What servers say that know nothing of media types. */
const UNTYPED = /* @__PURE__ */ new Set([
	"application/json",
	"application/octet-stream",
	"text/plain"
]);
/** One repository by the API of OCI's distribution specification 1.1. Nothing is asked before the first call. */
function openRepository(name, ports) {
	const origin = registryOrigin(name.registry, ports.insecure);
	const auth = new Authorizer(origin, ports.http, new Secrets(ports.mask), () => ports.credentials(name));
	const transport = new Transport(origin, ports.http, auth);
	const url = (rest) => new URL(`/v2/${name.path}/${rest}`, origin);
	return {
		name,
		async manifest(reference) {
			requireReference(name, reference);
			const attempt = {
				name,
				doing: `read the manifest ${reference} of`,
				actions: "pull"
			};
			const reply = await transport.send({
				method: "GET",
				url: url(`manifests/${reference}`),
				attempt,
				headers: { accept: ACCEPTED },
				maxBytes: MAX_MANIFEST_BYTES
			});
			if (reply.answer.status === 404) return void 0;
			if (reply.answer.status !== 200) throw transport.refusal(attempt, reply);
			return readManifest(attempt, reference, reply);
		},
		async putManifest(reference, mediaType, bytes, ifMatch) {
			requireReference(name, reference);
			const isDigest = ociDigest(reference) !== void 0;
			const attempt = {
				name,
				doing: `store the manifest ${reference} in`,
				actions: "pull,push",
				...isDigest ? {} : { tag: reference }
			};
			if (isDigest && digestOf(bytes) !== reference) throw new TypeError("another manifest than its digest says");
			const reply = await transport.send({
				method: "PUT",
				url: url(`manifests/${reference}`),
				attempt,
				headers: {
					"content-type": mediaType,
					...ifMatch === void 0 ? {} : { "if-match": ifMatch }
				},
				body: bytes,
				timeout: TRANSFER_TIMEOUT,
				once: !isDigest
			});
			return stored(transport, attempt, reply, bytes);
		},
		async blob(digest, maxBytes) {
			const attempt = {
				name,
				doing: `read the blob ${digest} of`,
				actions: "pull"
			};
			const reply = await transport.send({
				method: "GET",
				url: url(`blobs/${digest}`),
				attempt,
				maxBytes,
				timeout: TRANSFER_TIMEOUT
			});
			const { status, body } = reply.answer;
			if (status === 404) return void 0;
			if (status !== 200) throw transport.refusal(attempt, reply);
			if (body.length > maxBytes) throw invalid(attempt, `${body.length} bytes`, `at most ${maxBytes} bytes`);
			requireDigest(attempt, digest, reply);
			return body;
		},
		putBlob: (bytes) => storeBlob(transport, name, bytes),
		referrers: (digest) => listReferrers(transport, name, digest)
	};
}
/** What is no reference would be another path of the API. */
function requireReference(name, reference) {
	if (TAG.test(reference) || ociDigest(reference) !== void 0) return;
	throw new WaybillError("REFERENCE_INVALID", {
		what: `This names no manifest in ${name.registry}/${name.path}.`,
		got: JSON.stringify(reference.slice(0, 200)),
		expected: "a tag, or a sha256 digest in lower case"
	});
}
function requireDigest(attempt, expected, { answer }) {
	const digest = digestOf(answer.body);
	if (digest !== expected) throw invalid(attempt, `content with the digest ${digest}`, expected);
	const claimed = answer.headers.get("docker-content-digest");
	if (claimed !== null && !isDigestOf(claimed, answer.body)) throw invalid(attempt, "a Docker-Content-Digest of other content than it sent", digest);
}
function readManifest(attempt, reference, reply) {
	const bytes = reply.answer.body;
	const digest = digestOf(bytes);
	requireDigest(attempt, ociDigest(reference) ?? digest, reply);
	const json = jsonObject(bytes);
	if (json === void 0) throw invalid(attempt, "content that is no JSON object", "a manifest");
	if (json["manifests"] !== void 0 && (json["layers"] !== void 0 || json["config"] !== void 0)) throw invalid(attempt, "a manifest that is an image and an index at once", "one of the two");
	const etag = reply.answer.headers.get("etag");
	return {
		mediaType: manifestType(attempt, reply, json),
		digest,
		bytes,
		json,
		etag: etag === null || etag.startsWith("W/") ? void 0 : etag
	};
}
function manifestType(attempt, { answer }, json) {
	const header = mediaTypeOf(answer.headers.get("content-type"));
	const said = header === void 0 || UNTYPED.has(header) ? void 0 : header;
	const own = typeof json["mediaType"] === "string" ? json["mediaType"] : void 0;
	if (said !== void 0 && own !== void 0 && said !== own.toLowerCase()) throw invalid(attempt, "a manifest that says another media type than the registry", "one media type");
	const type = own ?? said;
	if (type === void 0) throw invalid(attempt, "a manifest without a media type", "one of OCI's or Docker's");
	return type;
}
function stored(transport, attempt, reply, bytes) {
	const { status, headers } = reply.answer;
	if (status === 200 || status === 201 || status === 202) {
		const claimed = headers.get("docker-content-digest");
		if (claimed !== null && !isDigestOf(claimed, bytes)) throw invalid(attempt, "the digest of another manifest than was sent", digestOf(bytes));
		return "stored";
	}
	if (status === 412 && !/immutab/i.test(reply.answer.body.toString("utf8"))) return "conflict";
	throw transport.refusal(attempt, reply);
}

export { openRepository as t };
