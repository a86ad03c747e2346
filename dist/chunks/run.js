import { n as asWaybillError, r as kindOf, t as WaybillError } from "./project.js";
import { a as SLSA_V1, i as SLSA_V02, t as VERSION } from "./statement.js";
import { n as inertJson, t as inert } from "./inert.js";
import { c as HEX_LENGTHS, d as hexDigest } from "./quoted.js";
import { n as MAX_BUNDLE_BYTES, r as splitBundles, t as verifyBundle } from "./manifests.js";
import { n as callableUrl, t as baseUrl } from "./url.js";
import { a as readTrustedRoot, r as publicTrust } from "./sigstore-protobuf-specs.js";
import { b as GITHUB_ISSUER, f as signerOf } from "./expectation.js";
import { readFile, stat } from "node:fs/promises";
import * as path from "node:path";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

// src/evidence/artifact.ts
/**
* All digests that a statement may name the file by, in one reading.
* @throws WaybillError NOT_FOUND
*/
async function digestsOf(path) {
	const hashes = Object.keys(HEX_LENGTHS).map((algorithm) => ({
		algorithm,
		hash: createHash(algorithm)
	}));
	try {
		for await (const chunk of createReadStream(path, { highWaterMark: 1048576 })) for (const { hash } of hashes) hash.update(chunk);
	} catch (error) {
		throw new WaybillError("NOT_FOUND", {
			what: `The file ${path} cannot be read.`,
			got: kindOf(error)
		});
	}
	return Object.fromEntries(hashes.map(({ algorithm, hash }) => [algorithm, hexDigest(algorithm, hash.digest("hex"))]));
}

// src/cli/show.ts
/** What was proven first, then what was not. */
function renderText(shown) {
	const { bundle } = shown;
	const { certificate } = bundle;
	return [
		`Verified ${shown.file}`,
		`  sha256:${shown.artifact.sha256 ?? ""}`,
		"",
		"Proven:",
		`  built from   ${certificate.sourceRepositoryURI ?? ""} at ${certificate.sourceRepositoryDigest ?? ""}`,
		`               (${certificate.sourceRepositoryRef ?? ""})`,
		`  signed by    ${signerOf(certificate)}`,
		`  in run       ${certificate.runInvocationURI ?? ""}`,
		`  at           ${bundle.times.map((t) => `${t.time.toISOString()} (${t.source})`).join(", ")}`,
		`  SLSA level   Build ${bundle.level.build}: ${bundle.level.reason}`,
		"",
		"Checked:",
		...bundle.checks.map((check) => `  ${check.name.padEnd(16)} ${check.detail}`),
		"",
		"Not checked:",
		...bundle.unchecked.map((what) => `  ${what}`),
		""
	].map(inert).join("\n");
}
/** JSON with the names of `gh attestation verify --format json`, and what was checked. */
function renderJson(shown) {
	const { bundle } = shown;
	const { level, checks, unchecked } = bundle;
	const json = JSON.stringify({
		verified: true,
		file: shown.file,
		digest: shown.artifact,
		bundle: shown.bundlePath,
		verificationResult: {
			mediaType: "application/vnd.dev.sigstore.verificationresult+json;version=0.1",
			statement: bundle.statement.json,
			signature: { certificate: bundle.certificate },
			verifiedTimestamps: bundle.times.map((t) => ({
				type: t.source === "transparency log" ? "Tlog" : "TimestampAuthority",
				timestamp: t.time.toISOString()
			}))
		},
		level,
		checks,
		unchecked
	}, void 0, 2);
	return `${inertJson(json)}\n`;
}

// src/cli/verify.ts
/**
* `waybill verify`: reads files alone, calls nobody.
* @throws WaybillError USAGE, NOT_FOUND, or the code of the check that failed
*/
async function verifyCommand(args, terminal) {
	const options = readOptions(args);
	const trust = options.trustedRoot === void 0 ? publicTrust().trustedRoot : await readTrustedRoot(options.trustedRoot);
	const artifact = await digestsOf(options.file);
	const expected = {
		identity: {
			issuer: options.issuer,
			signer: options.signer,
			sourceRepository: options.sourceRepository
		},
		predicateTypes: [SLSA_V1, SLSA_V02],
		artifacts: [artifact]
	};
	const { found, bundlePath } = await firstVerified(findBundles(options), (json) => verifyBundle(json, expected, trust));
	const shown = {
		file: options.file,
		bundlePath,
		artifact,
		bundle: found
	};
	terminal.out(options.format === "json" ? renderJson(shown) : renderText(shown));
}
function readOptions(args) {
	const { values, positionals } = parse$1(args);
	const [file] = positionals;
	if (file === void 0 || positionals.length !== 1) throw usage(`${positionals.length} files`, "one FILE to verify");
	const sourceRepository = values["source-repository"];
	if (sourceRepository === void 0) throw usage("no --source-repository", "the repository that FILE must be built from");
	if (callableUrl(sourceRepository) === void 0) throw usage(`--source-repository ${sourceRepository}`, "a URL such as https://github.com/OWNER/REPO");
	if (values.signer === void 0) throw usage("no --signer", "the workflow that must have signed, as a URI");
	if (callableUrl(values.signer) === void 0) throw usage(`--signer ${values.signer}`, "a URI such as https://github.com/OWNER/REPO/.github/workflows/release.yml");
	const format = values.format ?? "text";
	if (format !== "text" && format !== "json") throw usage(`--format ${format}`, "text or json");
	return {
		file,
		bundle: values.bundle,
		sourceRepository: baseUrl(sourceRepository),
		signer: values.signer,
		issuer: values.issuer ?? "https://token.actions.githubusercontent.com",
		trustedRoot: values["trusted-root"],
		format
	};
}
function parse$1(args) {
	try {
		return parseArgs({
			args: [...args],
			allowPositionals: true,
			options: {
				"source-repository": { type: "string" },
				signer: { type: "string" },
				bundle: { type: "string" },
				issuer: { type: "string" },
				"trusted-root": { type: "string" },
				format: { type: "string" }
			}
		});
	} catch (error) {
		throw usage(error instanceof Error ? error.message.split("\n")[0] ?? "" : "", "the options of waybill --help");
	}
}
/** The bundles given, or those beside the file under the names that Waybill and slsa-github-generator give them. */
async function* findBundles(options) {
	const folder = path.dirname(options.file);
	const beside = [`${options.file}.intoto.jsonl`, path.join(folder, "multiple.intoto.jsonl")];
	const parts = Array.from({ length: 999 }, (_, index) => path.join(folder, `multiple.${index + 2}.intoto.jsonl`));
	let none = true;
	for (const candidate of options.bundle === void 0 ? [...beside, ...parts] : [options.bundle]) {
		const content = await readBundleFile(candidate, options.bundle !== void 0);
		if (content === void 0 && !beside.includes(candidate)) break;
		for (const json of content === void 0 ? [] : splitBundles(content)) {
			none = false;
			yield {
				path: candidate,
				json
			};
		}
	}
	if (!none) return;
	throw new WaybillError("NOT_FOUND", {
		what: `There is no bundle beside ${options.file}.`,
		expected: beside.join(" or "),
		todo: "Fetch the bundle from the release, or name it with --bundle."
	});
}
async function readBundleFile(file, required) {
	try {
		const { size } = await stat(file);
		if (size > 33554432) throw new WaybillError("BUNDLE_MALFORMED", {
			what: `${file} is too large to be a bundle.`,
			got: `${size} bytes`,
			expected: `at most ${MAX_BUNDLE_BYTES}`
		});
		return await readFile(file, "utf8");
	} catch (error) {
		if (error instanceof WaybillError) throw error;
		if (!required && kindOf(error) === "ENOENT") return void 0;
		throw new WaybillError("NOT_FOUND", {
			what: `The bundle ${file} cannot be read.`,
			got: kindOf(error)
		});
	}
}
/** The first bundle that passes; if none does, the reason why the first did not, with the count of others. */
async function firstVerified(bundles, verify) {
	let refused;
	let count = 0;
	for await (const bundle of bundles) {
		count++;
		try {
			return {
				found: verify(bundle.json),
				bundlePath: bundle.path
			};
		} catch (error) {
			refused ??= {
				path: bundle.path,
				error: asWaybillError(error, "The verification")
			};
		}
	}
	if (refused === void 0) throw new Error("no bundle was found");
	if (count === 1) throw refused.error;
	const others = count === 2 ? "one other bundle was" : `${count - 1} other bundles were`;
	const { code, parts } = refused.error;
	throw new WaybillError(code, {
		...parts,
		what: `${parts.what} (In ${refused.path}; ${others} tried and refused too.)`
	});
}
function usage(got, expected) {
	return new WaybillError("USAGE", {
		what: "The command line is not complete.",
		got,
		expected
	});
}

// src/cli/run.ts
const USAGE = `waybill ${VERSION}: checks where a release's files come from, offline; rehearses the release step

  waybill verify FILE --source-repository https://github.com/OWNER/REPO --signer URI[@REF]
                      [--bundle FILE] [--issuer URL] [--trusted-root FILE] [--format text|json]

  --source-repository   the repository that FILE must be built from
  --signer              the workflow that must have signed, as in the certificate:
                        https://github.com/OWNER/REPO/.github/workflows/release.yml[@refs/tags/v1.2.3]
  --bundle              the bundle; without it FILE.intoto.jsonl and multiple[.N].intoto.jsonl beside FILE are tried
  --issuer              who vouches for workflows; GitHub (https://token.actions.githubusercontent.com) if not given
  --trusted-root        the trusted root of another Sigstore instance than the public one

  exit codes: 0 verified, 1 refused, 2 wrong usage, 3 nothing found to verify, 4 could not be reached

  waybill rehearse OPTIONS

  the release step on this machine, against embedded services, before any tag is pushed; \`waybill help rehearse\`
`;
/** @returns the exit code; prints all there is to say */
async function runCli(args, terminal) {
	const [command, ...rest] = args;
	if (command === "--version" || command === "-v") {
		terminal.out(`${VERSION}\n`);
		return 0;
	}
	if (command === "--help" || command === "-h" || command === "help" && rest[0] !== "rehearse") {
		terminal.out(USAGE);
		return 0;
	}
	try {
		if (command === "rehearse" || command === "help") {
			const { rehearseCommand } = await import("./rehearse.js");
			return await rehearseCommand(command === "help" ? ["--help"] : rest, terminal);
		}
		if (command === "verify") {
			await verifyCommand(rest, terminal);
			return 0;
		}
		terminal.err(`error: ${command === void 0 ? "no command given" : `there is no command "${inert(command)}"`}\n\n${USAGE}`);
		return 2;
	} catch (thrown) {
		const error = asWaybillError(thrown, "The command");
		const done = command === "rehearse" ? { rehearsed: false } : { verified: false };
		if (wantsJson(rest)) terminal.out(`${inertJson(JSON.stringify({
			...done,
			code: error.code,
			message: error.message
		}))}\n`);
		terminal.err(describe(error, command));
		return exitCodeOf(error.code);
	}
}
/** A program that asked for JSON gets its answer on the same stream, whatever the answer is. */
function wantsJson(args) {
	return args.includes("--format=json") || args.some((arg, index) => arg === "json" && args[index - 1] === "--format");
}
/** Each part is made inert on its own: the lines between them are ours, a line within one may be a name's. */
function describe(error, command) {
	const help = command === "rehearse" ? "waybill help rehearse" : "waybill --help";
	const { what, got, expected, todo } = error.parts;
	const parts = {
		what: inert(what),
		...got === void 0 ? {} : { got: inert(got) },
		...expected === void 0 ? {} : { expected: inert(expected) },
		...todo === void 0 ? {} : { todo: inert(todo) }
	};
	return `error: ${new WaybillError(error.code, parts).describe()}\n${error.code === "USAGE" ? `hint: ${help}\n` : ""}`;
}
function exitCodeOf(code) {
	if (code === "USAGE" || code === "TRUST_INVALID" || code === "INPUT_INVALID") return 2;
	if (code === "NOT_FOUND") return 3;
	if (code === "UNREACHABLE") return 4;
	return 1;
}

export { runCli };
