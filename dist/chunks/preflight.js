import { A as SLSA_V02, H as jsonAnswer, I as callableUrl, O as MAX_SUBJECTS, P as encodeStatement, R as CallFailed, T as repositoryText, V as http, _ as Patience, _t as V02_BUILD_TYPE, at as quoted, ct as list, dt as WaybillError, f as baseName, h as VERSION, ht as GITHUB_BUILD_TYPE, j as SLSA_V1, mt as FULL_BUILD_TYPE, ot as at, p as fileNames, pt as kindOf, st as isRecord, ut as text } from "./base.js";
import { a as assertPredicateSize, i as MAX_PREDICATE_BYTES, n as redactRecord, o as readJson, r as readCustomPredicate, t as redactNamed } from "./jsontext.js";
import { t as assetKey } from "./asset-key.js";
import { Nt as require__late_node_crypto } from "./verify.js";
import { readFile } from "node:fs/promises";
import * as path from "node:path";

// src/preflight.ts
/**
* Tokens go to these addresses; plain http would show them to whoever listens.
* @throws WaybillError INPUT_INVALID
*/
function assertAddresses(job) {
	for (const [variable, address] of [["GITHUB_SERVER_URL", job.serverUrl], ["GITHUB_API_URL", job.apiUrl]]) {
		if (callableUrl(address) !== void 0) continue;
		throw new WaybillError("INPUT_INVALID", {
			what: `The variable ${variable} does not hold an address that may be called. Nothing was called.`,
			expected: "an https URL without credentials, as the runner sets it",
			todo: "Remove what overwrites it."
		});
	}
}
/**
* A bundle must not take the place of what it speaks of, on disk or in the release.
* @throws WaybillError INPUT_INVALID
*/
function assertNamesApart(plan, subjects) {
	const names = new Map(subjects.map((subject) => [assetKey(subject.name).toLowerCase(), subject.name]));
	for (const { fileName } of plan) {
		if (names.get(assetKey(fileName).toLowerCase()) === void 0) continue;
		throw new WaybillError("INPUT_INVALID", {
			what: "A subject has the name that the bundle would have, and would be overwritten. Nothing was signed.",
			got: fileName,
			todo: "Leave bundles of earlier runs out of the subjects (`!*.intoto.jsonl`), or set `provenance-name`."
		});
	}
}
/**
* A statement is public: what an earlier step put into an input, a name or a variable must not be a secret.
* @throws WaybillError INPUT_INVALID
*/
function assertPublishable(statement, reveals) {
	if (!reveals(statement.bytes.toString("utf8"))) return;
	throw new WaybillError("INPUT_INVALID", {
		what: "A statement would publish a secret of this job. Nothing was signed.",
		todo: "Look for a token in the names of files, in the event's inputs and in the runner's variables."
	});
}
/**
* Where every target is already known to fail, a signature would be made for nothing, at every try.
* @param report hears of each target
* @throws WaybillError the first target's own
*/
function assertStorable(held, report) {
	for (const { at } of held) {
		const failures = at.flatMap(({ target, holding }) => holding.kind === "unknown" ? [{
			target: target.name,
			status: "failed",
			error: holding.error
		}] : []);
		const [first] = failures;
		if (first === void 0 || failures.length < at.length) continue;
		for (const failure of failures) report(failure);
		throw first.error;
	}
}

// src/predicates/sbom.ts
const ADVICE = "Correct `sbom-path`, or have the tool write SPDX or CycloneDX as JSON.";
/**
* Reads an SBOM in JSON: SPDX 2 (SPDX v2.3, clause 6), SPDX 3 (JSON-LD) or CycloneDX (its JSON schema).
* @param name the file's name, for errors
* @throws WaybillError INPUT_INVALID that says what is missing, or where the text stops being JSON
*/
function readSbom(bytes, name) {
	const source = `the SBOM ${quoted(name)}`;
	assertPredicateSize(bytes.byteLength, source);
	const invalid = (got) => new WaybillError("INPUT_INVALID", {
		what: `Cannot attest ${source}.`,
		got,
		expected: "an SBOM in JSON: SPDX 2, SPDX 3 or CycloneDX",
		todo: ADVICE
	});
	const other = otherForm(bytes);
	if (other !== void 0) throw invalid(other);
	const document = readJson(bytes, source, ADVICE);
	if (!isRecord(document)) throw invalid("JSON that is no object");
	const problem = sbomProblem(document);
	if (problem !== void 0) throw invalid(problem);
	return document["bomFormat"] === "CycloneDX" ? {
		predicateType: "https://cyclonedx.org/bom",
		kind: "cyclonedx",
		predicate: document
	} : {
		predicateType: "https://spdx.dev/Document",
		kind: "spdx",
		predicate: document
	};
}
/** The forms of both standards that are not JSON, known by how they begin. */
function otherForm(bytes) {
	const start = new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart();
	if (start.startsWith("<")) return "XML";
	return /^(?:#[^\n]*\n\s*)*(?:SPDXVersion|spdxVersion):/.test(start) ? "SPDX as tag-value text or YAML" : void 0;
}
/** What the document lacks of the standard that it is nearest to. */
function sbomProblem(document) {
	if ("bomFormat" in document || "specVersion" in document && "components" in document) {
		if (document["bomFormat"] !== "CycloneDX") return "a CycloneDX document whose `bomFormat` is not `CycloneDX`";
		if (!/^[0-9]+\.[0-9]+$/.test(text(document, "specVersion") ?? "")) return "a CycloneDX document without a `specVersion` such as `1.6`";
		return;
	}
	if ("spdxVersion" in document || "SPDXID" in document) {
		if (!/^SPDX-2\.[0-9]+$/.test(text(document, "spdxVersion") ?? "")) return "an SPDX document without a `spdxVersion` such as `SPDX-2.3`";
		return text(document, "SPDXID") === "SPDXRef-DOCUMENT" ? void 0 : "an SPDX document whose `SPDXID` is not `SPDXRef-DOCUMENT`";
	}
	if (hasSpdx3Context(document)) return list(document, "@graph").some(isRecord) ? void 0 : "an SPDX 3 document without elements in `@graph`";
	if (Array.isArray(at(document, "@graph"))) return "JSON-LD whose `@context` is not that of SPDX 3";
	return "JSON without `bomFormat` (CycloneDX), `spdxVersion` (SPDX 2) or the `@context` of SPDX 3";
}
function hasSpdx3Context(document) {
	const context = document["@context"];
	return (Array.isArray(context) ? context : [context]).some((item) => typeof item === "string" && /^https:\/\/spdx\.(?:org|github\.io)\/.*3\.[0-9]/.test(item));
}

// src/run/event.ts
/** @param event the event file's content; `eventName` the verified claim, which decides what of it counts */
function readEventParameters(eventName, event) {
	if (eventName === "workflow_dispatch") return dispatchInputs(event);
	if (eventName === "release") return {
		release: releaseParameters(event),
		redacted: []
	};
	return { redacted: [] };
}
function dispatchInputs(event) {
	const given = at(event, "inputs");
	if (!isRecord(given)) return { redacted: [] };
	const inputs = [];
	const redacted = [];
	for (const [name, value] of Object.entries(given)) {
		const shown = typeof value === "string" ? value : value === null || value === void 0 ? "" : JSON.stringify(value);
		if (shown === "") continue;
		const stated = redactNamed(name, shown).value;
		if (typeof stated !== "string") continue;
		inputs.push([name, stated]);
		if (stated !== shown) redacted.push(name);
	}
	return {
		...inputs.length > 0 ? { inputs: Object.fromEntries(inputs) } : {},
		redacted
	};
}
/** A dispatch's inputs as the event has them, empty ones too: what slsa-github-generator calls `event_inputs`. */
function readEventInputs(eventName, event) {
	const given = at(event, "inputs");
	if (eventName !== "workflow_dispatch" || !isRecord(given) || Object.keys(given).length === 0) return void 0;
	return redactRecord(given);
}
const RELEASE_FIELDS = [
	"tag_name",
	"target_commitish",
	"name",
	"draft",
	"prerelease"
];
function releaseParameters(event) {
	const release = {};
	for (const field of RELEASE_FIELDS) {
		const value = at(event, "release", field);
		if (typeof value === "boolean" || typeof value === "string" && value !== "") release[field] = value;
	}
	return release;
}
/** Whether the event file says that this is a pull request from another repository: for an error's text alone. */
function isForkPullRequest(event) {
	const head = text(event, "pull_request", "head", "repo", "full_name");
	const base = text(event, "pull_request", "base", "repo", "full_name");
	return base !== void 0 && head !== base;
}

// src/run/payload.ts
var import__late_node_crypto = require__late_node_crypto();
/**
* What `event-payload` asks for of the event file (`GITHUB_EVENT_PATH`), which an earlier step of the job could have
* written: the job's own word, and documented so.
* @param bytes the file's; undefined where there is none
* @throws WaybillError INPUT_INVALID when there is no event to record
*/
function readEventPayload(choice, bytes) {
	if (choice === "none") return {
		value: { kind: "none" },
		redacted: []
	};
	const invalid = (got) => new WaybillError("INPUT_INVALID", {
		what: `There is no event to record as \`event-payload: ${choice}\` asks.`,
		got,
		expected: "the event file of a GitHub Actions job, a JSON object",
		todo: "Set `event-payload: none`, or find out which step removed or changed the file at GITHUB_EVENT_PATH."
	});
	if (bytes === void 0) throw invalid("no file at GITHUB_EVENT_PATH");
	if (choice === "digest") return {
		value: {
			kind: "digest",
			sha256: (0, import__late_node_crypto.createHash)("sha256").update(bytes).digest("hex")
		},
		redacted: []
	};
	const event = readJson(bytes, "the event file", "Find out which step changed the file at GITHUB_EVENT_PATH.");
	if (!isRecord(event)) throw invalid("JSON that is no object");
	const { value, redacted } = redactRecord(event);
	return {
		value: {
			kind: "full",
			payload: value
		},
		redacted
	};
}

// src/predicates/facts.ts
/**
* What `build-type: full` and v0.2 state beyond the claims. The start time is worth a question, not a wait.
* @param askStartTime whether the provenance has a place for it
* @throws WaybillError INPUT_INVALID when the event's payload is to be recorded and there is none
*/
async function gatherFacts(run, from, askStartTime = true) {
	const choice = from.inputs.eventPayload ?? "none";
	const [event, bytes, startedOn] = await Promise.all([
		from.ports.readEvent(),
		choice === "none" ? void 0 : from.ports.readEventFile?.(),
		askStartTime ? startTime(run, from) : void 0
	]);
	const payload = readEventPayload(choice, bytes);
	return {
		facts: {
			event: readEventParameters(run.claims.event_name, event),
			eventInputs: readEventInputs(run.claims.event_name, event),
			eventMissing: !isRecord(event) || Object.keys(event).length === 0,
			eventPayload: payload.value,
			vars: from.inputs.vars,
			checkout: from.checkout,
			runner: { ...from.job.runner },
			waybillVersion: VERSION,
			startedOn
		},
		redacted: payload.redacted
	};
}
/** One try: the start time is not worth more. */
const START_TIME_LIMIT = 5e3;
async function startTime(run, from) {
	const { claims } = run;
	const url = `${from.job.apiUrl}/repos/${claims.repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`;
	const headers = { accept: "application/vnd.github+json" };
	if (from.inputs.githubToken !== void 0) headers["authorization"] = `Bearer ${from.inputs.githubToken}`;
	try {
		return await http(from.ports.fetcher, new Patience(0, from.ports.clock)).call({
			method: "GET",
			url,
			headers,
			timeout: START_TIME_LIMIT
		}, (answer) => {
			const started = text(jsonAnswer(200)(answer), "run_started_at") ?? "";
			return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(started) ? started : void 0;
		});
	} catch (error) {
		if (error instanceof CallFailed) return void 0;
		throw error;
	}
}

// src/predicates/provenance.ts
/** The events that both of GitHub's build types are for (actions/buildtypes, workflow/v1). */
const BUILD_TYPE_EVENTS = /* @__PURE__ */ new Set([
	"create",
	"release",
	"push",
	"workflow_dispatch"
]);
/** Whether GitHub's build type excludes the event of this run, as it does `schedule`. */
function isExcludedEvent(run) {
	return !BUILD_TYPE_EVENTS.has(run.claims.event_name);
}
/**
* SLSA provenance v1 in the exact shape of `actions/attest`, so that every policy written for it accepts ours
* (actions/toolkit, packages/attest; actions/buildtypes, workflow/v1).
*/
function githubProvenance(run) {
	return {
		buildDefinition: {
			buildType: GITHUB_BUILD_TYPE,
			externalParameters: { workflow: workflowOf(run) },
			internalParameters: { github: githubOf(run) },
			resolvedDependencies: [sourceOf(run)]
		},
		runDetails: {
			builder: { id: run.builderId },
			metadata: { invocationId: run.invocationId }
		}
	};
}
/** SLSA provenance v1 with complete external parameters, under our own build type (docs/buildtypes/release/v1.md). */
function fullProvenance(run, facts) {
	const { inputs, release } = facts.event;
	const checkout = checkoutOf(run, facts.checkout);
	const vars = facts.vars?.values ?? {};
	const payload = facts.eventPayload;
	return {
		buildDefinition: {
			buildType: FULL_BUILD_TYPE,
			externalParameters: {
				workflow: workflowOf(run),
				...inputs === void 0 ? {} : { inputs },
				...release === void 0 ? {} : { release },
				...Object.keys(vars).length === 0 ? {} : { vars },
				...run.claims.environment === void 0 ? {} : { environment: run.claims.environment }
			},
			internalParameters: {
				github: {
					...githubOf(run),
					...payload?.kind === "full" ? { event_payload: payload.payload } : {}
				},
				...Object.keys(facts.runner).length === 0 ? {} : { runner: facts.runner }
			},
			resolvedDependencies: [sourceOf(run), ...checkout === void 0 ? [] : [checkout]]
		},
		runDetails: {
			builder: {
				id: run.builderId,
				version: { waybill: facts.waybillVersion }
			},
			metadata: {
				invocationId: run.invocationId,
				...facts.startedOn === void 0 ? {} : { startedOn: facts.startedOn }
			},
			...payload?.kind === "digest" ? { byproducts: [payloadByproduct(payload.sha256)] } : {}
		}
	};
}
function workflowOf(run) {
	return {
		ref: run.claims.ref,
		repository: run.repositoryUrl,
		path: run.workflowPath
	};
}
function githubOf(run) {
	const { event_name, repository_id, repository_owner_id, runner_environment } = run.claims;
	return {
		event_name,
		repository_id,
		repository_owner_id,
		runner_environment
	};
}
/** The event by its digest alone, for whoever holds the event and wants to know that it is the one. */
function payloadByproduct(sha256) {
	return {
		name: "event_payload",
		digest: { sha256 }
	};
}
/** Always the first dependency: verifiers look for the source there. */
function sourceOf(run) {
	return {
		uri: run.sourceUri,
		digest: { gitCommit: run.claims.sha }
	};
}
/** The commit really checked out, where it is not the claimed one, or where files differ from it. */
function checkoutOf(run, checkout) {
	if (checkout.kind === "none" || checkout.commit === run.claims.sha && !checkout.dirty) return void 0;
	return {
		name: "checkout",
		digest: { gitCommit: checkout.commit },
		annotations: { modified: checkout.dirty }
	};
}

// src/predicates/provenance-v02.ts
/**
* SLSA provenance v0.2 with the fields of slsa-github-generator, so that what was written to read its provenance reads
* ours, under our own build type (docs/buildtypes/release/v0.2.md). Unlike there, what a claim says comes from the claim.
*/
function provenanceV02(run, facts) {
	const source = {
		uri: run.sourceUri,
		digest: commitDigest(run.claims.sha)
	};
	const parameters = parametersOf(facts);
	return {
		builder: { id: run.builderId },
		buildType: V02_BUILD_TYPE,
		invocation: {
			configSource: {
				...source,
				entryPoint: run.workflowPath
			},
			...Object.keys(parameters).length === 0 ? {} : { parameters },
			environment: environmentOf(run, facts)
		},
		metadata: {
			buildInvocationID: `${run.claims.run_id}-${run.claims.run_attempt}`,
			completeness: {
				parameters: isComplete(facts),
				environment: false,
				materials: false
			},
			reproducible: false
		},
		materials: [source]
	};
}
function parametersOf(facts) {
	const inputs = facts.eventInputs?.value;
	const values = facts.vars?.values ?? {};
	return {
		...inputs === void 0 ? {} : { event_inputs: inputs },
		...Object.keys(values).length === 0 ? {} : { vars: values }
	};
}
/**
* The variables are stated only by name, and whether more exist only `vars-json` tells; a dispatch's inputs only if the
* event could be read. What a workflow passes to one that it calls is no parameter of the run: it stands in its file, at
* the commit of the source, or follows from these.
*/
function isComplete(facts) {
	return facts.vars?.complete === true && (facts.eventInputs?.redacted.length ?? 0) === 0 && facts.eventMissing !== true;
}
function environmentOf(run, { eventPayload }) {
	const { claims } = run;
	const environment = {
		github_actor: claims.actor,
		github_actor_id: claims.actor_id,
		github_base_ref: claims.base_ref ?? "",
		github_event_name: claims.event_name,
		github_event_payload: eventPayload?.kind === "full" ? eventPayload.payload : void 0,
		github_event_payload_sha256: eventPayload?.kind === "digest" ? eventPayload.sha256 : void 0,
		github_head_ref: claims.head_ref ?? "",
		github_ref: claims.ref,
		github_ref_type: claims.ref_type,
		github_repository_id: claims.repository_id,
		github_repository_owner: claims.repository_owner,
		github_repository_owner_id: claims.repository_owner_id,
		github_run_attempt: claims.run_attempt,
		github_run_id: claims.run_id,
		github_run_number: claims.run_number,
		github_sha1: claims.sha
	};
	return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== void 0));
}
/** v0.2 names git commits by the digest that they are. */
function commitDigest(sha) {
	return sha.length === 64 ? { sha256: sha } : { sha1: sha };
}

// src/predicates/state.ts
/**
* The run's provenance in the versions asked for, v1 first, and what its reader should know that it cannot say.
* @throws WaybillError INPUT_INVALID when the event's payload is to be recorded and there is none
*/
async function makeProvenance(run, from) {
	const { buildType, provenanceVersion = "v1" } = from.inputs;
	const notices = checkoutNotices(run, from.checkout);
	if (provenanceVersion !== "v0.2" && buildType === "github") notices.push(...gitHubNotices(run, from.inputs));
	if (provenanceVersion === "v1" && buildType === "github") return {
		provenance: [v1(githubProvenance(run))],
		notices
	};
	const full = provenanceVersion !== "v0.2" && buildType === "full";
	const { facts, redacted } = await gatherFacts(run, from, full);
	notices.push(...redactionNotices(facts, redacted));
	if (full && facts.startedOn === void 0) notices.push({
		severity: "notice",
		text: "The run's start time is not stated: GitHub's API did not tell it (private repositories need `actions: read`)."
	});
	const old = {
		kind: "slsa02",
		predicateType: SLSA_V02,
		predicate: provenanceV02(run, facts)
	};
	if (provenanceVersion === "v0.2") return {
		provenance: [old],
		notices
	};
	const current = v1(full ? fullProvenance(run, facts) : githubProvenance(run));
	return {
		provenance: provenanceVersion === "both" ? [current, old] : [current],
		notices
	};
}
function v1(predicate) {
	return {
		kind: "provenance",
		predicateType: SLSA_V1,
		predicate
	};
}
/** What GitHub's build type has no place for, or is not meant for. */
function gitHubNotices(run, { eventPayload = "none", vars, provenanceVersion }) {
	const warnings = [];
	if (isExcludedEvent(run)) warnings.push(`The build type of GitHub's provenance is not meant for the event ${run.claims.event_name}; \`build-type: full\` is.`);
	const asked = [...eventPayload === "none" ? [] : ["`event-payload`"], ...Object.keys(vars?.values ?? {}).length === 0 ? [] : ["`vars`"]];
	if (asked.length > 0) {
		const where = provenanceVersion === "both" ? "only provenance v0.2 has them" : "`build-type: full` has";
		warnings.push(`The build type of GitHub's provenance has no field for ${asked.join(" and ")}; ${where}.`);
	}
	return warnings.map((text) => ({
		severity: "warning",
		text
	}));
}
function redactionNotices({ event, vars }, payload) {
	return [
		["the inputs", event.redacted],
		["the variables", vars?.redacted ?? []],
		["the event's payload", payload]
	].flatMap(([where, names]) => {
		if (names.length === 0) return [];
		return [{
			severity: "warning",
			text: `What looked like a credential was left out of the provenance, in ${where}: ${names.slice(0, 20).join(", ") + (names.length > 20 ? ` and ${names.length - 20} more` : "")}.`
		}];
	});
}
/** The attested commit would not be the one that was built. */
function checkoutNotices(run, checkout) {
	if (checkout.kind === "none") return [];
	const warnings = [];
	if (checkout.commit !== run.claims.sha) warnings.push(`The commit checked out (${checkout.commit}) is not the run's own (${run.claims.sha}), which the provenance names as the source.`);
	if (checkout.dirty) warnings.push("Files of the checked-out commit were changed before this step: what was built is not the commit alone.");
	return warnings.map((text) => ({
		severity: "warning",
		text
	}));
}

// src/subjects/split.ts
/**
* The subjects in groups that fit one statement each, in their order: all groups are full but the last. Equal subjects
* give equal groups, so that a run that is repeated finds its statements again.
*/
function splitSubjects(subjects, max = MAX_SUBJECTS) {
	const [first, ...rest] = subjects;
	let group = [first];
	const groups = [group];
	for (const subject of rest) if (group.length < max) group.push(subject);
	else groups.push(group = [subject]);
	return groups;
}

// src/plan.ts
/** All subjects in the order of the statements. */
function allSubjects({ files, images }) {
	const [first, ...rest] = [...files ?? [], ...images.flatMap((image) => image.subjects)];
	if (first !== void 0) return [first, ...rest];
	throw new WaybillError("SUBJECTS_EMPTY", { what: "There is nothing to attest." });
}
/**
* The predicates that the user gave: SBOMs, then the one of another type.
* @throws WaybillError INPUT_INVALID that names the file and the place of the first fault
*/
async function readGivenPredicates(inputs, workspace) {
	const predicates = [];
	for (const name of inputs.sbomPaths) predicates.push({
		...readSbom(await readInput(name, workspace, "sbom-path"), name),
		given: true
	});
	const own = inputs.predicate;
	if (own !== void 0) {
		const custom = "text" in own.from ? readCustomPredicate(own.type, own.from.text, "predicate") : readCustomPredicate(own.type, await readInput(own.from.path, workspace, "predicate-path"), "predicate-path");
		predicates.push({
			...custom,
			given: true
		});
	}
	return predicates;
}
async function readInput(name, workspace, input) {
	try {
		const bytes = await readFile(path.resolve(workspace, name));
		if (bytes.length <= 16777216 * 2) return bytes;
	} catch (error) {
		throw new WaybillError("INPUT_INVALID", {
			what: `The file that the input \`${input}\` names cannot be read.`,
			got: `${name.replaceAll(/\p{C}/gu, "?")} (${kindOf(error)})`,
			expected: `a file, relative to ${workspace}`,
			todo: "Correct the path, or write the file before this step."
		});
	}
	throw new WaybillError("INPUT_INVALID", {
		what: `The file that the input \`${input}\` names is too large for a predicate.`,
		expected: `at most ${MAX_PREDICATE_BYTES} bytes`
	});
}
/** Files together or each alone, then every image alone, so that no image's bundle names another. */
function groupsOf({ files, images }, bundlePer) {
	return [...(files === void 0 ? [] : bundlePer === "run" ? [files] : files.map((subject) => [subject])).map((subjects) => ({
		subjects,
		base: baseName(subjects),
		image: void 0
	})), ...images.map((image) => ({
		subjects: image.subjects,
		base: repositoryText(image.repository),
		image
	}))];
}
/**
* All statements of a run in their order: each predicate over all subjects, in as many statements as verifiers need,
* or over each subject alone.
* @throws WaybillError INPUT_INVALID for more statements than a step should make, or more than fit in memory
*/
function planStatements(attested, predicates, inputs) {
	const groups = groupsOf(attested, inputs.bundlePer);
	const parts = predicates.flatMap((stated) => groups.flatMap(({ subjects, base, image }) => splitSubjects(subjects).map((part) => ({
		stated,
		part,
		base,
		image
	}))));
	assertFits(parts.map(({ stated }) => stated));
	if (inputs.bundlePer === "subject") assertFew(parts.length);
	const names = fileNames(parts.map(({ stated, base }) => ({
		kind: stated.kind,
		base
	})), inputs.provenanceName);
	return parts.map(({ stated, part, image }, index) => ({
		fileName: names[index] ?? "",
		statement: encodeStatement(part, stated.predicateType, stated.predicate),
		givenPredicate: stated.given,
		image
	}));
}
/** Each of them is a log entry for ever, a timestamp, and a write in every place where it is stored. */
const MAX_BUNDLES_PER_SUBJECT = 1024;
function assertFew(bundles) {
	if (bundles <= 1024) return;
	throw new WaybillError("INPUT_INVALID", {
		what: "`bundle-per: subject` would make too many bundles. Nothing was signed.",
		got: `${bundles} bundles, one for each subject and predicate`,
		expected: `at most ${MAX_BUNDLES_PER_SUBJECT}`,
		todo: "Use `bundle-per: run`, which states up to 1,024 subjects in one bundle, or attest fewer subjects in one step."
	});
}
/** What all statements of a run may have of predicates: they are held in memory until the last is stored. */
const MAX_STATED_BYTES = 268435456;
function assertFits(stated) {
	const sizes = new Map(stated.map((one) => [one, 0]));
	for (const one of sizes.keys()) sizes.set(one, Buffer.byteLength(JSON.stringify(one.predicate)));
	const bytes = stated.reduce((total, one) => total + (sizes.get(one) ?? 0), 0);
	if (bytes <= MAX_STATED_BYTES) return;
	throw new WaybillError("INPUT_INVALID", {
		what: "The statements of this run would repeat too much. Nothing was signed.",
		got: `${stated.length} statements with ${bytes} bytes of predicates in all`,
		expected: `at most ${MAX_STATED_BYTES} bytes`,
		todo: "Use `bundle-per: run` with a large SBOM or predicate, or attest fewer subjects in one step."
	});
}
/** All statements of the run: its provenance, then what the user gave, and nothing in them that is secret. */
async function stateAll(run, attested, checkout, { inputs, job, ports, progress, given }) {
	const head = await checkout;
	if (head.kind === "none") ports.log.info(`There is no commit here to compare with the run's: ${head.reason}.`);
	const { provenance, notices } = await makeProvenance(run, {
		inputs,
		job,
		ports,
		checkout: head
	});
	progress.notices.push(...notices);
	const statements = planStatements(attested, [...provenance.map((predicate) => ({
		...predicate,
		given: false
	})), ...given], inputs);
	for (const { statement } of statements) assertPublishable(statement, ports.reveals);
	return statements;
}

export { assertAddresses as a, isForkPullRequest as i, readGivenPredicates as n, assertNamesApart as o, stateAll as r, assertStorable as s, allSubjects as t };
