import { E as sourcesOf, G as find, J as oneLine, K as nothingFound, O as expectedOf, b as requestOf, c as single, dt as openArtifact, ft as parseArtifact, l as usage, o as optionLines, s as readArguments, u as consumerPorts, x as inert } from "./verify.js";
import { dt as WaybillError, m as safeBase, pt as kindOf, rt as primaryDigest } from "./base.js";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

// src/evidence/download.ts
/** `FILE.intoto.jsonl`, where `waybill verify` looks; of what has no name, `sha256-HEX.jsonl`, as gh has it. */
function downloadName(artifact) {
	return artifact.kind === "file" ? `${safeBase(basename(artifact.path))}.intoto.jsonl` : `${primaryDigest(artifact.digests).replace(":", "-")}.jsonl`;
}
/**
* Writes bundles to one file, one a line. Nothing that is there is replaced, and no link is written through.
* @param file its path, as the user gave it or made of {@link downloadName}
* @throws WaybillError INPUT_INVALID where it is something else or cannot be written
*/
async function writeBundles(file, bundles) {
	const lines = bundles.flatMap(({ json }) => isJson$1(json) ? [`${oneLine(json)}\n`] : []);
	const content = lines.join("");
	const done = {
		path: file,
		bundles: lines.length
	};
	let created = false;
	try {
		await writeFile(file, "", { flag: "wx" });
		created = true;
		await writeFile(file, content);
		return {
			...done,
			status: "written"
		};
	} catch (error) {
		if (created) await rm(file, { force: true });
		else if (kindOf(error) === "EEXIST") {
			if (await readFile(file, "utf8").catch(() => void 0) === content) return {
				...done,
				status: "already-there"
			};
			throw new WaybillError("INPUT_INVALID", {
				what: `The bundles would replace ${file}, which holds something else.`,
				todo: "Name another file, or move that one away."
			});
		}
		throw new WaybillError("INPUT_INVALID", {
			what: `The bundles cannot be written to ${file}.`,
			got: kindOf(error),
			expected: "a folder that may be written to"
		});
	}
}
/** A string of JSON has no line break in it. */
function isJson$1(text) {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
/** Where {@link writeBundles} writes in a folder. */
function downloadPath(artifact, folder) {
	return join(folder, downloadName(artifact));
}

// src/cli/download.ts
/** The first four are those of `waybill verify`. */
const DOWNLOAD_OPTIONS = [
	{
		name: "from",
		value: "PLACE",
		about: "release, registry or github; several"
	},
	{
		name: "source-repository",
		value: "URL",
		about: "whose releases, and whose attestations on GitHub"
	},
	{
		name: "tag",
		value: "NAME",
		about: "which release"
	},
	{
		name: "attestation-repository",
		value: "NAME",
		about: "where an image's attestations lie, if not beside it"
	},
	{
		name: "output",
		value: "DIR",
		about: "the folder to write to; that of FILE, or this one, if not given"
	}
];
const DOWNLOAD_USAGE = `waybill download ARTIFACT [OPTIONS]

  writes the bundles of an artifact into one file, a bundle a line, where \`waybill verify\` looks for it. Nothing about
  them is checked, and no file that holds something else is replaced

  ARTIFACT is a file, sha256:HEX, oci://REFERENCE or oci-layout:FOLDER[@sha256:HEX]. Without --from: an image's bundles
  are taken from its registry, a layout's from itself, all else from the attestations and releases of --source-repository

${optionLines(DOWNLOAD_OPTIONS)}

  exit codes: 0 written or there already, 2 wrong usage, 3 nothing found, 4 not every place could be reached
`;
/** Of all bundles of one artifact, in characters; they are held until all are there. */
const MOST = 268435456;
/**
* `waybill download`: all bundles of an artifact, or none. A part of them would look like all.
* @throws WaybillError USAGE, NOT_FOUND, UNREACHABLE, INPUT_INVALID
*/
async function downloadCommand(args, terminal, surroundings) {
	if (args.includes("--help") || args.includes("-h")) {
		terminal.out(DOWNLOAD_USAGE);
		return 0;
	}
	const read = readArguments(args, DOWNLOAD_OPTIONS);
	const [named, another] = read.positionals;
	if (named === void 0 || another !== void 0) throw usage(`${read.positionals.length} artifacts`, "one");
	const output = single(read, "output");
	const ports = consumerPorts(surroundings);
	const artifact = await openArtifact(parseArtifact(named), ports.registries);
	const { bundles, skipped } = await gathered(artifact, placesFor(artifact, read), ports);
	for (const { origin, reason } of skipped) terminal.err(`${inert(`passed over: ${origin}: ${reason}`)}\n`);
	const done = await written(artifact, output ?? (artifact.kind === "file" ? dirname(artifact.path) : "."), bundles);
	terminal.out(report(done, bundles));
	return 0;
}
function placesFor(artifact, read) {
	const request = requestOf(read.given);
	const sourceRepository = request.sourceRepository;
	const asked = request.from ?? [];
	const usual = asked.length > 0 || artifact.kind === "image" || artifact.kind === "layout";
	if (sourceRepository === void 0 && (!usual || asked.some((place) => place !== "registry"))) throw usage("no --source-repository", "the repository whose releases or attestations are meant");
	const from = usual ? asked : ["github", "release"];
	const expected = expectedOf({ sourceRepository: sourceRepository ?? "https://github.com" });
	const all = sourcesOf(artifact, {
		...request,
		from
	}, expected);
	const sources = asked.length === 0 ? all : all.filter(({ kind }) => asked.some((place) => place === kind));
	const has = (place) => sources.some(({ kind }) => kind === place);
	if (request.tag !== void 0 && !has("release")) throw usage("--tag alone", "--from release beside it");
	if (request.attestationRepository !== void 0 && !has("registry")) throw usage("--attestation-repository alone", "--from registry beside it");
	return sources;
}
async function gathered(artifact, sources, ports) {
	const search = find(artifact, sources, ports);
	const bundles = [];
	const notJson = [];
	let size = 0;
	for await (const evidence of search.bundles) {
		if (!isJson(evidence.json)) {
			notJson.push({
				origin: evidence.origin,
				reason: "it is no JSON"
			});
			continue;
		}
		size += evidence.json.length;
		if (size > MOST) throw new WaybillError("BUNDLE_MALFORMED", {
			what: `The bundles of ${artifact.name} are more than is written.`,
			expected: `at most ${MOST} characters`,
			todo: "Name one place with --from."
		});
		bundles.push(evidence);
	}
	const skipped = [...search.skipped, ...notJson];
	if (bundles.length === 0 || search.unreached.length > 0) throw incomplete(artifact, {
		...search,
		skipped
	}, bundles.length);
	return {
		bundles,
		skipped
	};
}
function isJson(json) {
	try {
		JSON.parse(json);
		return true;
	} catch {
		return false;
	}
}
function incomplete(artifact, search, found) {
	const error = nothingFound(artifact, search);
	if (found === 0) return error;
	return new WaybillError("UNREACHABLE", {
		...error.parts,
		what: `Not every place could be asked for bundles of ${artifact.name}, so that nothing was written.`,
		todo: "Try again later, or name with --from the places that can be asked."
	});
}
async function written(artifact, folder, bundles) {
	try {
		await mkdir(folder, { recursive: true });
	} catch (error) {
		throw new WaybillError("INPUT_INVALID", {
			what: `The folder ${folder} cannot be made.`,
			got: kindOf(error),
			expected: "a folder, or a name that is free"
		});
	}
	return await writeBundles(downloadPath(artifact, folder), bundles);
}
function report({ path, bundles: count, status }, bundles) {
	const what = `${count} ${count === 1 ? "bundle" : "bundles"}`;
	return [
		status === "written" ? `Wrote ${what} to ${path}` : `${path} has the same ${what} already`,
		...bundles.map(({ origin }) => `  from ${origin}`),
		"Nothing about them is checked: `waybill verify` does.",
		""
	].map(inert).join("\n");
}

export { downloadCommand };
