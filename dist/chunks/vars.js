import { b as parseReference, dt as WaybillError, gt as PROJECT_URL, rt as primaryDigest, st as isRecord, vt as errorDocs, x as parseRepository, y as ociDigest } from "./base.js";
import { l as parseBase64Subjects, s as parseDigest } from "./checksums.js";
import { r as readHandoverInputs } from "./inputs.js";
import { n as InputReader, t as parsePatterns } from "./input-reader.js";
import { o as readJson, r as readCustomPredicate, t as redactNamed } from "./jsontext.js";
import { i as commandBlock, s as verifyCommands } from "./commands.js";
import { i as shellBlock, n as link, r as plain, t as code } from "./markup.js";

// src/run/vars.ts
/**
* Chooses variables by name. Names are compared without case, as GitHub does ("Variables reference").
* @param names the input `vars`, one a line
* @param json the input `vars-json`: `${{ toJSON(vars) }}`
* @throws WaybillError INPUT_INVALID that names each variable that `vars-json` lacks
*/
function readVars(names, json) {
	const wanted = (names ?? "").split("\n").flatMap((line) => line.trim() === "" ? [] : [line.trim()]);
	const given = json === void 0 || json.trim() === "" ? void 0 : readVarsJson(json);
	const all = new Map(Object.entries(given ?? {}).map(([name, value]) => [name.toUpperCase(), [name, value]]));
	const missing = wanted.filter((name) => !all.has(name.toUpperCase()));
	if (missing.length > 0) {
		const known = [...all.values()].map(([name]) => name);
		throw new WaybillError("INPUT_INVALID", {
			what: "The input `vars` names variables that `vars-json` does not hold.",
			got: missing.join(", "),
			expected: given === void 0 ? "`vars-json: ${{ toJSON(vars) }}` beside `vars`" : `names of \`vars-json\`: ${known.length === 0 ? "it holds none" : known.slice(0, 30).join(", ")}`,
			todo: "Correct the names, or define the variables for the repository, its organisation or the environment."
		});
	}
	const values = /* @__PURE__ */ new Map();
	const redacted = [];
	for (const [name = "", value = ""] of wanted.map((wish) => all.get(wish.toUpperCase()) ?? [])) {
		const stated = redactNamed(name, value).value;
		if (values.has(name) || typeof stated !== "string") continue;
		values.set(name, stated);
		if (stated !== value) redacted.push(name);
	}
	const complete = given !== void 0 && values.size === all.size && redacted.length === 0;
	return {
		values: Object.fromEntries(values),
		complete,
		redacted
	};
}
function readVarsJson(json) {
	const todo = "Give `vars-json: ${{ toJSON(vars) }}`.";
	const given = readJson(json, "the input `vars-json`", todo);
	const entries = Object.entries(isRecord(given) ? given : {}).flatMap(([name, value]) => typeof value === "string" ? [[name, value]] : []);
	if (!isRecord(given) || entries.length !== Object.keys(given).length) throw new WaybillError("INPUT_INVALID", {
		what: "The input `vars-json` is not valid.",
		got: isRecord(given) ? "a value that is no text" : "JSON that is no object",
		expected: "a JSON object of texts",
		todo
	});
	return Object.fromEntries(entries);
}

// src/inputs.ts
const NO_VARS = {
	values: {},
	complete: false,
	redacted: []
};
/**
* @param get an input's text, trimmed, empty when it is not set
* @param artifactsList the runner's list of what the job declared, used when no input names a subject
* @throws WaybillError INPUT_INVALID that names every bad input
*/
function readInputs(get, artifactsList) {
	const reader = new InputReader(get);
	const sigstore = reader.choice("sigstore", [
		"auto",
		"public",
		"github",
		"custom"
	]);
	const push = reader.flag("push-to-registry");
	const named = reader.text("images") !== void 0;
	const pushed = push === true && reader.text("subject-digest") !== void 0;
	const images = readImages(reader, pushed);
	const handover = readHandoverInputs(reader);
	const collected = handover.subjectsFromArtifacts;
	if (push === true && !named && !pushed && !collected) reader.bad("push-to-registry", "true", "an image: `images`, or `subject-name` with `subject-digest`");
	const handed = collected || handover.subjectsFile !== void 0;
	const inputs = {
		subjects: readSubjectInputs(reader, artifactsList, {
			elsewhere: named || pushed || handed || handover.publish !== void 0,
			pushed
		}),
		images,
		expectedCount: reader.integer("expected-count", 1, 1e6),
		handover,
		buildType: reader.choice("build-type", ["github", "full"]),
		provenanceVersion: reader.choice("provenance-version", [
			"v1",
			"v0.2",
			"both"
		]),
		eventPayload: reader.choice("event-payload", [
			"none",
			"digest",
			"full"
		]),
		vars: reader.parsed("vars", () => readVars(reader.text("vars"), reader.text("vars-json"))) ?? NO_VARS,
		sbomPaths: reader.lines("sbom-path"),
		predicate: readPredicateInput(reader),
		bundlePer: reader.choice("bundle-per", ["run", "subject"]),
		dryRun: reader.boolean("dry-run", false),
		provenanceName: reader.fileName("provenance-name"),
		outputDir: reader.text("output-dir"),
		release: readReleaseInputs(reader),
		registry: readRegistryInputs(reader, push ?? (named || collected), images),
		githubAttestations: reader.choice("github-attestations", [
			"auto",
			"always",
			"never"
		]),
		sigstore,
		signingConfig: reader.text("signing-config"),
		rekorVersion: reader.choice("rekor-version", [
			"auto",
			"1",
			"2"
		]),
		trustedRoot: reader.text("trusted-root"),
		oidcIssuer: reader.url("oidc-issuer"),
		privateRepository: reader.boolean("private-repository", false),
		onMissingToken: reader.choice("on-missing-token", ["fail", "skip"]),
		maxWait: reader.integer("max-wait", 0, 21600) ?? 900,
		showSummary: reader.boolean("show-summary", true),
		githubToken: reader.text("github-token")
	};
	if (sigstore === "custom") {
		if (handover.publish === void 0) reader.required("signing-config", "a file, since `sigstore` is custom");
		reader.required("trusted-root", "a file, since `sigstore` is custom");
	}
	reader.finish();
	return inputs;
}
/** Of `images`, and of `subject-name` with `subject-digest` where they are to be pushed to a registry. */
function readImages(reader, pushed) {
	const images = [];
	for (const line of (reader.text("images") ?? "").split("\n")) {
		if (line.trim() === "") continue;
		const reference = reader.parsed("images", () => parseReference(line.trim()));
		if (reference !== void 0) images.push(reference);
	}
	if (!pushed) return images;
	const name = reader.text("subject-name");
	const digest = ociDigest((reader.text("subject-digest") ?? "").toLowerCase());
	if (digest === void 0) reader.bad("subject-digest", reader.text("subject-digest") ?? "", "an image's digest, `sha256:…`");
	if (name === void 0) {
		reader.required("subject-name", "the image's name, `REGISTRY/PATH`, since `push-to-registry` is set");
		return images;
	}
	const reference = reader.parsed("subject-name", () => parseReference(name.toLowerCase()));
	if (reference !== void 0 && digest !== void 0) images.push({
		repository: reference.repository,
		tag: void 0,
		digest
	});
	return images;
}
function readRegistryInputs(reader, push, images) {
	const elsewhere = reader.text("attestation-repository");
	const repository = elsewhere === void 0 ? void 0 : reader.parsed("attestation-repository", () => parseRepository(elsewhere));
	const { username, password } = readLogin(reader, "registry");
	const own = readLogin(reader, "attestation-registry");
	const repositoryLogin = own.username === void 0 || own.password === void 0 ? void 0 : {
		username: own.username,
		password: own.password
	};
	if (repositoryLogin !== void 0 && elsewhere === void 0) reader.required("attestation-repository", "the repository that `attestation-registry-username` is for");
	const repositories = [...images.map((image) => image.repository), ...repository === void 0 || repositoryLogin !== void 0 ? [] : [repository]];
	const registries = new Set(repositories.map(({ registry }) => registry));
	if (username !== void 0 && registries.size > 1) reader.bad("registry-username", "a user's name", `images of one registry, not of ${[...registries].join(" and ")}: log in to them before this step, or give \`attestation-repository\` a login of its own`);
	const version = reader.text("subject-version");
	const record = reader.boolean("create-storage-record", false);
	return {
		push,
		layout: reader.choice("registry-layout", [
			"auto",
			"referrers",
			"fallback",
			"att",
			"all"
		]),
		platforms: reader.boolean("attest-platforms", false),
		repository,
		username,
		password,
		repositoryLogin,
		plainHttp: reader.boolean("registry-plain-http", false),
		storageRecord: record ? { version } : void 0
	};
}
function readLogin(reader, prefix) {
	const [user, secret] = [`${prefix}-username`, `${prefix}-password`];
	const username = reader.text(user);
	const password = reader.text(secret);
	if (username === void 0 !== (password === void 0)) {
		const lacking = username === void 0 ? user : secret;
		reader.required(lacking, `both or neither of ${user} and ${secret}`);
	}
	return {
		username,
		password
	};
}
function readSubjectInputs(reader, artifactsList, named) {
	const requests = [];
	const path = reader.text("subject-path");
	const digest = named.pushed ? void 0 : reader.text("subject-digest");
	const name = named.pushed ? void 0 : reader.text("subject-name");
	const checksums = reader.text("subject-checksums");
	const base64 = reader.text("base64-subjects");
	if (path !== void 0) {
		const patterns = reader.parsed("subject-path", () => parsePatterns(path));
		const renamed = digest === void 0 && name !== void 0 ? { name } : {};
		if (patterns !== void 0) requests.push({
			kind: "paths",
			patterns,
			...renamed
		});
	}
	if (digest !== void 0) {
		reader.required("subject-name", "the name of the artifact that `subject-digest` is of");
		if (name !== void 0) {
			reader.parsed("subject-digest", () => parseDigest(digest, name));
			requests.push({
				kind: "digest",
				digest,
				name
			});
		}
	}
	if (name !== void 0 && digest === void 0 && path === void 0 && (checksums ?? base64) !== void 0) reader.bad("subject-name", name, "no name: a checksum list names its subjects itself");
	if (checksums !== void 0) requests.push({
		kind: "checksums",
		input: checksums
	});
	if (base64 !== void 0) {
		reader.parsed("base64-subjects", () => parseBase64Subjects(base64));
		requests.push({
			kind: "base64",
			input: base64
		});
	}
	if ([
		path,
		digest,
		checksums,
		base64
	].every((value) => value === void 0)) {
		if (named.elsewhere) return requests;
		if (artifactsList !== void 0 && name === void 0) return [{
			kind: "artifacts",
			path: artifactsList
		}];
		const got = name === void 0 ? "nothing" : "subject-name alone";
		reader.bad("subject-path", got, "at least one of subject-path, subject-digest, subject-checksums, base64-subjects, base64-subjects-as-file, images and subjects-from");
	}
	return requests;
}
function readPredicateInput(reader) {
	const type = reader.text("predicate-type");
	const given = reader.text("predicate");
	const path = reader.text("predicate-path");
	if (given !== void 0 && path !== void 0) reader.bad("predicate-path", path, "`predicate` or `predicate-path`, not both");
	if (type === void 0) {
		if (given !== void 0 || path !== void 0) reader.bad("predicate-type", "nothing", "the URI of the predicate's type");
		return;
	}
	if (given !== void 0) reader.parsed("predicate", () => readCustomPredicate(type, given, "predicate"));
	if (given === void 0 && path === void 0) reader.bad("predicate", "nothing", "a predicate, here or in `predicate-path`");
	return {
		type,
		from: path === void 0 ? { text: given ?? "" } : { path }
	};
}
function readReleaseInputs(reader) {
	const upload = reader.boolean("upload-assets", false);
	const tag = reader.text("upload-tag-name");
	const overwrite = reader.boolean("overwrite-assets", false);
	const create = reader.choice("create-release", [
		"never",
		"draft",
		"publish"
	]);
	if (tag !== void 0 && /[\s\p{C}]/u.test(tag)) reader.bad("upload-tag-name", "a name with spaces", "a tag's name");
	return upload ? {
		tag,
		overwrite,
		create
	} : void 0;
}

// src/report/result.ts
function startProgress() {
	return {
		files: [],
		unsigned: [],
		published: [],
		storageRecords: [],
		notices: []
	};
}
/** @param error what ended the step early; @param skipped it had nothing to do */
function finish(progress, error, skipped) {
	const failed = progress.published.find((p) => p.status === "failed");
	const cause = error ?? (failed?.status === "failed" ? failed.error : void 0);
	const files = progress.files.toSorted((a, b) => a.order - b.order);
	return {
		...progress,
		files,
		error: cause,
		outcome: outcomeOf(progress, cause, skipped)
	};
}
function outcomeOf(progress, error, skipped) {
	if (error !== void 0) return "failed";
	if (skipped) return "skipped";
	if (progress.unsigned.length > 0) return "dry-run";
	if (progress.subjectsArtifact !== void 0) return "collected";
	if (progress.publishing === true) return "published";
	return progress.files.length > 0 && progress.files.every((file) => file.reused) ? "already-attested" : "attested";
}

// src/report/summary.ts
/** GitHub shows a step's summary up to 1 MiB. */
const MAX_SUMMARY_BYTES = 1048576;
const SHOWN_SUBJECTS = 50;
const SHOWN_ROWS = 60;
const SHOWN_ENTRIES = 20;
const TARGETS = {
	release: "Release asset",
	github: "GitHub’s attestation store",
	registry: "Registry"
};
/** The job summary in GitHub's Markdown. Pure: the same result gives the same text. */
function renderSummary(result) {
	const text = `${[
		heading(result),
		...failure(result),
		...facts(result),
		...subjects(result),
		...stored(result),
		...commands(result),
		...notices(result)
	].join("\n\n")}\n`;
	if (Buffer.byteLength(text) <= 1048576) return text;
	return `${[
		heading(result),
		...failure(result),
		...stored(result)
	].join("\n\n").slice(0, MAX_SUMMARY_BYTES / 4)}\n`;
}
function heading(result) {
	const count = result.subjects?.length ?? 0;
	const things = count === 1 ? "1 artifact" : `${count} artifacts`;
	switch (result.outcome) {
		case "attested": return `### 📜 Provenance for ${things}`;
		case "already-attested": return `### 📜 Provenance for ${things}, signed by an earlier run`;
		case "collected": return `### 📜 ${things} collected for the job that signs`;
		case "published": return `### 📜 Provenance for ${things}, signed by another job of this run`;
		case "dry-run": return `### 📜 Provenance for ${things}, not signed: a dry run`;
		case "skipped": return "### 📜 No provenance: this job has no identity to sign with";
		case "failed":
			if (result.files.length === 0) return "### ❌ No provenance was made";
			return result.planned !== void 0 && result.files.length < result.planned ? `### ❌ ${result.files.length} of ${result.planned} statements about ${things} are signed` : `### ❌ Provenance for ${things} is signed, but not stored everywhere`;
	}
}
function failure(result) {
	if (result.error === void 0) return [];
	const { code: errorCode, parts } = result.error;
	const lines = [`**${link(errorCode, errorDocs(errorCode))}**: ${paragraphs(parts.what)}`];
	if (parts.got !== void 0) lines.push(`- got: ${plain(parts.got)}`);
	if (parts.expected !== void 0) lines.push(`- expected: ${plain(parts.expected)}`);
	if (parts.todo !== void 0) lines.push(`- to do: ${plain(parts.todo)}`);
	return [lines.join("\n")];
}
function paragraphs(text) {
	return text.split("\n").map(plain).join("<br>");
}
function facts(result) {
	const { run, instance } = result;
	const [file] = result.files;
	if (run === void 0) return [];
	const rows = [
		["Source", `${link(run.claims.repository, run.repositoryUrl)} at ${link(run.claims.sha.slice(0, 12), `${run.repositoryUrl}/commit/${run.claims.sha}`)} (${code(run.claims.ref)})`],
		["Builder", code(run.builderId)],
		["Run", link(`${run.claims.run_id}, attempt ${run.claims.run_attempt}`, run.invocationId)]
	];
	if (instance !== void 0) rows.push(["Trusted root", plain(instance.root.description)]);
	if (file !== void 0) {
		rows.push(["SLSA", plain(`Build level ${file.bundle.level.build}: ${file.bundle.level.reason}`)]);
		rows.push(["Signed", plain(file.bundle.times.map((t) => `${t.time.toISOString()} (${t.source})`).join(", "))]);
		if (file.bundle.logIndexes.length > 0) rows.push(["Log entry", logEntries(result)]);
		rows.push(["Verified", plain(`before it was stored: ${file.bundle.checks.map((check) => check.name).join(", ")}`)]);
	}
	return [table(["", ""], rows)];
}
function logEntries(result) {
	const indexes = result.files.flatMap((file) => file.bundle.logIndexes);
	const { instance } = result;
	const searchable = instance?.name === "public" && instance.logs.every((log) => log.version === 1);
	const shown = indexes.slice(0, SHOWN_ENTRIES).map((index) => searchable ? link(index, `https://search.sigstore.dev/?logIndex=${index}`) : plain(index));
	const more = indexes.length > SHOWN_ENTRIES ? [`and ${indexes.length - SHOWN_ENTRIES} more`] : [];
	return [...shown, ...more].join(", ");
}
function subjects(result) {
	const all = result.subjects ?? [];
	if (all.length === 0) return [];
	const rows = all.slice(0, SHOWN_SUBJECTS).map((s) => [code(s.name), code(primaryDigest(s.digest))]);
	const more = all.length > SHOWN_SUBJECTS ? [`… and ${all.length - SHOWN_SUBJECTS} more; the bundle names all ${all.length}.`] : [];
	return [table(["Subject", "Digest"], rows), ...more];
}
function stored(result) {
	const { bundlesArtifact, subjectsArtifact } = result;
	const handed = [bundlesArtifact, subjectsArtifact].filter((artifact) => artifact !== void 0);
	if (result.files.length + result.unsigned.length + result.published.length + handed.length === 0) return [];
	const rows = result.files.map((f) => ["On the runner", code(f.path)]);
	for (const file of result.unsigned) rows.push(["Unsigned statement", code(file)]);
	for (const { name, digest } of handed) rows.push(["Workflow artifact", `${code(name)} ${code(digest)}`]);
	for (const published of result.published) rows.push([TARGETS[published.target], storedText(published)]);
	const unique = [...new Map(rows.map((row) => [row.join(), row])).values()];
	const more = unique.length > SHOWN_ROWS ? [`… and ${unique.length - SHOWN_ROWS} more; the result file names them all.`] : [];
	return [table(["Bundle", "Where"], unique.slice(0, SHOWN_ROWS)), ...more];
}
function storedText(published) {
	switch (published.status) {
		case "stored": return `✅ ${link(published.name, published.url)}${published.readBack ? ", read back" : " (not visible there yet)"}`;
		case "already-stored": return `✅ ${link(published.name, published.url)}, already stored`;
		case "skipped": return `➖ ${plain(published.reason)}`;
		case "failed": return `❌ ${code(published.error.code)} ${paragraphs(published.error.parts.what)}`;
	}
}
function commands(result) {
	const all = verifyCommands(result);
	if (all.length === 0) return [];
	const text = all.map(commandBlock).join("\n\n");
	return [`**Verify it** (${link("how, and what it means", `${PROJECT_URL}#verify`)}), with the artifact and the bundle in one folder:`, shellBlock(text)];
}
function notices(result) {
	if (result.notices.length === 0) return [];
	return [result.notices.map((n) => `- ${n.severity === "warning" ? "⚠️" : "ℹ️"} ${plain(n.text)}`).join("\n")];
}
/** An HTML table: names with pipes or line breaks cannot change its shape. */
function table(head, rows) {
	return `<table>\n${head[0] === "" ? "" : `<tr><th align="left">${head[0]}</th><th align="left">${head[1]}</th></tr>\n`}${rows.map(([a, b]) => `<tr><td>${a}</td><td>${b}</td></tr>`).join("\n")}\n</table>`;
}

export { readInputs as i, finish as n, startProgress as r, renderSummary as t };
