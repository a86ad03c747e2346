import { dt as WaybillError, pt as kindOf } from "./base.js";
import { mkdir, mkdtemp, readFile, rename, writeFile } from "node:fs/promises";
import * as path from "node:path";

// src/publish/file.ts
/** The folder for the run's bundles: the one given, relative to the workspace, or a fresh one in `temp`. */
async function openOutputDir(given, job) {
	try {
		if (given === void 0) return await mkdtemp(path.join(job.temp, "waybill-"));
		const dir = path.resolve(job.workspace, given);
		await mkdir(dir, { recursive: true });
		return dir;
	} catch (error) {
		throw notWritable(given ?? job.temp, error);
	}
}
/**
* Writes a bundle before it is judged, under a name that nobody publishes by a pattern, and gives it its own name when
* `judge` accepts it. What `judge` refuses stays there to be looked at.
* @throws WaybillError INPUT_INVALID where it cannot be written, or would replace a file that is no bundle
*/
async function writeJudged(file, bytes, judge) {
	const pending = `${file}.unverified`;
	try {
		await writeFile(pending, bytes);
	} catch (error) {
		throw notWritable(pending, error);
	}
	const judged = judge();
	await assertReplaceable(file);
	await rename(pending, file);
	return judged;
}
/** An earlier file of the same kind may be replaced; what else lies there is somebody's. */
async function assertReplaceable(file, mark = "application/vnd.dev.sigstore.bundle") {
	const there = await readFile(file, "utf8").catch(() => void 0);
	if (there === void 0 || there.includes(mark)) return;
	throw new WaybillError("INPUT_INVALID", {
		what: `What this step writes would replace ${file}, which is something else.`,
		todo: "Set `output-dir` or `provenance-name` to something else."
	});
}
function notWritable(where, error) {
	return new WaybillError("INPUT_INVALID", {
		what: `The bundle cannot be written to ${where}.`,
		got: kindOf(error),
		expected: "a folder that this job may write to",
		todo: "Set `output-dir` to one, or `provenance-name` to a shorter name."
	});
}

export { openOutputDir as n, writeJudged as r, assertReplaceable as t };
