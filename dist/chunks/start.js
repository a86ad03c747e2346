import { Nt as require__late_node_crypto } from "./verify.js";
import { t as LocalServer } from "./server.js";
import { ut as text } from "./base.js";

// local/artifacts/blobs.ts
var import__late_node_crypto = require__late_node_crypto();
/**
* The blob store behind the service: an archive in blocks and a list of them (Azure Blob Storage, "Put Block", "Put Block
* List"), and out again. It trusts its signed addresses alone, and refuses a request that brings other credentials.
*/
function blobRoutes(state, signature) {
	const signed = (answer) => (call) => {
		if (call.headers["authorization"] !== void 0) return refusal(400, "InvalidAuthenticationInfo");
		if (call.query.get("sig") !== signature) return refusal(403, "AuthenticationFailed");
		return answer(call, Number(call.params["id"]));
	};
	const path = /\/actions-results\/(?<id>\d+)\.zip/;
	return [{
		method: "PUT",
		path,
		handle: signed((call, id) => put(state, call, id))
	}, {
		method: "GET",
		path,
		handle: signed((_call, id) => {
			const artifact = state.find(id);
			if (artifact === void 0) return refusal(404, "BlobNotFound");
			return {
				status: 200,
				headers: { "content-type": "application/zip" },
				body: artifact.bytes
			};
		})
	}];
}
function put(state, call, id) {
	const artifact = state.find(id);
	if (artifact === void 0 || artifact.finalized) return refusal(404, "BlobNotFound");
	const block = call.query.get("blockid");
	if (call.query.get("comp") === "block" && block !== null) {
		state.blocks.set(`${id} ${block}`, call.body);
		return { status: 201 };
	}
	if (call.query.get("comp") !== "blocklist") return refusal(400, "InvalidQueryParameterValue");
	const ids = [...call.body.toString("utf8").matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, one = ""]) => one);
	const blocks = ids.map((one) => state.blocks.get(`${id} ${one}`));
	if (blocks.includes(void 0)) return refusal(400, "InvalidBlockList");
	artifact.bytes = Buffer.concat(blocks.filter((one) => one !== void 0));
	for (const one of ids) state.blocks.delete(`${id} ${one}`);
	return { status: 201 };
}
function refusal(status, code) {
	return {
		status,
		headers: {
			"content-type": "application/xml",
			"x-ms-error-code": code
		},
		body: Buffer.from(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code></Error>`)
	};
}

// local/artifacts/state.ts
/** What the service holds: artifacts of all runs, and blocks that are not yet part of one. */
var ArtifactState = class {
	artifacts = [];
	blocks = /* @__PURE__ */ new Map();
	/** whether lists tell digests: act's server does not */
	tellsDigests = true;
	#last = 4e9;
	add(name, run, job) {
		const artifact = {
			id: ++this.#last,
			name,
			run,
			job,
			bytes: Buffer.alloc(0),
			digest: void 0,
			finalized: false,
			created: Date.now()
		};
		this.artifacts.push(artifact);
		return artifact;
	}
	find(id) {
		return this.artifacts.find((artifact) => artifact.id === id);
	}
	named(name, run) {
		return this.artifacts.find((artifact) => artifact.name === name && artifact.run === run);
	}
};

// local/artifacts/twirp.ts
const SERVICE = "/twirp/github.actions.results.api.v1.ArtifactService";
/** GitHub's results service, version 4, as far as `@actions/artifact` 6 calls it: Twirp in JSON. */
function twirpRoutes(world) {
	const { state } = world;
	return Object.entries({
		CreateArtifact: ({ body, run, job }) => {
			const name = text(body, "name") ?? "";
			if (name === "" || /["*/:<>?\\|\r\n]/.test(name)) return problem(400, "invalid_argument", "invalid name");
			if (state.named(name, run) !== void 0) return problem(409, "already_exists", "an artifact with this name already exists on the workflow run");
			const { id } = state.add(name, run, job);
			return ok({
				ok: true,
				signed_upload_url: world.uploadUrl(id)
			});
		},
		FinalizeArtifact: ({ body, run }) => {
			const artifact = state.named(text(body, "name") ?? "", run);
			if (artifact === void 0 || artifact.finalized) return absent();
			const digest = text(body, "hash");
			if (text(body, "size") !== String(artifact.bytes.length)) return problem(400, "invalid_argument", "size");
			if (digest !== void 0 && digest !== digestOf(artifact)) return problem(400, "invalid_argument", "hash");
			artifact.digest = digest;
			artifact.finalized = true;
			return ok({
				ok: true,
				artifact_id: String(artifact.id)
			});
		},
		ListArtifacts: ({ body }) => {
			const name = text(body, "name_filter");
			const id = text(body, "id_filter");
			return ok({ artifacts: state.artifacts.filter((a) => a.finalized && (name ?? a.name) === a.name && (id ?? String(a.id)) === String(a.id)).map((artifact) => listed(artifact, state.tellsDigests)) });
		},
		GetSignedArtifactURL: ({ body, run }) => {
			const artifact = state.named(text(body, "name") ?? "", run);
			return artifact?.finalized === true ? ok({ signed_url: world.downloadUrl(artifact.id) }) : absent();
		},
		DeleteArtifact: ({ body, run }) => {
			const artifact = state.named(text(body, "name") ?? "", run);
			if (artifact === void 0) return absent();
			state.artifacts = state.artifacts.filter((other) => other !== artifact);
			return ok({
				ok: true,
				artifact_id: String(artifact.id)
			});
		}
	}).map(([method, answer]) => ({
		method: "POST",
		path: new RegExp(`${SERVICE}/${method}`),
		handle: (call) => authorized(call, world, answer)
	}));
}
/** Whoever writes must name the run and the job of their own token; reading names those of the artifact. */
function authorized(call, world, answer) {
	const [scheme, token = ""] = (call.headers["authorization"] ?? "").split(" ");
	const owner = scheme?.toLowerCase() === "bearer" ? world.ownerOf(token) : void 0;
	if (owner === void 0) return problem(401, "unauthenticated", "invalid token");
	const body = JSON.parse(call.body.toString("utf8"));
	const run = text(body, "workflow_run_backend_id");
	const job = text(body, "workflow_job_run_backend_id");
	if (run === void 0 || job === void 0) return problem(400, "invalid_argument", "backend ids");
	if (/\/(?:Create|Finalize)Artifact$/.test(call.path) && (run !== owner.run || job !== owner.job)) return problem(403, "permission_denied", "backend ids are not the token's");
	return answer({
		body,
		run,
		job
	});
}
function listed(artifact, tellsDigests) {
	return {
		workflow_run_backend_id: artifact.run,
		workflow_job_run_backend_id: artifact.job,
		database_id: String(artifact.id),
		name: artifact.name,
		size: String(artifact.bytes.length),
		created_at: new Date(artifact.created).toISOString(),
		...tellsDigests && artifact.digest !== void 0 ? { digest: artifact.digest } : {}
	};
}
function digestOf({ bytes }) {
	return `sha256:${(0, import__late_node_crypto.createHash)("sha256").update(bytes).digest("hex")}`;
}
function ok(body) {
	return {
		status: 200,
		body
	};
}
function absent() {
	return problem(404, "not_found", "artifact not found");
}
/** Twirp's form of an error. */
function problem(status, code, msg) {
	return {
		status,
		body: {
			code,
			msg
		}
	};
}

// local/artifacts/start.ts
/** Starts the results service and its blob store on loopback ports. */
async function startArtifacts() {
	const state = new ArtifactState();
	const key = (0, import__late_node_crypto.randomBytes)(32);
	const signature = `${(0, import__late_node_crypto.randomBytes)(24).toString("base64url")}+/=`;
	const runs = /* @__PURE__ */ new Map();
	const store = await LocalServer.start(blobRoutes(state, signature));
	const blobUrl = (id) => `${store.url}/actions-results/${id}.zip?sv=2025-11-05&sp=w&sig=${encodeURIComponent(signature)}`;
	const server = await LocalServer.start(twirpRoutes({
		state,
		ownerOf: (token) => ownerOf(token, key),
		uploadUrl: blobUrl,
		downloadUrl: blobUrl
	}));
	return {
		url: `${server.url}/`,
		state,
		server,
		store,
		jobToken: (attempt = 1) => {
			const run = runs.get(attempt) ?? (0, import__late_node_crypto.randomUUID)();
			runs.set(attempt, run);
			return sign({ scp: `Actions.ExampleScope Actions.Results:${run}:${(0, import__late_node_crypto.randomUUID)()}` }, key);
		},
		close: async () => {
			await Promise.all([server.close(), store.close()]);
		}
	};
}
function sign(claims, key) {
	const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
	const signed = `${encode({
		alg: "HS256",
		typ: "JWT"
	})}.${encode(claims)}`;
	return `${signed}.${(0, import__late_node_crypto.createHmac)("sha256", key).update(signed).digest("base64url")}`;
}
function ownerOf(token, key) {
	const [head = "", payload = "", signature] = token.split(".");
	if ((0, import__late_node_crypto.createHmac)("sha256", key).update(`${head}.${payload}`).digest("base64url") !== signature) return void 0;
	const { scp } = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
	const [, run, job] = /Actions\.Results:([^ :]+):([^ :]+)/.exec(scp) ?? [];
	return run === void 0 || job === void 0 ? void 0 : {
		run,
		job
	};
}

export { startArtifacts };
