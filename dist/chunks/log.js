import { Nt as require__late_node_crypto } from "./verify.js";
import { B as FinalAnswer, F as baseUrl, H as jsonAnswer, R as CallFailed, ct as list, dt as WaybillError, ot as at, st as isRecord, ut as text } from "./base.js";

// src/sigstore/log.ts
var import__late_node_crypto = require__late_node_crypto();
/**
* Enters an envelope into a Rekor v1 log as `dsse` 0.0.1, a signature over an artifact as `hashedrekord` 0.0.1 (POST
* /api/v1/log/entries). A conflict means that an
* earlier try of ours got through: that entry is fetched, and must carry our signature.
* @throws WaybillError LOG_REFUSED; `CallFailed.tooLate` when the certificate would end first
*/
async function enterIntoLog(logUrl, envelope, certificate, http) {
	const url = `${baseUrl(logUrl)}/api/v1/log/entries`;
	const accept = (answer) => {
		const entry = readLogEntry(jsonAnswer(200, 201)(answer));
		if (!carriesSignature(entry, envelope)) throw new FinalAnswer("an entry of another signature");
		return entry;
	};
	try {
		const posted = await http.call({
			method: "POST",
			url,
			headers: {
				"content-type": "application/json",
				accept: "application/json"
			},
			body: JSON.stringify(proposal(envelope, certificate)),
			giveUpAt: certificate.usableUntil
		}, (answer) => answer.status === 409 ? conflictUuid(answer) : accept(answer));
		if (typeof posted !== "string") return posted;
		return await http.call({
			method: "GET",
			url: `${url}/${posted}`,
			headers: { accept: "application/json" },
			giveUpAt: certificate.usableUntil,
			passing: [404]
		}, accept);
	} catch (error) {
		if (!(error instanceof CallFailed) || error.tooLate) throw error;
		throw new WaybillError("LOG_REFUSED", {
			what: `The transparency log ${new URL(logUrl).origin} gave no entry for the signature.`,
			got: `${error.last.text} (after ${error.attempts} tries)`,
			expected: "the entry with its proof",
			todo: "Run the job again; a signature that the log may already hold does no harm. `max-wait` sets how long the step keeps trying."
		});
	}
}
function proposal(envelope, certificate) {
	if ("signed" in envelope) {
		const content = Buffer.from(certificate.pem, "utf8").toString("base64");
		const signature = {
			content: envelope.signature.toString("base64"),
			publicKey: { content }
		};
		return {
			apiVersion: "0.0.1",
			kind: "hashedrekord",
			spec: {
				data: { hash: {
					algorithm: "sha256",
					value: (0, import__late_node_crypto.hash)("sha256", envelope.signed)
				} },
				signature
			}
		};
	}
	return {
		apiVersion: "0.0.1",
		kind: "dsse",
		spec: { proposedContent: {
			envelope: JSON.stringify({
				payloadType: envelope.payloadType,
				payload: envelope.payload.toString("base64"),
				signatures: [{
					keyid: "",
					sig: envelope.signature.toString("base64")
				}]
			}),
			verifiers: [Buffer.from(certificate.pem, "utf8").toString("base64")]
		} }
	};
}
/** Rekor names the existing entry in Location, and in the message: 64 or 80 hex digits. */
function conflictUuid(answer) {
	const found = /([0-9a-f]{80}|[0-9a-f]{64})(?![0-9a-f])/.exec(`${answer.headers.get("location") ?? ""} ${answer.body.toString("utf8")}`);
	if (found?.[1] === void 0) throw new FinalAnswer("a conflict that names no entry");
	return found[1];
}
/** Rekor v1's JSON as the bundle writes it. @throws Error when anything that a bundle needs is missing */
function readLogEntry(body) {
	const entry = isRecord(body) ? Object.values(body)[0] : void 0;
	const proof = at(entry, "verification", "inclusionProof");
	const canonicalizedBody = base64(text(entry, "body"));
	const kind = JSON.parse(canonicalizedBody.toString("utf8"));
	return {
		logIndex: integer(at(entry, "logIndex")),
		logId: { keyId: hex(text(entry, "logID")) },
		kindVersion: {
			kind: text(kind, "kind") ?? "",
			version: text(kind, "apiVersion") ?? ""
		},
		integratedTime: integer(at(entry, "integratedTime")),
		inclusionPromise: { signedEntryTimestamp: base64(text(entry, "verification", "signedEntryTimestamp")) },
		inclusionProof: {
			logIndex: integer(at(proof, "logIndex")),
			rootHash: hex(text(proof, "rootHash")),
			treeSize: integer(at(proof, "treeSize")),
			hashes: list(proof, "hashes").map((node) => hex(typeof node === "string" ? node : void 0)),
			checkpoint: { envelope: present(text(proof, "checkpoint")) }
		},
		canonicalizedBody
	};
}
/** Whether the entry is of our signature and not of an equal statement that somebody else signed. */
function carriesSignature(entry, envelope) {
	const body = JSON.parse(Buffer.from(entry.canonicalizedBody).toString("utf8"));
	return (text(body, "spec", "signatures", 0, "signature") ?? text(body, "spec", "signature", "content")) === envelope.signature.toString("base64");
}
function integer(value) {
	if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new Error("no number");
	return String(value);
}
function hex(value) {
	if (value === void 0 || !/^(?:[0-9a-f]{2})+$/.test(value)) throw new Error("no hex");
	return Buffer.from(value, "hex");
}
function base64(value) {
	const bytes = Buffer.from(present(value), "base64");
	if (bytes.length === 0) throw new Error("no bytes");
	return bytes;
}
function present(value) {
	if (value === void 0 || value === "") throw new Error("missing");
	return value;
}

export { readLogEntry as n, enterIntoLog as t };
