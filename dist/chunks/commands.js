import { g as GITHUB_ISSUER, gt as PROJECT_URL, h as VERSION, j as SLSA_V1, rt as primaryDigest } from "./base.js";

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
* The exact commands that verify the first file of a result, and its first image, with each tool; consumers put another
* name in the place of the first. Empty when there is nothing to verify.
*/
function verifyCommands(result) {
	return [result.files.find(({ image }) => image === void 0), result.files.find(({ image }) => image !== void 0)].flatMap((file) => file === void 0 ? [] : commandsFor(file, result));
}
function commandsFor(file, result) {
	const [subject] = file.bundle.statement.subjects;
	const { run, instance } = result;
	if (subject?.name === void 0 || run === void 0 || instance === void 0) return [];
	const words = {
		artifact: shellWord(file.image ?? fileArgument(subject.name)),
		image: file.image === void 0 ? void 0 : {
			digest: file.image.slice(file.image.indexOf("@") + 1),
			attached: attachedTo(file.image, result)
		},
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
		...cosign(words)
	];
}
/** Beside the image alone: the tools look nowhere else. */
function attachedTo(image, result) {
	const ways = result.published.flatMap((p) => "attachments" in p && p.name === image ? (p.attachments ?? []).flatMap((a) => image === `${a.repository}@${a.digest}` ? a.storedAs : []) : []);
	if (ways.some((way) => way !== "att")) return "referrer";
	return ways.length === 0 ? "no" : "att";
}
const BY_REGISTRY = "by the image's registry";
function waybill(run, words) {
	const { image } = words;
	const isAttached = image !== void 0 && image.attached !== "no";
	const how = isAttached ? BY_REGISTRY : "offline";
	const what = isAttached ? `oci://${words.artifact}` : `${image?.digest ?? words.artifact} --bundle ${words.bundle}`;
	return {
		tool: "waybill",
		title: words.ownRoot ? `Waybill, ${how}, with the trusted root of your Sigstore instance` : `Waybill, ${how}`,
		parts: [
			`npm exec --yes --package=${PACKAGE_URL} --`,
			`waybill verify ${what}`,
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
		`gh attestation verify ${words.image === void 0 ? "" : "oci://"}${words.artifact} --repo ${shellWord(run.claims.repository)}`,
		`--cert-identity ${words.alternativeName}`,
		`--source-digest ${run.claims.sha}`,
		...words.predicateType === "https://slsa.dev/provenance/v1" ? [] : [`--predicate-type ${shellWord(words.predicateType)}`],
		...run.claims.iss === "https://token.actions.githubusercontent.com" ? [] : [`--cert-oidc-issuer ${words.issuer}`]
	];
	const how = words.image === void 0 ? "offline" : BY_REGISTRY;
	const offline = {
		tool: "gh",
		title: words.ownRoot ? `gh, ${how}, with your trusted root on one line` : `gh, ${how}, with a trusted root fetched before`,
		parts: [
			...words.ownRoot ? [] : ["gh attestation trusted-root > trusted_root.jsonl &&"],
			...identity,
			`${words.image?.attached === "referrer" ? "--bundle-from-oci" : `--bundle ${words.bundle}`} --custom-trusted-root trusted_root.jsonl`
		]
	};
	return inStore && !words.ownRoot ? [{
		tool: "gh",
		title: "gh, with the bundle from GitHub's attestation store",
		parts: identity
	}, offline] : [offline];
}
function cosign(words) {
	const { image } = words;
	if (image?.attached === "no") return [];
	const how = image === void 0 ? "offline" : BY_REGISTRY;
	const type = words.predicateType === "https://slsa.dev/provenance/v1" ? "slsaprovenance1" : shellWord(words.predicateType);
	return [{
		tool: "cosign",
		title: words.ownRoot ? `cosign 3, ${how}, with your trusted root` : `cosign 3, ${how}, with a trusted root fetched before`,
		parts: [
			...words.ownRoot ? [] : ["cosign trusted-root create --with-default-services --out trusted_root.json &&"],
			image === void 0 ? `cosign verify-blob-attestation --bundle ${words.bundle} --type ${type}` : `cosign verify-attestation --type ${type}`,
			`--certificate-identity ${words.alternativeName}`,
			`--certificate-oidc-issuer ${words.issuer}`,
			`--trusted-root trusted_root.json ${words.artifact}`
		]
	}];
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
		...result.subjectsArtifact === void 0 ? {} : { subjectsArtifact: result.subjectsArtifact },
		...result.bundlesArtifact === void 0 ? {} : { bundlesArtifact: result.bundlesArtifact },
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
	const attachments = attachmentsOf(result);
	const outputs = {
		"bundle-path": file?.path,
		"bundle-paths": result.files.map((f) => f.path).join("\n"),
		"statement-paths": result.unsigned.join("\n"),
		"subjects-artifact": result.subjectsArtifact?.name,
		"subjects-artifact-digest": result.subjectsArtifact?.digest,
		"bundles-artifact": result.bundlesArtifact?.name,
		"bundles-artifact-digest": result.bundlesArtifact?.digest,
		"attestation-id": attestation !== void 0 && "id" in attestation ? attestation.id : void 0,
		"attestation-url": attestation !== void 0 && "url" in attestation ? attestation.url : void 0,
		"subject-count": result.subjects === void 0 ? void 0 : String(result.subjects.length),
		"release-assets": assets.length === 0 ? void 0 : JSON.stringify(assets),
		"release-id": result.published.flatMap((p) => "releaseId" in p ? [p.releaseId] : [])[0],
		"registry-attestations": attachments.length === 0 ? void 0 : JSON.stringify(attachments),
		"storage-record-ids": result.storageRecords.join(","),
		"log-index": file?.bundle.logIndexes[0],
		level: file === void 0 ? void 0 : String(file.bundle.level.build),
		"verify-commands": verifyCommands(result).map(commandLine).join("\n"),
		result: fitting(result),
		"result-path": resultPath
	};
	return Object.fromEntries(Object.entries(outputs).filter((entry) => entry[1] !== void 0 && entry[1] !== ""));
}
/** What the registries hold, with where it was stored; the same bundle at an image and at its platforms is several. */
function attachmentsOf(result) {
	const order = (p) => "name" in p ? result.files.findIndex((file) => file.image === p.name) : -1;
	return result.published.toSorted((a, b) => order(a) - order(b)).flatMap((p) => p.status === "stored" || p.status === "already-stored" ? (p.attachments ?? []).map(({ image, digest, attestation, storedAs }) => ({
		image,
		digest,
		attestation,
		"stored-as": storedAs
	})) : []);
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
