import { i as __require, t as __commonJSMin } from "./rolldown.js";
import { n as parseBundle } from "./bundle.js";
import { a as signerOf, c as COMPLETE_BUILD_TYPES, d as DELEGATOR_BUILD_TYPE, f as JRELEASER_TOOLS, i as readCertificate, l as CONTAINER_BASED_BUILD_TYPE, n as isOwnWorkflow, o as require_dist$1, r as isLegacy, s as COMMUNITY_BUILD_TYPE, t as assertIdentity, u as DEFAULT_TOOLS } from "./builders.js";
import { a as GITHUB_BUILD_TYPE, i as FULL_BUILD_TYPE, r as kindOf, s as V02_BUILD_TYPE, t as WaybillError } from "./project.js";
import { a as STATEMENT_V01, i as SLSA_V1, n as PAYLOAD_TYPE, o as STATEMENT_V1, r as SLSA_V02 } from "./statement.js";
import { a as text, n as isRecord, r as list, t as at } from "./json.js";
import { a as namesWorkflow, c as tagOf, i as isVersionOf, o as readVersion, r as isReleaseTag, s as splitUri, t as branchOf } from "./expectation.js";
import { a as isAlgorithm, i as hexDigest, s as sameDigests, t as HEX_LENGTHS } from "./digest.js";
import { a as repeatedKey } from "./unique-keys.js";
import { n as require_sigstore_common, r as require_envelope, t as require_dist$2 } from "./sigstore-protobuf-specs.js";
import { r as keyVerifier, t as assertLogs } from "./logged.js";
import { createPublicKey, hash, verify } from "node:crypto";

// src/verify/statement.ts
/**
* Statement v0.1 is taken with any predicate: slsa-github-generator wraps provenance v1 in it.
* @throws WaybillError STATEMENT_MALFORMED
*/
function parseStatement(payload) {
	const json = parseJson(payload);
	if (!isRecord(json)) throw malformed("JSON that is no object");
	const type = text(json, "_type");
	if (type !== "https://in-toto.io/Statement/v1" && type !== "https://in-toto.io/Statement/v0.1") throw malformed("another _type");
	const predicateType = text(json, "predicateType");
	if (predicateType === void 0 || predicateType === "") throw malformed("no predicateType");
	const subjects = list(json, "subject").map(readSubject);
	if (subjects.length === 0) throw malformed("no subject");
	const predicate = json["predicate"] ?? {};
	if (!isRecord(predicate)) throw malformed("a predicate that is no object");
	return {
		type,
		subjects,
		predicateType,
		predicate,
		json
	};
}
function parseJson(payload) {
	let content;
	let json;
	try {
		content = new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(payload);
		json = JSON.parse(content);
	} catch {
		throw malformed("bytes that are not JSON in UTF-8");
	}
	const twice = repeatedKey(content);
	if (twice !== void 0) throw malformed(`the key ${JSON.stringify(twice.replaceAll(/\p{C}/gu, "?").slice(0, 100))} twice`);
	return json;
}
function readSubject(subject) {
	const digest = isRecord(subject) ? subject["digest"] : void 0;
	if (!isRecord(subject) || !isRecord(digest)) throw malformed("a subject without a digest");
	const name = subject["name"];
	if (name !== void 0 && typeof name !== "string") throw malformed("a subject whose name is no text");
	const known = {};
	for (const [algorithm, value] of Object.entries(digest)) {
		if (!isAlgorithm(algorithm)) continue;
		const hex = typeof value === "string" ? hexDigest(algorithm, value) : void 0;
		if (hex === void 0 || hex !== value) throw malformed(`a ${algorithm} digest that is not ${HEX_LENGTHS[algorithm]} lower-case hex digits`);
		known[algorithm] = hex;
	}
	return {
		name,
		digest: known
	};
}
/** Whether the artifact is a subject: by every digest of a kind that both have, and at least one. */
function isAbout(statement, artifact) {
	return statement.subjects.some((subject) => sameDigests(subject.digest, artifact));
}
/** @throws WaybillError SUBJECT_MISMATCH unless the statement speaks of the artifact */
function assertSubject(statement, artifact) {
	if (isAbout(statement, artifact)) return;
	const [first] = statement.subjects;
	const named = statement.subjects.length === 1 && first !== void 0 ? describeDigests(first.digest) : `${statement.subjects.length} other digests`;
	throw new WaybillError("SUBJECT_MISMATCH", {
		what: "The statement does not speak of this artifact: its bytes are not those that were attested.",
		got: describeDigests(artifact),
		expected: named,
		todo: "Fetch the artifact again. If it stays so, do not use it."
	});
}
function describeDigests(set) {
	return Object.entries(set).map(([algorithm, hex]) => `${algorithm}:${hex}`).join(", ");
}
function malformed(got) {
	return new WaybillError("STATEMENT_MALFORMED", {
		what: "The signed statement is not an in-toto statement.",
		got,
		expected: "Statement v1 or v0.1 with at least one subject"
	});
}

// src/verify/backed.ts
/**
* A field that an extension of the certificate backs; with only the first six extensions, of before May 2023, most
* back nothing, and what they would have to say is not known.
*/
function backed(facts, field, stated, certified, required) {
	return {
		field,
		stated,
		certified,
		required,
		beyond: certified === void 0 && isLegacy(facts)
	};
}
/** The workflow that signed: what `builder.id` must be. */
function builderField(field, stated, facts) {
	return {
		field,
		stated,
		certified: signerOf(facts),
		required: true
	};
}
function certifiedSource(facts) {
	const { sourceRepositoryURI: uri, sourceRepositoryRef: ref } = facts;
	return uri === void 0 || ref === void 0 ? void 0 : `git+${uri}@${ref}`;
}
/** The Build Config URI is `REPOSITORY/PATH@REF`; both ends are known, so nothing is split (paths may hold an `@`). */
function certifiedPath(facts) {
	const { buildConfigURI: uri, sourceRepositoryURI: repository, sourceRepositoryRef: ref } = facts;
	if (uri === void 0 || repository === void 0 || !uri.startsWith(`${repository}/`)) return void 0;
	const rest = uri.slice(repository.length + 1);
	if (ref !== void 0 && rest.endsWith(`@${ref}`)) return rest.slice(0, -ref.length - 1);
	const end = rest.indexOf("@refs/");
	return end > 0 ? rest.slice(0, end) : void 0;
}
/** The run's number and attempt. */
function certifiedRun({ runInvocationURI: uri }) {
	const found = /\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(uri ?? "");
	return found === null ? [] : [found[1], found[2]];
}
/**
* What GitHub's context says of a run, by the names under which slsa-github-generator and npm state it: in capitals
* with `GITHUB_` before them, or in small letters with `github_`.
*/
function certifiedContext(facts) {
	const { sourceRepositoryURI: repository, sourceRepositoryRef: ref, buildConfigURI: workflow } = facts;
	const name = repository?.split("/").slice(-2).join("/");
	const server = name === void 0 ? void 0 : repository?.slice(0, -name.length);
	const [run, attempt] = certifiedRun(facts);
	return /* @__PURE__ */ new Map([
		["event_name", facts.buildTrigger],
		["ref", ref],
		["ref_type", tagOf(ref) === void 0 ? branchOf(ref) === void 0 ? void 0 : "branch" : "tag"],
		["repository", name],
		["repository_id", facts.sourceRepositoryIdentifier],
		["repository_owner", name?.split("/")[0]],
		["repository_owner_id", facts.sourceRepositoryOwnerIdentifier],
		["run_id", run],
		["run_attempt", attempt],
		["sha", facts.sourceRepositoryDigest],
		["sha1", facts.sourceRepositoryDigest],
		["workflow_ref", server === void 0 ? void 0 : afterPrefix(workflow, server)],
		["workflow_sha", facts.buildConfigDigest]
	]);
}
function afterPrefix(text, prefix) {
	return text?.startsWith(prefix) === true ? text.slice(prefix.length) : void 0;
}
/** What slsa-github-generator's environment states in small letters (v0.2). */
const SMALL = [
	"event_name",
	"ref",
	"ref_type",
	"sha1",
	"repository_id",
	"repository_owner",
	"repository_owner_id",
	"run_id",
	"run_attempt"
];
/** Under capitals (its delegators and container-based builder, npm), more is stated. */
const CAPITAL = [
	"event_name",
	"ref",
	"ref_type",
	"sha",
	"repository",
	"repository_id",
	"repository_owner_id",
	"run_id",
	"run_attempt",
	"workflow_ref",
	"workflow_sha"
];
/** Whether a context's names are in capitals. */
function isCapital(context) {
	return isRecord(context) && Object.keys(context).some((key) => key.startsWith("GITHUB_"));
}
/**
* The fields of a context: those of its own letters, and any other name of the context that is there.
* @param place of the context in the predicate
* @param required which names must be there
*/
function contextFields(place, context, facts, required) {
	const capital = isCapital(context);
	const names = capital ? CAPITAL : SMALL;
	const fields = [];
	for (const [name, certified] of certifiedContext(facts)) for (const [key, own] of [[`github_${name}`, !capital], [`GITHUB_${name.toUpperCase()}`, capital]]) {
		const listed = own && names.includes(name);
		const stated = at(context, key);
		if (!listed && stated === void 0) continue;
		if (name === "ref_type" && certified === void 0) continue;
		const isRequired = listed && (required === "all" || required.includes(key));
		fields.push(backed(facts, `${place}.${key}`, asText(name, stated, capital), certified, isRequired));
	}
	return fields;
}
/** slsa-github-generator's container-based builder states the run as a number. */
function asText(name, stated, capital) {
	return capital && (name === "run_id" || name === "run_attempt") && Number.isSafeInteger(stated) ? String(stated) : stated;
}
/** Whether a dependency names the source without a reference, as a delegator does of a commit that the run chose. */
function isSourceAtChosenCommit(dependency, facts) {
	const { sourceRepositoryURI: uri } = facts;
	return uri !== void 0 && text(dependency, "uri") === `git+${uri}`;
}

// src/verify/provenance-v02.ts
/**
* Provenance v0.2. Of our own build type all fields must be there; of a known builder's the source and the run; of
* others, what is there must be true.
* @param builder whether the signer is a known builder, and one that signs for tools
*/
function backedFieldsV02(predicate, facts, builder) {
	const own = text(predicate, "buildType") === V02_BUILD_TYPE;
	const source = at(predicate, "invocation", "configSource");
	const environment = at(predicate, "invocation", "environment");
	const commit = facts.sourceRepositoryDigest?.length === 64 ? "sha256" : "sha1";
	const required = own || builder.known;
	const configDigest = at(source, "digest", commit);
	const place = "invocation.configSource";
	const id = builderField("builder.id", at(predicate, "builder", "id"), facts);
	return [
		...builder.tool ? [] : [id],
		backed(facts, `${place}.uri`, at(source, "uri"), certifiedSource(facts), true),
		backed(facts, `${place}.digest.${commit}`, configDigest, facts.sourceRepositoryDigest, true),
		backed(facts, `${place}.entryPoint`, at(source, "entryPoint"), certifiedPath(facts), true),
		...contextFields("invocation.environment", environment, facts, own ? "all" : []),
		...materialFields(at(predicate, "materials"), commit, facts, {
			required,
			tool: builder.tool
		}),
		...required || isCapital(environment) ? [invocationField(at(predicate, "metadata"), facts, required)] : []
	];
}
/** The generators' spelling of its name, or the specification's. */
function invocationField(metadata, facts, required) {
	const specified = at(metadata, "buildInvocationId");
	const [name, stated] = specified === void 0 ? ["buildInvocationID", at(metadata, "buildInvocationID")] : ["buildInvocationId", specified];
	const [run, attempt] = certifiedRun(facts);
	const certified = run === void 0 || attempt === void 0 ? void 0 : `${run}-${attempt}`;
	return backed(facts, `metadata.${name}`, stated, certified, required);
}
/** The first material, which is the source, and the commit of any other that is the source too. */
function materialFields(materials, commit, facts, { required, tool }) {
	const certified = facts.sourceRepositoryDigest;
	const source = certifiedSource(facts);
	const all = list(materials);
	const [first] = all;
	const digest = (material, index, must) => backed(facts, `materials[${index}].digest.${commit}`, at(material, "digest", commit), certified, must);
	const others = all.flatMap((material, index) => index > 0 && source !== void 0 && text(material, "uri") === source ? [digest(material, index, true)] : []);
	if (tool && isSourceAtChosenCommit(first, facts)) return others;
	return [
		backed(facts, "materials[0].uri", at(first, "uri"), source, required),
		digest(first, 0, required),
		...others
	];
}

// src/verify/provenance-v1.ts
/** @param tool the signer signs for tools, so that the builder is not the signer */
function backedFieldsV1(predicate, facts, tool) {
	const definition = at(predicate, "buildDefinition");
	const buildType = text(definition, "buildType");
	const known = buildType === "https://actions.github.io/buildtypes/workflow/v1" || buildType === "https://github.com/OWNER/waybill/docs/buildtypes/release/v1";
	const internal = at(definition, "internalParameters");
	const metadata = at(predicate, "runDetails", "metadata");
	return [
		...tool ? [] : [builderField("builder.id", at(predicate, "runDetails", "builder", "id"), facts)],
		...parameterFields(at(definition, "externalParameters"), buildType, facts, known),
		...internalFields(internal, buildType, facts, known),
		...dependencyFields(at(definition, "resolvedDependencies"), facts, known, tool),
		...invocationNames(metadata).map((name) => backed(facts, `metadata.${name}`, at(metadata, name), facts.runInvocationURI, known))
	];
}
/** The field as it is spelled there: in-toto-golang wrote `invocationID` up to 0.10, and cosign 2 does with it. */
function invocationNames(metadata) {
	const names = ["invocationId", "invocationID"].filter((name) => at(metadata, name) !== void 0);
	return names.length > 0 ? names : ["invocationId"];
}
const WORKFLOW_PARAMETERS = [
	"ref",
	"repository",
	"path"
];
/** The external parameters of the build types that are known. */
const PARAMETERS = /* @__PURE__ */ new Map([
	[GITHUB_BUILD_TYPE, ["workflow"]],
	[FULL_BUILD_TYPE, [
		"workflow",
		"environment",
		"inputs",
		"release",
		"vars"
	]],
	[COMMUNITY_BUILD_TYPE, [
		"workflow",
		"inputs",
		"release",
		"vars"
	]],
	[DELEGATOR_BUILD_TYPE, ["inputs", "vars"]],
	[CONTAINER_BASED_BUILD_TYPE, [
		"source",
		"builderImage",
		"configPath",
		"buildConfig"
	]]
]);
/**
* The external parameters that the certificate backs, and those that a known build type does not have: nothing can back
* them, and verifiers must not pass over them (SLSA v1.2, "Verifying artifacts", step 3).
*/
function parameterFields(external, buildType, facts, known) {
	const allowed = PARAMETERS.get(buildType);
	const workflow = at(external, "workflow");
	const field = (name, stated, certified, required = known) => backed(facts, `externalParameters.${name}`, stated, certified, required);
	const hasWorkflow = allowed === void 0 || allowed.includes("workflow");
	const source = at(external, "source");
	return [
		...hasWorkflow ? [
			field("workflow.repository", at(workflow, "repository"), facts.sourceRepositoryURI),
			field("workflow.ref", at(workflow, "ref"), facts.sourceRepositoryRef),
			field("workflow.path", at(workflow, "path"), certifiedPath(facts))
		] : [],
		...buildType === "https://slsa.dev/container-based-build/v0.1?draft" ? [field("source.uri", at(source, "uri"), certifiedSource(facts), true), field("source.digest.sha1", at(source, "digest", "sha1"), facts.sourceRepositoryDigest, true)] : [],
		...hasWorkflow && buildType !== "https://actions.github.io/buildtypes/workflow/v1" ? [field("environment", at(external, "environment"), facts.deploymentEnvironment, false)] : [],
		...allowed === void 0 ? [] : foreign$1("externalParameters", external, allowed),
		...allowed === void 0 || !hasWorkflow ? [] : foreign$1("externalParameters.workflow", workflow, WORKFLOW_PARAMETERS)
	];
}
function foreign$1(name, value, allowed) {
	return Object.entries(isRecord(value) ? value : {}).filter(([key]) => !allowed.includes(key)).map(([key, stated]) => ({
		field: `${name}.${key}`,
		stated,
		certified: void 0,
		required: true
	}));
}
function internalFields(internal, buildType, facts, known) {
	const delegated = buildType === "https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0" || buildType === "https://slsa.dev/container-based-build/v0.1?draft";
	if (delegated || isCapital(internal)) return contextFields("internalParameters", internal, facts, delegated ? [
		"GITHUB_WORKFLOW_REF",
		"GITHUB_REF",
		"GITHUB_SHA"
	] : []);
	const github = at(internal, "github");
	const field = (name, certified) => backed(facts, `internalParameters.github.${name}`, at(github, name), certified, known);
	return [
		field("event_name", facts.buildTrigger),
		field("repository_id", facts.sourceRepositoryIdentifier),
		field("repository_owner_id", facts.sourceRepositoryOwnerIdentifier),
		field("runner_environment", facts.runnerEnvironment)
	];
}
/** The first dependency, which is the source, and the commit of any other that is the source too, by each name. */
function dependencyFields(dependencies, facts, known, tool) {
	const source = certifiedSource(facts);
	const all = list(dependencies);
	const [first] = all;
	if (tool && isSourceAtChosenCommit(first, facts)) return [];
	return [backed(facts, "resolvedDependencies[0].uri", at(first, "uri"), source, known || tool), ...(all.length === 0 ? [void 0] : all).flatMap((dependency, index) => {
		if (index > 0 && (source === void 0 || text(dependency, "uri") !== source)) return [];
		return commitFields(`resolvedDependencies[${index}].digest`, dependency, facts, known || tool);
	})];
}
function commitFields(field, dependency, facts, known) {
	const certified = facts.sourceRepositoryDigest;
	const sha1 = at(dependency, "digest", "sha1");
	const gitCommit = at(dependency, "digest", "gitCommit");
	const bySha1 = backed(facts, `${field}.sha1`, sha1, certified, known);
	if (sha1 !== void 0 && gitCommit === void 0 && !known) return [bySha1];
	return [backed(facts, `${field}.gitCommit`, gitCommit, certified, known), ...sha1 === void 0 ? [] : [bySha1]];
}

// src/verify/provenance.ts
/** Whether the statement is SLSA provenance of a version that is understood. */
function isProvenance({ predicateType }) {
	return predicateType === "https://slsa.dev/provenance/v1" || predicateType === "https://slsa.dev/provenance/v0.2";
}
/**
* Compares every field of SLSA provenance (v1, v0.2) that the certificate backs. Whoever holds the job's token can sign
* any predicate; what the certificate says, they cannot change.
* @param builder the signer, where it is a known builder
* @throws WaybillError PREDICATE_CERTIFICATE_MISMATCH that names every field that differs
*/
function assertProvenance(statement, facts, builder) {
	const fields = fieldsOf(statement, facts, builder);
	const wrong = fields.filter((f) => f.beyond !== true && (f.stated === void 0 ? f.required : f.stated !== f.certified));
	if (wrong.length > 0) throw new WaybillError("PREDICATE_CERTIFICATE_MISMATCH", {
		what: "The provenance states something else than the signer's certificate proves.",
		got: wrong.map((f) => `${f.field} = ${show$1(f.stated)}`).join("; "),
		expected: wrong.map((f) => `${f.field} = ${f.certified ?? "(nothing)"}`).join("; "),
		todo: "Do not rely on this provenance: its signer stated what is not so."
	});
	const names = (of) => fields.filter(of).map((f) => f.field);
	return {
		equal: names((f) => f.stated !== void 0 && f.beyond !== true),
		unstated: names((f) => f.stated === void 0 && f.certified !== void 0),
		beyond: names((f) => f.stated !== void 0 && f.beyond === true)
	};
}
function fieldsOf(statement, facts, builder) {
	const tool = builder?.builderId === "tool";
	if (statement.predicateType === "https://slsa.dev/provenance/v1") return backedFieldsV1(statement.predicate, facts, tool);
	if (statement.predicateType === "https://slsa.dev/provenance/v0.2") return backedFieldsV02(statement.predicate, facts, {
		known: builder !== void 0,
		tool
	});
	return [];
}
function builderIdOf({ predicateType, predicate }) {
	if (predicateType === "https://slsa.dev/provenance/v1") return text(predicate, "runDetails", "builder", "id");
	return predicateType === "https://slsa.dev/provenance/v0.2" ? text(predicate, "builder", "id") : void 0;
}
function buildTypeOf({ predicateType, predicate }) {
	if (predicateType === "https://slsa.dev/provenance/v1") return text(predicate, "buildDefinition", "buildType");
	return predicateType === "https://slsa.dev/provenance/v0.2" ? text(predicate, "buildType") : void 0;
}
/**
* The commit that a delegator's run chose to build instead of the one that it was started for; which is the
* delegator's word. Undefined where the certified commit was built.
*/
function chosenCommit(statement, facts, builder) {
	if (builder?.builderId !== "tool") return void 0;
	const { predicate, predicateType } = statement;
	const source = predicateType === "https://slsa.dev/provenance/v1" ? at(predicate, "buildDefinition", "resolvedDependencies", 0) : at(predicate, "materials", 0);
	if (!isSourceAtChosenCommit(source, facts)) return void 0;
	return text(source, "digest", "gitCommit") ?? text(source, "digest", "sha1") ?? "(none stated)";
}
function show$1(value) {
	return (value === void 0 ? "(missing)" : typeof value === "string" ? value : JSON.stringify(value)).replaceAll(/\p{C}/gu, "?").slice(0, 200);
}

// src/verify/checks.ts
/** Every check made, by name, with what it compared. */
function checksMade(expected, trust, { times, logIndexes }, findings) {
	const { statement } = findings;
	const { artifacts } = expected;
	const checks = [
		{
			name: "signature",
			detail: "of the statement, by the certificate's key"
		},
		{
			name: "certificate",
			detail: `issued under ${trust.description}, valid at every signed time`
		},
		{
			name: "time",
			detail: times.map((t) => `${t.time.toISOString()} (${t.source})`).join(", ")
		},
		...identityChecks(expected, findings),
		{
			name: "predicate type",
			detail: statement.predicateType
		}
	];
	if (logIndexes.length > 0) checks.push({
		name: "log",
		detail: `entry ${logIndexes.join(", ")}, with proof of inclusion`
	});
	if (artifacts.length > 0) checks.push({
		name: "subject",
		detail: `${artifacts.length} of ${artifacts.length} digests are stated`
	});
	return [...checks, ...provenanceChecks(expected, findings)];
}
function identityChecks({ identity, ...expected }, { signer, references }) {
	const { sourceRepository, sourceDigest, signerDigest } = identity;
	const named = identity.signer ?? (signer.builder === void 0 ? identity.builderId : void 0);
	return [
		{
			name: "issuer",
			detail: identity.issuer
		},
		{
			name: "signer",
			detail: named ?? `${signer.uri}, a known builder`
		},
		...signerDigest === void 0 ? [] : [{
			name: "signer digest",
			detail: signerDigest
		}],
		{
			name: "source",
			detail: sourceDigest === void 0 ? sourceRepository : `${sourceRepository} at ${sourceDigest}`
		},
		...references.map(({ kind, ref, certified }) => ({
			name: `source ${kind}`,
			detail: certified ? ref : `${ref}, by the provenance's own word`
		})),
		...expected.denySelfHostedRunners === true ? [{
			name: "runner",
			detail: "github-hosted, of the signing job"
		}] : []
	];
}
function provenanceChecks(expected, findings) {
	const { compared, buildType, statement, signer, level } = findings;
	const { equal } = compared;
	const { builderId } = expected.identity;
	const inputs = Object.keys(expected.workflowInputs ?? {});
	const checks = [];
	if (equal.length > 0) {
		const fields = `${equal.length} ${equal.length === 1 ? "field" : "fields"}`;
		checks.push({
			name: "provenance",
			detail: `${fields} equal to the certificate: ${equal.join(", ")}`
		});
	}
	if (builderId !== void 0) checks.push({
		name: "builder",
		detail: builderId
	});
	else if (signer.builder !== void 0 && isProvenance(statement)) checks.push({
		name: "builder",
		detail: builderIdOf(statement) ?? ""
	});
	if (buildType !== void 0) checks.push({
		name: "build type",
		detail: buildType
	});
	if (inputs.length > 0) checks.push({
		name: "workflow inputs",
		detail: `${inputs.join(", ")}, by the provenance's own word`
	});
	if (expected.minimumLevel !== void 0) checks.push({
		name: "level",
		detail: `Build level ${level.build}, at least ${expected.minimumLevel}`
	});
	return checks;
}
/** What a reader might take for granted, and nothing here proves. */
function uncheckedOf(findings) {
	const { statement, certificate, signer, compared, references } = findings;
	const chosen = chosenCommit(statement, certificate, signer.builder);
	return [
		"whether the source or the built artifact is free of malice or faults",
		"whether a newer release exists, or this one was withdrawn",
		isProvenance(statement) ? "fields that no certificate extension backs (inputs, start time, further dependencies): they are the signing job's own word" : "the predicate's content: it is the signing job's own word",
		...compared.unstated.length === 0 ? [] : [`what the certificate proves and this provenance does not state: ${compared.unstated.join(", ")}`],
		...compared.beyond.length === 0 ? [] : [`fields that this certificate, of an older form, does not back: ${compared.beyond.join(", ")}`],
		...chosen === void 0 ? [] : [`that the commit built, ${chosen}, is of the source: the run chose it, and the certificate names another`],
		...references.filter(({ certified }) => !certified).map(({ ref }) => `that the tag was made from ${ref}: no certificate extension backs it`),
		...signer.settled || isOwnWorkflow(signer.workflow, certificate) ? [] : ["which version of the signing workflow is to be trusted: none was named, and branches and forks' commits have the same URI"]
	];
}

// src/verify/builder.ts
/**
* The builder that the provenance names. Of all signers but a delegator it equals the certificate's (`provenance.ts`);
* a delegator is trusted to name the tool that it ran.
* @param expected the caller's builder id, with a version or without
* @throws WaybillError BUILDER_MISMATCH
*/
function assertBuilder(statement, signer, facts, expected) {
	const id = builderIdOf(statement);
	if (signer.builder?.builderId === "tool") {
		assertTool(id, expected);
		return;
	}
	if (expected === void 0) return;
	const actual = isProvenance(statement) ? id ?? "" : signer.uri;
	if (namesWorkflow(expected, actual, facts.buildSignerDigest) !== void 0) return;
	throw mismatch$2("The provenance names another builder than expected.", actual, expected);
}
/** The tool must be a release, or the very version that the caller named (slsa-verifier, isValidDelegatorBuilderID). */
function assertTool(id, expected) {
	if (id === void 0) throw mismatch$2("A delegator signed, and names no tool that it ran.", "no builder.id", expected ?? "one");
	const { workflow, ref } = splitUri(id);
	const naming = expected === void 0 ? void 0 : namesWorkflow(expected, id);
	if (expected === void 0 ? !isFileIn("https://github.com/slsa-framework/slsa-github-generator/.github/workflows/", workflow) : naming === void 0) throw mismatch$2("A delegator signed for another tool than expected.", id, expected ?? `a workflow in ${"https://github.com/slsa-framework/slsa-github-generator/.github/workflows/"}`, "Name the tool with `--builder-id` if you trust it: a delegator runs whatever workflow asks it to.");
	const suffix = isFileIn("https://github.com/jreleaser/release-action/.github/workflows/", workflow) ? "-java" : "";
	if (naming === "one" || isReleaseTag(ref, suffix)) return;
	throw mismatch$2("A delegator signed for a version of the tool that is not a release.", id, `${workflow}@refs/tags/vX.Y.Z${suffix}`, "If you trust this very version, name it with `--builder-id`, its whole reference included.");
}
function isFileIn(folder, workflow) {
	return workflow.startsWith(folder) && !workflow.includes("/", folder.length);
}
/**
* @param expected the caller's build types, any of them; a known builder's own are compared too
* @returns the build type, if it was compared
* @throws WaybillError BUILD_TYPE_MISMATCH
*/
function assertBuildType(statement, { builder }, expected) {
	const buildType = buildTypeOf(statement);
	if (expected === void 0 && (builder === void 0 || !isProvenance(statement))) return void 0;
	for (const types of [expected, isProvenance(statement) ? builder?.buildTypes : void 0]) {
		if (types === void 0 || buildType !== void 0 && types.includes(buildType)) continue;
		throw new WaybillError("BUILD_TYPE_MISMATCH", {
			what: "The provenance is of another build type than expected.",
			got: shown$1(buildType ?? "no build type"),
			expected: types.join(" or "),
			todo: "Do not read its parameters as if they were of the expected type: each type gives them its own meaning."
		});
	}
	return buildType;
}
function mismatch$2(what, got, expected, todo) {
	return new WaybillError("BUILDER_MISMATCH", {
		what,
		got: shown$1(got),
		expected,
		...todo === void 0 ? {} : { todo }
	});
}
function shown$1(text) {
	return text.replaceAll(/\p{C}/gu, "?").slice(0, 300);
}

// src/verify/inputs.ts
/**
* What was typed for a `workflow_dispatch`, wherever the provenance states it: in every place that has the input it must
* be the expected text, and one place must have it. What the event was, the certificate says.
* @throws WaybillError INPUT_MISMATCH
*/
function assertInputs(statement, facts, expected) {
	const names = Object.keys(expected);
	if (names.length === 0) return;
	if (facts.buildTrigger !== "workflow_dispatch") throw mismatch$1("The run was not started by hand, so nobody typed inputs for it.", facts.buildTrigger ?? "no event in the certificate", "workflow_dispatch");
	const places = placesOf(statement);
	if (places.length === 0) throw mismatch$1("The provenance does not state what was typed for its run.", `build type ${buildTypeOf(statement) ?? "(none)"}`, "provenance with the run's inputs");
	const wrong = names.flatMap((name) => differing(name, expected[name], places));
	if (wrong.length === 0) return;
	throw mismatch$1("The run was started with other inputs than expected.", wrong.map(([name, stated]) => `${name} = ${show(stated)}`).join("; "), wrong.map(([name]) => `${name} = ${expected[name] ?? ""}`).join("; "));
}
/** The name with each value that is not the wanted one; with undefined where no place has it. */
function differing(name, wanted, places) {
	const stated = places.flatMap(({ inputs, omitsEmpty }) => {
		if (Object.hasOwn(inputs, name)) return [inputs[name]];
		return omitsEmpty ? [""] : [];
	});
	if (stated.length === 0) return [[name, void 0]];
	return stated.filter((value) => value !== wanted).map((value) => [name, value]);
}
/** A delegator's `externalParameters.inputs` are those of its tool, and no one's typing. */
function placesOf(statement) {
	const { predicate, predicateType } = statement;
	if (predicateType === "https://slsa.dev/provenance/v1") {
		const definition = at(predicate, "buildDefinition");
		const internal = at(definition, "internalParameters");
		const buildType = buildTypeOf(statement);
		const ofRun = buildType === "https://github.com/OWNER/waybill/docs/buildtypes/release/v1" || buildType === "https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1";
		const external = at(definition, "externalParameters");
		return [
			...place(ofRun ? at(external, "inputs") ?? {} : void 0, true),
			...place(at(internal, "GITHUB_EVENT_PAYLOAD", "inputs")),
			...place(at(internal, "github", "event_payload", "inputs"))
		];
	}
	const invocation = at(predicate, "invocation");
	return [
		...place(at(invocation, "parameters", "event_inputs")),
		...place(at(invocation, "environment", "github_event_payload", "inputs")),
		...place(at(invocation, "environment", "GITHUB_EVENT_PAYLOAD", "inputs"))
	];
}
function place(inputs, omitsEmpty = false) {
	return isRecord(inputs) ? [{
		inputs,
		omitsEmpty
	}] : [];
}
function show(value) {
	return (value === void 0 ? "(not stated)" : typeof value === "string" ? value : JSON.stringify(value)).replaceAll(/\p{C}/gu, "?").slice(0, 200);
}
function mismatch$1(what, got, expected) {
	return new WaybillError("INPUT_MISMATCH", {
		what,
		got: got.replaceAll(/\p{C}/gu, "?"),
		expected
	});
}

// src/verify/level.ts
/**
* Level 1 asks for provenance; level 2 that a hosted platform signs what it says of the build; level 3 that the build's
* own steps cannot reach the signing identity, and that the parameters are complete.
*/
function levelOf(statement, facts, signer) {
	if (!isProvenance(statement)) return {
		build: 0,
		reason: "the statement is no provenance: it does not say how the artifact was built",
		notEvidenced: ["how the artifact was built"]
	};
	if (facts.runnerEnvironment !== "github-hosted") return {
		build: 1,
		reason: facts.runnerEnvironment === void 0 ? "the certificate does not say on what runner the signing job ran" : "the signing job ran on a self-hosted runner, and nothing here shows that it is a hosted build platform",
		notEvidenced: ["a hosted build platform"]
	};
	const { builder } = signer;
	if (builder === void 0) return levelOfOther(signer, facts);
	return levelOfKnown(statement, signer, builder);
}
function levelOfOther({ workflow }, facts) {
	return {
		build: 2,
		reason: isOwnWorkflow(workflow, facts) ? "signed provenance from GitHub-hosted infrastructure; any step of the signing job could have obtained its identity, so not level 3" : "signed provenance from GitHub-hosted infrastructure; the signer is a workflow of which it is not known that no step of a build can reach its identity, so not level 3",
		notEvidenced: ["that no step of the build could reach the signing identity"]
	};
}
function levelOfKnown(statement, signer, builder) {
	const { ref } = signer;
	const missing = [...isReleaseTag(ref) || ref !== void 0 && builder.commits.has(ref) ? [] : ["that this version of the builder, which is no release, keeps the build from the signing identity"], ...hasCompleteParameters(statement) ? [] : ["complete external parameters"]];
	if (missing.length > 0) return {
		build: 2,
		reason: `signed provenance from GitHub-hosted infrastructure, by a known builder of level ${builder.level}; not that level, since evidence is missing`,
		notEvidenced: missing
	};
	return {
		build: builder.level,
		reason: `signed by a known builder of level ${builder.level} on GitHub-hosted infrastructure, in a job that no step of the build can reach`,
		notEvidenced: builder.notEvidenced
	};
}
function hasCompleteParameters(statement) {
	return statement.predicateType === "https://slsa.dev/provenance/v0.2" ? at(statement.predicate, "metadata", "completeness", "parameters") === true : COMPLETE_BUILD_TYPES.has(buildTypeOf(statement));
}
/** @throws WaybillError LEVEL_TOO_LOW */
function assertLevel(level, minimum) {
	if (level.build >= minimum) return;
	throw new WaybillError("LEVEL_TOO_LOW", {
		what: "The evidence supports a lower SLSA Build level than demanded.",
		got: `level ${level.build}: ${level.reason}`,
		expected: `level ${minimum}; not evidenced: ${level.notEvidenced.join("; ")}`
	});
}
/** @throws WaybillError RUNNER_MISMATCH unless the certificate says that GitHub hosts the signing job's runner */
function assertHostedRunner({ runnerEnvironment }) {
	if (runnerEnvironment === "github-hosted") return;
	throw new WaybillError("RUNNER_MISMATCH", {
		what: "The signing job did not run on a runner that GitHub hosts, or nothing says so.",
		got: runnerEnvironment ?? "no kind of runner in the certificate",
		expected: "github-hosted"
	});
}

// src/verify/source.ts
/**
* A delegator may build another commit than the one that its run was started for; then the latter, which the
* certificate names, says nothing of what was built.
* @throws WaybillError SOURCE_MISMATCH
*/
function assertCommit(statement, facts, { builder }, { sourceDigest }) {
	const chosen = chosenCommit(statement, facts, builder);
	if (sourceDigest === void 0 || chosen === void 0 || chosen === sourceDigest) return;
	throw new WaybillError("SOURCE_MISMATCH", {
		what: "The artifact was built from another commit than the one that its run was started for.",
		got: shown(chosen),
		expected: sourceDigest
	});
}
/**
* By the certificate's reference. Whether a tag was made from a branch it does not say: as in slsa-verifier, that is
* taken from what the provenance states of the event.
* @throws WaybillError REF_MISMATCH; USAGE for a versioned tag that is no version
*/
function assertReferences(statement, facts, { builder }, expected) {
	if (expected.length === 0) return [];
	const chosen = chosenCommit(statement, facts, builder);
	if (chosen !== void 0) throw mismatch("The artifact was built from a commit that the run chose itself, and so from no branch or tag.", chosen, describe(expected));
	const ref = facts.sourceRepositoryRef;
	return expected.map((wanted) => {
		if (isReference(ref, wanted)) return {
			kind: wanted.kind,
			ref: ref ?? "",
			certified: true
		};
		const branch = wanted.kind === "branch" ? branchOfTag(statement, facts) : void 0;
		if (!(builder?.builderId === "tool" && statement.predicateType === "https://slsa.dev/provenance/v1") && branch !== void 0 && branchOf(branch) === wanted.name) return {
			kind: wanted.kind,
			ref: branch,
			certified: false
		};
		throw mismatch("The artifact was built from another branch or tag than expected.", branch === void 0 ? ref ?? "no reference in the certificate" : `${ref ?? ""} (of ${branch})`, describe([wanted]));
	});
}
function isReference(ref, { kind, name }) {
	switch (kind) {
		case "ref": return ref === name;
		case "branch": return branchOf(ref) === name;
		case "tag": return tagOf(ref) === name;
		case "versioned tag": {
			const wanted = readVersion(name);
			if (wanted === void 0) throw new WaybillError("USAGE", {
				what: "The versioned tag is no semantic version.",
				got: shown(name),
				expected: "v1, v1.2 or v1.2.3, with a prerelease or without"
			});
			const tag = readVersion(tagOf(ref) ?? "");
			return tag !== void 0 && isVersionOf(tag, wanted);
		}
	}
}
/** By slsa-github-generator's environment, its delegators' (in capitals), and our own parameters. */
function branchOfTag({ predicate }, facts) {
	if (tagOf(facts.sourceRepositoryRef) === void 0) return void 0;
	const environment = at(predicate, "invocation", "environment");
	const external = at(predicate, "buildDefinition", "externalParameters");
	const internal = at(predicate, "buildDefinition", "internalParameters");
	const base = [
		text(environment, "github_base_ref"),
		text(environment, "GITHUB_BASE_REF"),
		text(internal, "GITHUB_BASE_REF")
	].find((ref) => ref !== void 0 && ref !== "");
	if (base !== void 0) return base;
	const payload = [
		at(environment, "github_event_payload"),
		at(environment, "GITHUB_EVENT_PAYLOAD"),
		at(internal, "GITHUB_EVENT_PAYLOAD"),
		at(internal, "github", "event_payload")
	].find((event) => event !== void 0);
	if (facts.buildTrigger === "push") return text(payload, "base_ref");
	if (facts.buildTrigger !== "release") return void 0;
	const target = text(payload, "release", "target_commitish") ?? text(external, "release", "target_commitish");
	return target === void 0 ? void 0 : `refs/heads/${target}`;
}
function describe(references) {
	return references.map(({ kind, name }) => `${kind} ${name}`).join(" and ");
}
function mismatch(what, got, expected) {
	return new WaybillError("REF_MISMATCH", {
		what,
		got: shown(got),
		expected
	});
}
function shown(text) {
	return text.replaceAll(/\p{C}/gu, "?").slice(0, 300);
}

// src/verify/judge.ts
/**
* Compares what is expected with what was signed, once the signature and the certificate are known to be sound.
* @param payload the signed bytes
* @throws WaybillError ISSUER_MISMATCH, SIGNER_MISMATCH, BUILDER_MISMATCH, SOURCE_MISMATCH, RUNNER_MISMATCH,
* STATEMENT_MALFORMED, PREDICATE_TYPE_MISMATCH, SUBJECT_MISMATCH, PREDICATE_CERTIFICATE_MISMATCH, BUILD_TYPE_MISMATCH,
* REF_MISMATCH, INPUT_MISMATCH, LEVEL_TOO_LOW; USAGE for a versioned tag that is no version
*/
function judge(payload, certificate, expected) {
	const { identity } = expected;
	const signer = assertIdentity(certificate, identity);
	if (expected.denySelfHostedRunners === true) assertHostedRunner(certificate);
	const statement = parseStatement(payload);
	assertPredicateType(statement, expected.predicateTypes);
	for (const artifact of expected.artifacts) assertSubject(statement, artifact);
	const compared = assertProvenance(statement, certificate, signer.builder);
	assertBuilder(statement, signer, certificate, identity.builderId);
	const buildType = assertBuildType(statement, signer, expected.buildTypes);
	assertCommit(statement, certificate, signer, identity);
	const references = assertReferences(statement, certificate, signer, expected.sourceReferences ?? []);
	assertInputs(statement, certificate, expected.workflowInputs ?? {});
	const level = levelOf(statement, certificate, signer);
	if (expected.minimumLevel !== void 0) assertLevel(level, expected.minimumLevel);
	return {
		statement,
		certificate,
		signer,
		compared,
		buildType,
		references,
		level
	};
}
function assertPredicateType({ predicateType }, expected) {
	if (expected.includes(predicateType)) return;
	throw new WaybillError("PREDICATE_TYPE_MISMATCH", {
		what: "The statement is of another kind than asked for.",
		got: predicateType.replaceAll(/\p{C}/gu, "?").slice(0, 200),
		expected: expected.join(" or ")
	});
}

// node_modules/@sigstore/verify/dist/bundle/dsse.js
var require_dsse$2 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.DSSESignatureContent = void 0;
	const core_1 = require_dist$1();
	var DSSESignatureContent = class {
		env;
		constructor(env) {
			this.env = env;
		}
		compareDigest(digest) {
			return core_1.crypto.bufferEqual(digest, core_1.crypto.digest("sha256", this.env.payload));
		}
		compareSignedDigest(digest) {
			return core_1.crypto.bufferEqual(digest, core_1.crypto.digest("sha256", this.preAuthEncoding));
		}
		compareSignature(signature) {
			return core_1.crypto.bufferEqual(signature, this.signature);
		}
		verifySignature(key) {
			return core_1.crypto.verify(this.preAuthEncoding, key, this.signature);
		}
		get signature() {
			return this.env.signatures.length > 0 ? this.env.signatures[0].sig : Buffer.from("");
		}
		get preAuthEncoding() {
			return core_1.dsse.preAuthEncoding(this.env.payloadType, this.env.payload);
		}
	};
	exports.DSSESignatureContent = DSSESignatureContent;
}));

// node_modules/@sigstore/verify/dist/bundle/message.js
var require_message = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.MessageSignatureContent = void 0;
	const core_1 = require_dist$1();
	const protobuf_specs_1 = require_dist$2();
	const HASH_ALGORITHM_MAP = {
		[protobuf_specs_1.HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED]: "sha256",
		[protobuf_specs_1.HashAlgorithm.SHA2_256]: "sha256",
		[protobuf_specs_1.HashAlgorithm.SHA2_384]: "sha384",
		[protobuf_specs_1.HashAlgorithm.SHA2_512]: "sha512",
		[protobuf_specs_1.HashAlgorithm.SHA3_256]: "sha3-256",
		[protobuf_specs_1.HashAlgorithm.SHA3_384]: "sha3-384"
	};
	var MessageSignatureContent = class {
		signature;
		messageDigest;
		artifact;
		hashAlgorithm;
		constructor(messageSignature, artifact) {
			this.signature = messageSignature.signature;
			this.messageDigest = messageSignature.messageDigest.digest;
			this.artifact = artifact;
			this.hashAlgorithm = HASH_ALGORITHM_MAP[messageSignature.messageDigest.algorithm] ?? 
			/* istanbul ignore next */ "sha256";
		}
		compareSignature(signature) {
			return core_1.crypto.bufferEqual(signature, this.signature);
		}
		compareDigest(digest) {
			return core_1.crypto.bufferEqual(digest, this.messageDigest);
		}
		compareSignedDigest(digest) {
			return this.compareDigest(digest);
		}
		verifySignature(key) {
			return core_1.crypto.verify(this.artifact, key, this.signature, this.hashAlgorithm);
		}
	};
	exports.MessageSignatureContent = MessageSignatureContent;
}));

// node_modules/@sigstore/verify/dist/bundle/index.js
var require_bundle = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.toSignedEntity = toSignedEntity;
	exports.signatureContent = signatureContent;
	const core_1 = require_dist$1();
	const dsse_1 = require_dsse$2();
	const message_1 = require_message();
	function toSignedEntity(bundle, artifact) {
		const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
		const timestamps = [];
		for (const entry of tlogEntries) if (entry.integratedTime && entry.integratedTime !== "0") timestamps.push({
			$case: "transparency-log",
			tlogEntry: entry
		});
		for (const ts of timestampVerificationData?.rfc3161Timestamps ?? []) timestamps.push({
			$case: "timestamp-authority",
			timestamp: core_1.RFC3161Timestamp.parse(Buffer.from(ts.signedTimestamp))
		});
		return {
			signature: signatureContent(bundle, artifact),
			key: key(bundle),
			tlogEntries,
			timestamps
		};
	}
	function signatureContent(bundle, artifact) {
		switch (bundle.content.$case) {
			case "dsseEnvelope": return new dsse_1.DSSESignatureContent(bundle.content.dsseEnvelope);
			case "messageSignature": return new message_1.MessageSignatureContent(bundle.content.messageSignature, artifact);
		}
	}
	function key(bundle) {
		switch (bundle.verificationMaterial.content.$case) {
			case "publicKey": return {
				$case: "public-key",
				hint: bundle.verificationMaterial.content.publicKey.hint
			};
			case "x509CertificateChain": return {
				$case: "certificate",
				certificate: core_1.X509Certificate.parse(Buffer.from(bundle.verificationMaterial.content.x509CertificateChain.certificates[0].rawBytes))
			};
			case "certificate": return {
				$case: "certificate",
				certificate: core_1.X509Certificate.parse(Buffer.from(bundle.verificationMaterial.content.certificate.rawBytes))
			};
		}
	}
}));

// node_modules/@sigstore/verify/dist/error.js
var require_error = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.PolicyError = exports.VerificationError = void 0;
	var BaseError = class extends Error {
		code;
		cause;
		constructor({ code, message, cause }) {
			super(message);
			this.code = code;
			this.cause = cause;
			this.name = this.constructor.name;
		}
	};
	var VerificationError = class extends BaseError {};
	exports.VerificationError = VerificationError;
	var PolicyError = class extends BaseError {};
	exports.PolicyError = PolicyError;
}));

// node_modules/@sigstore/verify/dist/trust/filter.js
var require_filter = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.filterCertAuthorities = filterCertAuthorities;
	exports.filterTLogAuthorities = filterTLogAuthorities;
	function filterCertAuthorities(certAuthorities, timestamp) {
		return certAuthorities.filter((ca) => {
			return ca.validFor.start <= timestamp && ca.validFor.end >= timestamp;
		});
	}
	function filterTLogAuthorities(tlogAuthorities, criteria) {
		return tlogAuthorities.filter((tlog) => {
			if (criteria.logID && !tlog.logID.equals(criteria.logID)) return false;
			return tlog.validFor.start <= criteria.targetDate && criteria.targetDate <= tlog.validFor.end;
		});
	}
}));

// node_modules/@sigstore/verify/dist/trust/index.js
var require_trust = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.filterTLogAuthorities = exports.filterCertAuthorities = void 0;
	exports.toTrustMaterial = toTrustMaterial;
	const core_1 = require_dist$1();
	const protobuf_specs_1 = require_dist$2();
	const error_1 = require_error();
	const BEGINNING_OF_TIME = /* @__PURE__ */ new Date(0);
	const END_OF_TIME = /* @__PURE__ */ new Date(864e13);
	var filter_1 = require_filter();
	Object.defineProperty(exports, "filterCertAuthorities", {
		enumerable: true,
		get: function() {
			return filter_1.filterCertAuthorities;
		}
	});
	Object.defineProperty(exports, "filterTLogAuthorities", {
		enumerable: true,
		get: function() {
			return filter_1.filterTLogAuthorities;
		}
	});
	function toTrustMaterial(root, keys) {
		const keyFinder = typeof keys === "function" ? keys : keyLocator(keys);
		return {
			certificateAuthorities: root.certificateAuthorities.map(createCertAuthority),
			timestampAuthorities: root.timestampAuthorities.map(createCertAuthority),
			tlogs: root.tlogs.map(createTLogAuthority),
			ctlogs: root.ctlogs.map(createTLogAuthority),
			publicKey: keyFinder
		};
	}
	function createTLogAuthority(tlogInstance) {
		const keyDetails = tlogInstance.publicKey.keyDetails;
		const keyType = keyDetails === protobuf_specs_1.PublicKeyDetails.PKCS1_RSA_PKCS1V5 || keyDetails === protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V5 || keyDetails === protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_2048_SHA256 || keyDetails === protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_3072_SHA256 || keyDetails === protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_4096_SHA256 ? "pkcs1" : "spki";
		/* istanbul ignore next */
		return {
			baseURL: tlogInstance.baseUrl,
			logID: tlogInstance.checkpointKeyId ? tlogInstance.checkpointKeyId.keyId : tlogInstance.logId.keyId,
			publicKey: core_1.crypto.createPublicKey(tlogInstance.publicKey.rawBytes, keyType),
			validFor: {
				start: tlogInstance.publicKey.validFor?.start || BEGINNING_OF_TIME,
				end: tlogInstance.publicKey.validFor?.end || END_OF_TIME
			}
		};
	}
	function createCertAuthority(ca) {
		/* istanbul ignore next */
		return {
			certChain: ca.certChain.certificates.map((cert) => {
				return core_1.X509Certificate.parse(Buffer.from(cert.rawBytes));
			}),
			validFor: {
				start: ca.validFor?.start || BEGINNING_OF_TIME,
				end: ca.validFor?.end || END_OF_TIME
			}
		};
	}
	function keyLocator(keys) {
		return (hint) => {
			const key = (keys || {})[hint];
			if (!key) throw new error_1.VerificationError({
				code: "PUBLIC_KEY_ERROR",
				message: `key not found: ${hint}`
			});
			return {
				publicKey: core_1.crypto.createPublicKey(key.rawBytes),
				validFor: (date) => {
					/* istanbul ignore next */
					return (key.validFor?.start || BEGINNING_OF_TIME) <= date && (key.validFor?.end || END_OF_TIME) >= date;
				}
			};
		};
	}
}));

// node_modules/@sigstore/verify/dist/key/certificate.js
var require_certificate = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.CertificateChainVerifier = void 0;
	exports.verifyCertificateChain = verifyCertificateChain;
	const error_1 = require_error();
	const trust_1 = require_trust();
	function verifyCertificateChain(timestamp, leaf, certificateAuthorities) {
		const cas = (0, trust_1.filterCertAuthorities)(certificateAuthorities, timestamp);
		let error;
		for (const ca of cas) try {
			return new CertificateChainVerifier({
				trustedCerts: ca.certChain,
				untrustedCert: leaf,
				timestamp
			}).verify();
		} catch (err) {
			error = err;
		}
		throw new error_1.VerificationError({
			code: "CERTIFICATE_ERROR",
			message: "Failed to verify certificate chain",
			cause: error
		});
	}
	var CertificateChainVerifier = class {
		untrustedCert;
		trustedCerts;
		localCerts;
		timestamp;
		constructor(opts) {
			this.untrustedCert = opts.untrustedCert;
			this.trustedCerts = opts.trustedCerts;
			this.localCerts = dedupeCertificates([...opts.trustedCerts, opts.untrustedCert]);
			this.timestamp = opts.timestamp;
		}
		verify() {
			const certificatePath = this.sort();
			this.checkPath(certificatePath);
			if (!certificatePath.every((cert) => cert.validForDate(this.timestamp))) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "certificate is not valid or expired at the specified date"
			});
			return certificatePath;
		}
		sort() {
			const leafCert = this.untrustedCert;
			let paths = this.buildPaths(leafCert);
			paths = paths.filter((path) => path.some((cert) => this.trustedCerts.includes(cert)));
			if (paths.length === 0) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "no trusted certificate path found"
			});
			return [leafCert, ...paths.reduce((prev, curr) => prev.length < curr.length ? prev : curr)].slice(0, -1);
		}
		buildPaths(certificate) {
			const paths = [];
			const issuers = this.findIssuer(certificate);
			if (issuers.length === 0) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "no valid certificate path found"
			});
			for (let i = 0; i < issuers.length; i++) {
				const issuer = issuers[i];
				if (issuer.equals(certificate)) {
					paths.push([certificate]);
					continue;
				}
				const subPaths = this.buildPaths(issuer);
				for (let j = 0; j < subPaths.length; j++) paths.push([issuer, ...subPaths[j]]);
			}
			return paths;
		}
		findIssuer(certificate) {
			let issuers = [];
			let keyIdentifier;
			if (certificate.subject.equals(certificate.issuer)) {
				if (certificate.verify()) return [certificate];
			}
			if (certificate.extAuthorityKeyID) keyIdentifier = certificate.extAuthorityKeyID.keyIdentifier;
			this.localCerts.forEach((possibleIssuer) => {
				if (keyIdentifier) {
					/* istanbul ignore else */
					if (possibleIssuer.extSubjectKeyID) {
						if (possibleIssuer.extSubjectKeyID.keyIdentifier.equals(keyIdentifier)) issuers.push(possibleIssuer);
						return;
					}
				}
				if (possibleIssuer.subject.equals(certificate.issuer)) issuers.push(possibleIssuer);
			});
			issuers = issuers.filter((issuer) => {
				try {
					return certificate.verify(issuer);
				} catch (ex) {
					/* istanbul ignore next - should never error */
					return false;
				}
			});
			return issuers;
		}
		checkPath(path) {
			/* istanbul ignore if */
			if (path.length < 1) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "certificate chain must contain at least one certificate"
			});
			if (!path.slice(1).every((cert) => cert.isCA)) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "intermediate certificate is not a CA"
			});
			for (let i = path.length - 2; i >= 0; i--)
 /* istanbul ignore if */
			if (!path[i].issuer.equals(path[i + 1].subject)) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "incorrect certificate name chaining"
			});
			for (let i = 0; i < path.length; i++) {
				const cert = path[i];
				if (cert.extBasicConstraints?.isCA) {
					const pathLength = cert.extBasicConstraints.pathLenConstraint;
					if (pathLength !== void 0 && pathLength < i - 1) throw new error_1.VerificationError({
						code: "CERTIFICATE_ERROR",
						message: "path length constraint exceeded"
					});
				}
			}
		}
	};
	exports.CertificateChainVerifier = CertificateChainVerifier;
	function dedupeCertificates(certs) {
		for (let i = 0; i < certs.length; i++) for (let j = i + 1; j < certs.length; j++) if (certs[i].equals(certs[j])) {
			certs.splice(j, 1);
			j--;
		}
		return certs;
	}
}));

// node_modules/@sigstore/verify/dist/key/sct.js
var require_sct = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifySCTs = verifySCTs;
	const core_1 = require_dist$1();
	const error_1 = require_error();
	const trust_1 = require_trust();
	function verifySCTs(cert, issuer, ctlogs) {
		let extSCT;
		const clone = cert.clone();
		for (let i = 0; i < clone.extensions.length; i++) {
			const ext = clone.extensions[i];
			if (ext.subs[0].toOID() === core_1.EXTENSION_OID_SCT) {
				extSCT = new core_1.X509SCTExtension(ext);
				clone.extensions.splice(i, 1);
				break;
			}
		}
		if (!extSCT) return [];
		/* istanbul ignore if -- too difficult to fabricate test case for this */
		if (extSCT.signedCertificateTimestamps.length === 0) return [];
		const preCert = new core_1.ByteStream();
		const issuerId = core_1.crypto.digest("sha256", issuer.publicKey);
		preCert.appendView(issuerId);
		const tbs = clone.tbsCertificate.toDER();
		preCert.appendUint24(tbs.length);
		preCert.appendView(tbs);
		return extSCT.signedCertificateTimestamps.map((sct) => {
			if (!(0, trust_1.filterTLogAuthorities)(ctlogs, {
				logID: sct.logID,
				targetDate: sct.datetime
			}).some((log) => sct.verify(preCert.buffer, log.publicKey))) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "SCT verification failed"
			});
			return sct.logID;
		});
	}
}));

// node_modules/@sigstore/verify/dist/key/index.js
var require_key = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyPublicKey = verifyPublicKey;
	exports.verifyCertificate = verifyCertificate;
	const core_1 = require_dist$1();
	const error_1 = require_error();
	const certificate_1 = require_certificate();
	const sct_1 = require_sct();
	const OID_FULCIO_ISSUER_V1 = "1.3.6.1.4.1.57264.1.1";
	const OID_FULCIO_ISSUER_V2 = "1.3.6.1.4.1.57264.1.8";
	function verifyPublicKey(hint, timestamps, trustMaterial) {
		const key = trustMaterial.publicKey(hint);
		timestamps.forEach((timestamp) => {
			if (!key.validFor(timestamp)) throw new error_1.VerificationError({
				code: "PUBLIC_KEY_ERROR",
				message: `Public key is not valid for timestamp: ${timestamp.toISOString()}`
			});
		});
		return { key: key.publicKey };
	}
	function verifyCertificate(leaf, timestamps, trustMaterial) {
		let path = [];
		timestamps.forEach((timestamp) => {
			path = (0, certificate_1.verifyCertificateChain)(timestamp, leaf, trustMaterial.certificateAuthorities);
		});
		return {
			scts: (0, sct_1.verifySCTs)(path[0], path[1], trustMaterial.ctlogs),
			signer: getSigner(path[0])
		};
	}
	function getSigner(cert) {
		let issuer;
		const issuerExtension = cert.extension(OID_FULCIO_ISSUER_V2);
		/* istanbul ignore next */
		if (issuerExtension) issuer = issuerExtension.valueObj.subs?.[0]?.value.toString("ascii");
		else issuer = cert.extension(OID_FULCIO_ISSUER_V1)?.value.toString("ascii");
		const oids = cert.extensions.map((ext) => {
			return {
				oid: { id: ext.subs[0].toOID().split(".").map(Number) },
				value: ext.subs[ext.subs.length - 1].value
			};
		});
		const identity = {
			extensions: { issuer },
			subjectAlternativeName: cert.subjectAltName,
			oids
		};
		return {
			key: core_1.crypto.createPublicKey(cert.publicKey),
			identity
		};
	}
}));

// node_modules/@sigstore/verify/dist/policy.js
var require_policy = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifySubjectAlternativeName = verifySubjectAlternativeName;
	exports.verifyExtensions = verifyExtensions;
	exports.verifyOIDs = verifyOIDs;
	const error_1 = require_error();
	function verifySubjectAlternativeName(policyIdentity, signerIdentity) {
		if (signerIdentity === void 0 || !signerIdentity.match(policyIdentity)) throw new error_1.PolicyError({
			code: "UNTRUSTED_SIGNER_ERROR",
			message: `certificate identity error - expected ${policyIdentity}, got ${signerIdentity}`
		});
	}
	function verifyExtensions(policyExtensions, signerExtensions = {}) {
		let key;
		for (key in policyExtensions) if (signerExtensions[key] !== policyExtensions[key]) throw new error_1.PolicyError({
			code: "UNTRUSTED_SIGNER_ERROR",
			message: `invalid certificate extension - expected ${key}=${policyExtensions[key]}, got ${key}=${signerExtensions[key]}`
		});
	}
	function verifyOIDs(policyOIDs, signerOIDs = []) {
		for (const policyOID of policyOIDs) if (!signerOIDs.find((signerOID) => oidEquals(policyOID.oid?.id, signerOID.oid?.id) && policyOID.value.equals(signerOID.value))) {
			const oid = policyOID.oid?.id.join(".") ?? "<unknown>";
			throw new error_1.PolicyError({
				code: "UNTRUSTED_SIGNER_ERROR",
				message: `invalid certificate extension - missing OID ${oid}`
			});
		}
	}
	function oidEquals(a, b) {
		if (a === void 0 || b === void 0) return false;
		return a.length === b.length && a.every((v, i) => v === b[i]);
	}
}));

// node_modules/@sigstore/verify/dist/timestamp/tsa.js
var require_tsa = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyRFC3161Timestamp = verifyRFC3161Timestamp;
	const core_1 = require_dist$1();
	const error_1 = require_error();
	const certificate_1 = require_certificate();
	const trust_1 = require_trust();
	function verifyRFC3161Timestamp(timestamp, data, timestampAuthorities) {
		const signingTime = timestamp.signingTime;
		timestampAuthorities = (0, trust_1.filterCertAuthorities)(timestampAuthorities, signingTime);
		timestampAuthorities = filterCAsBySerialAndIssuer(timestampAuthorities, {
			serialNumber: timestamp.signerSerialNumber,
			issuer: timestamp.signerIssuer
		});
		if (!timestampAuthorities.some((ca) => {
			try {
				verifyTimestampForCA(timestamp, data, ca);
				return true;
			} catch (e) {
				return false;
			}
		})) throw new error_1.VerificationError({
			code: "TIMESTAMP_ERROR",
			message: "timestamp could not be verified"
		});
	}
	function verifyTimestampForCA(timestamp, data, ca) {
		const [leaf, ...cas] = ca.certChain;
		const signingKey = core_1.crypto.createPublicKey(leaf.publicKey);
		const signingTime = timestamp.signingTime;
		try {
			new certificate_1.CertificateChainVerifier({
				untrustedCert: leaf,
				trustedCerts: cas,
				timestamp: signingTime
			}).verify();
		} catch (e) {
			throw new error_1.VerificationError({
				code: "TIMESTAMP_ERROR",
				message: "invalid certificate chain"
			});
		}
		timestamp.verify(data, signingKey);
	}
	function filterCAsBySerialAndIssuer(timestampAuthorities, criteria) {
		return timestampAuthorities.filter((ca) => ca.certChain.length > 0 && core_1.crypto.bufferEqual(ca.certChain[0].serialNumber, criteria.serialNumber) && core_1.crypto.bufferEqual(ca.certChain[0].issuer, criteria.issuer));
	}
}));

// node_modules/@sigstore/verify/dist/timestamp/index.js
var require_timestamp = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.getTSATimestamp = getTSATimestamp;
	exports.getTLogTimestamp = getTLogTimestamp;
	const tsa_1 = require_tsa();
	function getTSATimestamp(timestamp, data, timestampAuthorities) {
		(0, tsa_1.verifyRFC3161Timestamp)(timestamp, data, timestampAuthorities);
		return {
			type: "timestamp-authority",
			logID: timestamp.signerSerialNumber,
			timestamp: timestamp.signingTime
		};
	}
	function getTLogTimestamp(entry) {
		if (!entry.inclusionPromise) return;
		return {
			type: "transparency-log",
			logID: entry.logId.keyId,
			timestamp: /* @__PURE__ */ new Date(Number(entry.integratedTime) * 1e3)
		};
	}
}));

// node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/verifier.js
var require_verifier$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Signature = exports.Verifier = exports.PublicKey = void 0;
	const sigstore_common_1 = require_sigstore_common();
	exports.PublicKey = {
		fromJSON(object) {
			return { rawBytes: isSet(object.rawBytes) ? Buffer.from(bytesFromBase64(object.rawBytes)) : Buffer.alloc(0) };
		},
		toJSON(message) {
			const obj = {};
			if (message.rawBytes.length !== 0) obj.rawBytes = base64FromBytes(message.rawBytes);
			return obj;
		}
	};
	exports.Verifier = {
		fromJSON(object) {
			return {
				verifier: isSet(object.publicKey) ? {
					$case: "publicKey",
					publicKey: exports.PublicKey.fromJSON(object.publicKey)
				} : isSet(object.x509Certificate) ? {
					$case: "x509Certificate",
					x509Certificate: sigstore_common_1.X509Certificate.fromJSON(object.x509Certificate)
				} : void 0,
				keyDetails: isSet(object.keyDetails) ? (0, sigstore_common_1.publicKeyDetailsFromJSON)(object.keyDetails) : 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.verifier?.$case === "publicKey") obj.publicKey = exports.PublicKey.toJSON(message.verifier.publicKey);
			else if (message.verifier?.$case === "x509Certificate") obj.x509Certificate = sigstore_common_1.X509Certificate.toJSON(message.verifier.x509Certificate);
			if (message.keyDetails !== 0) obj.keyDetails = (0, sigstore_common_1.publicKeyDetailsToJSON)(message.keyDetails);
			return obj;
		}
	};
	exports.Signature = {
		fromJSON(object) {
			return {
				content: isSet(object.content) ? Buffer.from(bytesFromBase64(object.content)) : Buffer.alloc(0),
				verifier: isSet(object.verifier) ? exports.Verifier.fromJSON(object.verifier) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.content.length !== 0) obj.content = base64FromBytes(message.content);
			if (message.verifier !== void 0) obj.verifier = exports.Verifier.toJSON(message.verifier);
			return obj;
		}
	};
	function bytesFromBase64(b64) {
		return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
	}
	function base64FromBytes(arr) {
		return globalThis.Buffer.from(arr).toString("base64");
	}
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));

// node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/dsse.js
var require_dsse$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.DSSELogEntryV002 = exports.DSSERequestV002 = void 0;
	const envelope_1 = require_envelope();
	const sigstore_common_1 = require_sigstore_common();
	const verifier_1 = require_verifier$1();
	exports.DSSERequestV002 = {
		fromJSON(object) {
			return {
				envelope: isSet(object.envelope) ? envelope_1.Envelope.fromJSON(object.envelope) : void 0,
				verifiers: globalThis.Array.isArray(object?.verifiers) ? object.verifiers.map((e) => verifier_1.Verifier.fromJSON(e)) : []
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.envelope !== void 0) obj.envelope = envelope_1.Envelope.toJSON(message.envelope);
			if (message.verifiers?.length) obj.verifiers = message.verifiers.map((e) => verifier_1.Verifier.toJSON(e));
			return obj;
		}
	};
	exports.DSSELogEntryV002 = {
		fromJSON(object) {
			return {
				payloadHash: isSet(object.payloadHash) ? sigstore_common_1.HashOutput.fromJSON(object.payloadHash) : void 0,
				signatures: globalThis.Array.isArray(object?.signatures) ? object.signatures.map((e) => verifier_1.Signature.fromJSON(e)) : []
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.payloadHash !== void 0) obj.payloadHash = sigstore_common_1.HashOutput.toJSON(message.payloadHash);
			if (message.signatures?.length) obj.signatures = message.signatures.map((e) => verifier_1.Signature.toJSON(e));
			return obj;
		}
	};
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));

// node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/hashedrekord.js
var require_hashedrekord$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.HashedRekordLogEntryV002 = exports.HashedRekordRequestV002 = void 0;
	const sigstore_common_1 = require_sigstore_common();
	const verifier_1 = require_verifier$1();
	exports.HashedRekordRequestV002 = {
		fromJSON(object) {
			return {
				digest: isSet(object.digest) ? Buffer.from(bytesFromBase64(object.digest)) : Buffer.alloc(0),
				signature: isSet(object.signature) ? verifier_1.Signature.fromJSON(object.signature) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.digest.length !== 0) obj.digest = base64FromBytes(message.digest);
			if (message.signature !== void 0) obj.signature = verifier_1.Signature.toJSON(message.signature);
			return obj;
		}
	};
	exports.HashedRekordLogEntryV002 = {
		fromJSON(object) {
			return {
				data: isSet(object.data) ? sigstore_common_1.HashOutput.fromJSON(object.data) : void 0,
				signature: isSet(object.signature) ? verifier_1.Signature.fromJSON(object.signature) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.data !== void 0) obj.data = sigstore_common_1.HashOutput.toJSON(message.data);
			if (message.signature !== void 0) obj.signature = verifier_1.Signature.toJSON(message.signature);
			return obj;
		}
	};
	function bytesFromBase64(b64) {
		return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
	}
	function base64FromBytes(arr) {
		return globalThis.Buffer.from(arr).toString("base64");
	}
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));

// node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/entry.js
var require_entry = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.CreateEntryRequest = exports.Spec = exports.Entry = void 0;
	const dsse_1 = require_dsse$1();
	const hashedrekord_1 = require_hashedrekord$1();
	exports.Entry = {
		fromJSON(object) {
			return {
				kind: isSet(object.kind) ? globalThis.String(object.kind) : "",
				apiVersion: isSet(object.apiVersion) ? globalThis.String(object.apiVersion) : "",
				spec: isSet(object.spec) ? exports.Spec.fromJSON(object.spec) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.kind !== "") obj.kind = message.kind;
			if (message.apiVersion !== "") obj.apiVersion = message.apiVersion;
			if (message.spec !== void 0) obj.spec = exports.Spec.toJSON(message.spec);
			return obj;
		}
	};
	exports.Spec = {
		fromJSON(object) {
			return { spec: isSet(object.hashedRekordV002) ? {
				$case: "hashedRekordV002",
				hashedRekordV002: hashedrekord_1.HashedRekordLogEntryV002.fromJSON(object.hashedRekordV002)
			} : isSet(object.dsseV002) ? {
				$case: "dsseV002",
				dsseV002: dsse_1.DSSELogEntryV002.fromJSON(object.dsseV002)
			} : void 0 };
		},
		toJSON(message) {
			const obj = {};
			if (message.spec?.$case === "hashedRekordV002") obj.hashedRekordV002 = hashedrekord_1.HashedRekordLogEntryV002.toJSON(message.spec.hashedRekordV002);
			else if (message.spec?.$case === "dsseV002") obj.dsseV002 = dsse_1.DSSELogEntryV002.toJSON(message.spec.dsseV002);
			return obj;
		}
	};
	exports.CreateEntryRequest = {
		fromJSON(object) {
			return { spec: isSet(object.hashedRekordRequestV002) ? {
				$case: "hashedRekordRequestV002",
				hashedRekordRequestV002: hashedrekord_1.HashedRekordRequestV002.fromJSON(object.hashedRekordRequestV002)
			} : isSet(object.dsseRequestV002) ? {
				$case: "dsseRequestV002",
				dsseRequestV002: dsse_1.DSSERequestV002.fromJSON(object.dsseRequestV002)
			} : void 0 };
		},
		toJSON(message) {
			const obj = {};
			if (message.spec?.$case === "hashedRekordRequestV002") obj.hashedRekordRequestV002 = hashedrekord_1.HashedRekordRequestV002.toJSON(message.spec.hashedRekordRequestV002);
			else if (message.spec?.$case === "dsseRequestV002") obj.dsseRequestV002 = dsse_1.DSSERequestV002.toJSON(message.spec.dsseRequestV002);
			return obj;
		}
	};
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));

// node_modules/@sigstore/protobuf-specs/dist/rekor/v2/index.js
var require_v2 = /* @__PURE__ */ __commonJSMin(((exports, module, this$1) => {
	var __createBinding = this$1 && this$1.__createBinding || (Object.create ? (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		var desc = Object.getOwnPropertyDescriptor(m, k);
		if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) desc = {
			enumerable: true,
			get: function() {
				return m[k];
			}
		};
		Object.defineProperty(o, k2, desc);
	}) : (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		o[k2] = m[k];
	}));
	var __exportStar = this$1 && this$1.__exportStar || function(m, exports) {
		for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p);
	};
	Object.defineProperty(exports, "__esModule", { value: true });
	__exportStar(require_dsse$1(), exports);
	__exportStar(require_entry(), exports);
	__exportStar(require_hashedrekord$1(), exports);
	__exportStar(require_verifier$1(), exports);
}));

// node_modules/@sigstore/verify/dist/tlog/dsse.js
var require_dsse = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.DSSE_API_VERSION_V1 = void 0;
	exports.verifyDSSETLogBody = verifyDSSETLogBody;
	exports.verifyDSSETLogBodyV2 = verifyDSSETLogBodyV2;
	const error_1 = require_error();
	exports.DSSE_API_VERSION_V1 = "0.0.1";
	function verifyDSSETLogBody(tlogEntry, content) {
		switch (tlogEntry.apiVersion) {
			case exports.DSSE_API_VERSION_V1: return verifyDSSE001TLogBody(tlogEntry, content);
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported dsse version: ${tlogEntry.apiVersion}`
			});
		}
	}
	function verifyDSSETLogBodyV2(tlogEntry, content) {
		const spec = tlogEntry.spec?.spec;
		if (!spec) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: `missing dsse spec`
		});
		switch (spec.$case) {
			case "dsseV002": return verifyDSSE002TLogBody(spec.dsseV002, content);
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported version: ${spec.$case}`
			});
		}
	}
	function verifyDSSE001TLogBody(tlogEntry, content) {
		if (tlogEntry.spec.signatures?.length !== 1) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "signature count mismatch"
		});
		const tlogSig = tlogEntry.spec.signatures[0].signature;
		if (!content.compareSignature(Buffer.from(tlogSig, "base64"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "tlog entry signature mismatch"
		});
		const tlogHash = tlogEntry.spec.payloadHash?.value || "";
		if (!content.compareDigest(Buffer.from(tlogHash, "hex"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "DSSE payload hash mismatch"
		});
	}
	function verifyDSSE002TLogBody(spec, content) {
		if (spec.signatures?.length !== 1) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "signature count mismatch"
		});
		const tlogSig = spec.signatures[0].content;
		if (!content.compareSignature(tlogSig)) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "tlog entry signature mismatch"
		});
		const tlogHash = spec.payloadHash?.digest || Buffer.from("");
		if (!content.compareDigest(tlogHash)) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "DSSE payload hash mismatch"
		});
	}
}));

// node_modules/@sigstore/verify/dist/tlog/hashedrekord.js
var require_hashedrekord = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.HASHEDREKORD_API_VERSION_V1 = void 0;
	exports.verifyHashedRekordTLogBody = verifyHashedRekordTLogBody;
	exports.verifyHashedRekordTLogBodyV2 = verifyHashedRekordTLogBodyV2;
	const error_1 = require_error();
	exports.HASHEDREKORD_API_VERSION_V1 = "0.0.1";
	function verifyHashedRekordTLogBody(tlogEntry, content) {
		switch (tlogEntry.apiVersion) {
			case exports.HASHEDREKORD_API_VERSION_V1: return verifyHashedrekord001TLogBody(tlogEntry, content);
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported hashedrekord version: ${tlogEntry.apiVersion}`
			});
		}
	}
	function verifyHashedRekordTLogBodyV2(tlogEntry, content) {
		const spec = tlogEntry.spec?.spec;
		if (!spec) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: `missing dsse spec`
		});
		switch (spec.$case) {
			case "hashedRekordV002": return verifyHashedrekord002TLogBody(spec.hashedRekordV002, content);
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported version: ${spec.$case}`
			});
		}
	}
	function verifyHashedrekord001TLogBody(tlogEntry, content) {
		const tlogSig = tlogEntry.spec.signature.content || "";
		if (!content.compareSignature(Buffer.from(tlogSig, "base64"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "signature mismatch"
		});
		const tlogDigest = tlogEntry.spec.data.hash?.value || "";
		if (!content.compareSignedDigest(Buffer.from(tlogDigest, "hex"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "digest mismatch"
		});
	}
	function verifyHashedrekord002TLogBody(spec, content) {
		const tlogSig = spec.signature?.content || Buffer.from("");
		if (!content.compareSignature(tlogSig)) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "signature mismatch"
		});
		const tlogHash = spec.data?.digest || Buffer.from("");
		if (!content.compareSignedDigest(tlogHash)) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "digest mismatch"
		});
	}
}));

// node_modules/@sigstore/verify/dist/tlog/intoto.js
var require_intoto = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyIntotoTLogBody = verifyIntotoTLogBody;
	const error_1 = require_error();
	function verifyIntotoTLogBody(tlogEntry, content) {
		switch (tlogEntry.apiVersion) {
			case "0.0.2": return verifyIntoto002TLogBody(tlogEntry, content);
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported intoto version: ${tlogEntry.apiVersion}`
			});
		}
	}
	function verifyIntoto002TLogBody(tlogEntry, content) {
		if (tlogEntry.spec.content.envelope.signatures?.length !== 1) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "signature count mismatch"
		});
		const tlogSig = base64Decode(tlogEntry.spec.content.envelope.signatures[0].sig);
		if (!content.compareSignature(Buffer.from(tlogSig, "base64"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "tlog entry signature mismatch"
		});
		const tlogHash = tlogEntry.spec.content.payloadHash?.value || "";
		if (!content.compareDigest(Buffer.from(tlogHash, "hex"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "DSSE payload hash mismatch"
		});
	}
	function base64Decode(str) {
		return Buffer.from(str, "base64").toString("utf-8");
	}
}));

// node_modules/@sigstore/verify/dist/tlog/checkpoint.js
var require_checkpoint = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.LogCheckpoint = void 0;
	exports.verifyCheckpoint = verifyCheckpoint;
	const core_1 = require_dist$1();
	const error_1 = require_error();
	const CHECKPOINT_SEPARATOR = "\n\n";
	const SIGNATURE_REGEX = /\u2014 (\S+) (\S+)\n/g;
	function verifyCheckpoint(entry, tlogs) {
		const inclusionProof = entry.inclusionProof;
		const signedNote = SignedNote.fromString(inclusionProof.checkpoint.envelope);
		const checkpoint = LogCheckpoint.fromString(signedNote.note);
		if (!verifySignedNote(signedNote, tlogs)) throw new error_1.VerificationError({
			code: "TLOG_INCLUSION_PROOF_ERROR",
			message: "invalid checkpoint signature"
		});
		return checkpoint;
	}
	function verifySignedNote(signedNote, tlogs) {
		const data = Buffer.from(signedNote.note, "utf-8");
		return signedNote.signatures.some((signature) => {
			const tlog = tlogs.find((tlog) => core_1.crypto.bufferEqual(tlog.logID.subarray(0, 4), signature.keyHint) && tlog.baseURL.includes(signature.name));
			if (!tlog) return false;
			return core_1.crypto.verify(data, tlog.publicKey, signature.signature);
		});
	}
	var SignedNote = class SignedNote {
		note;
		signatures;
		constructor(note, signatures) {
			this.note = note;
			this.signatures = signatures;
		}
		static fromString(envelope) {
			if (!envelope.includes(CHECKPOINT_SEPARATOR)) throw new error_1.VerificationError({
				code: "TLOG_INCLUSION_PROOF_ERROR",
				message: "missing checkpoint separator"
			});
			const split = envelope.indexOf(CHECKPOINT_SEPARATOR);
			const header = envelope.slice(0, split + 1);
			const matches = envelope.slice(split + 2).matchAll(SIGNATURE_REGEX);
			const signatures = Array.from(matches, (match) => {
				const [, name, signature] = match;
				const sigBytes = Buffer.from(signature, "base64");
				if (sigBytes.length < 5) throw new error_1.VerificationError({
					code: "TLOG_INCLUSION_PROOF_ERROR",
					message: "malformed checkpoint signature"
				});
				return {
					name,
					keyHint: sigBytes.subarray(0, 4),
					signature: sigBytes.subarray(4)
				};
			});
			if (signatures.length === 0) throw new error_1.VerificationError({
				code: "TLOG_INCLUSION_PROOF_ERROR",
				message: "no signatures found in checkpoint"
			});
			return new SignedNote(header, signatures);
		}
	};
	var LogCheckpoint = class LogCheckpoint {
		origin;
		logSize;
		logHash;
		rest;
		constructor(origin, logSize, logHash, rest) {
			this.origin = origin;
			this.logSize = logSize;
			this.logHash = logHash;
			this.rest = rest;
		}
		static fromString(note) {
			const lines = note.trimEnd().split("\n");
			if (lines.length < 3) throw new error_1.VerificationError({
				code: "TLOG_INCLUSION_PROOF_ERROR",
				message: "too few lines in checkpoint header"
			});
			const origin = lines[0];
			let logSize;
			try {
				logSize = BigInt(lines[1]);
			} catch {
				throw new error_1.VerificationError({
					code: "TLOG_INCLUSION_PROOF_ERROR",
					message: "invalid checkpoint log size"
				});
			}
			const rootHash = Buffer.from(lines[2], "base64");
			const rest = lines.slice(3);
			return new LogCheckpoint(origin, logSize, rootHash, rest);
		}
	};
	exports.LogCheckpoint = LogCheckpoint;
}));

// node_modules/@sigstore/verify/dist/tlog/merkle.js
var require_merkle = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyMerkleInclusion = verifyMerkleInclusion;
	const core_1 = require_dist$1();
	const error_1 = require_error();
	const RFC6962_LEAF_HASH_PREFIX = Buffer.from([0]);
	const RFC6962_NODE_HASH_PREFIX = Buffer.from([1]);
	function verifyMerkleInclusion(entry, checkpoint) {
		const inclusionProof = entry.inclusionProof;
		let logIndex;
		try {
			logIndex = BigInt(inclusionProof.logIndex);
		} catch {
			throw new error_1.VerificationError({
				code: "TLOG_INCLUSION_PROOF_ERROR",
				message: "invalid inclusion proof log index"
			});
		}
		const treeSize = BigInt(checkpoint.logSize);
		if (logIndex < 0n || logIndex >= treeSize) throw new error_1.VerificationError({
			code: "TLOG_INCLUSION_PROOF_ERROR",
			message: `invalid index: ${logIndex}`
		});
		const { inner, border } = decompInclProof(logIndex, treeSize);
		if (inclusionProof.hashes.length !== inner + border) throw new error_1.VerificationError({
			code: "TLOG_INCLUSION_PROOF_ERROR",
			message: "invalid hash count"
		});
		const innerHashes = inclusionProof.hashes.slice(0, inner);
		const borderHashes = inclusionProof.hashes.slice(inner);
		const calculatedHash = chainBorderRight(chainInner(hashLeaf(entry.canonicalizedBody), innerHashes, logIndex), borderHashes);
		if (!core_1.crypto.bufferEqual(calculatedHash, checkpoint.logHash)) throw new error_1.VerificationError({
			code: "TLOG_INCLUSION_PROOF_ERROR",
			message: "calculated root hash does not match inclusion proof"
		});
	}
	function decompInclProof(index, size) {
		const inner = innerProofSize(index, size);
		return {
			inner,
			border: onesCount(index >> BigInt(inner))
		};
	}
	function chainInner(seed, hashes, index) {
		return hashes.reduce((acc, h, i) => {
			if (index >> BigInt(i) & BigInt(1)) return hashChildren(h, acc);
			else return hashChildren(acc, h);
		}, seed);
	}
	function chainBorderRight(seed, hashes) {
		return hashes.reduce((acc, h) => hashChildren(h, acc), seed);
	}
	function innerProofSize(index, size) {
		return bitLength(index ^ size - BigInt(1));
	}
	function onesCount(num) {
		return num.toString(2).split("1").length - 1;
	}
	function bitLength(n) {
		if (n === 0n) return 0;
		return n.toString(2).length;
	}
	function hashChildren(left, right) {
		return core_1.crypto.digest("sha256", RFC6962_NODE_HASH_PREFIX, left, right);
	}
	function hashLeaf(leaf) {
		return core_1.crypto.digest("sha256", RFC6962_LEAF_HASH_PREFIX, leaf);
	}
}));

// node_modules/@sigstore/verify/dist/tlog/set.js
var require_set = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyTLogSET = verifyTLogSET;
	const core_1 = require_dist$1();
	const error_1 = require_error();
	const trust_1 = require_trust();
	function verifyTLogSET(entry, tlogs) {
		if (!(0, trust_1.filterTLogAuthorities)(tlogs, {
			logID: entry.logId.keyId,
			targetDate: /* @__PURE__ */ new Date(Number(entry.integratedTime) * 1e3)
		}).some((tlog) => {
			const payload = toVerificationPayload(entry);
			const data = Buffer.from(core_1.json.canonicalize(payload), "utf8");
			const signature = entry.inclusionPromise.signedEntryTimestamp;
			return core_1.crypto.verify(data, tlog.publicKey, signature);
		})) throw new error_1.VerificationError({
			code: "TLOG_INCLUSION_PROMISE_ERROR",
			message: "inclusion promise could not be verified"
		});
	}
	function toVerificationPayload(entry) {
		const { integratedTime, logIndex, logId, canonicalizedBody } = entry;
		return {
			body: canonicalizedBody.toString("base64"),
			integratedTime: Number(integratedTime),
			logIndex: Number(logIndex),
			logID: logId.keyId.toString("hex")
		};
	}
}));

// node_modules/@sigstore/verify/dist/tlog/index.js
var require_tlog = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyTLogBody = verifyTLogBody;
	exports.verifyTLogInclusion = verifyTLogInclusion;
	const v2_1 = require_v2();
	const error_1 = require_error();
	const dsse_1 = require_dsse();
	const hashedrekord_1 = require_hashedrekord();
	const intoto_1 = require_intoto();
	const checkpoint_1 = require_checkpoint();
	const merkle_1 = require_merkle();
	const set_1 = require_set();
	function verifyTLogBody(entry, sigContent) {
		const { kind, version } = entry.kindVersion;
		let body;
		try {
			body = JSON.parse(entry.canonicalizedBody.toString("utf8"));
		} catch {
			throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: "invalid canonicalized body"
			});
		}
		if (kind !== body.kind || version !== body.apiVersion) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: `kind/version mismatch - expected: ${kind}/${version}, received: ${body.kind}/${body.apiVersion}`
		});
		switch (kind) {
			case "dsse": if (version == dsse_1.DSSE_API_VERSION_V1) return (0, dsse_1.verifyDSSETLogBody)(body, sigContent);
			else {
				const entryRekorV2 = v2_1.Entry.fromJSON(body);
				return (0, dsse_1.verifyDSSETLogBodyV2)(entryRekorV2, sigContent);
			}
			case "intoto": return (0, intoto_1.verifyIntotoTLogBody)(body, sigContent);
			case "hashedrekord": if (version == hashedrekord_1.HASHEDREKORD_API_VERSION_V1) return (0, hashedrekord_1.verifyHashedRekordTLogBody)(body, sigContent);
			else {
				const entryRekorV2 = v2_1.Entry.fromJSON(body);
				return (0, hashedrekord_1.verifyHashedRekordTLogBodyV2)(entryRekorV2, sigContent);
			}
			/* istanbul ignore next */
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported kind: ${kind}`
			});
		}
	}
	function verifyTLogInclusion(entry, tlogAuthorities) {
		let inclusionVerified = false;
		if (isTLogEntryWithInclusionPromise(entry)) {
			(0, set_1.verifyTLogSET)(entry, tlogAuthorities);
			inclusionVerified = true;
		}
		if (isTLogEntryWithInclusionProof(entry)) {
			const matchingAuthorities = tlogAuthorities.filter((tlog) => tlog.logID.equals(entry.logId.keyId));
			const checkpoint = (0, checkpoint_1.verifyCheckpoint)(entry, matchingAuthorities);
			(0, merkle_1.verifyMerkleInclusion)(entry, checkpoint);
			inclusionVerified = true;
		}
		if (!inclusionVerified) throw new error_1.VerificationError({
			code: "TLOG_MISSING_INCLUSION_ERROR",
			message: "inclusion could not be verified"
		});
	}
	function isTLogEntryWithInclusionPromise(entry) {
		return entry.inclusionPromise !== void 0;
	}
	function isTLogEntryWithInclusionProof(entry) {
		return entry.inclusionProof !== void 0;
	}
}));

// node_modules/@sigstore/verify/dist/verifier.js
var require_verifier = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Verifier = void 0;
	const util_1 = __require("util");
	const error_1 = require_error();
	const key_1 = require_key();
	const policy_1 = require_policy();
	const timestamp_1 = require_timestamp();
	const tlog_1 = require_tlog();
	var Verifier = class {
		trustMaterial;
		options;
		constructor(trustMaterial, options = {}) {
			this.trustMaterial = trustMaterial;
			this.options = {
				ctlogThreshold: options.ctlogThreshold ?? 1,
				tlogThreshold: options.tlogThreshold ?? 1,
				timestampThreshold: options.timestampThreshold ?? options.tsaThreshold ?? 1,
				tsaThreshold: 0
			};
		}
		verify(entity, policy) {
			const timestamps = this.verifyTimestamps(entity);
			const signer = this.verifySigningKey(entity, timestamps);
			this.verifyTLogs(entity);
			this.verifySignature(entity, signer);
			if (policy) this.verifyPolicy(policy, signer.identity || {});
			return signer;
		}
		verifyTimestamps(entity) {
			const timestamps = [];
			for (const timestamp of entity.timestamps) switch (timestamp.$case) {
				case "timestamp-authority":
					timestamps.push((0, timestamp_1.getTSATimestamp)(timestamp.timestamp, entity.signature.signature, this.trustMaterial.timestampAuthorities));
					break;
				case "transparency-log": {
					const result = (0, timestamp_1.getTLogTimestamp)(timestamp.tlogEntry);
					if (result) timestamps.push(result);
					break;
				}
			}
			if (containsDupes(timestamps)) throw new error_1.VerificationError({
				code: "TIMESTAMP_ERROR",
				message: "duplicate timestamp"
			});
			if (timestamps.length < this.options.timestampThreshold) throw new error_1.VerificationError({
				code: "TIMESTAMP_ERROR",
				message: `expected ${this.options.timestampThreshold} timestamps, got ${timestamps.length}`
			});
			return timestamps.map((t) => t.timestamp);
		}
		verifySigningKey({ key }, timestamps) {
			switch (key.$case) {
				case "public-key": return (0, key_1.verifyPublicKey)(key.hint, timestamps, this.trustMaterial);
				case "certificate": {
					const result = (0, key_1.verifyCertificate)(key.certificate, timestamps, this.trustMaterial);
					/* istanbul ignore next - no fixture */
					if (containsDupes(result.scts)) throw new error_1.VerificationError({
						code: "CERTIFICATE_ERROR",
						message: "duplicate SCT"
					});
					if (result.scts.length < this.options.ctlogThreshold) throw new error_1.VerificationError({
						code: "CERTIFICATE_ERROR",
						message: `expected ${this.options.ctlogThreshold} SCTs, got ${result.scts.length}`
					});
					return result.signer;
				}
			}
		}
		verifyTLogs({ signature: content, tlogEntries }) {
			const entryIDs = [];
			tlogEntries.forEach((entry) => {
				(0, tlog_1.verifyTLogInclusion)(entry, this.trustMaterial.tlogs);
				(0, tlog_1.verifyTLogBody)(entry, content);
				entryIDs.push({
					logID: entry.logId.keyId,
					body: entry.canonicalizedBody
				});
			});
			if (containsDupes(entryIDs)) throw new error_1.VerificationError({
				code: "TLOG_ERROR",
				message: "duplicate tlog entry"
			});
			if (entryIDs.length < this.options.tlogThreshold) throw new error_1.VerificationError({
				code: "TLOG_ERROR",
				message: `expected ${this.options.tlogThreshold} tlog entries, got ${entryIDs.length}`
			});
		}
		verifySignature(entity, signer) {
			if (!entity.signature.verifySignature(signer.key)) throw new error_1.VerificationError({
				code: "SIGNATURE_ERROR",
				message: "signature verification failed"
			});
		}
		verifyPolicy(policy, identity) {
			/* istanbul ignore else */
			if (policy.subjectAlternativeName) (0, policy_1.verifySubjectAlternativeName)(policy.subjectAlternativeName, identity.subjectAlternativeName);
			/* istanbul ignore else */
			if (policy.extensions) (0, policy_1.verifyExtensions)(policy.extensions, identity.extensions);
			/* istanbul ignore if */
			if (policy.oids) (0, policy_1.verifyOIDs)(policy.oids, identity.oids);
		}
	};
	exports.Verifier = Verifier;
	function containsDupes(arr) {
		for (let i = 0; i < arr.length; i++) for (let j = i + 1; j < arr.length; j++) if ((0, util_1.isDeepStrictEqual)(arr[i], arr[j])) return true;
		return false;
	}
}));

// node_modules/@sigstore/verify/dist/index.js
var require_dist = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Verifier = exports.toTrustMaterial = exports.VerificationError = exports.PolicyError = exports.toSignedEntity = void 0;
	/* istanbul ignore file */
	var bundle_1 = require_bundle();
	Object.defineProperty(exports, "toSignedEntity", {
		enumerable: true,
		get: function() {
			return bundle_1.toSignedEntity;
		}
	});
	var error_1 = require_error();
	Object.defineProperty(exports, "PolicyError", {
		enumerable: true,
		get: function() {
			return error_1.PolicyError;
		}
	});
	Object.defineProperty(exports, "VerificationError", {
		enumerable: true,
		get: function() {
			return error_1.VerificationError;
		}
	});
	var trust_1 = require_trust();
	Object.defineProperty(exports, "toTrustMaterial", {
		enumerable: true,
		get: function() {
			return trust_1.toTrustMaterial;
		}
	});
	var verifier_1 = require_verifier();
	Object.defineProperty(exports, "Verifier", {
		enumerable: true,
		get: function() {
			return verifier_1.Verifier;
		}
	});
}));

// src/verify/known-certificate.ts
var import_dist = require_dist();
var import_dist$1 = require_dist$1();
/**
* A certificate that remembers what it was compared with. The judge walks from the leaf to the root for every bundle
* and every signed time, and encodes and verifies the same few authorities anew each time.
*/
var KnownCertificate = class KnownCertificate extends import_dist$1.X509Certificate {
	#der;
	#issuers = /* @__PURE__ */ new WeakMap();
	constructor(asn1, der) {
		super(asn1);
		this.#der = der;
	}
	/** @throws Error for bytes that are no certificate */
	static read(der) {
		const bytes = Buffer.from(der);
		return new KnownCertificate(import_dist$1.X509Certificate.parse(bytes).root, bytes);
	}
	verify(issuer = this) {
		const known = this.#issuers.get(issuer);
		if (known !== void 0) return known;
		const issued = super.verify(issuer);
		this.#issuers.set(issuer, issued);
		return issued;
	}
	equals(other) {
		if (!(other instanceof KnownCertificate)) return super.equals(other);
		return this.#der.equals(other.#der);
	}
};

// src/verify/keys.ts
/** The hashes that signers use with a curve: all began with SHA-256, newer ones take what fits the curve's size. */
const HASHES = {
	prime256v1: ["sha256"],
	secp384r1: ["sha384", "sha256"],
	secp521r1: ["sha512", "sha256"]
};
/**
* Whether the key signed these bytes, with the algorithm that goes with its kind (Sigstore's algorithm registry).
* @param hashes the hash that was used, where it is known
*/
function isSignedBy(key, data, signature, hashes = hashesOf(key)) {
	try {
		if (key.asymmetricKeyType === "ed25519") return verify(void 0, data, key, signature);
		return hashes.some((hash) => verify(hash, data, key, signature));
	} catch {
		return false;
	}
}
function hashesOf(key) {
	return HASHES[key.asymmetricKeyDetails?.namedCurve ?? ""] ?? ["sha256"];
}

// src/verify/log.ts
/** The logs of a trusted root that was checked when it was read. */
function logsOf(root) {
	return root.tlogs.map((log) => {
		const id = Buffer.from(log.logId?.keyId ?? []);
		const checkpointId = Buffer.from(log.checkpointKeyId?.keyId ?? []);
		return {
			ids: [id, checkpointId].filter(({ length }) => length > 0),
			hint: (checkpointId.length > 0 ? checkpointId : id).subarray(0, 4),
			names: namesOf(log.baseUrl),
			key: keyOf(log),
			start: log.publicKey?.validFor?.start?.getTime() ?? Infinity,
			end: log.publicKey?.validFor?.end?.getTime() ?? Infinity
		};
	});
}
/** `baseUrl` may lack its scheme (protobuf-specs, TransparencyLogInstance). */
function namesOf(baseUrl) {
	const url = URL.parse(baseUrl.includes("://") ? baseUrl : `https://${baseUrl}`);
	return url === null ? [] : [
		url.hostname,
		url.host,
		`${url.host}${url.pathname.replace(/\/+$/, "")}`
	];
}
/** Rekor's and CT's early RSA keys are PKCS #1, all others SPKI, whatever `keyDetails` says. */
function keyOf(log) {
	const key = Buffer.from(log.publicKey?.rawBytes ?? []);
	try {
		return createPublicKey({
			key,
			format: "der",
			type: "spki"
		});
	} catch {
		return createPublicKey({
			key,
			format: "der",
			type: "pkcs1"
		});
	}
}
/**
* That a log holds the entry: by its promise (Rekor v1's signed entry timestamp), by a proof of inclusion under a
* checkpoint that it signed, or by both, and then both hold.
* @param times at which the signature is proven to have existed, in milliseconds; the key of a log that promises no
*   time of its own must have been valid then
* @throws WaybillError LOG_INVALID
*/
function assertIncluded(entry, logs, times) {
	const id = Buffer.from(entry.logId.keyId);
	const candidates = logs.filter((log) => log.ids.some((known) => known.equals(id)));
	if (candidates.length === 0) throw invalid("an entry of a log that the trusted root does not list");
	assertStatedByLog(entry);
	const promised = entry.inclusionPromise !== void 0;
	if (promised) assertPromised(entry, candidates);
	const checkpoint = entry.inclusionProof?.checkpoint?.envelope;
	if (entry.inclusionProof === void 0 || checkpoint === void 0 || checkpoint === "") {
		if (promised) return;
		throw invalid("an entry with neither the log's promise nor a proof under its checkpoint");
	}
	const valid = promised ? candidates : candidates.filter((log) => times.every((time) => log.start <= time && time <= log.end));
	if (valid.length === 0) throw invalid("an entry of a log whose key was not valid at the time of signing");
	assertProven(entry, readCheckpoint(checkpoint, valid));
}
/**
* An entry of Rekor v2 has no time (rekor-tiles, CLIENTS.md): one beside it is nobody's word, and whoever read the
* bundle later could take it for the log's.
*/
function assertStatedByLog({ kindVersion: { kind, version }, integratedTime }) {
	if (kind !== "intoto" && version === OF_ONE_TREE && integratedTime !== "0") throw invalid("a time, which no entry of a log of version 2 has");
}
/** Over canonical JSON of four fields (Rekor v1, "Signed Entry Timestamp"; RFC 8785). */
function assertPromised(entry, logs) {
	const { integratedTime, logIndex } = entry;
	const signed = `{"body":"${Buffer.from(entry.canonicalizedBody).toString("base64")}","integratedTime":${integratedTime},"logID":"${Buffer.from(entry.logId.keyId).toString("hex")}","logIndex":${logIndex}}`;
	const promise = Buffer.from(entry.inclusionPromise?.signedEntryTimestamp ?? []);
	const time = Number(integratedTime) * 1e3;
	const valid = logs.filter((log) => log.start <= time && time <= log.end);
	if (valid.length === 0) throw invalid("an entry of a log whose key was not valid when it took the entry");
	if (!valid.some((log) => isSignedBy(log.key, Buffer.from(signed), promise))) throw invalid("a promise that the log did not sign");
}
const SIGNATURE = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/;
/** A signed note (C2SP signed-note, tlog-checkpoint). Witnesses may have signed it too; the log must have. */
function readCheckpoint(envelope, logs) {
	const end = envelope.lastIndexOf("\n\n");
	if (end === -1 || !envelope.endsWith("\n")) throw invalid("a checkpoint that is no signed note");
	const note = envelope.slice(0, end + 1);
	if (!envelope.slice(end + 2, -1).split("\n").some((line) => isLogsSignature(line, note, logs))) throw invalid("a checkpoint that the log did not sign under its own name");
	const [, size = "", root = ""] = note.split("\n");
	const rootHash = Buffer.from(root, "base64");
	if (!/^(?:0|[1-9]\d{0,18})$/.test(size) || rootHash.length !== 32) throw invalid("a checkpoint without size and hash of the tree");
	return {
		size: BigInt(size),
		root: rootHash
	};
}
function isLogsSignature(line, note, logs) {
	const [, name = "", encoded = ""] = SIGNATURE.exec(line) ?? [];
	const bytes = Buffer.from(encoded, "base64");
	return logs.some((log) => bytes.length > 4 && log.names.includes(name) && log.hint.equals(bytes.subarray(0, 4)) && isSignedBy(log.key, Buffer.from(note, "utf8"), bytes.subarray(4)));
}
/** Entries of Rekor v2, whose logs have one tree and so one index. */
const OF_ONE_TREE = "0.0.2";
/** RFC 9162, 2.1.3.2, under the checkpoint's root and size. Where the proof repeats them it repeats them rightly. */
function assertProven(entry, { size, root }) {
	const proof = entry.inclusionProof;
	const repeated = Buffer.from(proof?.rootHash ?? []);
	if (repeated.length > 0 && !repeated.equals(root)) throw invalid("a proof for another tree than the checkpoint's");
	if (![
		void 0,
		"0",
		size.toString()
	].includes(proof?.treeSize)) throw invalid("a proof for another size than the checkpoint's");
	if (entry.kindVersion.kind !== "intoto" && entry.kindVersion.version === OF_ONE_TREE && !["0", proof?.logIndex].includes(entry.logIndex)) throw invalid("an index that is not the proof's");
	const hashes = (proof?.hashes ?? []).map((item) => Buffer.from(item));
	let index = BigInt(proof?.logIndex ?? "0");
	let last = size - 1n;
	if (index > last) throw invalid("a proof for a place beyond the checkpoint's tree");
	let node = sha256(Buffer.from([0]), Buffer.from(entry.canonicalizedBody));
	for (const sibling of hashes) {
		if (last === 0n) throw invalid("a proof of inclusion that is too long");
		if ((index & 1n) === 1n || index === last) {
			node = sha256(Buffer.from([1]), sibling, node);
			while ((index & 1n) === 0n && index !== 0n) {
				index >>= 1n;
				last >>= 1n;
			}
		} else node = sha256(Buffer.from([1]), node, sibling);
		index >>= 1n;
		last >>= 1n;
	}
	if (last !== 0n || !node.equals(root)) throw invalid("a proof that does not lead to the checkpoint's tree");
}
function sha256(...parts) {
	return hash("sha256", Buffer.concat(parts), "buffer");
}
function invalid(got) {
	return new WaybillError("LOG_INVALID", {
		what: "The bundle's transparency log entry does not prove that the signature was logged.",
		got,
		expected: "an entry that a log of the trusted root promised or proves",
		todo: "If the bundle was signed with another Sigstore instance, verify it with that instance's trusted-root file."
	});
}

// src/verify/material.ts
const decoded = /* @__PURE__ */ new WeakMap();
/** Keys and certificates of a root are decoded once, however many bundles it judges. */
function materialOf(root) {
	const known = decoded.get(root);
	if (known !== void 0) return known;
	const judged = (0, import_dist.toTrustMaterial)(root);
	const material = {
		judged: {
			...judged,
			certificateAuthorities: remembering(judged.certificateAuthorities, root.certificateAuthorities),
			timestampAuthorities: remembering(judged.timestampAuthorities, root.timestampAuthorities)
		},
		logs: logsOf(root)
	};
	decoded.set(root, material);
	return material;
}
function remembering(authorities, given) {
	return authorities.map((authority, index) => ({
		...authority,
		certChain: (given[index]?.certChain?.certificates ?? []).map(({ rawBytes }) => KnownCertificate.read(rawBytes))
	}));
}

// src/verify/evidence.ts
/**
* The signing certificate of a bundle with its key. Nothing is known of it yet.
* @throws WaybillError CERTIFICATE_INVALID
*/
function signingCertificate(bundle) {
	const { content } = bundle.verificationMaterial;
	const raw = content.$case === "certificate" ? content.certificate.rawBytes : content.$case === "x509CertificateChain" ? content.x509CertificateChain.certificates[0]?.rawBytes : void 0;
	if (raw === void 0) throw certificateInvalid("a public key, which says nothing of an identity");
	try {
		const der = Buffer.from(raw);
		const certificate = KnownCertificate.read(der);
		return {
			certificate,
			der,
			key: createPublicKey({
				key: certificate.publicKey,
				format: "der",
				type: "spki"
			})
		};
	} catch {
		throw certificateInvalid("bytes that are no certificate");
	}
}
function certificateInvalid(got) {
	return new WaybillError("CERTIFICATE_INVALID", {
		what: "The bundle holds no signing certificate.",
		got,
		expected: "the certificate of a workflow's identity"
	});
}
/**
* Timestamps, the certificate's chain at every signed time, SCT, and log entries, as far as the root demands them
* (Sigstore client specification, section 4). The signature itself was verified with the key before. Logs are judged
* here, since `@sigstore/verify` knows fewer kinds of entries, compares no certificates with them, and asks of a log
* without a promise no validity.
* @throws WaybillError CERTIFICATE_INVALID, LOG_INVALID, TIME_MISSING, TIME_INVALID
*/
function verifyEvidence(bundle, content, signer, trust) {
	const { demand } = trust;
	const { tlogEntries } = bundle.verificationMaterial;
	const { judged, logs } = materialOf(trust.root);
	assertDistinct(tlogEntries);
	const timestamps = timestampsOf(bundle);
	const verifier = new import_dist.Verifier({
		...judged,
		publicKey: () => ({
			publicKey: signer.key,
			validFor: () => true
		})
	}, {
		tlogThreshold: 0,
		ctlogThreshold: demand.sct ? 1 : 0,
		timestampThreshold: signer.certificate === void 0 ? 0 : 1
	});
	try {
		verifier.verify(entityOf(timestamps, content, signer));
	} catch (error) {
		throw translate(error, trust);
	}
	if (signer.certificate !== void 0) assertSigns(signer.certificate);
	const times = timestamps.map(signedTime);
	if (demand.log && tlogEntries.length === 0) throw notLogged("no log entry");
	const instants = times.map(({ time }) => time.getTime());
	const logged = signer.certificate === void 0 ? keyVerifier(signer.key) : {
		kind: "certificate",
		der: signer.der
	};
	for (const entry of tlogEntries) {
		assertIncluded(entry, logs, instants);
		assertLogs(entry, content, logged);
	}
	return {
		times,
		logIndexes: tlogEntries.flatMap(provenIndex)
	};
}
function timestampsOf(bundle) {
	const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
	const logged = tlogEntries.filter(({ inclusionPromise, integratedTime }) => inclusionPromise !== void 0 && integratedTime !== "0").map((tlogEntry) => ({
		$case: "transparency-log",
		tlogEntry
	}));
	const stamped = (timestampVerificationData?.rfc3161Timestamps ?? []).map(({ signedTimestamp }) => ({
		$case: "timestamp-authority",
		timestamp: readTimestamp(Buffer.from(signedTimestamp))
	}));
	return [...logged, ...stamped];
}
function readTimestamp(der) {
	try {
		const timestamp = import_dist$1.RFC3161Timestamp.parse(der);
		const { signingTime, signerSerialNumber, signerIssuer, status } = timestamp;
		if (signerSerialNumber.length > 0 && signerIssuer.length > 0 && status <= 1n && !Number.isNaN(signingTime.getTime())) return timestamp;
		throw new Error("not granted");
	} catch (error) {
		throw new WaybillError("TIME_INVALID", {
			what: "The bundle's timestamp cannot be read.",
			got: kindOf(error),
			expected: "an RFC 3161 timestamp that was granted"
		});
	}
}
function signedTime(timestamp) {
	return timestamp.$case === "timestamp-authority" ? {
		source: "timestamp authority",
		time: timestamp.timestamp.signingTime
	} : {
		source: "transparency log",
		time: /* @__PURE__ */ new Date(Number(timestamp.tlogEntry.integratedTime) * 1e3)
	};
}
function entityOf(timestamps, content, signer) {
	return {
		timestamps: [...timestamps],
		tlogEntries: [],
		key: signer.certificate === void 0 ? {
			$case: "public-key",
			hint: ""
		} : {
			$case: "certificate",
			certificate: signer.certificate
		},
		signature: {
			signature: content.signature,
			compareSignature: (other) => other.equals(content.signature),
			compareDigest: () => false,
			compareSignedDigest: () => false,
			verifySignature: (key) => key.equals(signer.key)
		}
	};
}
/** Of copies of an entry each would count, and the index beside a proof is nobody's word. */
function assertDistinct(entries) {
	const ids = entries.map(({ logId, canonicalizedBody }) => `${Buffer.from(logId.keyId).toString("hex")} ${Buffer.from(canonicalizedBody).toString("base64")}`);
	if (new Set(ids).size < ids.length) throw notLogged("one log entry twice");
}
function notLogged(got) {
	return new WaybillError("LOG_INVALID", {
		what: "The bundle's transparency log entry does not prove that the signature was logged.",
		got,
		expected: "one entry of each log, since the trusted root lists logs",
		todo: "If the bundle was signed with another Sigstore instance, verify it with that instance's trusted-root file."
	});
}
function provenIndex(entry) {
	if (entry.inclusionPromise !== void 0) return [entry.logIndex];
	return entry.inclusionProof === void 0 ? [] : [entry.inclusionProof.logIndex];
}
const KEY_USAGE = "2.5.29.15";
const EXTENDED_KEY_USAGE = "2.5.29.37";
const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
/** What is judged of a certificate, and so may be critical in it (RFC 5280, 4.2). */
const UNDERSTOOD = [
	KEY_USAGE,
	"2.5.29.17",
	"2.5.29.19",
	EXTENDED_KEY_USAGE
];
/** That the certificate is for signing code, which the judge leaves out (client specification, 4.1; RFC 5280, 4.2.1). */
function assertSigns(certificate) {
	const wrong = misuse(certificate);
	if (wrong === void 0) return;
	throw new WaybillError("CERTIFICATE_INVALID", {
		what: "The signing certificate is not one for signatures like this.",
		got: wrong,
		expected: "a certificate for signing code, as Fulcio issues it"
	});
}
function misuse(certificate) {
	try {
		if (!(certificate.extension(EXTENDED_KEY_USAGE)?.valueObj.subs[0]?.subs ?? []).some((oid) => oid.toOID() === CODE_SIGNING)) return "a certificate that is not for signing code";
		if (certificate.extKeyUsage?.digitalSignature !== true) return "a certificate whose key is not for signatures";
		if (certificate.extBasicConstraints?.isCA === true) return "an authority's certificate";
		const strange = certificate.extensions.map((extension) => extension.subs[0]?.toOID() ?? "").find((oid) => !UNDERSTOOD.includes(oid) && certificate.extension(oid)?.critical === true);
		return strange === void 0 ? void 0 : `the critical extension ${strange}, which nobody knows here`;
	} catch {
		return "an extension that cannot be read";
	}
}
const CODES = {
	NOT_IMPLEMENTED_ERROR: "BUNDLE_MALFORMED",
	TLOG_ERROR: "LOG_INVALID",
	TLOG_INCLUSION_PROOF_ERROR: "LOG_INVALID",
	TLOG_INCLUSION_PROMISE_ERROR: "LOG_INVALID",
	TLOG_MISSING_INCLUSION_ERROR: "LOG_INVALID",
	TLOG_BODY_ERROR: "LOG_INVALID",
	CERTIFICATE_ERROR: "CERTIFICATE_INVALID",
	PUBLIC_KEY_ERROR: "CERTIFICATE_INVALID",
	SIGNATURE_ERROR: "SIGNATURE_INVALID",
	TIMESTAMP_ERROR: "TIME_INVALID"
};
const WHAT = {
	CERTIFICATE_INVALID: "The signing certificate is not one that the trusted root vouches for at the time of signing.",
	TIME_INVALID: "The bundle's signed time does not hold.",
	TIME_MISSING: "The bundle carries no signed time, so nothing says that its certificate was valid when it signed."
};
function translate(error, trust) {
	if (!(error instanceof import_dist.VerificationError)) return new WaybillError("BUNDLE_MALFORMED", {
		what: "The bundle cannot be verified.",
		got: kindOf(error),
		cause: error
	});
	const code = error.code === "TIMESTAMP_ERROR" && /^expected \d+ timestamps, got 0/.test(error.message) ? "TIME_MISSING" : CODES[error.code];
	return new WaybillError(code, {
		what: WHAT[code] ?? "The bundle does not verify.",
		got: error.message.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 200),
		expected: `what the trusted root demands (${trust.description})`,
		todo: "If the bundle was signed with another Sigstore instance, verify it with that instance's trusted-root file."
	});
}

// src/verify/roots.ts
/**
* Verifies a bundle under whichever of several roots it belongs to: those with an authority that issued its
* certificate, or, for a bundle signed with a key, those that list its logs. Each makes its own demands.
* @throws WaybillError CERTIFICATE_INVALID or LOG_INVALID when it belongs to none; what `verify` throws under the
*   first that it belongs to when it verifies under none of them
*/
function underOneOf(roots, bundle, verify) {
	const [only, ...others] = roots;
	if (others.length === 0) return {
		result: verify(only),
		trust: only
	};
	let refusal;
	for (const trust of fitting(roots, bundle)) try {
		return {
			result: verify(trust),
			trust
		};
	} catch (error) {
		refusal ??= error;
	}
	throw refusal ?? foreign(roots, bundle);
}
function fitting(roots, bundle) {
	const { content } = bundle.verificationMaterial;
	const entries = bundle.verificationMaterial.tlogEntries;
	if (content.$case === "publicKey") return roots.filter(({ root }) => entries.every(({ logId }) => root.tlogs.some((log) => Buffer.from(logId.keyId).equals(Buffer.from(log.logId?.keyId ?? [])))));
	const { certificate } = signingCertificate(bundle);
	return roots.filter(({ root }) => root.certificateAuthorities.some((authority) => authority.certChain?.certificates.some(({ rawBytes }) => isIssuedBy(certificate, Buffer.from(rawBytes)))));
}
function isIssuedBy(certificate, authority) {
	try {
		const issuer = import_dist$1.X509Certificate.parse(authority);
		return certificate.issuer.equals(issuer.subject) && certificate.verify(issuer);
	} catch {
		return false;
	}
}
function foreign(roots, bundle) {
	const byKey = bundle.verificationMaterial.content.$case === "publicKey";
	return new WaybillError(byKey ? "LOG_INVALID" : "CERTIFICATE_INVALID", {
		what: byKey ? "The bundle's log is in none of the trusted roots." : "The signing certificate was issued under none of the trusted roots.",
		expected: roots.map(({ description }) => description).join(" or "),
		todo: "If the bundle was signed with another Sigstore instance, verify it with that instance's trusted-root file."
	});
}

// src/verify/signature.ts
/**
* The signature of a statement by a certificate's key, and all that speaks for it: chain at every signed time, SCT,
* log entries and timestamps, as far as the root demands them.
* @throws WaybillError SIGNATURE_INVALID, CERTIFICATE_INVALID, LOG_INVALID, TIME_MISSING, TIME_INVALID
*/
function verifySignature(parsed, trust) {
	const signer = signingCertificate(parsed.bundle);
	const content = checkEnvelope(parsed, signer.key, "the certificate's key");
	return {
		certificate: signer.certificate,
		...verifyEvidence(parsed.bundle, content, signer, trust)
	};
}
/** First, and on its own: so that a changed payload is called that, and not a disagreement with the log. */
function checkEnvelope(parsed, key, whose) {
	const signed = import_dist$1.dsse.preAuthEncoding(PAYLOAD_TYPE, parsed.payload);
	if (!isSignedBy(key, signed, parsed.signature)) throw new WaybillError("SIGNATURE_INVALID", {
		what: `The signature is not of this statement by ${whose}.`,
		todo: "The bundle was changed or damaged: fetch it again from where it was published."
	});
	return {
		signature: parsed.signature,
		payload: parsed.payload,
		digest: (algorithm) => isAlgorithm(algorithm) ? hash(algorithm, signed, "buffer") : void 0
	};
}

// src/verify/verify.ts
const verified = Symbol("verified");
/**
* Verifies one bundle: the same function for the step's own bundles and for consumers.
* @param json one Sigstore bundle, v0.1 to v0.3, with a DSSE envelope
* @param roots one of which must vouch for the bundle
* @throws WaybillError with the code of the first check that failed
*/
function verifyBundle(json, expected, roots) {
	const parsed = parseBundle(json);
	const { result, trust } = underOneOf("root" in roots ? [roots] : roots, parsed.bundle, (root) => verifySignature(parsed, root));
	const { certificate, times, logIndexes } = result;
	const findings = judge(parsed.payload, readCertificate(certificate), expected);
	const { statement, signer, level } = findings;
	return {
		[verified]: true,
		json: parsed.json,
		mediaType: parsed.bundle.mediaType,
		statement,
		certificate: findings.certificate,
		signer: signer.uri,
		builderId: builderIdOf(statement),
		isKnownBuilder: signer.builder !== void 0,
		times,
		logIndexes,
		level,
		checks: checksMade(expected, trust, {
			times,
			logIndexes
		}, findings),
		unchecked: uncheckedOf(findings)
	};
}

export { isAbout as n, verifyBundle as t };
