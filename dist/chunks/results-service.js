import { Nt as require__late_node_crypto } from "./verify.js";
import { B as FinalAnswer, H as jsonAnswer, I as callableUrl, R as CallFailed, ct as list, dt as WaybillError, ot as at, pt as kindOf, st as isRecord, ut as text } from "./base.js";
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

// src/handover/results-service.ts
var import__late_node_crypto = require__late_node_crypto();
/** The token's scope `Actions.Results:RUN:JOB`: the ids that each call repeats. Its signature is the service's concern. */
function ownerOf(token) {
	try {
		const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
		for (const scope of (text(claims, "scp") ?? "").split(" ")) {
			const [kind, run, job, ...more] = scope.split(":");
			if (kind === "Actions.Results" && run && job && more.length === 0) return {
				run,
				job
			};
		}
	} catch {}
}
async function twirp(service, method, fields, also) {
	try {
		return await service.http.call({
			method: "POST",
			url: `${service.origin}/twirp/github.actions.results.api.v1.ArtifactService/${method}`,
			headers: {
				"content-type": "application/json",
				authorization: `Bearer ${service.token}`
			},
			body: JSON.stringify(fields),
			maxBytes: 16777216
		}, (answer) => ({
			status: answer.status,
			body: also.includes(answer.status) ? void 0 : jsonAnswer(200)(answer)
		}));
	} catch (error) {
		throw unavailable(`GitHub's artifact service did not answer ${method} as it should.`, error);
	}
}
/** The fields under which every call says whose it is. */
function owned({ run, job }) {
	return {
		workflow_run_backend_id: run,
		workflow_job_run_backend_id: job
	};
}
/** An address that is its own credential, so it is kept out of every text. */
function signedUrl({ mask }, { body }, field, name) {
	const camel = field.replaceAll(/_([a-z])/g, (_, letter) => letter.toUpperCase());
	const signed = text(body, field) ?? text(body, camel) ?? "";
	const url = callableUrl(signed);
	if (url === void 0) throw unavailable(`GitHub's artifact service gave no address for the workflow artifact ${name}.`, void 0);
	const signature = url.searchParams.get("sig") ?? "";
	mask(signature);
	mask(encodeURIComponent(signature));
	return signed;
}
/** As GitHub's own client sends them. */
const BLOCK_BYTES = 8388608;
const BLOB_TIMEOUT = 3e5;
/** Blocks, then their list (Azure Blob Storage, "Put Block" and "Put Block List"): each may be sent twice. */
async function putBlob(http, signed, bytes, name) {
	const put = async (query, body, type) => await http.call({
		method: "PUT",
		url: `${signed}${signed.includes("?") ? "&" : "?"}${query}`,
		headers: {
			"content-type": type,
			"x-ms-blob-content-type": "application/zip",
			"x-ms-version": "2021-12-02"
		},
		body,
		timeout: BLOB_TIMEOUT
	}, accepted);
	try {
		const ids = [];
		for (let start = 0; start < bytes.length; start += BLOCK_BYTES) {
			const id = Buffer.from(String(ids.length).padStart(8, "0")).toString("base64");
			ids.push(id);
			const block = bytes.subarray(start, start + BLOCK_BYTES);
			await put(`comp=block&blockid=${encodeURIComponent(id)}`, block, "application/octet-stream");
		}
		await put("comp=blocklist", `<?xml version="1.0" encoding="utf-8"?><BlockList>${ids.map((id) => `<Latest>${id}</Latest>`).join("")}</BlockList>`, "application/xml");
	} catch (error) {
		throw unavailable(`The workflow artifact ${name} could not be sent to its store.`, error);
	}
}
function accepted(answer) {
	if (answer.status !== 201) throw new FinalAnswer(`status ${answer.status}`);
}
/** @throws CallFailed where it is larger than that, or cannot be had */
async function getBlob(http, signed, maxBytes) {
	return await http.call({
		method: "GET",
		url: signed,
		timeout: BLOB_TIMEOUT,
		maxBytes
	}, (blob) => {
		if (blob.status !== 200) throw new FinalAnswer(`status ${blob.status}`);
		return blob.body;
	});
}
function unavailable(what, error) {
	return new WaybillError("ARTIFACT_UNAVAILABLE", {
		what,
		...error instanceof CallFailed ? { got: error.last.text } : {},
		todo: "Run the job again. If it fails again, look at https://www.githubstatus.com and at the storage quota of the account."
	});
}

// src/handover/zip.ts
const LOCAL = 67324752;
const CENTRAL = 33639248;
const END = 101010256;
const END_BYTES = 22;
/** the name is UTF-8 (4.4.4, bit 11) */
const UTF8 = 2048;
const ENCRYPTED = 1;
const DEFLATED = 8;
/** 1980-01-01, the earliest: the same files make the same bytes */
const DATE = 33;
/** The archive of these files, deflated: the same bytes each time. */
function packZip(files) {
	const parts = [];
	const directory = [];
	let offset = 0;
	for (const { name, bytes } of files) {
		const title = Buffer.from(name, "utf8");
		const data = deflateRawSync(bytes);
		const common = Buffer.alloc(26);
		common.writeUInt16LE(20, 0);
		common.writeUInt16LE(UTF8, 2);
		common.writeUInt16LE(DEFLATED, 4);
		common.writeUInt16LE(DATE, 8);
		common.writeUInt32LE(crc32(bytes), 10);
		common.writeUInt32LE(data.length, 14);
		common.writeUInt32LE(bytes.length, 18);
		common.writeUInt16LE(title.length, 22);
		const rest = Buffer.alloc(14);
		rest.writeUInt32LE(offset, 10);
		parts.push(uint32(LOCAL), common, title, data);
		directory.push(uint32(CENTRAL), Buffer.from([20, 0]), common, rest, title);
		offset += 4 + common.length + title.length + data.length;
	}
	const central = Buffer.concat(directory);
	const end = Buffer.alloc(END_BYTES);
	end.writeUInt32LE(END, 0);
	end.writeUInt16LE(files.length, 8);
	end.writeUInt16LE(files.length, 10);
	end.writeUInt32LE(central.length, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([
		...parts,
		central,
		end
	]);
}
function uint32(value) {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes;
}
/**
* The files of an archive, in memory: no name of it becomes a path. Folders are left out.
* @param artifact its name, for an error
* @throws WaybillError ARTIFACT_INVALID for what is no such archive, a name with a folder, a name twice, or more than `limits` allows
*/
function unpackZip(archive, limits, artifact) {
	try {
		return readEntries(archive, limits);
	} catch (error) {
		const got = error instanceof Refused ? error.message : `damaged data (${kindOf(error)})`;
		throw new WaybillError("ARTIFACT_INVALID", {
			what: `The workflow artifact ${artifact} is not one that can be unpacked.`,
			got,
			expected: `a zip archive of at most ${limits.files} files, ${limits.bytes} bytes in all, without folders`,
			todo: "Find out which job of this run made it."
		});
	}
}
var Refused = class extends Error {};
function readEntries(archive, limits) {
	const end = findEnd(archive);
	const count = archive.readUInt16LE(end + 10);
	if (count > limits.files) throw new Refused(`${count} files`);
	const files = /* @__PURE__ */ new Map();
	let left = limits.bytes;
	let at = archive.readUInt32LE(end + 16);
	for (let index = 0; index < count; index++) {
		if (archive.readUInt32LE(at) !== CENTRAL) throw new Refused("a damaged directory");
		const nameLength = archive.readUInt16LE(at + 28);
		const name = archive.subarray(at + 46, at + 46 + nameLength).toString("utf8");
		if (!name.endsWith("/")) {
			if (!/^[^/\\\p{C}]+$/u.test(name) || name === "." || name === "..") throw new Refused("a file's name that has a folder or cannot be printed");
			if (files.has(name)) throw new Refused("two files of one name");
			const bytes = readData(archive, at, left);
			left -= bytes.length;
			files.set(name, {
				name,
				bytes
			});
		}
		at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
	}
	return [...files.values()];
}
/** The end record stands last, before a comment of up to 64 KiB (4.3.16). */
function findEnd(archive) {
	for (let at = archive.length - END_BYTES; at >= Math.max(0, archive.length - END_BYTES - 65535); at--) if (archive.readUInt32LE(at) === END && archive.readUInt16LE(at + 20) === archive.length - at - END_BYTES) return at;
	throw new Refused("no zip archive");
}
/** By the directory's sizes: those before the data may be left out (4.4.4, bit 3). */
function readData(archive, entry, left) {
	const flags = archive.readUInt16LE(entry + 8);
	const method = archive.readUInt16LE(entry + 10);
	const packed = archive.readUInt32LE(entry + 20);
	const size = archive.readUInt32LE(entry + 24);
	const local = archive.readUInt32LE(entry + 42);
	if ((flags & ENCRYPTED) !== 0) throw new Refused("an encrypted file");
	if (size > left) throw new Refused("more bytes than that");
	if (archive.readUInt32LE(local) !== LOCAL) throw new Refused("a damaged directory");
	const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
	const data = archive.subarray(start, start + packed);
	if (data.length !== packed) throw new Refused("a file that is cut off");
	if (method !== 0 && method !== DEFLATED) throw new Refused(`compression method ${method}`);
	const bytes = method === 0 ? data : inflateRawSync(data, { maxOutputLength: size + 1 });
	if (bytes.length !== size || crc32(bytes) !== archive.readUInt32LE(entry + 16)) throw new Refused("a file that is not what the archive says");
	return bytes;
}

// src/handover/artifacts.ts
/** The service's own limit of an archive is far above; ours are lists and bundles. */
const MAX_ARCHIVE_BYTES = 268435456;
/**
* The artifacts in GitHub's results service.
* @param mask for the signatures of those addresses
* @throws WaybillError ARTIFACT_UNAVAILABLE where the runner names no service
*/
function openArtifacts(service, http, mask) {
	const base = callableUrl(service?.url ?? "");
	const owner = ownerOf(service?.token ?? "");
	if (service === void 0 || base === void 0 || owner === void 0) throw new WaybillError("ARTIFACT_UNAVAILABLE", {
		what: "This job cannot store or fetch workflow artifacts.",
		got: service === void 0 ? "no ACTIONS_RESULTS_URL or no ACTIONS_RUNTIME_TOKEN" : "one that cannot be used",
		expected: "the artifact service that the runner names to every action of a job",
		todo: "Run the step as an action in a job of github.com or ghe.com. GitHub Enterprise Server has no such service; act has one with `--artifact-server-path`."
	});
	const call = async (method, fields, ...also) => await twirp({
		http,
		origin: base.origin,
		token: service.token
	}, method, fields, also);
	const ports = {
		call,
		http,
		owner,
		mask
	};
	return {
		upload: async (name, files, replace) => await upload(ports, name, files, replace),
		list: async (prefix) => (await listAll(ports)).filter(({ name }) => name.startsWith(prefix)),
		async download(artifact, expected, limits) {
			const archive = await fetchArchive(ports, artifact);
			assertDigest(artifact, archive, expected);
			return unpackZip(archive, limits, artifact.name);
		}
	};
}
async function listAll({ call, owner }, name) {
	const filter = name === void 0 ? {} : { name_filter: name };
	const { body } = await call("ListArtifacts", {
		...owned(owner),
		...filter
	}, 404);
	return list(body, "artifacts").flatMap((entry) => {
		const artifact = readArtifact(entry);
		return artifact === void 0 ? [] : [artifact];
	}).toSorted((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1));
}
/** Fields by their names in the definition or in camel case: ProtoJSON readers take both. */
function readArtifact(entry) {
	const field = (snake) => {
		const value = at(entry, snake) ?? at(entry, snake.replaceAll(/_([a-z])/g, (_, c) => c.toUpperCase()));
		return typeof value === "number" ? String(value) : typeof value === "string" ? value : void 0;
	};
	const [name, id, size] = [
		field("name"),
		field("database_id"),
		Number(field("size") ?? "0")
	];
	const [run, job] = [field("workflow_run_backend_id"), field("workflow_job_run_backend_id")];
	if (!isRecord(entry) || name === void 0 || id === void 0 || !/^\d{1,20}$/.test(id)) return void 0;
	if (run === void 0 || job === void 0 || !Number.isSafeInteger(size)) return void 0;
	const digest = field("digest");
	return {
		name,
		id,
		size,
		digest: digest === "" ? void 0 : digest,
		owner: {
			run,
			job
		}
	};
}
async function upload(ports, name, files, replace) {
	const archive = packZip(files);
	const digest = digestOf(archive);
	await putBlob(ports.http, await create(ports, name, replace), archive, name);
	const fields = {
		...owned(ports.owner),
		name,
		size: String(archive.length),
		hash: digest
	};
	const { status, body } = await ports.call("FinalizeArtifact", fields, 404, CONFLICT);
	if (status !== 200) {
		const done = (await listOwn(ports, name)).find((artifact) => artifact.digest === digest);
		if (done !== void 0) return {
			name,
			id: done.id,
			digest
		};
	}
	const id = at(body, "artifact_id") ?? at(body, "artifactId");
	if (at(body, "ok") !== true || typeof id !== "string" && typeof id !== "number") throw unavailable(`GitHub's artifact service did not take the workflow artifact ${name}.`, void 0);
	return {
		name,
		id: String(id),
		digest
	};
}
/** Of this attempt. */
async function listOwn(ports, name) {
	return (await listAll(ports, name)).filter(({ owner }) => owner.run === ports.owner.run);
}
const CONFLICT = 409;
/** @returns the signed address for its bytes */
async function create(ports, name, replace) {
	const { call, owner } = ports;
	const fields = {
		...owned(owner),
		name,
		version: 4
	};
	let answer = await call("CreateArtifact", fields, CONFLICT);
	if (answer.status === CONFLICT) {
		const [there] = await listOwn(ports, name);
		if (there !== void 0 && !replace) throw conflict(name);
		await call("DeleteArtifact", {
			...owned(there?.owner ?? owner),
			name
		}, 404);
		answer = await call("CreateArtifact", fields, CONFLICT);
	}
	if (answer.status === CONFLICT) throw conflict(name);
	return signedUrl(ports, answer, "signed_upload_url", name);
}
async function fetchArchive(ports, artifact) {
	const { name, owner, size } = artifact;
	if (size > MAX_ARCHIVE_BYTES) throw tooLarge(name, `${size} bytes`);
	const answer = await ports.call("GetSignedArtifactURL", {
		...owned(owner),
		name
	}, 404);
	if (answer.status === 404) throw notFound(name);
	const url = signedUrl(ports, answer, "signed_url", name);
	try {
		return await getBlob(ports.http, url, MAX_ARCHIVE_BYTES);
	} catch (error) {
		if (error instanceof CallFailed && error.last.tooLarge === true) throw tooLarge(name, `more than ${MAX_ARCHIVE_BYTES} bytes`);
		throw unavailable(`The workflow artifact ${name} could not be fetched.`, error);
	}
}
function assertDigest(artifact, archive, expected) {
	const actual = digestOf(archive);
	const sides = [{
		digest: artifact.digest,
		side: "as its job stored it"
	}, {
		digest: expected,
		side: "as it was handed over"
	}];
	for (const { digest, side } of sides) {
		if (digest === void 0 || digest === actual) continue;
		throw new WaybillError("ARTIFACT_DIGEST_MISMATCH", {
			what: `The workflow artifact ${artifact.name} is not what it was. Nothing in it was used.`,
			got: actual,
			expected: `${digest}, ${side}`,
			todo: "Find out what else writes workflow artifacts in this run, and run the job that made it again."
		});
	}
}
function digestOf(bytes) {
	return `sha256:${(0, import__late_node_crypto.createHash)("sha256").update(bytes).digest("hex")}`;
}
/** The error of a name that this run has no artifact of. */
function notFound(name) {
	return new WaybillError("ARTIFACT_NOT_FOUND", {
		what: `This run has no workflow artifact ${name}.`,
		expected: "one that an earlier job of the same run stored",
		todo: "Let this job wait for the one that stores it (`needs:`), and check that the names are the same. Artifacts expire."
	});
}
function conflict(name) {
	return new WaybillError("ARTIFACT_CONFLICT", {
		what: `This run already has a workflow artifact ${name}.`,
		got: "one of this very attempt, so another job or step stored it",
		expected: "a name of its own for each",
		todo: "Give the jobs of a matrix different names."
	});
}
function tooLarge(name, got) {
	return new WaybillError("ARTIFACT_INVALID", {
		what: `The workflow artifact ${name} is too large.`,
		got,
		expected: `at most ${MAX_ARCHIVE_BYTES} bytes`,
		todo: "Find out which job of this run made it."
	});
}

export { openArtifacts as n, notFound as t };
