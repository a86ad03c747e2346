import { Nt as require__late_node_crypto, P as certificateInEntry, ct as bundleJson, lt as require_dist } from "./verify.js";
import { F as baseUrl, H as jsonAnswer, I as callableUrl, R as CallFailed, dt as WaybillError, k as PAYLOAD_TYPE, st as isRecord } from "./base.js";
import { n as readLogEntry } from "./log.js";

// src/lookup/rekor.ts
var import__late_node_crypto = require__late_node_crypto();
var import_dist = require_dist();
/** Rekor answers for at most ten entries at a time. */
const MOST_ENTRIES = 10;
/** Older entries come with the whole statement beside them. */
const MAX_ANSWER = 33554432;
/**
* Bundles of an envelope that carries no signed time, each with an entry that a Rekor v1 log has of it: mostly one.
* They are judged like any other; this log's word counts only if the trusted root lists it.
* @param logUrl as `https://rekor.sigstore.dev`
* @returns at least one bundle, as JSON
* @throws WaybillError USAGE for a URL that is not called, NOT_FOUND when the log has no such entry, UNREACHABLE
*/
async function lookUpEntries(envelope, logUrl, http) {
	if (callableUrl(logUrl) === void 0) throw new WaybillError("USAGE", {
		what: "The transparency log cannot be called.",
		got: logUrl.slice(0, 200),
		expected: "an https URL without credentials, such as https://rekor.sigstore.dev"
	});
	const api = `${baseUrl(logUrl)}/api/v1`;
	try {
		const bundles = (await byContent(envelope, api, http) ?? await byPayload(envelope, api, http)).flatMap((entry) => bundleOf(envelope, entry) ?? []);
		if (bundles.length > 0) return bundles;
	} catch (error) {
		if (!(error instanceof CallFailed)) throw error;
		throw new WaybillError("UNREACHABLE", {
			what: `The transparency log ${new URL(logUrl).origin} gave no answer that can be used.`,
			got: `${error.last.text} (after ${error.attempts} tries)`,
			todo: "Try again later, or name the log that the envelope was signed with."
		});
	}
	throw new WaybillError("NOT_FOUND", {
		what: `The transparency log ${new URL(logUrl).origin} has no entry of this envelope.`,
		expected: "an entry that was made when it was signed",
		todo: "Name the log that it was signed with, if it was another one."
	});
}
/** By the entry that whoever signed it would have proposed; the log hashes the envelope's text as it was. */
async function byContent({ text, certificate }, api, http) {
	if (certificate === void 0) return void 0;
	const pem = Buffer.from(new import__late_node_crypto.X509Certificate(certificate).toString(), "utf8").toString("base64");
	const found = await retrieve(api, { entries: [{
		apiVersion: "0.0.1",
		kind: "intoto",
		spec: {
			content: { envelope: text },
			publicKey: pem
		}
	}, {
		apiVersion: "0.0.1",
		kind: "dsse",
		spec: { proposedContent: {
			envelope: text,
			verifiers: [pem]
		} }
	}] }, http);
	return found.length > 0 ? found : void 0;
}
/** By the search index, for envelopes without a certificate or whose text has changed since. */
async function byPayload({ payload }, api, http) {
	const digest = (0, import__late_node_crypto.hash)("sha256", payload);
	const entryUUIDs = (await http.call(post(`${api}/index/retrieve`, { hash: `sha256:${digest}` }), (answer) => {
		const found = jsonAnswer(200)(answer);
		if (!Array.isArray(found)) throw new Error("no list");
		return found.filter((id) => typeof id === "string" && /^[0-9a-f]{64,80}$/.test(id));
	})).slice(0, MOST_ENTRIES);
	return entryUUIDs.length === 0 ? [] : await retrieve(api, { entryUUIDs }, http);
}
async function retrieve(api, query, http) {
	return await http.call(post(`${api}/log/entries/retrieve`, query), (answer) => {
		const found = jsonAnswer(200)(answer);
		if (!Array.isArray(found)) throw new Error("no list");
		return found.filter(isRecord).map(readLogEntry);
	});
}
function post(url, body) {
	return {
		method: "POST",
		url,
		headers: {
			"content-type": "application/json",
			accept: "application/json"
		},
		body: JSON.stringify(body),
		maxBytes: MAX_ANSWER
	};
}
/** undefined where the entry is of another signer than the envelope says. */
function bundleOf(envelope, entry) {
	const logged = certificateInEntry(entry);
	const certificate = envelope.certificate ?? logged;
	if (certificate === void 0 || logged === void 0 || !certificate.equals(logged)) return void 0;
	const bundle = (0, import_dist.toDSSEBundle)({
		artifact: Buffer.from(envelope.payload),
		artifactType: PAYLOAD_TYPE,
		signature: Buffer.from(envelope.signature),
		certificate: Buffer.from(certificate)
	});
	bundle.verificationMaterial.tlogEntries = [entry];
	return bundleJson(bundle);
}

export { lookUpEntries };
