import { Nt as require__late_node_crypto } from "./verify.js";
import { Q as HEX_LENGTHS, S as referenceText, X as nameProblem, at as quoted, b as parseReference, ct as list, dt as WaybillError, nt as isAlgorithm, q as compareCodeUnits, st as isRecord, tt as hexDigest, ut as text } from "./base.js";
import { t as inParallel } from "./pool.js";
import { t as notFound } from "./results-service.js";
import { t as SUBJECTS_PREFIX } from "./inputs.js";

// src/handover/subjects.ts
var import__late_node_crypto = require__late_node_crypto();
/** The one file of an artifact with subjects, and the version of its shape. */
const FILE = "subjects.json";
const VERSION = 1;
/** A job's list is a few kilobytes; a hundred thousand subjects are a few megabytes. */
const LIMITS = {
	files: 1,
	bytes: 67108864
};
const MAX_ARTIFACTS = 2e3;
/** Each is two calls. */
const AT_ONCE = 8;
/** A name that no other job, step or attempt gives. */
function subjectsArtifactName({ job }) {
	const title = job.replaceAll(/[^\w.-]+/g, "-").slice(0, 100);
	return `${SUBJECTS_PREFIX}${title === "" ? "job" : title}-${(0, import__late_node_crypto.randomBytes)(6).toString("hex")}`;
}
function encodeCollection(collector, { subjects, images }) {
	const { job, attempt } = collector;
	const document = {
		version: VERSION,
		job,
		collector: keyOf(collector),
		attempt,
		subjects: subjects.map(({ name, digest }) => ({
			name,
			digest
		})),
		images: images.map(referenceText)
	};
	return {
		name: FILE,
		bytes: Buffer.from(`${JSON.stringify(document)}\n`, "utf8")
	};
}
function keyOf({ job, step, matrix }) {
	return (0, import__late_node_crypto.createHash)("sha256").update(JSON.stringify([
		job,
		step,
		matrix
	])).digest("hex");
}
/**
* The inputs with all that other jobs of this run collected: every artifact named {@link SUBJECTS_PREFIX}…, whoever stored it.
* Of one step in several attempts, the latest says what a name stands for.
* @throws WaybillError ARTIFACT_NOT_FOUND where there is none, ARTIFACT_INVALID, INPUT_INVALID for a registry that the step's own credentials are not for
*/
async function withCollected(inputs, artifacts) {
	const found = await artifacts.list(SUBJECTS_PREFIX);
	if (found.length === 0) throw notFound(`${SUBJECTS_PREFIX}…`);
	if (found.length > MAX_ARTIFACTS) throw invalid(`${SUBJECTS_PREFIX}…`, `${found.length} artifacts`, `at most ${MAX_ARTIFACTS}`);
	const all = await inParallel(found, AT_ONCE, (artifact) => read(artifact, artifacts));
	const images = imagesOf(all);
	assertCredentialsBelong(inputs, images);
	const subjects = latestClaims(all).toSorted((a, b) => compareCodeUnits(a.name, b.name));
	const known = new Set(inputs.images.map(referenceText));
	return {
		...inputs,
		subjects: subjects.length === 0 ? inputs.subjects : [...inputs.subjects, {
			kind: "handed",
			subjects
		}],
		images: [...inputs.images, ...images.filter((image) => !known.has(referenceText(image)))]
	};
}
async function read(artifact, artifacts) {
	const [file] = await artifacts.download(artifact, void 0, LIMITS);
	const json = file?.name === FILE ? parse(file.bytes) : void 0;
	if (!isRecord(json) || json["version"] !== VERSION) throw invalid(artifact.name, "something else", `${FILE}, version ${VERSION}, as this version of the step writes it`);
	const attempt = json["attempt"];
	return {
		artifact: artifact.name,
		collector: text(json, "collector") ?? "",
		attempt: typeof attempt === "number" && Number.isSafeInteger(attempt) ? attempt : 0,
		subjects: list(json, "subjects").map((subject) => readSubject(subject, artifact.name)),
		images: list(json, "images").map((image) => readImage(image, artifact.name))
	};
}
function parse(bytes) {
	try {
		return JSON.parse(Buffer.from(bytes).toString("utf8"));
	} catch {
		return;
	}
}
function readSubject(subject, artifact) {
	const name = text(subject, "name");
	const problem = name === void 0 ? "a subject without a name" : nameProblem(name);
	if (name === void 0 || problem !== void 0) throw invalid(artifact, problem ?? "", "names on one line");
	const given = isRecord(subject) ? subject["digest"] : void 0;
	const digest = {};
	for (const [algorithm, value] of Object.entries(isRecord(given) ? given : {})) {
		const known = isAlgorithm(algorithm) ? algorithm : void 0;
		const hex = known !== void 0 && typeof value === "string" ? hexDigest(known, value) : void 0;
		if (known === void 0 || hex === void 0) throw invalid(artifact, `a digest of ${quoted(name)}`, Object.keys(HEX_LENGTHS).join(", "));
		digest[known] = hex;
	}
	if (Object.keys(digest).length === 0) throw invalid(artifact, `no digest of ${quoted(name)}`, "one");
	return {
		name,
		digest
	};
}
function readImage(image, artifact) {
	try {
		const reference = parseReference(typeof image === "string" ? image : "");
		if (reference.digest !== void 0) return reference;
	} catch {}
	throw invalid(artifact, "an image without a digest, or none", "REGISTRY/PATH@sha256:…");
}
/** All claims but those of an earlier attempt of the same step about a name that a later one speaks of. */
function latestClaims(all) {
	const latest = /* @__PURE__ */ new Map();
	const keyOf = (one, name) => `${one.collector}\n${name}`;
	for (const one of all) for (const { name } of one.subjects) {
		const key = keyOf(one, name);
		latest.set(key, Math.max(latest.get(key) ?? 0, one.attempt));
	}
	return all.flatMap((one) => one.subjects.filter(({ name }) => latest.get(keyOf(one, name)) === one.attempt).map((subject) => ({
		...subject,
		artifact: one.artifact
	})));
}
function imagesOf(all) {
	const images = all.flatMap((one) => one.images);
	return [...new Map(images.map((image) => [referenceText(image), image])).values()].toSorted((a, b) => compareCodeUnits(referenceText(a), referenceText(b)));
}
/** Any job of the run can name an image: a password goes to a registry that the step itself names, and to no other. */
function assertCredentialsBelong(inputs, images) {
	if (inputs.registry.username === void 0) return;
	const { repositoryLogin } = inputs.registry;
	const repository = repositoryLogin === void 0 ? inputs.registry.repository : void 0;
	const own = [...inputs.images.map((image) => image.repository), ...repository === void 0 ? [] : [repository]];
	const stranger = images.find((image) => !own.some(({ registry }) => registry === image.repository.registry));
	if (stranger === void 0) return;
	throw new WaybillError("INPUT_INVALID", {
		what: "`registry-password` would go to a registry that another job named. Nothing was called there.",
		got: stranger.repository.registry,
		expected: "a registry that `images` or `attestation-repository` of this step name",
		todo: "Log in to the registry before this step (docker/login-action), which ties the password to it."
	});
}
function invalid(artifact, got, expected) {
	return new WaybillError("ARTIFACT_INVALID", {
		what: `The workflow artifact ${artifact} does not name subjects as \`collect-only\` does. Nothing was signed.`,
		got,
		expected,
		todo: "Use the same version of the step in all jobs, and look for another job that stores artifacts of that name."
	});
}

export { subjectsArtifactName as n, withCollected as r, encodeCollection as t };
