import { o as __toESM } from "./rolldown.js";
import { I as callableUrl, Y as nameFiles, ct as list, dt as WaybillError, ft as asWaybillError, ot as at, pt as kindOf, st as isRecord, ut as text } from "./base.js";
import { Pt as require__late_node_util, S as inertJson, l as usage, x as inert } from "./verify.js";
import { t as findFiles } from "./glob.js";
import { t as commandExec } from "./exec3.js";
import { i as isForkPullRequest } from "./preflight.js";
import { n as resultJson, o as shellWord } from "./commands.js";
import { t as attest } from "./missing.js";
import { i as readInputs, n as finish, r as startProgress, t as renderSummary } from "./vars.js";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { tmpdir } from "node:os";

// src/cli/claims.ts
var import__late_node_util = require__late_node_util();
const STAND_IN = "stand-in";
const NO_COMMIT = "0".repeat(40);
const REPOSITORY = /^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/;
/**
* The run as the repository around `cwd`, the event and the workflow tell it; stand-ins for what none of them knows.
*/
async function rehearsedRun(from, exec) {
	const git = async (...args) => {
		const { code, stdout } = await exec("git", args, { cwd: from.cwd });
		return code === 0 && stdout.trim() !== "" ? stdout.trim() : void 0;
	};
	const origin = originOf(await git("remote", "get-url", "origin"));
	const sha = await git("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
	const event = from.event?.content;
	const ref = await refOf({
		tag: from.tag,
		event
	}, git);
	const eventName = eventNameOf(event);
	const workflow = from.workflow?.path ?? ".github/workflows/release.yml";
	const visibility = visibilityOf(event);
	const facts = [
		{
			name: "repository",
			value: `${origin.serverUrl}/${origin.repository}`,
			source: origin.source
		},
		{
			name: "commit",
			value: sha ?? NO_COMMIT,
			source: sha === void 0 ? `${STAND_IN}: no commit here` : "HEAD"
		},
		{
			name: "ref",
			value: ref.value,
			source: ref.source
		},
		{
			name: "event",
			value: eventName,
			source: event === void 0 ? STAND_IN : "--event"
		},
		{
			name: "workflow",
			value: workflow,
			source: from.workflow === void 0 ? STAND_IN : "--workflow"
		},
		{
			name: "run",
			value: "17200000001, attempt 1",
			source: STAND_IN
		},
		{
			name: "visibility",
			value: visibility ?? "public",
			source: visibility === void 0 ? STAND_IN : "--event"
		}
	];
	const environment = from.workflow?.environment;
	return {
		serverUrl: origin.serverUrl,
		claims: {
			repository: origin.repository,
			sha: sha ?? NO_COMMIT,
			ref: ref.value,
			event_name: eventName,
			repository_visibility: visibility ?? "public",
			workflow_ref: `${origin.repository}/${workflow}@${ref.value}`,
			runner_environment: from.workflow?.selfHosted === true ? "self-hosted" : "github-hosted",
			...environment === void 0 ? {} : { environment }
		},
		event: event ?? {},
		eventFile: from.event?.bytes,
		facts,
		notes: [
			...origin.notes,
			...await tagNotes(ref.value, sha, git),
			...await folderNotes(from.cwd, git)
		]
	};
}
const GITHUB = "https://github.com";
/** The repository of a remote's address, in git's forms (git-clone, "GIT URLS"); credentials in it are not looked at. */
function originOf(address) {
	const url = /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?(?<host>[^:/]+)(?::\d+)?\/(?<path>.+)$/.exec(address ?? "");
	const scp = /^(?:[^@/:]+@)?(?<host>[^:/]+):(?!\/\/)(?<path>.+)$/.exec(address ?? "");
	const { host, path: rest } = url?.groups ?? scp?.groups ?? {};
	const repository = rest?.replace(/^\/+|\/+$/g, "").replace(/\.git$/, "") ?? "";
	if (host === void 0 || !REPOSITORY.test(repository)) return {
		serverUrl: GITHUB,
		repository: "octo-org/rocket",
		source: `${STAND_IN}: ${address === void 0 ? "no remote `origin` here" : "`origin` is no repository on GitHub"}`,
		notes: []
	};
	const known = {
		repository,
		source: "`origin`",
		notes: []
	};
	if (/^(?:www\.|ssh\.)?github\.com$/i.test(host)) return {
		...known,
		serverUrl: GITHUB
	};
	if (/^[a-z0-9-]+\.ghe\.com$/i.test(host)) return {
		...known,
		serverUrl: `https://${host.toLowerCase()}`
	};
	const notes = [`\`origin\` is at ${host}, which was taken for another name of github.com.`];
	return {
		...known,
		serverUrl: GITHUB,
		notes
	};
}
/** From the tag given, or as the event says, or the branch that is checked out. */
async function refOf(from, git) {
	if (from.tag !== void 0) return {
		value: `refs/tags/${from.tag}`,
		source: "--tag"
	};
	const released = text(from.event, "release", "tag_name");
	const told = released === void 0 ? eventRef(from.event) : `refs/tags/${released}`;
	if (told !== void 0 && /^refs\/[^\s\p{C}]+$/u.test(told)) return {
		value: told,
		source: "--event"
	};
	const branch = await git("symbolic-ref", "--quiet", "HEAD");
	if (branch !== void 0) return {
		value: branch,
		source: "the branch checked out"
	};
	return {
		value: "refs/heads/main",
		source: `${STAND_IN}: no branch is checked out`
	};
}
function eventRef(event) {
	const number = at(event, "pull_request", "number");
	return typeof number === "number" ? `refs/pull/${number}/merge` : text(event, "ref");
}
/** By what only that event has (docs.github.com, "Webhook events and payloads"). */
function eventNameOf(event) {
	if (isRecord(at(event, "release"))) return "release";
	if (isRecord(at(event, "pull_request"))) return "pull_request";
	if (at(event, "schedule") !== void 0) return "schedule";
	if (at(event, "inputs") !== void 0) return "workflow_dispatch";
	return "push";
}
function visibilityOf(event) {
	const told = text(event, "repository", "visibility");
	return told !== void 0 && [
		"public",
		"private",
		"internal"
	].includes(told) ? told : void 0;
}
async function tagNotes(ref, sha, git) {
	if (!ref.startsWith("refs/tags/") || sha === void 0) return [];
	const tagged = await git("rev-parse", "--verify", "--quiet", `${ref}^{commit}`);
	if (tagged === void 0 || tagged === sha) return [];
	return [`The tag ${ref.slice(10)} exists here and names ${tagged}, not the commit checked out.`];
}
async function folderNotes(cwd, git) {
	if (await git("rev-parse", "--show-prefix") === void 0) return [];
	return [`This is the folder ${path.basename(cwd)} of a checkout; in a job, paths are usually relative to the checkout's top.`];
}
/** @throws WaybillError USAGE where the file cannot be read, or is no JSON object */
async function readEvent(file) {
	let bytes;
	let content;
	try {
		bytes = await readFile(file);
		content = JSON.parse(bytes.toString("utf8"));
	} catch (error) {
		throw notAnEvent(file, kindOf(error));
	}
	if (!isRecord(content)) throw notAnEvent(file, "JSON that is no object");
	return {
		bytes,
		content
	};
}
function notAnEvent(file, got) {
	return new WaybillError("USAGE", {
		what: `The event ${file} cannot be read.`,
		got,
		expected: "a file with an event's payload as JSON, as GITHUB_EVENT_PATH names one in a job"
	});
}

// src/cli/expressions.ts
/**
* A step's `with:` as the step would get it. What only a run knows must be given as an option instead.
* @param skip inputs that are not looked at, since something else takes their place
* @throws WaybillError USAGE that names every input whose expression is unknown
*/
function evaluateInputs(given, skip, run) {
	const known = contextOf(run);
	const values = /* @__PURE__ */ new Map();
	const unknown = [];
	for (const [name, value] of Object.entries(given)) {
		if (skip.has(name)) continue;
		const source = asText(value);
		if (source === void 0) {
			unknown.push(`--${name}: neither text, number nor boolean`);
			continue;
		}
		const evaluated = source.replaceAll(/\$\{\{\s*([\s\S]*?)\s*\}\}/g, (whole, expression) => {
			const found = known(expression);
			if (found === void 0) unknown.push(`--${name}: ${whole}`);
			return found ?? "";
		});
		values.set(name, evaluated.trim());
	}
	if (unknown.length === 0) return values;
	throw new WaybillError("USAGE", {
		what: "The workflow's step has inputs that only a run knows.",
		got: unknown.join(", "),
		todo: "Give them as options."
	});
}
/** `with:` takes scalars; YAML's null is an empty input. */
function asText(value) {
	if (value === null || value === void 0) return "";
	return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : void 0;
}
/** Plain properties of the contexts that the claims and the event know; no operators, no functions. */
function contextOf(run) {
	const { repository = "", ref = "", sha = "", event_name = "" } = run.claims;
	const github = {
		ref,
		ref_name: ref.replace(/^refs\/(?:tags|heads|pull)\//, ""),
		ref_type: ref.startsWith("refs/tags/") ? "tag" : "branch",
		sha,
		repository,
		repository_owner: repository.split("/")[0] ?? "",
		event_name,
		server_url: run.serverUrl
	};
	return (expression) => {
		if (!/^[\w-]+(?:\.[\w-]+)+$/.test(expression)) return void 0;
		const [context, ...path] = expression.split(".");
		if (context === "github" && path.length === 1) {
			const [name = ""] = path;
			return Object.hasOwn(github, name) ? github[name] : void 0;
		}
		if (context === "github" && path[0] === "event") return scalar(at(run.event, ...path.slice(1)));
		return context === "inputs" ? scalar(at(run.event, "inputs", ...path)) : void 0;
	};
}
function scalar(value) {
	return value === null || value === void 0 ? void 0 : asText(value);
}

// src/cli/inputnames.ts
/** The inputs of `action.yml`, which the package does not hold; a test compares the two. */
const INPUT_NAMES = [
	"subject-path",
	"subject-digest",
	"subject-name",
	"subject-checksums",
	"base64-subjects",
	"base64-subjects-as-file",
	"images",
	"push-to-registry",
	"registry-layout",
	"attest-platforms",
	"attestation-repository",
	"registry-username",
	"registry-password",
	"attestation-registry-username",
	"attestation-registry-password",
	"registry-plain-http",
	"create-storage-record",
	"subject-version",
	"expected-count",
	"subjects-from",
	"collect-only",
	"build-type",
	"provenance-version",
	"event-payload",
	"vars",
	"vars-json",
	"sbom-path",
	"predicate-type",
	"predicate",
	"predicate-path",
	"bundle-per",
	"dry-run",
	"provenance-name",
	"output-dir",
	"bundles-artifact",
	"publish-only",
	"bundles-artifact-digest",
	"expected-signer",
	"expected-signer-digest",
	"expected-source-repository",
	"expected-source-digest",
	"upload-assets",
	"upload-tag-name",
	"overwrite-assets",
	"create-release",
	"github-attestations",
	"sigstore",
	"signing-config",
	"rekor-version",
	"trusted-root",
	"oidc-issuer",
	"private-repository",
	"on-missing-token",
	"matrix",
	"max-wait",
	"show-summary",
	"github-token"
];
/** Those that are true or false: as options they may stand alone, for true. */
const FLAGS = [
	"attest-platforms",
	"collect-only",
	"create-storage-record",
	"dry-run",
	"publish-only",
	"registry-plain-http",
	"upload-assets",
	"overwrite-assets",
	"private-repository",
	"show-summary"
];

// src/cli/needs.ts
/** What must hold for the real run to end like the rehearsal. */
function needsOf(inputs, run, workflow) {
	if (inputs.dryRun || inputs.handover.collectOnly) return [];
	const unknown = "unknown";
	const fork = isForkPullRequest(run.event) && run.claims["event_name"] === "pull_request";
	return [
		...permissionsOf(inputs, run).map(({ scope, level, why, only }) => ({
			what: `permission ${scope}: ${level}`,
			why,
			status: workflow === void 0 || only ? unknown : grants(workflow.permissions, scope, level)
		})),
		{
			what: "an OIDC token",
			why: fork ? "pull requests from forks get none" : "GitHub gives none to pull requests from forks and to runs for Dependabot",
			status: fork ? "missing" : unknown
		},
		...workflow?.callable === true ? [{
			what: "the caller's permissions",
			why: "who calls this workflow must grant the same",
			status: unknown
		}] : [],
		...releaseOf(inputs, run),
		...imagesOf(inputs),
		{
			what: "a Sigstore instance that takes the run's issuer",
			why: "the public one takes github.com's; a private repository or another server needs another instance",
			status: unknown
		},
		{
			what: "a bundle of its own",
			why: "the one made here is worth nothing elsewhere, since a throw-away instance signed it",
			status: unknown
		}
	];
}
function permissionsOf(inputs, run) {
	const wanted = [{
		scope: "id-token",
		level: "write",
		why: "to sign with the run's identity"
	}];
	if (inputs.release !== void 0) wanted.push({
		scope: "contents",
		level: "write",
		why: "to upload to the release"
	});
	if (inputs.githubAttestations !== "never") wanted.push({
		scope: "attestations",
		level: "write",
		why: "for GitHub's attestation store"
	});
	if (inputs.registry.push && inputs.images.some(({ repository }) => repository.registry === "ghcr.io")) wanted.push({
		scope: "packages",
		level: "write",
		why: "to attach bundles to images on ghcr.io"
	});
	if (inputs.registry.storageRecord !== void 0) wanted.push({
		scope: "artifact-metadata",
		level: "write",
		why: "for GitHub's storage records"
	});
	if (inputs.buildType === "full") {
		const only = run.claims["repository_visibility"] === "public";
		wanted.push({
			scope: "actions",
			level: "read",
			why: "in a private repository, to state the start time",
			only
		});
	}
	return wanted;
}
function imagesOf({ images, registry }) {
	const status = "unknown";
	if (images.length === 0) return [];
	const pushed = {
		what: "the images",
		why: "pushed before this step, under these very names",
		status
	};
	const login = {
		what: "a login to their registry",
		why: "docker/login-action, or the inputs for it",
		status
	};
	return registry.push ? [pushed, login] : [pushed];
}
function releaseOf(inputs, run) {
	const ref = run.claims["ref"] ?? "";
	const tag = inputs.release?.tag ?? (ref.startsWith("refs/tags/") ? ref.slice(10) : void 0);
	if (inputs.release === void 0 || tag === void 0) return [];
	if (inputs.release.create !== "never") return [{
		what: `the tag ${tag}`,
		why: "a release that is missing is drafted for it",
		status: "unknown"
	}];
	return [{
		what: `a release of ${tag}`,
		why: "draft or published before this step, not immutable, and without another bundle of that name",
		status: "unknown"
	}];
}
/**
* What a `permissions` mapping grants (docs.github.com, "Workflow syntax", `permissions`): scopes that it does not name
* have none. Without a mapping the repository's setting decides, and that never grants `id-token`.
*/
function grants(permissions, scope, level) {
	if (permissions === void 0) return scope === "id-token" ? "missing" : "unknown";
	if (permissions === "write-all") return "granted";
	if (permissions === "read-all") return level === "read" && scope !== "id-token" ? "granted" : "missing";
	const given = isRecord(permissions) ? permissions[scope] : void 0;
	return given === "write" || given === level ? "granted" : "missing";
}

// src/cli/rehearsal.ts
function renderRehearsal(rehearsal) {
	const { result, run, written, needs, verify } = rehearsal;
	const notices = [...rehearsal.notes, ...result.notices.map((notice) => notice.text)];
	const needed = (status) => needs.filter((one) => one.status === status).map(need);
	const stored = result.published.toSorted((a, b) => b.target.localeCompare(a.target));
	return `${[
		heading(rehearsal),
		...section("The run", run.facts.map(({ name, value, source }) => `${name.padEnd(12)} ${value} (${source})`)),
		...section("Written", written.map(({ kind, path }) => `${kind.padEnd(12)} ${path}`)),
		...section("Stored, in the embedded services alone", stored.map(published)),
		...section("To know", notices.map(bullet)),
		...section("Verify it with", verify === void 0 ? [] : [verify.map(shellWord).join(" ")]),
		...section("Missing for the real run", needed("missing")),
		...section("Granted by the workflow", needed("granted")),
		...section("The real run needs, and this rehearsal cannot know", needed("unknown"))
	].map(inert).join("\n")}\n`;
}
function heading({ result, written }) {
	const subjects = result.subjects?.length ?? 0;
	const bundles = written.filter(({ kind }) => kind === "bundle").length;
	const how = result.outcome === "failed" ? "Rehearsed, and failed" : "Rehearsed";
	const made = result.outcome === "dry-run" ? "nothing signed" : counted(bundles, "bundle");
	return `${how}: ${counted(subjects, "subject")}, ${made}. Nothing left this machine.`;
}
function counted(count, what) {
	return `${count} ${what}${count === 1 ? "" : "s"}`;
}
function section(title, lines) {
	return lines.length === 0 ? [] : [
		"",
		`${title}:`,
		...lines.map((line) => `  ${line}`)
	];
}
function bullet(text) {
	return `- ${text.replaceAll("\n", " ")}`;
}
function need({ what, why }) {
	return `- ${what}: ${why}`;
}
function published(one) {
	const what = {
		release: "release",
		github: "attestations",
		registry: "registry"
	}[one.target];
	if (one.status === "skipped") return `${what.padEnd(12)} skipped: ${one.reason}`;
	if (one.status === "failed") return `${what.padEnd(12)} failed: ${one.error.code}`;
	return `${what.padEnd(12)} ${one.name}`;
}
/** JSON with the same contents; `result` is the step's own output of that name. */
function rehearsalJson(rehearsal) {
	const { result, run, written, needs, notes, verify } = rehearsal;
	const json = JSON.stringify({
		rehearsed: result.outcome !== "failed",
		run: run.facts,
		written,
		notes,
		needs,
		verify,
		result: resultJson(result)
	}, void 0, 2);
	return `${inertJson(json)}\n`;
}

// src/cli/loopback.ts
/**
* Also takes the process's own `fetch` off a proxy (NODE_USE_ENV_PROXY): the embedded services call each other with it.
*/
async function openLoopback() {
	const { Agent, fetch, setGlobalDispatcher } = await import("./undici.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const agent = new Agent();
	setGlobalDispatcher(agent);
	const timers = /* @__PURE__ */ new Set();
	let ended = false;
	return {
		fetcher: async (url, init) => {
			if (callableUrl(url)?.protocol !== "http:") throw new Error("a rehearsal calls nobody");
			return await fetch(url, {
				...init,
				dispatcher: agent
			});
		},
		clock: {
			now: () => Date.now(),
			sleep: (ms) => new Promise((resolve) => {
				if (!ended) timers.add(setTimeout(resolve, ms));
			})
		},
		close: async () => {
			ended = true;
			for (const timer of timers) clearTimeout(timer);
			await agent.destroy();
		}
	};
}

// src/cli/stage.ts
/** Inputs that the embedded services give; what a user set them to is for the real run. */
const REPLACED = /* @__PURE__ */ new Set([
	"sigstore",
	"signing-config",
	"trusted-root",
	"oidc-issuer",
	"github-token",
	"output-dir"
]);
const TRUSTED_ROOT = "trusted_root.json";
/** The file by which a folder is known as a rehearsal's, whose files may be overwritten. */
const MARK = ".waybill-rehearsal";
/**
* The step, in this process, against embedded services that live as long as it does. Leaves nothing but the output.
* @param given the inputs' texts; {@link REPLACED} among them are not looked at
* @param output the folder for what is written; a fresh one if not given
* @throws WaybillError USAGE when the output cannot be written, or would lie among files of others
*/
async function rehearseStep(given, run, cwd, output) {
	const folder = await openOutput(output, cwd);
	const temp = await mkdtemp(path.join(tmpdir(), "waybill-rehearse-"));
	try {
		return await onStage(given, run, {
			cwd,
			folder,
			temp
		});
	} finally {
		await rm(temp, {
			recursive: true,
			force: true
		});
		if (output === void 0 && (await readdir(folder)).every((name) => name === MARK)) await rm(folder, { recursive: true });
	}
}
async function onStage(given, run, folders) {
	const { startLocal } = await import("./start3.js");
	const local = await startLocal({
		github: { claims: run.claims },
		sigstore: {
			serverUrl: run.serverUrl,
			parts: { rekor2: given.get("rekor-version") === "2" }
		}
	});
	const { startArtifacts } = await import("./start.js");
	const artifacts = await startArtifacts();
	const { openShelf } = await import("./shelf.js");
	const shelf = await openShelf();
	const loopback = await openLoopback();
	const log = new CollectedLog();
	const progress = startProgress();
	let inputs;
	let error;
	let done = true;
	try {
		const { trustedRoot, signingConfig } = local.sigstore;
		const replaced = {
			sigstore: "custom",
			"signing-config": await writeJson(path.join(folders.temp, "signing_config.json"), signingConfig),
			"trusted-root": await writeJson(path.join(folders.temp, TRUSTED_ROOT), trustedRoot),
			"oidc-issuer": local.github.issuer,
			"github-token": local.github.token,
			"output-dir": folders.folder
		};
		const all = new Map([...given, ...Object.entries(replaced)]);
		inputs = shelf.stock(readInputs((name) => all.get(name) ?? ""));
		for (const text of shelf.notices) progress.notices.push({
			severity: "notice",
			text
		});
		prepareRelease(inputs, run, local.github.state);
		const secrets = [local.github.token, given.get("github-token") ?? ""].filter((value) => value.length >= 8);
		const ports = {
			fetcher: (url, init) => loopback.fetcher(shelf.lead(url), init),
			clock: loopback.clock,
			exec: commandExec,
			log,
			mask: (secret) => void secrets.push(secret),
			reveals: (text) => secrets.some((secret) => text.includes(secret)),
			readEvent: () => Promise.resolve(run.event),
			readEventFile: () => Promise.resolve(run.eventFile)
		};
		const service = {
			url: artifacts.url,
			token: artifacts.jobToken()
		};
		done = await attest(inputs, surroundings(run, local.github, service, folders), ports, progress);
	} catch (thrown) {
		error = asWaybillError(thrown, "The step");
	} finally {
		await loopback.close();
		await shelf.close();
		await artifacts.close();
		await local.close();
	}
	const result = finish(progress, error, !done);
	const written = await writeOutput(result, log, local.sigstore.trustedRoot, folders);
	return {
		result,
		inputs,
		written
	};
}
function surroundings(run, github, artifactService, { cwd, temp }) {
	return {
		serverUrl: run.serverUrl,
		apiUrl: github.apiUrl,
		workspace: cwd,
		temp,
		toolCache: void 0,
		artifactService,
		place: {
			job: "rehearsal",
			step: "",
			attempt: 1
		},
		tokenRequest: {
			url: github.tokenRequestUrl,
			bearer: github.requestToken
		},
		eventName: run.claims["event_name"] ?? "",
		runner: {},
		proxy: {},
		artifactsList: void 0,
		variables: {
			HOME: temp,
			DOCKER_CONFIG: temp,
			XDG_CONFIG_HOME: temp,
			XDG_RUNTIME_DIR: temp
		}
	};
}
/** The release that the real run is to find: the need for it is said, so a rehearsal does not fail for want of it. */
function prepareRelease({ release }, run, state) {
	const { ref = "", sha = "" } = run.claims;
	const tag = release?.tag ?? (ref.startsWith("refs/tags/") ? ref.slice(10) : void 0);
	if (release === void 0 || release.create !== "never" || tag === void 0) return;
	state.addRelease({
		tag,
		draft: true,
		commitish: sha
	});
}
async function writeOutput(result, log, trustedRoot, { folder, temp }) {
	if (result.files.length === 0 && result.unsigned.length === 0) return [];
	const root = path.join(folder, TRUSTED_ROOT);
	const moved = (text) => text.replaceAll(path.join(temp, TRUSTED_ROOT), root);
	const written = [];
	const writeStatement = async (base, statement) => {
		const file = path.join(folder, base === "" ? "statement.json" : `${base}.statement.json`);
		written.push({
			kind: "statement",
			path: await writeJson(file, statement)
		});
	};
	for (const { fileName, path: bundle, bundle: verified } of result.files) {
		written.push({
			kind: "bundle",
			path: bundle
		});
		await writeStatement(fileName.replace(/\.?intoto\.jsonl$/, ""), verified.statement.json);
	}
	for (const unsigned of result.unsigned) {
		written.push({
			kind: "unsigned",
			path: unsigned
		});
		const statement = JSON.parse(await readFile(unsigned, "utf8"));
		await writeStatement(path.basename(unsigned).replace(/\.?unsigned\.json$/, ""), statement);
	}
	const summary = path.join(folder, "summary.md");
	await writeFile(summary, moved(renderSummary(result)));
	await writeJson(root, trustedRoot);
	const resultFile = await writeJson(path.join(folder, "waybill-result.json"), resultJson(result));
	const logFile = path.join(folder, "log.txt");
	await writeFile(logFile, moved(log.text));
	return [
		...written,
		{
			kind: "summary",
			path: summary
		},
		{
			kind: "result",
			path: resultFile
		},
		{
			kind: "log",
			path: logFile
		},
		{
			kind: "trusted root",
			path: root
		}
	];
}
async function openOutput(output, cwd) {
	try {
		const fresh = path.join(tmpdir(), "waybill-rehearsal-");
		const folder = output === void 0 ? await mkdtemp(fresh) : path.resolve(cwd, output);
		await mkdir(folder, { recursive: true });
		const entries = await readdir(folder, { withFileTypes: true });
		if (entries.some((entry) => entry.name === MARK && entry.isFile())) return folder;
		if (entries.length > 0) throw new WaybillError("USAGE", {
			what: `The rehearsal is not written to ${output ?? folder}: its files could overwrite others there.`,
			got: `a folder with ${entries.length === 1 ? "one entry" : `${entries.length} entries`}, and no ${MARK}`,
			expected: "a folder that is absent, empty or an earlier rehearsal's",
			todo: "Give --output another folder, or leave it away for a fresh one."
		});
		await writeFile(path.join(folder, MARK), "Written by waybill rehearse, which may overwrite this folder.\n");
		return folder;
	} catch (error) {
		if (error instanceof WaybillError) throw error;
		throw new WaybillError("USAGE", {
			what: `The rehearsal cannot be written to ${output ?? tmpdir()}.`,
			got: kindOf(error),
			expected: "a folder that may be written to"
		});
	}
}
async function writeJson(file, value) {
	await writeFile(file, `${JSON.stringify(value, void 0, 2)}\n`);
	return file;
}
/** The step's log, for a file beside the bundle. */
var CollectedLog = class {
	#lines = [];
	get text() {
		return this.#lines.map((line) => `${line}\n`).join("");
	}
	info(text) {
		this.#lines.push(text.replaceAll(/[^\P{C}\n]/gu, "?"));
	}
	debug() {}
	notice(text) {
		this.info(`notice: ${text}`);
	}
	warning(text) {
		this.info(`warning: ${text}`);
	}
	error(text) {
		this.info(`error: ${text}`);
	}
	async group(name, work) {
		this.info(`== ${name}`);
		return await work();
	}
};

// src/cli/workflow.ts
/**
* @param id the step's `id`; without it, the only step that uses Waybill
* @throws WaybillError USAGE for a file that cannot be read or understood, and a step that is not there
*/
async function readWorkflowStep(file, id) {
	const workflow = await parseWorkflow(file);
	const { job, definition, step } = choose(candidates(workflow), file, id);
	const given = at(step, "with");
	const environment = text(definition, "environment") ?? text(definition, "environment", "name");
	const runsOn = at(definition, "runs-on");
	const labels = Array.isArray(runsOn) ? runsOn : [
		runsOn,
		...list(runsOn, "labels"),
		at(runsOn, "labels")
	];
	return {
		file,
		path: `.github/workflows/${path.basename(file)}`,
		job,
		with: isRecord(given) ? given : {},
		permissions: at(definition, "permissions") ?? at(workflow, "permissions"),
		environment: environment?.includes("${{") === true ? void 0 : environment,
		selfHosted: labels.includes("self-hosted"),
		callable: isCallable(at(workflow, "on"))
	};
}
async function parseWorkflow(file) {
	let source;
	try {
		source = await readFile(file, "utf8");
	} catch (error) {
		throw bad(`The workflow ${file} cannot be read.`, kindOf(error));
	}
	const { parseDocument } = await import("./yaml.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const document = parseDocument(source, { prettyErrors: true });
	const [error] = document.errors;
	if (error !== void 0) {
		const [place] = error.linePos ?? [];
		const where = place === void 0 ? "" : ` at line ${place.line}, column ${place.col}`;
		throw bad(`The workflow ${file} is not YAML.`, `${error.code}${where}`);
	}
	let workflow;
	try {
		workflow = document.toJS();
	} catch (thrown) {
		throw bad(`The workflow ${file} is not YAML that can be read.`, kindOf(thrown));
	}
	if (!isRecord(at(workflow, "jobs"))) throw bad(`The workflow ${file} has no jobs.`, "no mapping `jobs`");
	return workflow;
}
function candidates(workflow) {
	const jobs = at(workflow, "jobs");
	if (!isRecord(jobs)) return [];
	return Object.entries(jobs).flatMap(([job, definition]) => list(definition, "steps").map((step) => ({
		job,
		definition,
		step
	})));
}
function choose(steps, file, id) {
	const wanted = steps.filter(({ step }) => id === void 0 ? isWaybill(step) : text(step, "id") === id);
	const ours = wanted.filter(({ step }) => isWaybill(step));
	const [found, another] = ours;
	if (found !== void 0 && another === void 0) return found;
	if (id === void 0) {
		const got = ours.length === 0 ? "none" : ours.map(nameOf).join(", ");
		throw bad(`The workflow ${file} does not have one step that uses Waybill.`, got, "one such step, or --step ID");
	}
	const ids = steps.filter(({ step }) => isWaybill(step)).map(nameOf);
	const expected = ids.length === 0 ? "a workflow that uses Waybill" : `one of ${ids.join(", ")}`;
	const got = found === void 0 ? `${wanted.length} steps of this id, none that uses Waybill` : "more than one";
	throw bad(`The workflow ${file} has no such step: ${id}.`, got, expected);
}
/** `OWNER/waybill@…`, and the repository's own step. */
function isWaybill(step) {
	const uses = text(step, "uses") ?? "";
	return /\/waybill(?:\/attest)?@/.test(uses) || /^\.\/(?:attest\/?)?$/.test(uses);
}
function nameOf({ job, step }) {
	return text(step, "id") ?? `a step without id in the job ${job}`;
}
function isCallable(on) {
	return on === "workflow_call" || (Array.isArray(on) ? on.includes("workflow_call") : isRecord(on) && "workflow_call" in on);
}
function bad(what, got, expected) {
	return new WaybillError("USAGE", {
		what,
		got,
		...expected === void 0 ? {} : { expected }
	});
}

// src/cli/rehearse.ts
const REHEARSE_USAGE = `waybill rehearse: the release step on this machine, against embedded services; nobody is called

  waybill rehearse --subject-path 'dist/*' [--tag v1.2.3] [--event FILE] [--output DIR] [--format text|json]
                   [--workflow FILE [--step ID]] [any input of the step as an option]

  --tag        the tag that the run is for; the branch checked out if not given
  --event      a file with the payload of the event that starts the run
  --workflow   take the step's inputs from this workflow, and compare its permissions with what the step needs
  --step       the step's id there, where more than one uses Waybill
  --output     where bundle, statement, summary and log are written: absent, empty or an earlier rehearsal's;
               a fresh folder if not given
  --format     text or json

  inputs: ${wrapped(INPUT_NAMES.map((name) => `--${name}`))}

  exit codes: 0 rehearsed, 1 the step failed, 2 wrong usage
`;
function wrapped(words) {
	const lines = [""];
	for (const word of words) {
		const line = lines.at(-1) ?? "";
		if (line.length + word.length > 90) lines.push(word);
		else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
	}
	return lines.join("\n          ");
}
/**
* `waybill rehearse`: the step as it is, in this process, on services that end with it.
* @returns 0 when the step would have succeeded, 1 when it failed
* @throws WaybillError USAGE
*/
async function rehearseCommand(args, terminal) {
	if (args.includes("--help") || args.includes("-h")) {
		terminal.out(REHEARSE_USAGE);
		return 0;
	}
	const options = readOptions(args);
	const cwd = process.cwd();
	const event = options.event === void 0 ? void 0 : await readEvent(options.event);
	const workflow = options.workflow === void 0 ? void 0 : await readWorkflowStep(options.workflow, options.step);
	const run = await rehearsedRun({
		cwd,
		tag: options.tag,
		event,
		workflow
	}, commandExec);
	const given = inputsOf(options, workflow, run);
	const rehearsed = await rehearseStep(given.values, run, cwd, options.output);
	const { result, inputs } = rehearsed;
	const rehearsal = {
		...rehearsed,
		run,
		needs: inputs === void 0 ? [] : needsOf(inputs, run, workflow),
		notes: [...run.notes, ...given.notes],
		verify: await verifyWords(rehearsed, cwd)
	};
	if (options.format === "json") terminal.out(rehearsalJson(rehearsal));
	else if (result.outcome !== "failed" || result.files.length > 0) terminal.out(renderRehearsal(rehearsal));
	if (result.error !== void 0) terminal.err(`error: ${result.error.describe().split("\n").map(inert).join("\n")}\n`);
	return result.outcome === "failed" ? 1 : 0;
}
const OWN = [
	"tag",
	"event",
	"workflow",
	"step",
	"output",
	"format"
];
function readOptions(args) {
	const values = parse$1(args);
	const own = (name) => values.get(name);
	const format = own("format") ?? "text";
	if (format !== "text" && format !== "json") throw usage(`--format ${format}`, "text or json");
	const tag = own("tag")?.replace(/^refs\/tags\//, "");
	if (tag !== void 0 && (tag === "" || /[\s\p{C}~^:?*[\\]|\.\.|@\{|^[-/]|[/.]$/u.test(tag))) throw usage(`--tag ${tag}`, "a tag's name, such as v1.2.3");
	if (own("step") !== void 0 && own("workflow") === void 0) throw usage("--step without --workflow", "the workflow that has the step");
	const inputs = new Map([...values].filter(([name]) => INPUT_NAMES.includes(name)));
	const { event, workflow, step, output } = Object.fromEntries(OWN.map((name) => [name, own(name)]));
	return {
		inputs,
		tag,
		event,
		workflow,
		step,
		output,
		format
	};
}
function parse$1(args) {
	const option = { type: "string" };
	try {
		const { values } = (0, import__late_node_util.parseArgs)({
			args: args.map((arg, index) => standsAlone(arg, args[index + 1]) ? `${arg}=true` : arg),
			options: Object.fromEntries([...OWN, ...INPUT_NAMES].map((name) => [name, option]))
		});
		return new Map(Object.entries(values).flatMap(([name, value]) => typeof value === "string" ? [[name, value.trim()]] : []));
	} catch (error) {
		const got = error instanceof Error ? error.message.split(/\n|\. /)[0] ?? "" : "";
		throw usage(got, "the options of waybill rehearse --help, each with one value; patterns in quotes");
	}
}
function standsAlone(arg, next) {
	return arg.startsWith("--") && FLAGS.includes(arg.slice(2)) && (next === void 0 || next.startsWith("--"));
}
/** The workflow's inputs, and over them the options; with what a user should know of the difference to a real run. */
function inputsOf(options, workflow, run) {
	const written = workflow?.with ?? {};
	const skipped = /* @__PURE__ */ new Set([...REPLACED, ...options.inputs.keys()]);
	const values = new Map([...evaluateInputs(written, skipped, run), ...options.inputs]);
	const named = /* @__PURE__ */ new Set([...Object.keys(written), ...options.inputs.keys()]);
	const replaced = [...named].filter((name) => REPLACED.has(name));
	const unknown = [...named].filter((name) => !INPUT_NAMES.includes(name));
	return {
		values,
		notes: [...replaced.length === 0 ? [] : [`Not as given, but for the embedded services: ${replaced.join(", ")}.`], ...unknown.length === 0 ? [] : [`The step has no such input, and the runner would only warn: ${unknown.join(", ")}.`]]
	};
}
/** The command for the first subject: an image's digest, for which nobody needs to be asked, or a file here. */
async function verifyWords(rehearsed, cwd) {
	const { result, inputs, written } = rehearsed;
	const [file] = result.files;
	const [subject] = result.subjects ?? [];
	const root = written.find(({ kind }) => kind === "trusted root");
	if (file === void 0 || subject === void 0 || root === void 0 || result.run === void 0) return void 0;
	return [
		"waybill",
		"verify",
		file.image?.slice(file.image.indexOf("@") + 1) ?? (inputs === void 0 ? void 0 : await fileOf(subject.name, inputs, cwd)) ?? "FILE",
		"--bundle",
		file.path,
		"--source-repository",
		result.run.repositoryUrl,
		"--signer",
		result.run.builderId,
		"--issuer",
		result.run.claims.iss,
		"--trusted-root",
		root.path
	];
}
async function fileOf(name, { subjects }, cwd) {
	for (const request of subjects) {
		if (request.kind !== "paths") continue;
		const files = nameFiles(await findFiles(request.patterns, cwd), cwd);
		const found = request.name === name ? files[0] : files.find((file) => file.name === name);
		if (found !== void 0) return shortest(found.path, cwd);
	}
}
function shortest(file, cwd) {
	const relative = path.relative(cwd, file);
	return relative.startsWith("..") ? file : relative.startsWith("-") ? `./${relative}` : relative;
}

export { rehearseCommand };
