import { t as artifactVerifier } from "./layout.js";
import { i as http } from "./http.js";
import { t as Patience } from "./patience.js";
import { s as repositoryText } from "./reference.js";
import { o as readTrustedRoots, r as publicTrust } from "./checks.js";
import { n as asWaybillError, r as kindOf, t as WaybillError } from "./project.js";
import { n as worstOf, t as exitCodeOf } from "./command.js";
import { t as describe } from "./describe.js";
import { n as inertJson, t as inert } from "./inert.js";
import { r as digestEntries } from "./digest.js";
import { i as requestOf, n as usageText, r as REQUEST_OPTIONS, t as OWN_OPTIONS } from "./options.js";
import { t as quoted } from "./quoted.js";
import { parseArgs } from "node:util";
import { homedir } from "node:os";

// src/consumer/ports.ts
/** Somebody waits for the answer: a service that fails for longer has failed. */
const PATIENCE_SECONDS = 20;
/** Ports that load what a network needs only when something is called. */
function consumerPorts(surroundings, roots = rootsReader()) {
	const { env } = surroundings;
	let network;
	const calls = http(async (url, init) => {
		network ??= openNetwork(env);
		return await (await network)(url, init);
	}, new Patience(surroundings.patience ?? PATIENCE_SECONDS));
	const opened = /* @__PURE__ */ new Map();
	const registries = (name) => {
		const key = repositoryText(name);
		const known = opened.get(key) ?? lateContent(name, {
			...surroundings,
			http: calls
		});
		opened.set(key, known);
		return known;
	};
	return {
		http: calls,
		env,
		registries,
		roots
	};
}
async function openNetwork(env) {
	const { networkFetch } = await import("./fetch.js");
	return await networkFetch({
		httpProxy: env["http_proxy"] ?? env["HTTP_PROXY"],
		httpsProxy: env["https_proxy"] ?? env["HTTPS_PROXY"],
		noProxy: env["no_proxy"] ?? env["NO_PROXY"]
	});
}
/** A repository whose client, and the credentials for it, are loaded and looked for with the first call. */
function lateContent(name, ports) {
	let opening;
	const open = async () => {
		const [{ openRepository }, { findCredentials }, { readStart }] = await Promise.all([
			import("./client.js"),
			import("./credentials.js"),
			import("./credential-files.js")
		]);
		const { env, exec, mask } = ports;
		const credentialPorts = {
			env,
			home: env["HOME"] ?? env["USERPROFILE"] ?? homedir(),
			uid: process.getuid?.(),
			readFile: readStart,
			exec,
			mask
		};
		return openRepository(name, {
			http: ports.http,
			mask,
			insecure: false,
			credentials: (asked) => findCredentials(asked, {
				username: "",
				password: ""
			}, credentialPorts)
		});
	};
	const content = () => opening ??= open();
	return {
		manifest: async (...given) => await (await content()).manifest(...given),
		blob: async (...given) => await (await content()).blob(...given),
		referrers: async (...given) => await (await content()).referrers(...given)
	};
}
/** Reads each file once. Without a file: the root of Sigstore's public instance that is built in. */
function rootsReader() {
	const read = /* @__PURE__ */ new Map();
	return async (file) => {
		if (file === void 0) return [publicTrust().trustedRoot];
		const known = read.get(file) ?? readTrustedRoots(file);
		read.set(file, known);
		return await known;
	};
}

// src/cli/show.ts
/** What was proven first, then what was not. */
function renderText(named, { artifact, bundle, origin, tried }) {
	const { certificate, level } = bundle;
	const [digest] = digestEntries(artifact.digests);
	return [
		`Verified ${named}`,
		`  ${digest === void 0 ? "" : digest.join(":")}`,
		...artifact.resolved === void 0 ? [] : [`  ${artifact.resolved}`],
		"",
		"Proven:",
		`  built from   ${certificate.sourceRepositoryURI ?? ""} at ${certificate.sourceRepositoryDigest ?? ""}`,
		`               (${certificate.sourceRepositoryRef ?? ""})`,
		`  signed by    ${bundle.signer}`,
		`  in run       ${certificate.runInvocationURI ?? "(not in the certificate)"}`,
		`  at           ${bundle.times.map((t) => `${t.time.toISOString()} (${t.source})`).join(", ")}`,
		`  SLSA level   Build ${level.build}: ${level.reason}`,
		`  by           ${origin}${tried === 1 ? "" : `, after ${tried - 1} that did not pass`}`,
		"",
		"Checked:",
		...bundle.checks.map((check) => `  ${check.name.padEnd(16)} ${check.detail}`),
		"",
		"Not checked:",
		...bundle.unchecked.map((what) => `  ${what}`),
		...level.notEvidenced.map((what) => `  of the level, ${what}`),
		""
	].map(inert).join("\n");
}
/** One line of JSON with the names of `gh attestation verify --format json`, and what was checked. */
function renderJson(named, { artifact, bundle, origin }) {
	const { level, checks, unchecked, certificate } = bundle;
	return line({
		verified: true,
		artifact: named,
		digest: artifact.digests,
		bundle: origin,
		verificationResult: {
			mediaType: "application/vnd.dev.sigstore.verificationresult+json;version=0.1",
			statement: bundle.statement.json,
			signature: { certificate },
			verifiedTimestamps: bundle.times.map((t) => ({
				type: t.source === "transparency log" ? "Tlog" : "TimestampAuthority",
				timestamp: t.time.toISOString()
			})),
			verifiedIdentity: {
				subjectAlternativeName: { subjectAlternativeName: certificate.subjectAlternativeName },
				issuer: { issuer: certificate.issuer },
				buildSignerURI: bundle.signer,
				sourceRepositoryURI: certificate.sourceRepositoryURI
			}
		},
		builderId: bundle.builderId,
		level,
		checks,
		unchecked
	});
}
/** The answer for an artifact that was not verified. */
function refusalJson(named, { code, message }) {
	return line({
		verified: false,
		artifact: named,
		code,
		message
	});
}
/** The statement that was verified, on a line. */
function renderStatement({ statement }) {
	return line(statement.json);
}
function line(value) {
	return `${inertJson(JSON.stringify(value))}\n`;
}

// src/cli/verify-options.ts
/** @throws WaybillError USAGE */
function readVerifyOptions(args) {
	const { artifacts, given } = parse(args);
	const own = (name) => {
		const [value, another] = given.get(name) ?? [];
		if (another !== void 0) throw usage(`--${name} more than once`, "it once");
		return value;
	};
	const format = own("format") ?? "text";
	if (format !== "text" && format !== "json") throw usage(`--format ${quoted(format)}`, "text or json");
	const options = {
		artifacts,
		request: requestOf(given),
		refreshTrust: own("refresh-trust") === "true",
		batch: own("batch"),
		format,
		printProvenance: own("print-provenance") === "true"
	};
	if (options.refreshTrust && options.request.trustedRoot !== void 0) throw usage("--refresh-trust and --trusted-root", "one of them");
	if (options.batch === void 0) assertSingle(options);
	else assertBatch(options, given);
	return options;
}
function assertSingle({ artifacts, request }) {
	if (artifacts.length === 0) throw usage("no artifact", "a file, sha256:HEX, oci://REFERENCE or oci-layout:FOLDER");
	const from = request.from ?? [];
	if (request.tag !== void 0 && !from.includes("release")) throw usage("--tag without --from release", "--source-tag for the tag built, or --from release");
	const asked = from.includes("registry") || artifacts.some((artifact) => artifact.startsWith("oci://"));
	if (request.attestationRepository !== void 0 && !asked) throw usage("--attestation-repository without --from registry", "both, or an image of a registry");
}
/** What a line says itself, and what has no place in an answer, is no option. */
function assertBatch({ artifacts, batch }, given) {
	if (batch === "") throw usage("an empty --batch", "a file, or - for standard input");
	if (artifacts.length > 0) throw usage(`--batch and ${quoted(artifacts[0] ?? "")}`, "artifacts in the lines");
	const other = ["bundle", "print-provenance"].find((name) => given.has(name));
	if (other !== void 0) throw usage(`--batch and --${other}`, "one of them");
	if (given.get("format")?.[0] === "text") throw usage("--batch and --format text", "answers in JSON Lines");
}
function parse(args) {
	const flags = [...REQUEST_OPTIONS.filter(({ kind }) => kind === "flag").map(({ name }) => name), ...OWN_OPTIONS.filter(({ value }) => value === "").map(({ name }) => name)];
	const names = [...REQUEST_OPTIONS, ...OWN_OPTIONS].map(({ name }) => name);
	try {
		const { values, positionals } = parseArgs({
			args: [...args],
			allowPositionals: true,
			options: Object.fromEntries(names.map((name) => [name, {
				type: flags.includes(name) ? "boolean" : "string",
				multiple: true
			}]))
		});
		const given = Object.entries(values).map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).map(String)]);
		return {
			artifacts: positionals,
			given: new Map(given)
		};
	} catch (error) {
		if (!(error instanceof Error && kindOf(error).startsWith("ERR_PARSE_ARGS"))) throw error;
		throw usage(error.message.split(/\n|\. /)[0] ?? "", "the options of waybill --help");
	}
}
function usage(got, expected) {
	return new WaybillError("USAGE", {
		what: "The command line is not complete.",
		got,
		expected
	});
}

// src/cli/verify.ts
/**
* `waybill verify`: reads files, and calls nobody that it was not told to call.
* @throws WaybillError USAGE, TRUST_INVALID, UNREACHABLE for a trusted root that was to be refreshed
*/
async function verifyCommand(args, terminal, surroundings) {
	if (args.includes("--help") || args.includes("-h")) {
		terminal.out(usageText());
		return 0;
	}
	const options = readVerifyOptions(args);
	const ports = await portsFor(options, surroundings);
	if (options.batch !== void 0) {
		const { batchCommand } = await import("./batch.js");
		return await batchCommand(options.batch, options.request, ports, terminal);
	}
	return await verifyEach(options, ports, terminal);
}
async function portsFor({ refreshTrust }, surroundings) {
	const ports = consumerPorts(surroundings);
	if (!refreshTrust) return ports;
	const { refreshedRoots } = await import("./refreshed.js");
	const refreshed = await refreshedRoots(ports.http);
	return {
		...ports,
		roots: async (file) => file === void 0 ? refreshed : await ports.roots(file)
	};
}
async function verifyEach(options, ports, terminal) {
	const { artifacts, request, format } = options;
	const verify = artifactVerifier(request, ports);
	await ports.roots(request.trustedRoot);
	const codes = [];
	for (const named of artifacts) try {
		const found = await verify(named);
		const report = format === "json" ? renderJson(named, found) : renderText(named, found);
		if (options.printProvenance && format === "text") {
			terminal.out(renderStatement(found.bundle));
			terminal.err(report);
		} else terminal.out(report);
		codes.push(0);
	} catch (thrown) {
		const error = asWaybillError(thrown, "The verification");
		if (format === "json") terminal.out(refusalJson(named, error));
		terminal.err(`${artifacts.length === 1 ? "" : `Not verified ${inert(named)}\n`}${describe(error)}`);
		codes.push(exitCodeOf(error.code));
	}
	return worstOf(codes);
}

export { verifyCommand };
