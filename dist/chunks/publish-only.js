import { A as SLSA_V02, F as baseUrl, P as encodeStatement, V as http, _ as Patience, at as quoted, dt as WaybillError, it as sameDigests, j as SLSA_V1, q as compareCodeUnits, rt as primaryDigest } from "./base.js";
import { $ as MAX_BUNDLE_BYTES, H as assertSubject, M as signingCertificate, Nt as require__late_node_crypto, R as certifiedRun, U as parseStatement, k as verifyBundle, tt as parseBundle } from "./verify.js";
import { t as notFound } from "./results-service.js";
import { a as imageText, n as recordImages, r as registriesOf, t as findImages } from "./universal-user-agent.js";
import { o as assertNamesApart, s as assertStorable, t as allSubjects } from "./preflight.js";
import { n as openOutputDir, r as writeJudged, t as assertReplaceable } from "./file.js";
import { i as settle, n as storeAll, r as askStores, t as openStores } from "./reuse.js";
import { r as subjectLine } from "./commands.js";
import { n as issuerOf } from "./run.js";
import { r as githubTrust, t as BUILT_IN } from "./github2.js";
import { i as refreshPublicTrust } from "./memory.js";
import * as path from "node:path";

// src/handover/bundles.ts
var import__late_node_crypto = require__late_node_crypto();
/** As many statements as fit one run, and their predicates (`src/plan.ts`) in base64. */
const LIMITS = {
	files: 4096,
	bytes: 536870912
};
/**
* The bundles in the artifact that the inputs name, the run's provenance first.
* @throws WaybillError ARTIFACT_NOT_FOUND, ARTIFACT_DIGEST_MISMATCH, ARTIFACT_INVALID, BUNDLE_MALFORMED, CERTIFICATE_INVALID
*/
async function fetchBundles({ artifact: name, digest }, artifacts) {
	const files = await artifacts.download(await find(name, digest, artifacts), digest, LIMITS);
	if (files.length === 0) throw invalid(name, "no file", "bundles");
	return files.map((file) => {
		const { name: fileName, bytes } = file;
		if (!isBundleName(fileName)) throw invalid(name, `the file ${quoted(fileName)}`, "bundles, …intoto.jsonl, alone");
		if (bytes.length > 33554432) throw invalid(name, `${bytes.length} bytes`, `bundles of up to ${MAX_BUNDLE_BYTES}`);
		const json = Buffer.from(bytes).toString("utf8").trim();
		const parsed = parseBundle(json);
		const { predicateType } = parseStatement(parsed.payload);
		return {
			fileName,
			json,
			predicateType,
			certifiedBy: authorityOf(parsed)
		};
	}).toSorted((a, b) => kindOf(a) - kindOf(b) || a.fileName.length - b.fileName.length || compareCodeUnits(a.fileName, b.fileName));
}
function authorityOf({ bundle }) {
	const { issuer } = new import__late_node_crypto.X509Certificate(signingCertificate(bundle).der);
	return /^O=(.+)$/m.exec(issuer)?.[1];
}
/** Attempts of a run may each have one of that name: the digest tells which is meant. */
async function find(name, digest, artifacts) {
	const named = (await artifacts.list(name)).filter((artifact) => artifact.name === name);
	const found = named.find((artifact) => artifact.digest === digest) ?? named.at(-1);
	if (found === void 0) throw notFound(name);
	return found;
}
function kindOf({ predicateType }) {
	return ["https://slsa.dev/provenance/v1", "https://slsa.dev/provenance/v0.2"].includes(predicateType) ? 0 : 1;
}
/** A name that the step gives; it becomes a file's, and an asset's. */
function isBundleName(name) {
	return /^(?!\.)[^/\\:<>"|?*\p{C}]+$/u.test(name) && name.endsWith("intoto.jsonl") && Buffer.byteLength(name) <= 255;
}
function invalid(artifact, got, expected) {
	return new WaybillError("ARTIFACT_INVALID", {
		what: `The workflow artifact ${artifact} does not hold a run's bundles. Nothing was stored.`,
		got,
		expected,
		todo: "Give the artifact that the signing job's output `bundles-artifact` names."
	});
}

// src/publish-only.ts
/**
* The bundles that another job signed, verified for whom the inputs name, and stored like the step's own. Nothing is
* signed, so no OIDC token is needed; an equal bundle that a target already holds stays and is the one reported.
* @throws WaybillError what verification refuses, before any target is written to
*/
async function publishOnly(publish, tools, world) {
	const { ports, progress } = world;
	const { patience, net } = tools;
	progress.publishing = true;
	const identity = identityOf(publish, world);
	const { verified, root, run } = await ports.log.group("Verify", () => fetchVerified(publish, identity, tools, world));
	const registries = registriesOf(net, world);
	const images = await findImages(registries, world);
	const plan = verified.map((one) => planned(one, identity, images));
	assertImagesStated(plan, images);
	const attested = {
		files: filesOf(plan),
		images
	};
	progress.subjects = allSubjects(attested);
	progress.planned = plan.length;
	assertNamesApart(plan, progress.subjects);
	const targets = openStores(run, attested, {
		patience,
		registries,
		root
	}, world);
	const held = await askStores(plan, targets, root);
	assertStorable(held, (published) => progress.published.push(published));
	const bundles = new Map(plan.map((one, index) => [one, verified[index]?.bundle]));
	await ports.log.group("Store", () => storeVerified(held, bundles, world));
	await settle(targets, progress.published);
	await recordImages(images, {
		run,
		patience
	}, world);
	return true;
}
async function fetchVerified(publish, identity, { net, trust, artifacts }, world) {
	const { ports, progress } = world;
	const handed = await fetchBundles(publish, artifacts);
	const { name, root } = await rootFor(handed, trust, net, world);
	progress.instance = {
		name,
		root,
		logs: []
	};
	const verified = handed.map(({ fileName, json, predicateType }) => {
		const bundle = verifyBundle(json, {
			identity,
			predicateTypes: [predicateType],
			artifacts: []
		}, root);
		for (const check of bundle.checks) ports.log.info(`${fileName}: verified ${check.name}: ${check.detail}`);
		return {
			fileName,
			bundle
		};
	});
	const run = runOf(identity, publish, verified, world.job.serverUrl);
	progress.run = run;
	for (const { bundle } of verified) for (const subject of namedSubjects(bundle).slice(0, 200)) ports.log.info(subjectLine(subject));
	return {
		verified,
		root,
		run
	};
}
function identityOf(publish, { inputs, job }) {
	const server = baseUrl(job.serverUrl);
	const absolute = (name) => /^https?:\/\//.test(name) ? name : `${server}/${name}`;
	return {
		issuer: inputs.oidcIssuer ?? issuerOf(job.serverUrl),
		signer: absolute(publish.signer),
		signerDigest: publish.signerDigest,
		sourceRepository: absolute(publish.sourceRepository),
		sourceDigest: publish.sourceDigest
	};
}
/**
* The user's own root; else that of the instance that `sigstore` names, and with `auto` of the one that certified the
* bundles. Which of GitHub's and the public one it is, the bundles may say: both are trusted, for the same identities.
*/
async function rootFor(handed, trust, net, { inputs, job, ports }) {
	const { sigstore } = inputs;
	const own = handed.every(({ certifiedBy }) => certifiedBy !== "sigstore.dev");
	const name = sigstore === "auto" ? own ? "github" : "public" : sigstore;
	if (trust.root !== void 0) return {
		name,
		root: trust.root
	};
	const cache = job.toolCache;
	if (name === "github") {
		const repository = ports.anchors?.githubTuf;
		const options = {
			http: net,
			apiUrl: job.apiUrl,
			token: inputs.githubToken,
			cache,
			repository
		};
		return {
			name,
			root: await githubTrust(job.serverUrl, options)
		};
	}
	const repository = ports.anchors?.publicTuf ?? BUILT_IN.publicTuf;
	const impatient = http(ports.fetcher, new Patience(0, ports.clock));
	const { material, source } = await refreshPublicTrust({
		http: impatient,
		cache,
		repository
	});
	const { trustedRoot } = source === "shipped" ? (ports.anchors?.shipped ?? BUILT_IN.shipped)() : material;
	return {
		name,
		root: trustedRoot
	};
}
/** Of the run that signed, as its certificates say: their references must agree, since a release is chosen by them. */
function runOf(identity, publish, verified, serverUrl) {
	const certificates = verified.map(({ bundle }) => bundle.certificate);
	const refs = [...new Set(certificates.map(({ sourceRepositoryRef }) => sourceRepositoryRef))];
	const [ref] = refs;
	if (ref === void 0 || refs.length > 1) throw new WaybillError("SOURCE_MISMATCH", {
		what: "The bundles are not of one branch or tag, so they are not of one run.",
		got: refs.map((one) => one ?? "none").join(", "),
		expected: "one"
	});
	const [first] = verified;
	const facts = first?.bundle.certificate;
	const [run_id = "", run_attempt = ""] = facts === void 0 ? [] : certifiedRun(facts);
	const repository = new URL(identity.sourceRepository).pathname.slice(1);
	const [repository_owner = ""] = repository.split("/");
	const sha = publish.sourceDigest;
	return {
		claims: {
			iss: identity.issuer,
			ref,
			repository,
			repository_owner,
			run_id,
			run_attempt,
			sha
		},
		serverUrl: baseUrl(serverUrl),
		repositoryUrl: identity.sourceRepository,
		builderId: first?.bundle.signer ?? "",
		invocationId: facts?.runInvocationURI ?? ""
	};
}
/** The statement with what an equal bundle must satisfy. */
function planned({ fileName, bundle }, identity, images) {
	const { predicateType, predicate } = bundle.statement;
	const subjects = namedSubjects(bundle);
	const image = images.find((one) => one.subjects[0].name === subjects[0].name && sameDigests(one.subjects[0].digest, subjects[0].digest));
	for (const subject of image?.subjects ?? []) assertSubject(bundle.statement, subject.digest);
	return {
		fileName,
		statement: encodeStatement(subjects, predicateType, predicate),
		expected: {
			identity,
			predicateTypes: [predicateType],
			artifacts: subjects.map(({ digest }) => digest)
		},
		givenPredicate: ![SLSA_V1, SLSA_V02].includes(predicateType),
		image
	};
}
function namedSubjects({ statement }) {
	const [first, ...rest] = statement.subjects.map(({ name, digest }) => {
		return {
			name: name ?? primaryDigest(digest),
			digest
		};
	});
	if (first !== void 0) return [first, ...rest];
	throw new WaybillError("STATEMENT_MALFORMED", { what: "The statement has no subject." });
}
/** What is in the release under one of these names must be it; a name in several statements is one subject. */
function filesOf(plan) {
	const subjects = plan.flatMap(({ image, statement }) => image === void 0 ? statement.body.subject : []);
	const [first, ...rest] = new Map(subjects.map((subject) => [subject.name, subject])).values();
	return first === void 0 ? void 0 : [first, ...rest];
}
/** @throws WaybillError SUBJECT_MISMATCH for an image that no bundle is about */
function assertImagesStated(plan, images) {
	const missing = images.find((image) => !plan.some((one) => one.image === image));
	if (missing === void 0) return;
	throw new WaybillError("SUBJECT_MISMATCH", {
		what: "No bundle in the artifact is about this image. Nothing was stored.",
		got: imageText(missing),
		expected: "an image that the signing job attested, by the same name and digest",
		todo: "Name in `images` what the signing job attested, by its digest."
	});
}
async function storeVerified(held, bundles, world) {
	const { inputs, job, ports } = world;
	const folder = await openOutputDir(inputs.outputDir, job);
	for (const { planned } of held) await assertReplaceable(path.join(folder, planned.fileName));
	const bring = async (file, { planned, reused }) => {
		const bundle = reused ?? bundles.get(planned);
		if (bundle === void 0) throw new TypeError("a statement without its bundle");
		if (reused !== void 0) ports.log.info(`${planned.fileName}: an equal bundle is stored already, and stays.`);
		return await writeJudged(file, Buffer.from(`${bundle.json}\n`), () => bundle);
	};
	await storeAll(held, folder, bring, world);
}

export { publishOnly };
