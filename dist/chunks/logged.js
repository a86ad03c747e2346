import { t as WaybillError } from "./project.js";
import { a as text, r as list, t as at } from "./json.js";
import { X509Certificate, createPublicKey, hash } from "node:crypto";

// src/verify/logged.ts
/**
* That an entry is of this very signature by this very certificate or key (client specification, 4.4; rekor-v2-spec,
* 6.1.4): its inclusion proves nothing of anything else.
* @throws WaybillError LOG_INVALID
*/
function assertLogs(entry, content, verifier) {
	const logged = read(entry);
	if (logged.signature !== void 0 && !logged.signature.equals(content.signature)) throw invalid("an entry of another signature");
	const { of, algorithm, value } = logged.digest;
	const digest = of === "signed bytes" ? content.digest(algorithm) : content.payload && algorithm === "sha256" ? hash("sha256", content.payload, "buffer") : void 0;
	if (digest === void 0 || !digest.equals(value)) throw invalid(`an entry of other content`);
	if (logged.verifier.kind !== verifier.kind || !logged.verifier.der.equals(verifier.der)) throw new WaybillError("LOG_INVALID", {
		what: "The log entry was made with another certificate or key than the bundle's.",
		got: logged.verifier.kind === verifier.kind ? `another ${verifier.kind}` : `an entry without a ${verifier.kind}`,
		expected: `the bundle's own ${verifier.kind}`
	});
}
/** The certificate that an entry was made with, in DER; undefined for a bare key, or a body that cannot be read. */
function certificateInEntry(entry) {
	try {
		const { verifier } = read(entry);
		return verifier.kind === "certificate" ? verifier.der : void 0;
	} catch {
		return;
	}
}
function keyVerifier(key) {
	return {
		kind: "key",
		der: key.export({
			format: "der",
			type: "spki"
		})
	};
}
function read(entry) {
	const { kind, version } = entry.kindVersion;
	let body;
	try {
		body = JSON.parse(Buffer.from(entry.canonicalizedBody).toString("utf8"));
	} catch {
		throw invalid("a body that is not JSON");
	}
	const form = `${kind} ${version}`;
	if (text(body, "kind") !== kind || text(body, "apiVersion") !== version) throw invalid("a body of another kind than the entry says");
	const reader = Object.hasOwn(READERS, form) ? READERS[form] : void 0;
	if (reader === void 0) throw invalid(`an entry of the kind ${form.replaceAll(/[^\w. -]/g, "?").slice(0, 60)}`);
	return reader(at(body, "spec"));
}
/** By kind and version: rekor/pkg/types, and rekor-tiles' entry specifications. */
const READERS = {
	"dsse 0.0.1": (spec) => ({
		signature: base64(text(only(spec, "signatures"), "signature")),
		digest: {
			of: "payload",
			...hexDigest(at(spec, "payloadHash"))
		},
		verifier: pemVerifier(text(only(spec, "signatures"), "verifier"))
	}),
	"intoto 0.0.1": (spec) => ({
		signature: void 0,
		digest: {
			of: "payload",
			...hexDigest(at(spec, "content", "payloadHash"))
		},
		verifier: pemVerifier(text(spec, "publicKey"))
	}),
	"intoto 0.0.2": (spec) => {
		const signature = only(at(spec, "content", "envelope"), "signatures");
		return {
			signature: base64(base64(text(signature, "sig")).toString("latin1")),
			digest: {
				of: "payload",
				...hexDigest(at(spec, "content", "payloadHash"))
			},
			verifier: pemVerifier(text(signature, "publicKey"))
		};
	},
	"hashedrekord 0.0.1": (spec) => ({
		signature: base64(text(spec, "signature", "content")),
		digest: {
			of: "signed bytes",
			...hexDigest(at(spec, "data", "hash"))
		},
		verifier: pemVerifier(text(spec, "signature", "publicKey", "content"))
	}),
	"hashedrekord 0.0.2": (spec) => ({
		signature: base64(text(spec, "hashedRekordV002", "signature", "content")),
		digest: {
			of: "signed bytes",
			...namedDigest(at(spec, "hashedRekordV002", "data"))
		},
		verifier: rawVerifier(at(spec, "hashedRekordV002", "signature", "verifier"))
	}),
	"dsse 0.0.2": (spec) => {
		const signature = only(at(spec, "dsseV002"), "signatures");
		return {
			signature: base64(text(signature, "content")),
			digest: {
				of: "payload",
				...namedDigest(at(spec, "dsseV002", "payloadHash"))
			},
			verifier: rawVerifier(at(signature, "verifier"))
		};
	}
};
function only(value, field) {
	const items = list(value, field);
	if (items.length !== 1) throw invalid(`an entry of ${items.length} signatures`);
	return items[0];
}
function hexDigest(value) {
	const hex = text(value, "value") ?? "";
	if (!/^(?:[0-9a-f]{2})+$/.test(hex)) throw invalid("an entry without a digest");
	return {
		algorithm: text(value, "algorithm") ?? "",
		value: Buffer.from(hex, "hex")
	};
}
const NAMES = {
	SHA2_256: "sha256",
	SHA2_384: "sha384",
	SHA2_512: "sha512"
};
function namedDigest(value) {
	const name = text(value, "algorithm") ?? "";
	return {
		algorithm: NAMES[name] ?? "",
		value: base64(text(value, "digest"))
	};
}
function base64(value) {
	const bytes = Buffer.from(value ?? "", "base64");
	if (bytes.length === 0) throw invalid("an entry that lacks a part");
	return bytes;
}
/** base64 of PEM */
function pemVerifier(value) {
	const pem = base64(value).toString("latin1");
	try {
		return pem.includes("BEGIN CERTIFICATE") ? {
			kind: "certificate",
			der: new X509Certificate(pem).raw
		} : keyVerifier(createPublicKey(pem));
	} catch {
		throw invalid("an entry without a certificate or key");
	}
}
function rawVerifier(value) {
	const certificate = text(value, "x509Certificate", "rawBytes");
	if (certificate !== void 0) return {
		kind: "certificate",
		der: base64(certificate)
	};
	return {
		kind: "key",
		der: base64(text(value, "publicKey", "rawBytes"))
	};
}
function invalid(got) {
	return new WaybillError("LOG_INVALID", {
		what: "The bundle's transparency log entry is not of the bundle's own signature.",
		got,
		expected: "an entry of this signature, over this content, by the bundle's certificate or key"
	});
}

export { certificateInEntry as n, keyVerifier as r, assertLogs as t };
