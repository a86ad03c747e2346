import { t as require_dist } from "./sigstore-protobuf-specs.js";
import { r as kindOf, t as WaybillError } from "./project.js";
import { n as callableUrl } from "./url.js";
import { n as isRecord } from "./json.js";
import { open } from "node:fs/promises";
import { X509Certificate, createHash, createPublicKey } from "node:crypto";

// src/trust/checks.ts
var import_dist = require_dist();
/**
* What is wrong with a trusted root, each with its place in the JSON; empty when nothing is. protobuf-specs reads
* what it knows and passes over the rest, so a misspelt `tlogs` would quietly ask less of every bundle: hence the
* look at the JSON itself.
*/
function rootProblems(json, root, signers) {
	const fields = [
		"mediaType",
		"tlogs",
		"certificateAuthorities",
		"ctlogs",
		"timestampAuthorities"
	];
	const problems = shapeProblems(json, fields, fields.slice(1));
	if (root.certificateAuthorities.length === 0 && signers === "certificates") problems.push("certificateAuthorities: none");
	if (root.tlogs.length === 0 && root.timestampAuthorities.length === 0) problems.push("tlogs, timestampAuthorities: none, so that no time of signing could be believed");
	for (const [i, log] of root.tlogs.entries()) problems.push(...logProblems(`tlogs[${i}]`, log));
	for (const [i, log] of root.ctlogs.entries()) problems.push(...logProblems(`ctlogs[${i}]`, log));
	for (const [i, ca] of root.certificateAuthorities.entries()) problems.push(...chainProblems(`certificateAuthorities[${i}]`, ca, { startRequired: false }));
	for (const [i, tsa] of root.timestampAuthorities.entries()) problems.push(...chainProblems(`timestampAuthorities[${i}]`, tsa, { startRequired: true }));
	return problems;
}
/** As rootProblems, of a signing config. */
function signingConfigProblems(json, config) {
	const lists = [
		"caUrls",
		"oidcUrls",
		"rekorTlogUrls",
		"tsaUrls"
	];
	const problems = shapeProblems(json, [
		"mediaType",
		"rekorTlogConfig",
		"tsaConfig",
		...lists
	], lists);
	if (config.caUrls.length === 0) problems.push("caUrls: none");
	const services = {
		caUrls: config.caUrls,
		oidcUrls: config.oidcUrls,
		rekorTlogUrls: config.rekorTlogUrls,
		tsaUrls: config.tsaUrls
	};
	for (const [field, entries] of Object.entries(services)) for (const [i, service] of entries.entries()) problems.push(...serviceProblems(`${field}[${i}]`, service));
	problems.push(...selectorProblems("rekorTlogConfig", config.rekorTlogUrls, config.rekorTlogConfig));
	problems.push(...selectorProblems("tsaConfig", config.tsaUrls, config.tsaConfig));
	return problems;
}
function shapeProblems(json, known, lists) {
	const unknown = Object.keys(json).filter((field) => !known.includes(field)).map((field) => `${JSON.stringify(field.slice(0, 40))}: no such field`);
	const notLists = lists.filter((field) => json[field] !== void 0 && !Array.isArray(json[field])).map((field) => `${field}: not a list`);
	return [...unknown, ...notLists];
}
/** A log's key without a start would be believed for all of the past: the client specification refuses it. */
function logProblems(place, log) {
	const problems = [];
	const key = log.publicKey?.rawBytes;
	if (key === void 0 || !isPublicKey(key)) problems.push(`${place}.publicKey.rawBytes: no public key`);
	if ((log.logId?.keyId.length ?? 0) === 0) problems.push(`${place}.logId.keyId: missing`);
	problems.push(...rangeProblems(`${place}.publicKey.validFor`, log.publicKey?.validFor, true));
	return problems;
}
function chainProblems(place, authority, { startRequired }) {
	const certificates = authority.certChain?.certificates ?? [];
	const problems = certificates.length === 0 ? [`${place}.certChain: no certificate`] : [];
	for (const [i, certificate] of certificates.entries()) if (!isCertificate(certificate.rawBytes)) problems.push(`${place}.certChain.certificates[${i}]: no certificate`);
	return [...problems, ...rangeProblems(`${place}.validFor`, authority.validFor, startRequired)];
}
function serviceProblems(place, service) {
	const problems = [];
	if (callableUrl(service.url) === void 0) problems.push(`${place}.url: no https URL without credentials (plain http is for services on this machine)`);
	if (!Number.isSafeInteger(service.majorApiVersion) || service.majorApiVersion < 1) problems.push(`${place}.majorApiVersion: no positive number`);
	return [...problems, ...rangeProblems(`${place}.validFor`, service.validFor, true)];
}
function rangeProblems(place, range, startRequired) {
	const { start, end } = range ?? {};
	if (start === void 0 && startRequired) return [`${place}.start: missing`];
	if (start !== void 0 && Number.isNaN(start.getTime())) return [`${place}.start: no date`];
	if (end !== void 0 && Number.isNaN(end.getTime())) return [`${place}.end: no date`];
	return start !== void 0 && end !== void 0 && end < start ? [`${place}: ends before it starts`] : [];
}
function selectorProblems(place, services, config) {
	const selector = config?.selector ?? import_dist.ServiceSelector.SERVICE_SELECTOR_UNDEFINED;
	if (services.length > 0 && selector === import_dist.ServiceSelector.SERVICE_SELECTOR_UNDEFINED) return [`${place}.selector: missing (ANY, ALL or EXACT)`];
	const count = config?.count ?? 0;
	const counted = Number.isSafeInteger(count) && count > 0;
	return selector === import_dist.ServiceSelector.EXACT && !counted ? [`${place}.count: missing`] : [];
}
function isPublicKey(der) {
	return ["spki", "pkcs1"].some((type) => {
		try {
			createPublicKey({
				key: Buffer.from(der),
				format: "der",
				type
			});
			return true;
		} catch {
			return false;
		}
	});
}
function isCertificate(der) {
	try {
		return new X509Certificate(der).raw.length > 0;
	} catch {
		return false;
	}
}

// src/trust/document.ts
/** The public instance's root has 7 KB; the largest known, with every shard of years, stays far below this. */
const MAX_BYTES = 1048576;
/** @throws WaybillError TRUST_INVALID */
async function readDocument(kind, path) {
	return parseDocument(kind, path, await readCapped(kind, path));
}
/** @throws WaybillError TRUST_INVALID */
function parseDocument(kind, name, bytes) {
	if (bytes.length > MAX_BYTES) throw tooLarge(kind, name);
	const text = decode(kind, name, bytes);
	try {
		return documentOf(kind, name, bytes, JSON.parse(text));
	} catch (cause) {
		throw cause instanceof WaybillError ? cause : notOneDocument(kind, name, text, cause);
	}
}
/**
* The documents of a file: one, or JSON Lines with one on each, whether or not a newline ends the last.
* @returns at least one, each named by its line where there are several
* @throws WaybillError TRUST_INVALID
*/
async function readDocuments(kind, path) {
	return parseDocuments(kind, path, await readCapped(kind, path));
}
/** @throws WaybillError TRUST_INVALID */
function parseDocuments(kind, name, bytes) {
	if (bytes.length > MAX_BYTES) throw tooLarge(kind, name);
	const lines = decode(kind, name, bytes).split("\n").map((text, index) => ({
		text: text.trim(),
		number: index + 1
	})).filter(({ text }) => text !== "");
	if (lines.length < 2 || !lines.every(({ text }) => isJson(text))) return [parseDocument(kind, name, bytes)];
	const [first, ...others] = lines.map(({ text, number }) => parseDocument(kind, `${name}, line ${number}`, Buffer.from(text, "utf8")));
	return first === void 0 ? [parseDocument(kind, name, bytes)] : [first, ...others];
}
function documentOf(kind, name, bytes, json) {
	if (!isRecord(json)) throw new WaybillError("TRUST_INVALID", {
		what: `The ${kind} ${name} is no JSON object.`,
		got: Array.isArray(json) ? "a list" : json === null ? "null" : `a ${typeof json}`
	});
	return {
		kind,
		name,
		bytes,
		json
	};
}
async function readCapped(kind, path) {
	let file;
	try {
		file = await open(path, "r");
		return await readAtMost(file, 1048577);
	} catch (cause) {
		throw new WaybillError("TRUST_INVALID", {
			what: `The ${kind} ${path} cannot be read.`,
			got: kindOf(cause),
			todo: "Give the path of a file that exists when this step runs.",
			cause
		});
	} finally {
		await file?.close();
	}
}
/** The file's first bytes, whatever its size is said to be: a pipe says 0. */
async function readAtMost(file, max) {
	const buffer = Buffer.alloc(max);
	let length = 0;
	for (;;) {
		const { bytesRead } = await file.read(buffer, length, max - length);
		length += bytesRead;
		if (bytesRead === 0 || length === max) return buffer.subarray(0, length);
	}
}
function decode(kind, name, bytes) {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (cause) {
		throw new WaybillError("TRUST_INVALID", {
			what: `The ${kind} ${name} is no JSON.`,
			got: "bytes that are no UTF-8",
			cause
		});
	}
}
function notOneDocument(kind, name, text, cause) {
	const lines = text.split("\n").filter((line) => line.trim() !== "");
	const jsonLines = lines.length > 1 && lines.every(isJson);
	return new WaybillError("TRUST_INVALID", {
		what: `The ${kind} ${name} is not one JSON document.`,
		got: jsonLines ? `${lines.length} documents, one a line` : text.trim() === "" ? "an empty file" : "no JSON",
		...jsonLines ? { todo: "Keep the line of the one Sigstore instance that you mean." } : {},
		cause
	});
}
function isJson(line) {
	try {
		JSON.parse(line);
		return true;
	} catch {
		return false;
	}
}
function tooLarge(kind, name) {
	return new WaybillError("TRUST_INVALID", {
		what: `The ${kind} ${name} is too large to be one.`,
		got: `more than ${MAX_BYTES} bytes`
	});
}

// src/trust/public-good.json
var public_good_default = {
	name: "Sigstore public instance",
	date: "2026-08-21",
	sha256: "6494e21ea73fa7ee769f85f57d5a3e6a08725eae1e38c755fc3517c9e6bc0b66",
	source: "https://github.com/sigstore/root-signing/tree/60cf2ce8/targets",
	trustedRoot: {
		"mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
		"tlogs": [{
			"baseUrl": "https://rekor.sigstore.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwrkBbmLSGtks4L3qX6yYY0zufBnhC8Ur/iy55GhWP/9A/bY2LhC30M9+RYtw==",
				"keyDetails": "PKIX_ECDSA_P256_SHA_256",
				"validFor": { "start": "2021-01-12T11:53:27Z" }
			},
			"logId": { "keyId": "wNI9atQGlz+VWfO6LRygH4QUfY/8W4RFwiT5i5WRgB0=" }
		}, {
			"baseUrl": "https://log2025-1.rekor.sigstore.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MCowBQYDK2VwAyEAt8rlp1knGwjfbcXAYPYAkn0XiLz1x8O4t0YkEhie244=",
				"keyDetails": "PKIX_ED25519",
				"validFor": { "start": "2025-09-23T00:00:00Z" }
			},
			"logId": { "keyId": "zxGZFVvd0FEmjR8WrFwMdcAJ9vtaY/QXf44Y1wUeP6A=" }
		}],
		"certificateAuthorities": [{
			"subject": {
				"organization": "sigstore.dev",
				"commonName": "sigstore"
			},
			"uri": "https://fulcio.sigstore.dev",
			"certChain": { "certificates": [{ "rawBytes": "MIIB+DCCAX6gAwIBAgITNVkDZoCiofPDsy7dfm6geLbuhzAKBggqhkjOPQQDAzAqMRUwEwYDVQQKEwxzaWdzdG9yZS5kZXYxETAPBgNVBAMTCHNpZ3N0b3JlMB4XDTIxMDMwNzAzMjAyOVoXDTMxMDIyMzAzMjAyOVowKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABLSyA7Ii5k+pNO8ZEWY0ylemWDowOkNa3kL+GZE5Z5GWehL9/A9bRNA3RbrsZ5i0JcastaRL7Sp5fp/jD5dxqc/UdTVnlvS16an+2Yfswe/QuLolRUCrcOE2+2iA5+tzd6NmMGQwDgYDVR0PAQH/BAQDAgEGMBIGA1UdEwEB/wQIMAYBAf8CAQEwHQYDVR0OBBYEFMjFHQBBmiQpMlEk6w2uSu1KBtPsMB8GA1UdIwQYMBaAFMjFHQBBmiQpMlEk6w2uSu1KBtPsMAoGCCqGSM49BAMDA2gAMGUCMH8liWJfMui6vXXBhjDgY4MwslmN/TJxVe/83WrFomwmNf056y1X48F9c4m3a3ozXAIxAKjRay5/aj/jsKKGIkmQatjI8uupHr/+CxFvaJWmpYqNkLDGRU+9orzh5hI2RrcuaQ==" }] },
			"validFor": {
				"start": "2021-03-07T03:20:29Z",
				"end": "2022-12-31T23:59:59.999Z"
			}
		}, {
			"subject": {
				"organization": "sigstore.dev",
				"commonName": "sigstore"
			},
			"uri": "https://fulcio.sigstore.dev",
			"certChain": { "certificates": [{ "rawBytes": "MIICGjCCAaGgAwIBAgIUALnViVfnU0brJasmRkHrn/UnfaQwCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMjA0MTMyMDA2MTVaFw0zMTEwMDUxMzU2NThaMDcxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEeMBwGA1UEAxMVc2lnc3RvcmUtaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE8RVS/ysH+NOvuDZyPIZtilgUF9NlarYpAd9HP1vBBH1U5CV77LSS7s0ZiH4nE7Hv7ptS6LvvR/STk798LVgMzLlJ4HeIfF3tHSaexLcYpSASr1kS0N/RgBJz/9jWCiXno3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQU39Ppz1YkEZb5qNjpKFWixi4YZD8wHwYDVR0jBBgwFoAUWMAeX5FFpWapesyQoZMi0CrFxfowCgYIKoZIzj0EAwMDZwAwZAIwPCsQK4DYiZYDPIaDi5HFKnfxXx6ASSVmERfsynYBiX2X6SJRnZU84/9DZdnFvvxmAjBOt6QpBlc4J/0DxvkTCqpclvziL6BCCPnjdlIB3Pu3BxsPmygUY7Ii2zbdCdliiow=" }, { "rawBytes": "MIIB9zCCAXygAwIBAgIUALZNAPFdxHPwjeDloDwyYChAO/4wCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMTEwMDcxMzU2NTlaFw0zMTEwMDUxMzU2NThaMCoxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjERMA8GA1UEAxMIc2lnc3RvcmUwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAT7XeFT4rb3PQGwS4IajtLk3/OlnpgangaBclYpsYBr5i+4ynB07ceb3LP0OIOZdxexX69c5iVuyJRQ+Hz05yi+UF3uBWAlHpiS5sh0+H2GHE7SXrk1EC5m1Tr19L9gg92jYzBhMA4GA1UdDwEB/wQEAwIBBjAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRYwB5fkUWlZql6zJChkyLQKsXF+jAfBgNVHSMEGDAWgBRYwB5fkUWlZql6zJChkyLQKsXF+jAKBggqhkjOPQQDAwNpADBmAjEAj1nHeXZp+13NWBNa+EDsDP8G1WWg1tCMWP/WHPqpaVo0jhsweNFZgSs0eE7wYI4qAjEA2WB9ot98sIkoF3vZYdd3/VtWB5b9TNMea7Ix/stJ5TfcLLeABLE4BNJOsQ4vnBHJ" }] },
			"validFor": { "start": "2022-04-13T20:06:15Z" }
		}],
		"ctlogs": [{
			"baseUrl": "https://ctfe.sigstore.dev/test",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbfwR+RJudXscgRBRpKX1XFDy3PyudDxz/SfnRi1fT8ekpfBd2O1uoz7jr3Z8nKzxA69EUQ+eFCFI3zeubPWU7w==",
				"keyDetails": "PKIX_ECDSA_P256_SHA_256",
				"validFor": {
					"start": "2021-03-14T00:00:00Z",
					"end": "2022-10-31T23:59:59.999Z"
				}
			},
			"logId": { "keyId": "CGCS8ChS/2hF0dFrJ4ScRWcYrBY9wzjSbea8IgY2b3I=" }
		}, {
			"baseUrl": "https://ctfe.sigstore.dev/2022",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEiPSlFi0CmFTfEjCUqF9HuCEcYXNKAaYalIJmBZ8yyezPjTqhxrKBpMnaocVtLJBI1eM3uXnQzQGAJdJ4gs9Fyw==",
				"keyDetails": "PKIX_ECDSA_P256_SHA_256",
				"validFor": { "start": "2022-10-20T00:00:00Z" }
			},
			"logId": { "keyId": "3T0wasbHETJjGR4cmWc3AqJKXrjePK3/h4pygC8p7o4=" }
		}],
		"timestampAuthorities": [{
			"subject": {
				"organization": "sigstore.dev",
				"commonName": "sigstore-tsa-selfsigned"
			},
			"uri": "https://timestamp.sigstore.dev/api/v1/timestamp",
			"certChain": { "certificates": [{ "rawBytes": "MIICEDCCAZagAwIBAgIUOhNULwyQYe68wUMvy4qOiyojiwwwCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMC4xFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEVMBMGA1UEAxMMc2lnc3RvcmUtdHNhMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE4ra2Z8hKNig2T9kFjCAToGG30jky+WQv3BzL+mKvh1SKNR/UwuwsfNCg4sryoYAd8E6isovVA3M4aoNdm9QDi50Z8nTEyvqgfDPtTIwXItfiW/AFf1V7uwkbkAoj0xxco2owaDAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFIn9eUOHz9BlRsMCRscsc1t9tOsDMB8GA1UdIwQYMBaAFJjsAe9/u1H/1JUeb4qImFMHic6/MBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMAoGCCqGSM49BAMDA2gAMGUCMDtpsV/6KaO0qyF/UMsX2aSUXKQFdoGTptQGc0ftq1csulHPGG6dsmyMNd3JB+G3EQIxAOajvBcjpJmKb4Nv+2Taoj8Uc5+b6ih6FXCCKraSqupe07zqswMcXJTe1cExvHvvlw==" }, { "rawBytes": "MIIB9zCCAXygAwIBAgIUV7f0GLDOoEzIh8LXSW80OJiUp14wCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMDkxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEgMB4GA1UEAxMXc2lnc3RvcmUtdHNhLXNlbGZzaWduZWQwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAQUQNtfRT/ou3YATa6wB/kKTe70cfJwyRIBovMnt8RcJph/COE82uyS6FmppLLL1VBPGcPfpQPYJNXzWwi8icwhKQ6W/Qe2h3oebBb2FHpwNJDqo+TMaC/tdfkv/ElJB72jRTBDMA4GA1UdDwEB/wQEAwIBBjASBgNVHRMBAf8ECDAGAQH/AgEAMB0GA1UdDgQWBBSY7AHvf7tR/9SVHm+KiJhTB4nOvzAKBggqhkjOPQQDAwNpADBmAjEAwGEGrfGZR1cen1R8/DTVMI943LssZmJRtDp/i7SfGHmGRP6gRbuj9vOK3b67Z0QQAjEAuT2H673LQEaHTcyQSZrkp4mX7WwkmF+sVbkYY5mXN+RMH13KUEHHOqASaemYWK/E" }] },
			"validFor": { "start": "2025-07-04T00:00:00Z" }
		}]
	},
	signingConfig: {
		"mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json",
		"caUrls": [{
			"url": "https://fulcio.sigstore.dev",
			"majorApiVersion": 1,
			"validFor": { "start": "2022-04-13T20:06:15Z" },
			"operator": "sigstore.dev"
		}],
		"oidcUrls": [{
			"url": "https://oauth2.sigstore.dev/auth",
			"majorApiVersion": 1,
			"validFor": { "start": "2022-04-13T20:06:15Z" },
			"operator": "sigstore.dev"
		}],
		"rekorTlogUrls": [{
			"url": "https://rekor.sigstore.dev",
			"majorApiVersion": 1,
			"validFor": { "start": "2021-01-12T11:53:27Z" },
			"operator": "sigstore.dev"
		}],
		"tsaUrls": [{
			"url": "https://timestamp.sigstore.dev/api/v1/timestamp",
			"majorApiVersion": 1,
			"validFor": { "start": "2025-07-04T00:00:00Z" },
			"operator": "sigstore.dev"
		}],
		"rekorTlogConfig": { "selector": "ANY" },
		"tsaConfig": { "selector": "ANY" }
	},
	signingConfigRekorV2: {
		"mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json",
		"caUrls": [{
			"url": "https://fulcio.sigstore.dev",
			"majorApiVersion": 1,
			"validFor": { "start": "2022-04-13T20:06:15Z" },
			"operator": "sigstore.dev"
		}],
		"oidcUrls": [{
			"url": "https://oauth2.sigstore.dev/auth",
			"majorApiVersion": 1,
			"validFor": { "start": "2022-04-13T20:06:15Z" },
			"operator": "sigstore.dev"
		}],
		"rekorTlogUrls": [{
			"url": "https://log2025-1.rekor.sigstore.dev",
			"majorApiVersion": 2,
			"validFor": { "start": "2026-01-01T00:00:00Z" },
			"operator": "sigstore.dev"
		}, {
			"url": "https://rekor.sigstore.dev",
			"majorApiVersion": 1,
			"validFor": { "start": "2021-01-12T11:53:27Z" },
			"operator": "sigstore.dev"
		}],
		"tsaUrls": [{
			"url": "https://timestamp.sigstore.dev/api/v1/timestamp",
			"majorApiVersion": 1,
			"validFor": { "start": "2025-07-04T00:00:00Z" },
			"operator": "sigstore.dev"
		}],
		"rekorTlogConfig": { "selector": "ANY" },
		"tsaConfig": { "selector": "ANY" }
	}
};

// src/trust/roots.ts
const ROOT_TYPES = [
	"application/vnd.dev.sigstore.trustedroot+json;version=0.1",
	"application/vnd.dev.sigstore.trustedroot.v0.1+json",
	"application/vnd.dev.sigstore.trustedroot.v0.2+json"
];
const CONFIG_TYPES = ["application/vnd.dev.sigstore.signingconfig.v0.2+json"];
let shipped;
/** Sigstore's public instance, as it was when this version was built (see scripts/trust.ts); decoded once. */
function publicTrust() {
	shipped ??= readShipped();
	return shipped;
}
function readShipped() {
	const { name, date, sha256 } = public_good_default;
	const config = (json, which) => ({
		config: import_dist.SigningConfig.fromJSON(json),
		description: `${name}, ${which} of ${date}`,
		json
	});
	return {
		trustedRoot: rootSource(public_good_default.trustedRoot, `${name}, root of ${date} (sha256:${sha256})`),
		signingConfig: config(public_good_default.signingConfig, "signing config"),
		signingConfigRekorV2: config(public_good_default.signingConfigRekorV2, "signing config with Rekor v2")
	};
}
/**
* A user's trusted root file (`trusted_root.json`).
* @throws WaybillError TRUST_INVALID when it cannot be read, is no trusted root, or leaves a key without a start
*/
async function readTrustedRoot(path) {
	return checkedRoot(await readDocument("trusted root", path));
}
/**
* A trusted root that is at hand as bytes.
* @param name how error texts and reports call it
* @throws WaybillError TRUST_INVALID as readTrustedRoot
*/
function parseTrustedRoot(bytes, name) {
	return checkedRoot(parseDocument("trusted root", name, bytes));
}
/**
* A user's trusted root file with one root or, as `gh attestation trusted-root` prints them, one a line.
* @param signers roots that judge bundles signed with keys need no certificate authority
* @throws WaybillError TRUST_INVALID as readTrustedRoot, whichever root is at fault
*/
async function readTrustedRoots(path, signers = "certificates") {
	return checkedRoots(await readDocuments("trusted root", path), signers);
}
function checkedRoots([first, ...others], signers) {
	return [checkedRoot(first, signers), ...others.map((document) => checkedRoot(document, signers))];
}
/**
* A user's signing config file (`signing_config.json`, v0.2).
* @throws WaybillError TRUST_INVALID when it cannot be read or is no signing config of that version
*/
async function readSigningConfig(path) {
	return checkedConfig(await readDocument("signing config", path));
}
/**
* A signing config that is at hand as bytes.
* @param name how error texts and reports call it
* @throws WaybillError TRUST_INVALID as readSigningConfig
*/
function parseSigningConfig(bytes, name) {
	return checkedConfig(parseDocument("signing config", name, bytes));
}
function checkedConfig(document) {
	assertMediaType(document, CONFIG_TYPES);
	const config = convert(document, import_dist.SigningConfig);
	assertNoProblems(document, signingConfigProblems(document.json, config));
	return {
		config,
		description: describe(document),
		json: document.json
	};
}
function checkedRoot(document, signers = "certificates") {
	assertMediaType(document, ROOT_TYPES);
	const root = convert(document, import_dist.TrustedRoot);
	assertNoProblems(document, rootProblems(document.json, root, signers));
	return rootSource(document.json, describe(document), root);
}
function rootSource(json, description, root = import_dist.TrustedRoot.fromJSON(json)) {
	const log = root.tlogs.length > 0;
	return {
		root,
		demand: {
			log,
			sct: root.ctlogs.length > 0,
			timestamp: !log
		},
		description,
		json
	};
}
function describe(document) {
	const digest = createHash("sha256").update(document.bytes).digest("hex");
	return `${document.kind} ${document.name} (sha256:${digest})`;
}
function assertMediaType(document, known) {
	const { mediaType } = document.json;
	if (typeof mediaType === "string" && known.includes(mediaType)) return;
	throw new WaybillError("TRUST_INVALID", {
		what: `The ${document.kind} ${document.name} does not say that it is one.`,
		got: mediaType === void 0 ? "no mediaType" : `mediaType ${JSON.stringify(mediaType).slice(0, 120)}`,
		expected: known.join(" or "),
		todo: `Give a ${document.kind} in Sigstore's own JSON form.`
	});
}
/** protobuf-specs' own reading, which throws for an enum value that it does not know. */
function convert(document, message) {
	try {
		return message.fromJSON(document.json);
	} catch (cause) {
		throw new WaybillError("TRUST_INVALID", {
			what: `The ${document.kind} ${document.name} cannot be read.`,
			got: "a value of a kind that this version does not know",
			expected: "keys, hashes and selectors as Sigstore's protobuf-specs name them",
			todo: "Check the file, or use a newer version of Waybill.",
			cause
		});
	}
}
function assertNoProblems(document, problems) {
	if (problems.length === 0) return;
	const shown = problems.slice(0, 6);
	if (problems.length > shown.length) shown.push(`and ${problems.length - shown.length} more`);
	throw new WaybillError("TRUST_INVALID", {
		what: `The ${document.kind} ${document.name} is not complete.`,
		got: shown.join("; "),
		expected: `a ${document.kind} in Sigstore's own JSON form, each key and service with the start of its validity`,
		todo: "Get the file anew from whoever runs that Sigstore instance."
	});
}

export { readTrustedRoot as a, readSigningConfig as i, parseTrustedRoot as n, readTrustedRoots as o, publicTrust as r, parseSigningConfig as t };
