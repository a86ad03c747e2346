import { B as FinalAnswer, F as baseUrl, H as jsonAnswer, R as CallFailed, dt as WaybillError, k as PAYLOAD_TYPE, lt as sameJson, ut as text } from "./base.js";
import { n as artifactName } from "./inputs.js";
import { i as assertUnmoved, n as recordImages, r as registriesOf, t as findImages } from "./universal-user-agent.js";
import { o as assertNamesApart, r as stateAll, s as assertStorable, t as allSubjects } from "./preflight.js";
import { n as openOutputDir, r as writeJudged, t as assertReplaceable } from "./file.js";
import { i as settle, n as storeAll, r as askStores, t as openStores } from "./reuse.js";
import { r as subjectLine } from "./commands.js";
import { t as readCheckout } from "./checkout.js";
import { t as describeRun } from "./run.js";
import { B as readCertificate, Nt as require__late_node_crypto, V as require_dist, ct as bundleJson, k as verifyBundle, lt as require_dist$2, ut as require_dist$1, z as assertIdentity } from "./verify.js";
import { t as enterIntoLog } from "./log.js";
import { t as instanceFor } from "./services.js";
import * as path from "node:path";

// src/sigstore/key.ts
var import__late_node_crypto = require__late_node_crypto();
function ephemeralKey() {
	const { privateKey, publicKey } = (0, import__late_node_crypto.generateKeyPairSync)("ec", { namedCurve: "P-256" });
	return {
		publicKeyPem: publicKey.export({
			type: "spki",
			format: "pem"
		}).toString(),
		publicKey,
		sign: (data) => (0, import__late_node_crypto.sign)("sha256", data, privateKey)
	};
}

// src/sigstore/certificate.ts
/**
* A new key and Fulcio's certificate for it (POST /api/v2/signingCert). Each attempt sends a token that is still
* fresh. Whether the certificate says what it should is judged with the bundle; that it is for our key, here.
* @throws WaybillError CERTIFICATE_REFUSED
*/
async function obtainCertificate(ca, identity, http) {
	const key = ephemeralKey();
	const proof = key.sign(Buffer.from(identity.claims.sub, "utf8")).toString("base64");
	try {
		return await http.call(async () => ({
			method: "POST",
			url: `${baseUrl(ca)}/api/v2/signingCert`,
			headers: { "content-type": "application/json" },
			body: JSON.stringify({
				credentials: { oidcIdentityToken: await identity.token() },
				publicKeyRequest: {
					publicKey: {
						algorithm: "ECDSA",
						content: key.publicKeyPem
					},
					proofOfPossession: proof
				}
			})
		}), (answer) => {
			const pem = leafOf(jsonAnswer(200, 201)(answer));
			const parsed = new import__late_node_crypto.X509Certificate(pem);
			if (!parsed.publicKey.equals(key.publicKey)) throw new FinalAnswer("a certificate for another key");
			const usableUntil = usable(parsed, http.clock.now());
			if (usableUntil - http.clock.now() < 500) throw new FinalAnswer("a certificate that ends at once");
			return {
				key,
				der: Buffer.from(parsed.raw),
				pem,
				usableUntil
			};
		});
	} catch (error) {
		if (!(error instanceof CallFailed)) throw error;
		throw new WaybillError("CERTIFICATE_REFUSED", {
			what: `The certificate authority ${new URL(ca).origin} gave no certificate.`,
			got: `${error.last.text} (after ${error.attempts} tries)`,
			expected: "a certificate for this job's identity",
			todo: isRefusal(error.last.status) ? "The authority does not accept this job's token: check that it trusts the issuer of this server's tokens." : "Run the job again; `max-wait` sets how long it keeps trying."
		});
	}
}
/** Whether the answer was about the request, and not about the time or the number of calls. */
function isRefusal(status) {
	return status !== void 0 && status >= 400 && status < 500 && status !== 408 && status !== 429;
}
/**
* Its end, less what a log may need to take an entry. Where half of a new certificate's time seems over, or more than
* all of it to come, this machine's clock is wrong, and the length counts from now: the times that the certificate is
* compared with in the end are the services' own.
*/
function usable(certificate, now) {
	const length = Date.parse(certificate.validTo) - Date.parse(certificate.validFrom);
	const left = Date.parse(certificate.validTo) - now;
	return now + (left > length / 2 && left <= length ? left : length) - Math.min(3e4, length / 10);
}
/** The leaf certificate of Fulcio's answer, whether its SCT is embedded or not. */
function leafOf(body) {
	for (const kind of ["signedCertificateEmbeddedSct", "signedCertificateDetachedSct"]) {
		const leaf = text(body, kind, "chain", "certificates", 0);
		if (leaf !== void 0) return leaf;
	}
	throw new Error("no certificate");
}

// src/sigstore/log-v2.ts
var import_dist = require_dist$2();
var import_dist$1 = require_dist();
var import_dist$2 = require_dist$1();
/** The log answers only when a checkpoint covers the entry, every ten seconds or so (rekor-tiles, CLIENTS.md). */
const TIMEOUT_MS = 6e4;
/**
* The log holds an entry of this very signature, mostly since an earlier answer of it was lost. It tells the index
* alone, and no call gives the entry's proof: what helps is another signature of the same statement.
*/
var AlreadyLogged = class extends WaybillError {};
/**
* Enters the signature of an envelope or an artifact into a Rekor v2 log, as `hashedrekord` 0.0.2 over the digest of what was signed,
* the only kind that it takes (POST /api/v2/log/entries). Such an entry has no time: a timestamp must say when.
* @throws WaybillError LOG_REFUSED, of which `AlreadyLogged` is one; `CallFailed.tooLate` when the certificate would
* end first
*/
async function enterIntoLogV2(logUrl, envelope, certificate, http) {
	const logged = loggedPart(envelope, certificate);
	const accept = (answer) => {
		const entry = readEntry(jsonAnswer(200, 201)(answer));
		if (!isOf(entry, logged)) throw new FinalAnswer("an entry of another signature");
		return entry;
	};
	try {
		const posted = await http.call({
			method: "POST",
			url: `${baseUrl(logUrl)}/api/v2/log/entries`,
			headers: {
				"content-type": "application/json",
				accept: "application/json"
			},
			body: JSON.stringify(request(logged)),
			timeout: TIMEOUT_MS,
			giveUpAt: certificate.usableUntil
		}, (answer) => answer.status === 409 ? "conflict" : accept(answer));
		if (posted !== "conflict") return posted;
	} catch (error) {
		if (!(error instanceof CallFailed) || error.tooLate) throw error;
		throw new WaybillError("LOG_REFUSED", refusal(logUrl, `${error.last.text} (after ${error.attempts} tries)`));
	}
	throw new AlreadyLogged("LOG_REFUSED", refusal(logUrl, "status 409: it holds that signature already"));
}
function refusal(logUrl, got) {
	return {
		what: `The transparency log ${new URL(logUrl).origin} gave no entry for the signature.`,
		got,
		expected: "the entry with its proof",
		todo: "Run the job again; a signature that the log may already hold does no harm. `max-wait` sets how long the step keeps trying."
	};
}
function loggedPart(envelope, certificate) {
	const signed = "signed" in envelope ? envelope.signed : import_dist$1.dsse.preAuthEncoding(envelope.payloadType, envelope.payload);
	return {
		digest: (0, import__late_node_crypto.createHash)("sha256").update(signed).digest("base64"),
		signature: envelope.signature.toString("base64"),
		certificate: certificate.der.toString("base64")
	};
}
/** A CreateEntryRequest in protobuf JSON (rekor-tiles, hashedrekord.proto). */
function request({ digest, signature, certificate }) {
	return { hashedRekordRequestV002: {
		digest,
		signature: {
			content: signature,
			verifier: {
				keyDetails: "PKIX_ECDSA_P256_SHA_256",
				x509Certificate: { rawBytes: certificate }
			}
		}
	} };
}
/**
* The answer is a TransparencyLogEntry already, as the bundle holds it.
* @throws Error for what is none; FinalAnswer for one that a Rekor v2 does not give
*/
function readEntry(body) {
	const { logId, kindVersion, inclusionProof, ...entry } = import_dist$2.TransparencyLogEntry.fromJSON(body);
	if (logId === void 0 || kindVersion === void 0) throw new Error("no entry");
	if (kindVersion.kind !== "hashedrekord" || kindVersion.version !== "0.0.2") throw new FinalAnswer("an entry of another kind than hashedrekord 0.0.2");
	if (entry.integratedTime !== "0" || entry.inclusionPromise !== void 0) throw new FinalAnswer("an entry with a time, which a log of version 2 does not give");
	if ((inclusionProof?.checkpoint?.envelope ?? "") === "") throw new FinalAnswer("an entry without a proof of inclusion and a checkpoint");
	return {
		...entry,
		logId,
		kindVersion,
		inclusionProof
	};
}
/** Whether the entry, as it stands in the log, is of our digest, signature and certificate. */
function isOf(entry, logged) {
	const body = JSON.parse(entry.canonicalizedBody.toString("utf8"));
	const inEntry = (...path) => text(body, "spec", "hashedRekordV002", ...path);
	return text(body, "kind") === "hashedrekord" && text(body, "apiVersion") === "0.0.2" && inEntry("data", "algorithm") === "SHA2_256" && inEntry("data", "digest") === logged.digest && inEntry("signature", "content") === logged.signature && inEntry("signature", "verifier", "x509Certificate", "rawBytes") === logged.certificate;
}

// src/sigstore/timestamp.ts
/**
* An RFC 3161 timestamp over the signature. The request is the JSON form that Sigstore's authorities take; the answer
* is the DER response, kept as it is.
* @throws WaybillError TIMESTAMP_REFUSED; `CallFailed.tooLate` when the certificate would end first
*/
async function obtainTimestamp(tsa, signature, certificate, http) {
	const url = new URL(tsa);
	if (url.pathname === "/") url.pathname = "/api/v1/timestamp";
	try {
		return await http.call({
			method: "POST",
			url: url.href,
			headers: {
				"content-type": "application/json",
				accept: "application/timestamp-reply"
			},
			body: JSON.stringify({
				artifactHash: (0, import__late_node_crypto.createHash)("sha256").update(signature).digest("base64"),
				hashAlgorithm: "sha256"
			}),
			giveUpAt: certificate.usableUntil
		}, (answer) => {
			if (answer.status !== 200 && answer.status !== 201) throw new FinalAnswer(`status ${answer.status}`);
			if (answer.body.length < 16 || answer.body[0] !== 48) throw new Error("no timestamp");
			return Buffer.from(answer.body);
		});
	} catch (error) {
		if (!(error instanceof CallFailed) || error.tooLate) throw error;
		throw new WaybillError("TIMESTAMP_REFUSED", {
			what: `The timestamp authority ${url.origin} gave no timestamp for the signature.`,
			got: `${error.last.text} (after ${error.attempts} tries)`,
			expected: "an RFC 3161 timestamp",
			todo: "Run the job again; `max-wait` sets how long the step keeps trying."
		});
	}
}

// src/sigstore/sign.ts
/** How often a statement is signed anew because a log holds its signature already, but gives no proof of that. */
const MAX_CONFLICTS = 3;
/**
* @param obtain gives a certificate that may be signed with; the first is asked for while subjects are still being
*   hashed, further ones when it has ended
*/
function signer(instance, http, obtain, first) {
	let current = first;
	const renew = (used) => {
		if (current === used) current = obtain();
	};
	return { async sign(statement) {
		for (let conflicts = 0;;) {
			const used = current;
			const certificate = await used;
			if (http.clock.now() >= certificate.usableUntil) {
				renew(used);
				continue;
			}
			try {
				return await signWith(certificate, statement, instance, http);
			} catch (error) {
				if (error instanceof AlreadyLogged && conflicts < MAX_CONFLICTS) {
					conflicts += 1;
					continue;
				}
				if (!(error instanceof CallFailed) || !error.tooLate) throw error;
				renew(used);
			}
		}
	} };
}
async function signWith(certificate, statement, instance, http) {
	const payload = Buffer.from(statement.bytes);
	const signature = certificate.key.sign(import_dist$1.dsse.preAuthEncoding(PAYLOAD_TYPE, payload));
	const envelope = {
		payloadType: PAYLOAD_TYPE,
		payload,
		signature
	};
	const [entries, timestamps] = await allSettledOrThrow(instance.logs.map(({ url, version }) => (version === 2 ? enterIntoLogV2 : enterIntoLog)(url, envelope, certificate, http)), instance.tsas.map((tsa) => obtainTimestamp(tsa.url, signature, certificate, http)));
	const bundle = (0, import_dist.toDSSEBundle)({
		artifact: payload,
		artifactType: PAYLOAD_TYPE,
		signature,
		certificate: certificate.der
	});
	bundle.verificationMaterial.tlogEntries = entries;
	bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: timestamps.map((signedTimestamp) => ({ signedTimestamp })) };
	return Buffer.from(`${bundleJson(bundle)}\n`, "utf8");
}
/** Waits for all, so that nothing goes on in the background after one has failed. */
async function allSettledOrThrow(a, b) {
	await Promise.allSettled([...a, ...b]);
	return [await Promise.all(a), await Promise.all(b)];
}

// src/verify/issued.ts
/**
* What can be said of a certificate before anything is signed with it, and so before a log shows it for ever: that an
* authority of the trusted root issued it, for the identity that was asked for. The whole is judged with the bundle.
* @throws WaybillError CERTIFICATE_INVALID, ISSUER_MISMATCH, SIGNER_MISMATCH, SOURCE_MISMATCH
*/
function assertIssued(der, expected, trust) {
	const certificate = import_dist$1.X509Certificate.parse(der);
	if (!trust.root.certificateAuthorities.some((authority) => {
		const [issuing] = authority.certChain?.certificates ?? [];
		return issuing !== void 0 && isIssuedBy(certificate, Buffer.from(issuing.rawBytes));
	})) throw new WaybillError("CERTIFICATE_INVALID", {
		what: "The certificate authority that answered is not one that the trusted root lists. Nothing was signed.",
		expected: trust.description,
		todo: "Give a `signing-config` and a `trusted-root` of one Sigstore instance."
	});
	assertIdentity(readCertificate(certificate), expected);
}
function isIssuedBy(certificate, issuer) {
	try {
		return certificate.verify(import_dist$1.X509Certificate.parse(issuer));
	} catch {
		return false;
	}
}

// src/signing.ts
/** From the job's identity to what is stored: every statement of the run signed, verified, and in its places. */
async function signRun(begun, world) {
	const { inputs, job, ports, progress } = world;
	const checkout = quietly(readCheckout(job.workspace, ports.exec));
	const registries = registriesOf(begun.net, world);
	const finding = quietly(findImages(registries, world));
	const opened = await openSigning(begun, world);
	const attested = await listSubjects(begun.hashing, finding, world);
	const signing = {
		...opened,
		instance: settleInstance(opened.latest, world)
	};
	const statements = await stateAll(signing.run, attested, checkout, world);
	assertNamesApart(statements, allSubjects(attested));
	progress.planned = statements.length;
	const plan = statements.map((statement) => planned(signing.run, statement));
	const { run, patience, instance } = signing;
	const targets = openStores(run, attested, {
		patience,
		registries,
		root: instance.root
	}, world);
	const held = await askStores(plan, targets, signing.instance.root);
	assertStorable(held, (published) => progress.published.push(published));
	for (const image of attested.images) await assertUnmoved(image, registries(image.repository));
	const folder = await openOutputDir(inputs.outputDir, job);
	for (const { fileName } of statements) await assertReplaceable(path.join(folder, fileName));
	await ports.log.group("Sign, verify and store", () => signAndStore(held, folder, signing, world));
	await handOver(begun.artifacts, world);
	await settle(targets, progress.published);
	await recordImages(attested.images, signing, world);
}
/** The bundles for another job, also where a target failed: what was signed is not lost. */
async function handOver(artifacts, { inputs, job, ports, progress }) {
	if (inputs.handover.bundlesArtifact === void 0 || artifacts === void 0) return;
	const files = progress.files.toSorted((a, b) => a.order - b.order).map(({ fileName, bundle }) => ({
		name: fileName,
		bytes: Buffer.from(`${bundle.json}\n`)
	}));
	const name = artifactName(inputs.handover.bundlesArtifact, files);
	progress.bundlesArtifact = await artifacts.upload(name, files, job.place.attempt > 1);
	ports.log.info(`bundles are in the workflow artifact ${name}, ${progress.bundlesArtifact.digest}`);
}
/** Claims and Sigstore instance; the certificate is asked for. */
async function openSigning(begun, world) {
	const { inputs, job, ports, progress } = world;
	const { patience, net } = begun;
	return await ports.log.group("Identity", async () => {
		const identity = await begun.identity;
		const run = describeRun(identity.claims, job.serverUrl);
		progress.run = run;
		const { instance, latest } = await instanceFor(run, inputs, begun.trust, {
			http: net,
			fetcher: ports.fetcher,
			now: new Date(ports.clock.now()),
			apiUrl: job.apiUrl,
			token: inputs.githubToken,
			cache: job.toolCache,
			anchors: ports.anchors
		});
		progress.instance = instance;
		ports.log.info(`source   ${run.repositoryUrl} ${run.claims.ref} ${run.claims.sha}`);
		ports.log.info(`builder  ${run.builderId}`);
		ports.log.info(`sigstore ${instance.name}, ${new URL(instance.ca).origin}, ${instance.root.description}`);
		const obtain = () => obtainCertificate(instance.ca, identity, net);
		return {
			net,
			patience,
			run,
			instance,
			latest,
			obtain,
			certificate: quietly(obtain())
		};
	});
}
/** The root that judges from here on: the newest that came while files were hashed. */
function settleInstance(latest, { ports, progress }) {
	const { instance, reason } = latest();
	progress.instance = instance;
	ports.log.info(`trust    ${instance.root.description}${reason === void 0 ? "" : `, as shipped: ${reason}`}`);
	return instance;
}
const LOGGED_SUBJECTS = 200;
async function listSubjects(hashing, finding, { ports, progress }) {
	const { log } = ports;
	return await log.group("Subjects", async () => {
		const attested = {
			files: (await hashing)?.subjects,
			images: await finding
		};
		const subjects = allSubjects(attested);
		progress.subjects = subjects;
		for (const subject of subjects.slice(0, LOGGED_SUBJECTS)) log.info(subjectLine(subject));
		log.info(subjects.length === 1 ? "1 subject" : `${subjects.length} subjects`);
		return attested;
	});
}
/** Our own claims say who must have signed, for what. */
function identityOf(run) {
	return {
		issuer: run.claims.iss,
		signer: run.builderId,
		sourceRepository: run.repositoryUrl,
		sourceDigest: run.claims.sha
	};
}
/** A statement with what its bundle must satisfy. */
function planned(run, plan) {
	const { body } = plan.statement;
	return {
		...plan,
		expected: {
			identity: identityOf(run),
			predicateTypes: [body.predicateType],
			artifacts: body.subject.map((subject) => subject.digest)
		}
	};
}
/** Each statement signed, verified and stored, in a few lines side by side, all with one certificate. */
async function signAndStore(held, folder, signing, world) {
	const { instance, net, run, obtain, certificate } = signing;
	const issued = async (asked) => {
		const answer = await asked;
		assertIssued(answer.der, identityOf(run), instance.root);
		return answer;
	};
	const signs = signer(instance, net, () => issued(obtain()), quietly(issued(certificate)));
	const bring = (file, one) => signOrReuse(file, one, signs, signing, world.ports.log);
	await storeAll(held, folder, bring, world);
}
/** A verified bundle of the statement, in `file`. */
async function signOrReuse(file, held, signs, signing, log) {
	const { planned, reused } = held;
	if (reused !== void 0) {
		log.info(`${planned.fileName}: an earlier run or attempt signed the same statement, so nothing is signed anew.`);
		return await writeJudged(file, Buffer.from(`${reused.json}\n`), () => reused);
	}
	const unverified = await signs.sign(planned.statement);
	const bundle = await writeJudged(file, unverified, () => {
		const judged = verifyBundle(unverified.toString("utf8"), planned.expected, signing.instance.root);
		if (sameJson(judged.statement.json, planned.statement.body)) return judged;
		throw new WaybillError("STATEMENT_MALFORMED", {
			what: "The statement that was signed is not the one that was made. It was stored nowhere.",
			todo: "Please report this."
		});
	});
	for (const check of bundle.checks) log.info(`${planned.fileName}: verified ${check.name}: ${check.detail}`);
	return bundle;
}
/** An error of a promise that is awaited later is not "unhandled" until then. */
function quietly(promise) {
	promise.catch(() => void 0);
	return promise;
}

export { signRun };
