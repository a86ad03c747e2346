import { Nt as require__late_node_crypto } from "./verify.js";
import { t as LocalServer } from "./server.js";
import { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";

// local/registry/errors.ts
var import__late_node_crypto = require__late_node_crypto();
/** The codes of the distribution spec 1.1 ("Error Codes") that are given here, with the status that goes with each. */
const STATUS = {
	BLOB_UNKNOWN: 404,
	BLOB_UPLOAD_INVALID: 400,
	BLOB_UPLOAD_UNKNOWN: 404,
	DENIED: 403,
	DIGEST_INVALID: 400,
	MANIFEST_BLOB_UNKNOWN: 400,
	MANIFEST_INVALID: 400,
	MANIFEST_UNKNOWN: 404,
	NAME_INVALID: 400,
	NAME_UNKNOWN: 404,
	SIZE_INVALID: 400,
	TOOMANYREQUESTS: 429,
	UNAUTHORIZED: 401,
	UNSUPPORTED: 405,
	TAG_INVALID: 400,
	PRECONDITION_FAILED: 412
};
/** What a registry answers in place of what it was asked for; thrown by the operations, answered by the routes. */
var Refusal = class extends Error {
	code;
	status;
	headers;
	detail;
	constructor(code, message, options = {}) {
		super(message);
		this.code = code;
		this.status = options.status ?? STATUS[code];
		this.headers = options.headers ?? {};
		this.detail = options.detail;
	}
	answer() {
		const error = {
			code: this.code,
			message: this.message,
			detail: this.detail
		};
		return {
			status: this.status,
			headers: this.headers,
			body: { errors: [error] }
		};
	}
};

// local/registry/auth.ts
const ALL = [
	"pull",
	"push",
	"delete"
];
const NO_AUTH = {
	kind: "none",
	accounts: [],
	anonymous: [],
	realm: "here",
	lifetime: 300,
	tokenField: "token",
	oauth: true,
	insufficient: 401
};
/** Checks what is asked, and issues the tokens that it checks (distribution, "Token Authentication Specification"). */
var Gate = class {
	settings;
	#origins;
	#grants = /* @__PURE__ */ new Map();
	constructor(settings, origins) {
		this.settings = settings;
		this.#origins = origins;
	}
	/** Ends the tokens that were issued; their holders must ask for new ones. */
	expireTokens() {
		this.#grants.clear();
	}
	/** @throws Refusal (401 with a challenge, 403) unless the call may do all of it */
	require(call, repository, actions) {
		if (this.settings.kind === "none") return;
		const given = call.headers["authorization"];
		const may = given === void 0 ? void 0 : this.#allowed(given, repository);
		const scope = repository === void 0 ? "" : `,scope="repository:${repository}:${actions.join(",")}"`;
		const challenge = (error) => ({ "www-authenticate": this.settings.kind === "basic" ? `Basic realm="registry"` : `Bearer realm="${this.#realm()}",service="${this.#origins.host()}"${scope}${error}` });
		if (may === void 0) throw new Refusal("UNAUTHORIZED", "authentication required", { headers: challenge(given === void 0 ? "" : `,error="invalid_token"`) });
		if (actions.every((action) => may.includes(action))) return;
		if (this.settings.kind === "basic" || this.settings.insufficient === 403) throw new Refusal("DENIED", "requested access to the resource is denied");
		throw new Refusal("UNAUTHORIZED", "insufficient scope", { headers: challenge(`,error="insufficient_scope"`) });
	}
	allows(call, repository, actions) {
		const given = call.headers["authorization"];
		const may = this.settings.kind === "none" ? ALL : given === void 0 ? [] : this.#allowed(given, repository);
		return actions.every((action) => may?.includes(action) === true);
	}
	/** The realm, at both origins; the challenge says which is meant, and the other is not there. */
	tokenRoutes(origin) {
		const here = (handle) => (call) => this.settings.kind === "bearer" && this.settings.realm === origin ? handle(call) : { status: 404 };
		return [{
			method: "GET",
			path: /\/token/,
			handle: here((call) => this.#get(call))
		}, {
			method: "POST",
			path: /\/token/,
			handle: here((call) => this.#post(call))
		}];
	}
	/** @returns undefined for credentials that are not good (any more) */
	#allowed(authorization, repository) {
		if (this.settings.kind === "basic") {
			const account = this.#accountOf(authorization);
			return account === void 0 ? void 0 : accountMay(account, repository);
		}
		const grant = this.#grants.get(/^bearer (.+)$/i.exec(authorization)?.[1] ?? "");
		if (grant === void 0 || grant.expires <= Date.now()) return void 0;
		return grant.may.get(repository ?? "") ?? [];
	}
	#accountOf(authorization) {
		const encoded = /^basic (.+)$/i.exec(authorization)?.[1] ?? "";
		const [, username, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString()) ?? [];
		return this.settings.accounts.find((a) => a.username === username && a.password === password);
	}
	#get(call) {
		const given = call.headers["authorization"];
		const account = given === void 0 ? void 0 : this.#accountOf(given);
		if (given !== void 0 && account === void 0) return refused("incorrect username or password");
		const scopes = call.query.getAll("scope").flatMap((scope) => scope.split(" "));
		const answer = this.#issue(call.query.get("service"), scopes, account);
		if (answer.status !== 200) return answer;
		const { access_token, ...rest } = answer.body;
		const offline = call.query.get("offline_token") === "true" && account?.identityToken !== void 0;
		const field = this.settings.tokenField;
		return {
			status: 200,
			body: {
				...field === "access_token" ? {} : { token: access_token },
				...field === "token" ? {} : { access_token },
				...rest,
				...offline ? { refresh_token: account.identityToken } : {}
			}
		};
	}
	/** distribution, "Docker Registry v2 authentication using OAuth2"; ACR's form of it */
	#post(call) {
		if (!this.settings.oauth) return { status: 405 };
		if (call.headers["content-type"]?.split(";")[0] !== "application/x-www-form-urlencoded") return oauthError("invalid_request");
		const form = new URLSearchParams(call.body.toString());
		const account = this.settings.accounts.find((a) => form.get("grant_type") === "refresh_token" ? a.identityToken !== void 0 && a.identityToken === form.get("refresh_token") : form.get("grant_type") === "password" && a.username === form.get("username") && a.password === form.get("password"));
		if (account === void 0) return {
			...oauthError("invalid_grant"),
			status: 401
		};
		return this.#issue(form.get("service"), (form.get("scope") ?? "").split(" "), account);
	}
	/** A token for what was asked and is allowed, which may be nothing: the registry, not the realm, refuses then. */
	#issue(service, scopes, account) {
		if (service !== this.#origins.host()) return oauthError("invalid_request");
		const may = /* @__PURE__ */ new Map();
		for (const scope of scopes) {
			const [, name, asked] = /^repository:(.+):([a-z,*]+)$/.exec(scope) ?? [];
			if (name === void 0 || asked === void 0) continue;
			const actions = account === void 0 ? this.settings.anonymous : accountMay(account, name);
			may.set(name, actions.filter((action) => asked.split(",").includes(action)));
		}
		const token = (0, import__late_node_crypto.randomBytes)(24).toString("base64url");
		this.#grants.set(token, {
			may,
			expires: Date.now() + this.settings.lifetime * 1e3
		});
		const issued_at = (/* @__PURE__ */ new Date()).toISOString();
		return {
			status: 200,
			body: {
				access_token: token,
				expires_in: this.settings.lifetime,
				issued_at
			}
		};
	}
	#realm() {
		return `${this.settings.realm === "here" ? this.#origins.here() : this.#origins.elsewhere()}/token`;
	}
};
function accountMay(account, repository) {
	if (account.may === void 0) return ALL;
	return account.may[repository ?? ""] ?? account.may["*"] ?? [];
}
function refused(message) {
	return new Refusal("UNAUTHORIZED", message).answer();
}
function oauthError(error) {
	return {
		status: 400,
		body: { error }
	};
}

// local/registry/bodies.ts
/** bytes of an `oversized` body */
const OVERSIZE = 3e8;
const CHUNK = Buffer.alloc(65536, "a");
/** 200 with the bytes, or with what is to be served in their place. */
function served(bytes, headers, body) {
	switch (body) {
		case "stored": return {
			status: 200,
			headers,
			body: bytes
		};
		case "other-bytes": return {
			status: 200,
			headers,
			body: otherBytes(bytes)
		};
		case "oversized": return {
			status: 200,
			headers: {
				...headers,
				"content-length": String(OVERSIZE)
			},
			body: Readable.from(filler(bytes, OVERSIZE))
		};
		case "endless": return {
			status: 200,
			headers,
			body: Readable.from(filler(bytes, Number.POSITIVE_INFINITY))
		};
	}
}
/** As many bytes, of another digest: one hex digit before a quote is changed, so that JSON stays JSON. */
function otherBytes(bytes) {
	const text = bytes.toString("latin1");
	const changed = text.replace(/[0-9a-f](?=")/, (digit) => digit === "0" ? "1" : "0");
	return changed === text ? Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]) : Buffer.from(changed, "latin1");
}
function* filler(start, size) {
	let left = size;
	for (let chunk = start; left > 0; chunk = CHUNK) {
		const part = chunk.length > left ? chunk.subarray(0, left) : chunk;
		left -= part.length;
		yield part;
	}
}

// local/registry/operation.ts
/** The repository that is asked for; one that holds nothing does not exist. */
function repositoryOf(call) {
	const repository = call.state.repositories.get(call.name);
	if (repository === void 0) throw new Refusal("NAME_UNKNOWN", "repository name not known to registry", { detail: { name: call.name } });
	return repository;
}
/** sha256 and sha512 are the registered algorithms (OCI image-spec, descriptor.md); this registry computes sha256. */
function isDigest(text) {
	return /^sha256:[0-9a-f]{64}$/.test(text);
}
function digestParam(digest) {
	if (typeof digest === "string" && isDigest(digest)) return digest;
	throw new Refusal("DIGEST_INVALID", "invalid checksum digest format", { detail: digest });
}
function locationOf(call, path) {
	return call.switches.locations === "absolute" ? `${call.world.origins.here()}${path}` : path;
}
/** Another address of the same thing, for ever. */
function loop(call) {
	const hop = Number(call.query.get("hop") ?? 0) + 1;
	return {
		status: 307,
		headers: { location: locationOf(call, `${call.path}?hop=${hop}`) }
	};
}
function refuseOverQuota(call) {
	if (call.switches.quota !== void 0) throw new Refusal("DENIED", call.switches.quota);
}

// local/registry/state.ts
/** One repository, plain and open: tests set it up and read it back. */
var StoredRepository = class {
	blobs = /* @__PURE__ */ new Map();
	/** by digest, oldest first */
	manifests = /* @__PURE__ */ new Map();
	tags = /* @__PURE__ */ new Map();
	/** every write of a tag that took effect, oldest first */
	tagWrites = [];
	putBlob(bytes) {
		const digest = digestOf(bytes);
		this.blobs.set(digest, bytes);
		return digest;
	}
	putManifest(mediaType, bytes, json) {
		const digest = digestOf(bytes);
		const subject = json["subject"];
		const known = this.manifests.get(digest);
		if (known?.mediaType === mediaType) return known;
		const manifest = {
			digest,
			mediaType,
			bytes,
			json,
			subject: subject?.digest,
			asked: 0
		};
		this.manifests.set(digest, manifest);
		return manifest;
	}
	putTag(tag, digest) {
		this.tags.set(tag, digest);
		this.tagWrites.push({
			tag,
			digest
		});
	}
	/** @param reference a tag or a digest */
	find(reference) {
		return this.manifests.get(this.tags.get(reference) ?? reference);
	}
	/** Those that name this subject, oldest first. */
	referrersOf(digest) {
		return [...this.manifests.values()].filter((manifest) => manifest.subject === digest);
	}
};
/** What the embedded registry holds. */
var RegistryState = class {
	repositories = /* @__PURE__ */ new Map();
	uploads = /* @__PURE__ */ new Map();
	/** The repository of that name, made where there was none. */
	repository(name) {
		const known = this.repositories.get(name);
		if (known !== void 0) return known;
		const made = new StoredRepository();
		this.repositories.set(name, made);
		return made;
	}
	startUpload(repository) {
		const upload = {
			id: (0, import__late_node_crypto.randomUUID)(),
			repository,
			state: (0, import__late_node_crypto.randomUUID)(),
			bytes: Buffer.alloc(0)
		};
		this.uploads.set(upload.id, upload);
		return upload;
	}
};
function digestOf(bytes) {
	return `sha256:${(0, import__late_node_crypto.createHash)("sha256").update(bytes).digest("hex")}`;
}

// local/registry/blobs.ts
const SESSION = /\/blobs\/uploads\/(?<session>[^/]+)/;
/** Blobs and their uploads (distribution-spec 1.1, "Pulling blobs", "Pushing blobs"). */
const blobOperations = [
	{
		methods: ["GET", "HEAD"],
		path: /\/blobs\/(?<digest>[^/]+)/,
		needs: ["pull"],
		handle: getBlob
	},
	{
		methods: ["DELETE"],
		path: /\/blobs\/(?<digest>[^/]+)/,
		needs: ["delete"],
		handle: deleteBlob
	},
	{
		methods: ["POST"],
		path: /\/blobs\/uploads\//,
		needs: ["pull", "push"],
		handle: startUpload
	}
];
/** What follows the start of an upload; at the other origin too, if the switch says so. */
const uploadOperations = [
	{
		methods: ["GET"],
		path: SESSION,
		needs: ["pull", "push"],
		handle: uploadStatus
	},
	{
		methods: ["PATCH"],
		path: SESSION,
		needs: ["pull", "push"],
		handle: appendChunk
	},
	{
		methods: ["PUT"],
		path: SESSION,
		needs: ["pull", "push"],
		handle: completeUpload
	},
	{
		methods: ["DELETE"],
		path: SESSION,
		needs: ["pull", "push"],
		handle: cancelUpload
	}
];
function blobOf(call) {
	const digest = digestParam(call.params["digest"]);
	const bytes = repositoryOf(call).blobs.get(digest);
	if (bytes === void 0) throw new Refusal("BLOB_UNKNOWN", "blob unknown to registry", { detail: { digest } });
	return {
		digest,
		bytes
	};
}
function getBlob(call) {
	const { digest, bytes } = blobOf(call);
	const { blobs, blobBody } = call.switches;
	if (blobs === "loop") return loop(call);
	if (blobs === "elsewhere" && call.method === "GET") return {
		status: 307,
		headers: { location: call.world.storage(call.name, digest) }
	};
	return served(bytes, {
		"content-type": "application/octet-stream",
		"docker-content-digest": digest
	}, blobBody);
}
function deleteBlob(call) {
	const { digest } = blobOf(call);
	repositoryOf(call).blobs.delete(digest);
	return { status: 202 };
}
function startUpload(call) {
	refuseOverQuota(call);
	const mounted = mount(call);
	if (mounted !== void 0) return mounted;
	const digest = call.query.get("digest");
	if (digest !== null) return store(call, digest, call.body);
	if (call.body.length > 0) throw new Refusal("BLOB_UPLOAD_INVALID", "a POST without digest has no body");
	return accepted(call, 202, call.state.startUpload(call.name));
}
/** A blob that another repository holds; where it cannot be mounted, an upload starts as if nothing had been said. */
function mount(call) {
	const digest = call.query.get("mount");
	const from = call.query.get("from");
	if (digest === null || from === null || !call.world.gate.allows(call, from, ["pull"])) return void 0;
	const bytes = call.state.repositories.get(from)?.blobs.get(digest);
	return bytes === void 0 ? void 0 : store(call, digest, bytes);
}
function uploadStatus(call) {
	return accepted(call, 204, sessionOf(call));
}
function appendChunk(call) {
	refuseOverQuota(call);
	const upload = sessionOf(call);
	append(call, upload);
	return accepted(call, 202, upload);
}
function completeUpload(call) {
	refuseOverQuota(call);
	const upload = sessionOf(call);
	const digest = digestParam(call.query.get("digest"));
	append(call, upload);
	call.state.uploads.delete(upload.id);
	return store(call, digest, upload.bytes);
}
function cancelUpload(call) {
	call.state.uploads.delete(sessionOf(call).id);
	return { status: 204 };
}
/** The session, by the latest Location that was given for it. */
function sessionOf(call) {
	const upload = call.state.uploads.get(call.params["session"] ?? "");
	if (upload === void 0 || upload.repository !== call.name) throw new Refusal("BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
	if (call.query.get("_state") !== upload.state) throw new Refusal("BLOB_UPLOAD_INVALID", "not the Location that was given last");
	return upload;
}
function append(call, upload) {
	const range = call.headers["content-range"];
	if (range !== void 0) {
		const [, first, last] = /^(\d+)-(\d+)$/.exec(range) ?? [];
		const size = Number(last) - Number(first) + 1;
		if (Number(first) !== upload.bytes.length || size !== call.body.length) {
			const { headers } = accepted(call, 416, upload);
			throw new Refusal("BLOB_UPLOAD_INVALID", "chunk out of order", {
				status: 416,
				...headers === void 0 ? {} : { headers }
			});
		}
	}
	upload.bytes = Buffer.concat([upload.bytes, call.body]);
}
function accepted(call, status, upload) {
	upload.state = (0, import__late_node_crypto.randomUUID)();
	const path = `/v2/${call.name}/blobs/uploads/${upload.id}?_state=${upload.state}`;
	return {
		status,
		headers: {
			location: call.switches.uploads === "elsewhere" ? `${call.world.origins.elsewhere()}${path}` : locationOf(call, path),
			range: `0-${Math.max(0, upload.bytes.length - 1)}`,
			"docker-upload-uuid": upload.id
		}
	};
}
function store(call, asked, bytes) {
	const digest = digestOf(bytes);
	if (digestParam(asked) !== digest) throw new Refusal("DIGEST_INVALID", "provided digest did not match uploaded content", { detail: { digest: asked } });
	call.state.repository(call.name).putBlob(bytes);
	return {
		status: 201,
		headers: {
			location: locationOf(call, `/v2/${call.name}/blobs/${digest}`),
			"docker-content-digest": digest
		}
	};
}

// local/registry/manifest-json.ts
const OCI_IMAGE = "application/vnd.oci.image.manifest.v1+json";
const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
const DOCKER_IMAGE = "application/vnd.docker.distribution.manifest.v2+json";
const DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";
/** A manifest as the image-spec 1.1 has it (manifest.md, image-index.md), or as Docker has; MANIFEST_INVALID otherwise. */
function parseManifest(contentType, bytes) {
	const mediaType = contentType.split(";")[0]?.trim() ?? "";
	const json = jsonOf(bytes);
	if (json["schemaVersion"] !== 2) throw invalid("schemaVersion is not 2");
	const stated = json["mediaType"];
	if (stated !== mediaType && !((mediaType === OCI_IMAGE || mediaType === OCI_INDEX) && stated === void 0)) throw invalid("mediaType is not the Content-Type");
	const subject = json["subject"] === void 0 ? void 0 : descriptor(json["subject"], "subject");
	if (json["artifactType"] !== void 0 && typeof json["artifactType"] !== "string") throw invalid("artifactType is no string");
	checkAnnotations(json["annotations"]);
	if (mediaType === OCI_IMAGE || mediaType === DOCKER_IMAGE) return {
		mediaType,
		json,
		blobs: imageBlobs(json),
		manifests: [],
		subject
	};
	if (mediaType === OCI_INDEX || mediaType === DOCKER_INDEX) return {
		mediaType,
		json,
		blobs: [],
		manifests: descriptors(json["manifests"], "manifests"),
		subject
	};
	throw invalid("no media type of a manifest");
}
function imageBlobs(json) {
	const config = json["config"];
	const content = descriptor(config, "config");
	if ((isObject(config) ? config["mediaType"] : void 0) === "application/vnd.oci.empty.v1+json" && json["artifactType"] === void 0) throw invalid("artifactType must be set where the config is empty");
	return [content, ...descriptors(json["layers"], "layers")];
}
function descriptors(value, field) {
	if (!Array.isArray(value)) throw invalid(`${field} is no list`);
	return value.map((item, i) => descriptor(item, `${field}[${i}]`));
}
function descriptor(value, field) {
	if (!isObject(value)) throw invalid(`${field} is no descriptor`);
	const { mediaType, digest, size, annotations } = value;
	if (typeof mediaType !== "string" || !/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(mediaType)) throw invalid(`${field} has no media type`);
	if (typeof digest !== "string" || !isDigest(digest)) throw invalid(`${field} has no digest`);
	if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) throw invalid(`${field} has no size`);
	checkAnnotations(annotations);
	return {
		digest,
		size
	};
}
function checkAnnotations(value) {
	if (value === void 0) return;
	if (!isObject(value) || Object.values(value).some((text) => typeof text !== "string")) throw invalid("annotations are no map of strings");
}
function jsonOf(bytes) {
	try {
		const json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
		if (isObject(json)) return json;
	} catch {}
	throw invalid("no JSON object");
}
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function invalid(message) {
	return new Refusal("MANIFEST_INVALID", `manifest invalid: ${message}`);
}

// local/registry/manifests.ts
/** what a registry must take at least, and most take no more (distribution-spec 1.1, "Pushing Manifests") */
const MAX_MANIFEST = 4194304;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const PATH = /\/manifests\/(?<reference>[^/]+)/;
/** Manifests and tags. */
const manifestOperations = [
	{
		methods: ["GET", "HEAD"],
		path: PATH,
		needs: ["pull"],
		handle: getManifest
	},
	{
		methods: ["PUT"],
		path: PATH,
		needs: ["pull", "push"],
		handle: putManifest
	},
	{
		methods: ["DELETE"],
		path: PATH,
		needs: ["delete"],
		handle: deleteManifest
	},
	{
		methods: ["GET"],
		path: /\/tags\/list/,
		needs: ["pull"],
		handle: listTags
	}
];
function getManifest(call) {
	const { switches } = call;
	const manifest = manifestOf(call, referenceOf(call));
	if (switches.manifests === "loop") return loop(call);
	requireAccepted(call, manifest.mediaType);
	const headers = {
		"content-type": manifest.mediaType,
		"docker-content-digest": manifest.digest,
		...switches.etags ? { etag: etagOf(manifest.digest) } : {}
	};
	const known = call.headers["if-none-match"];
	if (switches.etags && known !== void 0 && names(known, manifest.digest)) return {
		status: 304,
		headers
	};
	return served(manifest.bytes, headers, switches.manifestBody);
}
/** A manifest of a type that was not asked for is not there: distribution takes no wildcard for a yes either. */
function requireAccepted(call, mediaType) {
	if ((call.headers["accept"] ?? "").split(",").map((type) => type.split(";")[0]?.trim()).includes(mediaType)) return;
	throw new Refusal("MANIFEST_UNKNOWN", `manifest found, but Accept does not name ${mediaType}`);
}
async function putManifest(call) {
	refuseOverQuota(call);
	const reference = referenceOf(call);
	if (call.body.length > MAX_MANIFEST) throw new Refusal("SIZE_INVALID", "manifest too large", { status: 413 });
	const parsed = parseManifest(call.headers["content-type"] ?? "", call.body);
	const digest = digestOf(call.body);
	if (isDigest(reference) && reference !== digest) throw new Refusal("DIGEST_INVALID", "provided digest did not match uploaded content");
	requireContent(call.state.repositories.get(call.name), parsed);
	const repository = call.state.repository(call.name);
	if (isDigest(reference)) repository.putManifest(parsed.mediaType, call.body, parsed.json);
	else await writeTag(call, repository, reference, parsed);
	return {
		status: 201,
		headers: {
			location: locationOf(call, `/v2/${call.name}/manifests/${digest}`),
			"docker-content-digest": digest,
			...subjectHeader(call, parsed)
		}
	};
}
/** A subject need not exist; config, layers and an index's entries must. */
function requireContent(repository, parsed) {
	const missing = [...parsed.blobs.filter(({ digest, size }) => repository?.blobs.get(digest)?.length !== size), ...parsed.manifests.filter(({ digest, size }) => repository?.manifests.get(digest)?.bytes.length !== size)];
	if (missing.length === 0) return;
	throw new Refusal("MANIFEST_BLOB_UNKNOWN", "manifest references a manifest or blob unknown to registry", { detail: missing });
}
/** The condition is judged when the write takes effect, and nothing comes between the two. */
async function writeTag(call, repository, tag, parsed) {
	const { switches } = call;
	if (switches.immutableTags && repository.tags.has(tag)) throw new Refusal("TAG_INVALID", `The image tag '${tag}' already exists in the '${call.name}' repository and cannot be overwritten because the tag is immutable.`);
	if (switches.conflicts > 0) {
		switches.conflicts -= 1;
		throw new Refusal("PRECONDITION_FAILED", "told to say that the tag has changed");
	}
	const write = () => {
		if (switches.conditions === "honoured") requireCondition(call, repository.tags.get(tag));
		const { digest } = repository.putManifest(parsed.mediaType, call.body, parsed.json);
		repository.putTag(tag, digest);
	};
	const delay = switches.tagWriteDelay(digestOf(call.body));
	if (delay <= 0) return write();
	if (switches.tagWriteAnswer === "after-effect") return setTimeout(delay).then(write);
	if (switches.conditions === "honoured") requireCondition(call, repository.tags.get(tag));
	setTimeout(delay, void 0, { ref: false }).then(write).catch(() => void 0);
}
/** RFC 9110, 13.1.1 and 13.1.2 */
function requireCondition(call, current) {
	const match = call.headers["if-match"];
	const none = call.headers["if-none-match"];
	if (!((match === void 0 || current !== void 0 && names(match, current)) && (none === void 0 || current === void 0 || !names(none, current)))) throw new Refusal("PRECONDITION_FAILED", "the tag has changed");
}
function subjectHeader(call, { subject }) {
	const { subjectHeader: sent, referrers } = call.switches;
	return subject !== void 0 && (sent === "always" || sent === "honest" && referrers === "listed") ? { "oci-subject": subject.digest } : {};
}
/** By digest, the manifest and the tags that name it; by tag, the tag alone. */
function deleteManifest(call) {
	const reference = referenceOf(call);
	const { digest } = manifestOf(call, reference);
	const repository = repositoryOf(call);
	if (reference !== digest) {
		repository.tags.delete(reference);
		return { status: 202 };
	}
	repository.manifests.delete(digest);
	for (const [tag, named] of repository.tags) if (named === digest) repository.tags.delete(tag);
	return { status: 202 };
}
function listTags(call) {
	const all = [...repositoryOf(call).tags.keys()].toSorted();
	const last = call.query.get("last");
	const rest = last === null ? all : all.filter((tag) => tag > last);
	const asked = call.query.get("n");
	const tags = asked === null ? rest : rest.slice(0, Number(asked));
	const more = tags.length > 0 && tags.length < rest.length;
	const next = `</v2/${call.name}/tags/list?n=${asked}&last=${tags.at(-1)}>; rel="next"`;
	return {
		status: 200,
		headers: more ? { link: next } : {},
		body: {
			name: call.name,
			tags
		}
	};
}
function referenceOf(call) {
	const reference = call.params["reference"] ?? "";
	if (isDigest(reference) || TAG.test(reference)) return reference;
	if (reference.includes(":")) throw new Refusal("DIGEST_INVALID", "invalid digest");
	throw new Refusal("TAG_INVALID", "invalid tag");
}
function manifestOf(call, reference) {
	const manifest = call.state.repositories.get(call.name)?.find(reference);
	if (manifest !== void 0) return manifest;
	if (call.switches.missingManifest === 403) throw new Refusal("DENIED", "requested access to the resource is denied");
	repositoryOf(call);
	throw new Refusal("MANIFEST_UNKNOWN", "manifest unknown", { detail: { reference } });
}
function etagOf(digest) {
	return `"${digest}"`;
}
/** Whether a list of entity tags has this one. */
function names(list, digest) {
	return list.split(",").some((tag) => tag.trim() === "*" || tag.trim() === etagOf(digest));
}

// local/registry/referrers.ts
const INDEX = "application/vnd.oci.image.index.v1+json";
/** distribution-spec 1.1, "Listing Referrers" */
const referrersOperations = [{
	methods: ["GET"],
	path: /\/referrers\/(?<digest>[^/]+)/,
	needs: ["pull"],
	handle: listReferrers
}];
/** An unknown repository or subject has no referrers: never 404 where the API is there. */
function listReferrers(call) {
	const { switches, query } = call;
	if (switches.referrers === "absent") return {
		status: 404,
		headers: { "content-type": "text/plain" },
		body: Buffer.from("404 page not found\n")
	};
	const digest = digestParam(call.params["digest"]);
	const shown = switches.referrers === "empty" ? [] : visible(call, digest);
	const type = switches.referrersFilter ? query.get("artifactType") : null;
	const { page, next } = pageAfter(shown.map((manifest) => listed(manifest, switches.referrersType)).filter((descriptor) => type === null || descriptor["artifactType"] === type), query.get("last"), switches.referrersPage);
	const index = {
		schemaVersion: 2,
		mediaType: INDEX,
		manifests: page
	};
	const headers = {
		"content-type": INDEX,
		...type === null ? {} : { "oci-filters-applied": "artifactType" },
		...next === void 0 ? {} : { link: linkTo(call, next) }
	};
	return served(Buffer.from(JSON.stringify(index)), headers, switches.referrersBody);
}
/** Counts a query (not each of its pages), and leaves out what hides from it. */
function visible(call, digest) {
	const referrers = call.state.repositories.get(call.name)?.referrersOf(digest) ?? [];
	if (!call.query.has("last")) for (const manifest of referrers) manifest.asked += 1;
	return referrers.filter((manifest) => manifest.asked > call.switches.referrersHiddenFor);
}
/** A descriptor with the manifest's own artifact type, or else its config's media type, and its annotations. */
function listed({ mediaType, digest, bytes, json }, kind) {
	const config = json["config"];
	const descriptor = {
		mediaType,
		digest,
		size: bytes.length
	};
	if (kind === "config") return {
		...descriptor,
		artifactType: config?.mediaType
	};
	return {
		...descriptor,
		artifactType: json["artifactType"] ?? config?.mediaType,
		annotations: json["annotations"]
	};
}
function pageAfter(all, last, size) {
	const start = all.findIndex((descriptor) => descriptor["digest"] === last) + 1;
	const page = all.slice(start, start + size);
	return {
		page,
		next: start + size < all.length ? String(page.at(-1)?.["digest"]) : void 0
	};
}
function linkTo(call, last) {
	const query = new URLSearchParams(call.query);
	query.set("last", last);
	return `<${call.path}?${query.toString()}>; rel="next"`;
}

// local/registry/switches.ts
/** A registry as the spec has it. */
const FAITHFUL = {
	referrers: "listed",
	referrersType: "artifact",
	referrersFilter: true,
	referrersPage: 100,
	referrersHiddenFor: 0,
	subjectHeader: "honest",
	etags: true,
	conditions: "honoured",
	conflicts: 0,
	throttled: 0,
	retryAfter: "1",
	missingManifest: 404,
	blobs: "direct",
	manifests: "direct",
	uploads: "direct",
	locations: "relative",
	immutableTags: false,
	quota: void 0,
	manifestBody: "stored",
	blobBody: "stored",
	referrersBody: "stored",
	tagWriteDelay: () => 0,
	tagWriteAnswer: "after-effect"
};

// local/registry/start.ts
/** distribution-spec 1.1, "Pulling manifests" */
const NAME = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
/** Starts the registry and its other origin on loopback ports. */
async function startRegistry(options = {}) {
	const state = new RegistryState();
	const switches = {
		...FAITHFUL,
		...options.switches
	};
	const auth = {
		...NO_AUTH,
		...options.auth
	};
	const signature = (0, import__late_node_crypto.randomBytes)(16).toString("hex");
	const urls = {
		here: "",
		elsewhere: ""
	};
	const origins = {
		here: () => urls.here,
		elsewhere: () => urls.elsewhere,
		host: () => new URL(urls.here).host
	};
	const gate = new Gate(auth, origins);
	const world = {
		state,
		switches,
		gate,
		origins,
		storage: (repository, digest) => `${urls.elsewhere}/storage/${digest}?repository=${encodeURIComponent(repository)}&sig=${signature}`
	};
	const elsewhere = await LocalServer.start([
		...gate.tokenRoutes("elsewhere"),
		storageRoute(world, signature),
		...uploadRoutes(world)
	]);
	const server = await startOrEnd([...gate.tokenRoutes("here"), ...routes(world)], options.port, elsewhere);
	urls.here = server.url;
	urls.elsewhere = elsewhere.url;
	return {
		url: server.url,
		host: new URL(server.url).host,
		state,
		switches,
		auth,
		server,
		elsewhere,
		expireTokens: () => gate.expireTokens(),
		close: async () => {
			await Promise.all([server.close(), elsewhere.close()]);
		}
	};
}
async function startOrEnd(routes, port, other) {
	try {
		return await LocalServer.start(routes, port);
	} catch (error) {
		await other.close();
		throw error;
	}
}
function routes(world) {
	const operations = [
		...blobOperations,
		...uploadOperations,
		...manifestOperations,
		...referrersOperations
	];
	return [...["GET", "HEAD"].map((method) => ({
		method,
		path: /\/v2\//,
		handle: (call) => guarded(world, () => {
			world.gate.require(call, void 0, []);
			return {
				status: 200,
				body: {}
			};
		})
	})), ...operations.flatMap((operation) => operation.methods.map((method) => routeOf(world, operation, method)))];
}
function routeOf(world, operation, method) {
	return {
		method,
		path: new RegExp(String.raw`/v2/(?<name>.+)${operation.path.source}`),
		handle: (call) => guarded(world, () => {
			const name = call.params["name"] ?? "";
			if (!NAME.test(name)) throw new Refusal("NAME_INVALID", "invalid repository name");
			world.gate.require(call, name, operation.needs);
			return operation.handle({
				...call,
				world,
				name,
				state: world.state,
				switches: world.switches
			});
		})
	};
}
/** An upload's Location at the other origin is its own permission, and takes no other. */
function uploadRoutes(world) {
	const operations = uploadOperations.map((operation) => ({
		...operation,
		handle: (call) => {
			if (call.headers["authorization"] === void 0) return operation.handle(call);
			throw new Refusal("BLOB_UPLOAD_INVALID", "credentials that were not asked for");
		}
	}));
	const open = {
		...world,
		gate: new Gate(NO_AUTH, world.origins)
	};
	return operations.flatMap((operation) => operation.methods.map((method) => routeOf(open, operation, method)));
}
/** What every answer has, what a refusal becomes, and 429 before anything else. */
async function guarded(world, handle) {
	const { switches } = world;
	const version = { "docker-distribution-api-version": "registry/2.0" };
	try {
		if (switches.throttled > 0) {
			switches.throttled -= 1;
			const headers = switches.retryAfter === void 0 ? {} : { "retry-after": switches.retryAfter };
			throw new Refusal("TOOMANYREQUESTS", "too many requests", { headers });
		}
		const answer = await handle();
		return {
			...answer,
			headers: {
				...version,
				...answer.headers
			}
		};
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		const answer = error.answer();
		return {
			...answer,
			headers: {
				...version,
				...answer.headers
			}
		};
	}
}
/** The storage trusts its signed URLs alone, and refuses a request that brings other credentials as well (as S3 does). */
function storageRoute(world, signature) {
	return {
		method: "GET",
		path: /\/storage\/(?<digest>[^/]+)/,
		handle: (call) => {
			if (call.headers["authorization"] !== void 0) return {
				status: 400,
				body: Buffer.from("<Error><Code>InvalidArgument</Code></Error>")
			};
			if (call.query.get("sig") !== signature) return {
				status: 403,
				body: Buffer.from("<Error><Code>AccessDenied</Code></Error>")
			};
			const bytes = world.state.repositories.get(call.query.get("repository") ?? "")?.blobs.get(call.params["digest"] ?? "");
			return bytes === void 0 ? { status: 404 } : served(bytes, {}, world.switches.blobBody);
		}
	};
}

export { startRegistry };
