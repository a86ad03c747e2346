import { l as setFailed, n as readSurroundings, o as getInput, t as Secrets, u as setOutput } from "./chunks/actions-core.js";
import { V as http, _ as Patience, dt as WaybillError, ft as asWaybillError, pt as kindOf, v as systemClock } from "./chunks/base.js";
import { n as openArtifacts } from "./chunks/results-service.js";
import { r as shareSubjectsFile, t as MAX_SUBJECTS_FILE } from "./chunks/checksums.js";
import { t as networkFetch } from "./chunks/fetch2.js";
import { readFile } from "node:fs/promises";
import * as path from "node:path";

// src/runner/share.ts
/** The patience of the step's own default, in seconds. */
const MAX_WAIT = 900;
/**
* The action `create-base64-subjects-from-file`: stores the file at the input `path` for a job that signs, and gives its
* handle. Never throws.
*/
async function shareSubjects(env) {
	const secrets = new Secrets();
	const job = readSurroundings(env);
	secrets.mask(job.artifactService?.token ?? "");
	try {
		const file = path.resolve(job.workspace, given(getInput("path")));
		const bytes = await readList(file);
		const net = http(await networkFetch(job.proxy), new Patience(MAX_WAIT, systemClock));
		const artifacts = openArtifacts(job.artifactService, net, (value) => secrets.mask(value));
		setOutput("handle", await shareSubjectsFile(path.basename(file), bytes, artifacts));
		return 0;
	} catch (error) {
		setFailed(secrets.scrub(asWaybillError(error, "Sharing the subjects").describe()));
		return 1;
	}
}
function given(input) {
	if (input !== "") return input;
	throw new WaybillError("INPUT_INVALID", {
		what: "The input `path` is empty.",
		expected: "a file with a checksum list in base64"
	});
}
async function readList(file) {
	let bytes;
	try {
		bytes = await readFile(file);
	} catch (error) {
		throw new WaybillError("SUBJECT_UNREADABLE", {
			what: "The file that the input `path` names cannot be read.",
			got: `${file} (${kindOf(error)})`,
			expected: "a file with a checksum list in base64"
		});
	}
	if (bytes.length <= 67108864) return bytes;
	throw new WaybillError("CHECKSUMS_INVALID", {
		what: `The file ${file} is too large for a checksum list.`,
		got: `${bytes.length} bytes`,
		expected: `up to ${MAX_SUBJECTS_FILE}`
	});
}

// src/subjects-file.ts
process.exitCode = await shareSubjects(process.env);
setTimeout(() => process.exit(), 500).unref();

export {  };
