import { d as kindOf, l as WaybillError } from "./project.js";
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

// src/run/checkout.ts
const NO_FETCHING = [
	"allow",
	"ext.allow",
	"file.allow",
	"git.allow",
	"http.allow",
	"https.allow",
	"ssh.allow"
].flatMap((name) => ["-c", `protocol.${name}=never`]);
/**
* The commit that is really checked out, and whether tracked files differ from it. Untracked files are what a build
* leaves, so they do not count. Of the folder's own git configuration, hooks and the file monitor are switched off;
* its filters may run, without anything of ours in their environment.
*/
async function readCheckout(workspace, exec) {
	const git = (...args) => exec("git", [
		"-c",
		"core.fsmonitor=false",
		"-c",
		"core.hooksPath=/dev/null",
		...NO_FETCHING,
		"--no-optional-locks",
		...args
	], { cwd: workspace });
	const head = await git("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
	if (head.code === 127) return {
		kind: "none",
		reason: "git is not installed"
	};
	if (head.code === 124) return {
		kind: "none",
		reason: "git did not answer"
	};
	const commit = head.stdout.trim();
	if (head.code !== 0 || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return {
		kind: "none",
		reason: (await git("rev-parse", "--is-inside-work-tree")).code === 0 ? "the repository has no commit yet" : "git finds no repository that it may read"
	};
	const status = await git("status", "--porcelain", "--untracked-files=no");
	return {
		kind: "commit",
		commit,
		dirty: status.code === 0 && status.stdout.trim() !== ""
	};
}

export { writeJudged as i, assertReplaceable as n, openOutputDir as r, readCheckout as t };
