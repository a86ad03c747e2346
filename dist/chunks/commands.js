import { f as SLSA_V1, s as primaryDigest, t as VERSION } from "./statement.js";
import { m as PROJECT_URL } from "./project.js";
import { t as GITHUB_ISSUER } from "./sigstore-core.js";

// src/report/commands.ts
/** On one line, for outputs and programs. */
function commandLine(command) {
	return command.parts.join(" ");
}
/** On several lines, for people. */
function commandBlock(command) {
	return `# ${command.title}\n${command.parts.join(" \\\n  ")}`;
}
/** The address under which this version's package is published. */
const PACKAGE_URL = `${PROJECT_URL}/releases/download/v${VERSION}/waybill-${VERSION}.tgz`;
/**
* The exact commands that verify the first subject of a result with each tool; consumers put another file's name in
* the place of the first. Empty when there is nothing to verify.
*/
function verifyCommands(result) {
	const [file] = result.files;
	const [subject] = file?.bundle.statement.subjects ?? [];
	const { run, instance } = result;
	if (file === void 0 || subject?.name === void 0 || run === void 0 || instance === void 0) return [];
	const words = {
		artifact: shellWord(fileArgument(subject.name)),
		bundle: shellWord(fileArgument(file.fileName)),
		signer: shellWord(run.builderId),
		alternativeName: shellWord(file.bundle.certificate.subjectAlternativeName),
		issuer: shellWord(run.claims.iss),
		predicateType: file.bundle.statement.predicateType,
		ownRoot: instance.name !== "public"
	};
	const inStore = result.published.some((p) => p.target === "github" && (p.status === "stored" || p.status === "already-stored"));
	return [
		waybill(run, words),
		...run.serverUrl === "https://github.com" ? gh(run, words, inStore) : [],
		cosign(words)
	];
}
function waybill(run, words) {
	return {
		tool: "waybill",
		title: words.ownRoot ? "Waybill, offline, with the trusted root of your Sigstore instance" : "Waybill, offline",
		parts: [
			`npm exec --yes --package=${PACKAGE_URL} --`,
			`waybill verify ${words.artifact} --bundle ${words.bundle}`,
			`--source-repository ${shellWord(run.repositoryUrl)}`,
			`--signer ${words.signer}`,
			...run.claims.iss === "https://token.actions.githubusercontent.com" ? [] : [`--issuer ${words.issuer}`],
			...words.ownRoot ? ["--trusted-root trusted_root.json"] : []
		]
	};
}
/** By the attestation store where the bundle is there, and offline. */
function gh(run, words, inStore) {
	const identity = [
		`gh attestation verify ${words.artifact} --repo ${shellWord(run.claims.repository)}`,
		`--cert-identity ${words.alternativeName}`,
		`--source-digest ${run.claims.sha}`,
		...words.predicateType === "https://slsa.dev/provenance/v1" ? [] : [`--predicate-type ${shellWord(words.predicateType)}`],
		...run.claims.iss === "https://token.actions.githubusercontent.com" ? [] : [`--cert-oidc-issuer ${words.issuer}`]
	];
	const offline = {
		tool: "gh",
		title: words.ownRoot ? "gh, offline, with your trusted root on one line" : "gh, offline, with a trusted root fetched before",
		parts: [
			...words.ownRoot ? [] : ["gh attestation trusted-root > trusted_root.jsonl &&"],
			...identity,
			`--bundle ${words.bundle} --custom-trusted-root trusted_root.jsonl`
		]
	};
	return inStore && !words.ownRoot ? [{
		tool: "gh",
		title: "gh, with the bundle from GitHub's attestation store",
		parts: identity
	}, offline] : [offline];
}
function cosign(words) {
	return {
		tool: "cosign",
		title: words.ownRoot ? "cosign 3, offline, with your trusted root" : "cosign 3, offline, with a trusted root fetched before",
		parts: [
			...words.ownRoot ? [] : ["cosign trusted-root create --with-default-services --out trusted_root.json &&"],
			`cosign verify-blob-attestation --bundle ${words.bundle} --type ${words.predicateType === "https://slsa.dev/provenance/v1" ? "slsaprovenance1" : shellWord(words.predicateType)}`,
			`--certificate-identity ${words.alternativeName}`,
			`--certificate-oidc-issuer ${words.issuer}`,
			`--trusted-root trusted_root.json ${words.artifact}`
		]
	};
}
/** A name as a program's argument: never taken for an option. */
function fileArgument(name) {
	return name.startsWith("-") ? `./${name}` : name;
}
/** A word of a POSIX shell, quoted where it must be. */
function shellWord(word) {
	return /^[A-Za-z0-9_./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

// src/report/outputs.ts
/** Runners refuse a step's outputs above 1 MiB in all; `result-path` always has everything. */
const MAX_RESULT_BYTES = 524288;
/** Everything about a result as JSON, for the file and, where it fits, the output `result`. */
function resultJson(result) {
	const { run, instance } = result;
	return {
		outcome: result.outcome,
		...result.error === void 0 ? {} : { error: {
			code: result.error.code,
			message: result.error.message
		} },
		...run === void 0 ? {} : {
			source: {
				repository: run.repositoryUrl,
				ref: run.claims.ref,
				commit: run.claims.sha
			},
			builder: run.builderId,
			issuer: run.claims.iss,
			invocation: run.invocationId
		},
		...instance === void 0 ? {} : {
			sigstore: instance.name,
			trustedRoot: instance.root.description
		},
		subjects: (result.subjects ?? []).map(({ name, digest }) => ({
			name,
			digest
		})),
		bundles: result.files.map((file) => ({
			path: file.path,
			predicateType: file.bundle.statement.predicateType,
			reused: file.reused,
			logIndexes: file.bundle.logIndexes,
			level: file.bundle.level,
			checks: file.bundle.checks,
			unchecked: file.bundle.unchecked
		})),
		unsigned: result.unsigned,
		stored: result.published.map((p) => p.status === "failed" ? {
			target: p.target,
			status: p.status,
			error: {
				code: p.error.code,
				message: p.error.message
			}
		} : p),
		notices: result.notices,
		verifyCommands: verifyCommands(result).map((c) => ({
			tool: c.tool,
			title: c.title,
			command: commandLine(c)
		}))
	};
}
/** The step's outputs under the names of `action.yml`; an output that has no value is left out. */
function outputsOf(result, resultPath) {
	const file = result.files.find(({ order }) => order === 0);
	const attestation = result.published.find((p) => p.target === "github" && p.status !== "skipped" && p.status !== "failed");
	const assets = result.published.flatMap((p) => p.target === "release" && (p.status === "stored" || p.status === "already-stored") ? [{
		name: p.name,
		url: p.url,
		status: p.status
	}] : []);
	const outputs = {
		"bundle-path": file?.path,
		"bundle-paths": result.files.map((f) => f.path).join("\n"),
		"statement-paths": result.unsigned.join("\n"),
		"attestation-id": attestation !== void 0 && "id" in attestation ? attestation.id : void 0,
		"attestation-url": attestation !== void 0 && "url" in attestation ? attestation.url : void 0,
		"subject-count": result.subjects === void 0 ? void 0 : String(result.subjects.length),
		"release-assets": assets.length === 0 ? void 0 : JSON.stringify(assets),
		"log-index": file?.bundle.logIndexes[0],
		level: file === void 0 ? void 0 : String(file.bundle.level.build),
		"verify-commands": verifyCommands(result).map(commandLine).join("\n"),
		result: fitting(result),
		"result-path": resultPath
	};
	return Object.fromEntries(Object.entries(outputs).filter((entry) => entry[1] !== void 0 && entry[1] !== ""));
}
/** The result as an output: whole, or without its subjects, or not at all. */
function fitting(result) {
	const whole = JSON.stringify(resultJson(result));
	if (Buffer.byteLength(whole) <= MAX_RESULT_BYTES) return whole;
	const { subjects: _, ...rest } = resultJson(result);
	const cut = JSON.stringify({
		...rest,
		subjects: [],
		truncated: `${result.subjects?.length ?? 0} subjects: see result-path`
	});
	return Buffer.byteLength(cut) <= MAX_RESULT_BYTES ? cut : "";
}
/** A subject as one line of the log. */
function subjectLine(subject) {
	return `${primaryDigest(subject.digest)}  ${subject.name}`;
}

export { commandLine as a, commandBlock as i, resultJson as n, shellWord as o, subjectLine as r, verifyCommands as s, outputsOf as t };
