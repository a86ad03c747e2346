import { l as setFailed, n as readSurroundings, o as getInput, t as Secrets, u as setOutput } from "./chunks/actions-core.js";
import { ft as asWaybillError, h as VERSION, v as systemClock } from "./chunks/base.js";
import { i as readInputs, n as finish, r as startProgress, t as renderSummary } from "./chunks/vars.js";
import { t as networkFetch } from "./chunks/fetch2.js";
import { a as commandLine, n as resultJson, s as verifyCommands, t as outputsOf } from "./chunks/commands.js";
import { t as runnerExec } from "./chunks/actions-io.js";
import { n as attempt, r as summary, t as runnerLog } from "./chunks/actions-core2.js";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";

// src/runner/step.ts
/** The step from its first line to its exit code: reads the world, attests, reports. Never throws. */
async function runStep(env) {
	const secrets = new Secrets();
	const log = runnerLog();
	log.info(`Waybill ${VERSION}`);
	const job = readSurroundings(env);
	secrets.mask(job.tokenRequest?.bearer ?? "");
	secrets.mask(job.artifactService?.token ?? "");
	const progress = startProgress();
	let inputs;
	let error;
	let done = true;
	try {
		for (const name of [
			"github-token",
			"registry-password",
			"attestation-registry-password"
		]) secrets.mask(getInput(name));
		inputs = readInputs((name) => getInput(name), job.artifactsList);
		const ports = {
			fetcher: await networkFetch(job.proxy),
			clock: systemClock,
			exec: runnerExec,
			log,
			mask: (value) => secrets.mask(value),
			reveals: (text) => secrets.scrub(text) !== text,
			readEvent,
			readEventFile: () => readEventFile(env["GITHUB_EVENT_PATH"])
		};
		const { attest } = await import("./chunks/attest.js");
		done = await attest(inputs, job, ports, progress);
	} catch (thrown) {
		error = asWaybillError(thrown, "The step");
	}
	const result = finish(progress, error, !done);
	const complete = await report(result, job, inputs?.showSummary ?? true, secrets, log);
	return result.outcome === "failed" || !complete ? 1 : 0;
}
/** The event, as `@actions/github` reads it; loaded late, since few runs need it and it is heavy. */
async function readEvent() {
	try {
		const { context } = await import("./chunks/actions-github.js");
		return context.payload;
	} catch {
		return {};
	}
}
async function readEventFile(file) {
	return file === void 0 ? void 0 : await readFile(file).catch(() => void 0);
}
/** Log, result file, outputs, summary: each on its own, whatever becomes of the others. @returns whether all were written */
async function report(result, job, showSummary, secrets, log) {
	logResult(result, secrets, log);
	let resultPath;
	const stored = "What was stored is stored.";
	const written = [
		await attempt(log, "The result file", async () => {
			resultPath = await writeResult(result, job, secrets);
		}, stored),
		await attempt(log, "The step's outputs", () => {
			for (const [name, value] of Object.entries(outputsOf(result, resultPath))) setOutput(name, secrets.scrub(value));
		}, stored),
		!showSummary || await attempt(log, "The job summary", async () => {
			await summary.addRaw(secrets.scrub(renderSummary(result))).write();
		}, stored)
	];
	if (result.outcome === "failed" && result.error !== void 0) setFailed(secrets.scrub(ending(result, result.error)));
	return written.every(Boolean);
}
function logResult(result, secrets, log) {
	for (const notice of result.notices) log[notice.severity](secrets.scrub(notice.text), "Waybill");
	const said = /* @__PURE__ */ new Set();
	for (const published of result.published) {
		const text = scrubbed(published, secrets);
		if (said.has(text)) continue;
		said.add(text);
		if (published.status === "skipped") log[published.severity](text, "Waybill");
		else if (published.status === "failed") log.error(text, `Waybill: ${published.target}`);
		else log.info(text);
	}
	const [command] = verifyCommands(result);
	if (command !== void 0) log.notice(secrets.scrub(`Verify it with:\n${commandLine(command)}`), "Waybill");
}
function scrubbed(published, secrets) {
	switch (published.status) {
		case "skipped": return secrets.scrub(published.reason);
		case "failed": return secrets.scrub(published.error.describe());
		case "stored": return `Stored: ${placeOf(published)}`;
		case "already-stored": return `Already stored: ${placeOf(published)}`;
	}
}
function placeOf({ target, name, url, id }) {
	return [
		target,
		name,
		target === "registry" ? id : url
	].filter((part) => part !== void 0).join(" ");
}
/** The last word of a run that failed: the error, and what is there already. */
function ending(result, error) {
	const there = result.published.flatMap((p) => p.status === "stored" || p.status === "already-stored" ? [`${p.target} (${p.name})`] : []);
	const [file] = result.files;
	const state = file === void 0 ? "Nothing was stored. If signing had begun, the log may hold an entry of it, which does no harm." : `${result.files.length} of ${result.planned ?? result.files.length} statements are signed and verified, the first of them in ${file.path}; stored so far: ${there.length === 0 ? "nowhere else" : there.join(", ")}. Running the job again is safe: it finishes what is left.`;
	return `${error.describe()}\n${state}`;
}
async function writeResult(result, job, secrets) {
	const resultPath = path.join(await mkdtemp(path.join(job.temp, "waybill-")), "waybill-result.json");
	await writeFile(resultPath, secrets.scrub(`${JSON.stringify(resultJson(result), void 0, 2)}\n`));
	return resultPath;
}

// src/main.ts
process.exitCode = await runStep(process.env);
setTimeout(() => process.exit(), 500).unref();

export {  };
