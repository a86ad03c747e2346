import { l as setFailed, n as readSurroundings, o as getInput, t as Secrets, u as setOutput } from "./chunks/actions-core.js";
import { ft as asWaybillError, h as VERSION, vt as errorDocs } from "./chunks/base.js";
import { At as refusedJson, jt as verifiedJson } from "./chunks/verify.js";
import { n as link, r as plain, t as code } from "./chunks/markup.js";
import { n as attempt, r as summary, t as runnerLog } from "./chunks/actions-core2.js";
import { mkdtemp, writeFile } from "node:fs/promises";
import * as path from "node:path";

// src/report/verification.ts
/** GitHub takes 1 MiB of outputs from a job. */
const MAX_RESULT_BYTES = 524288;
/** GitHub shows a step's summary up to 1 MiB. */
const MAX_SUMMARY_BYTES = 1048576;
const SHOWN_ROWS = 100;
/** Whether every artifact that was asked about is what was expected. */
function allVerified({ answers, error }) {
	return error === void 0 && answers.length > 0 && answers.every((answer) => "found" in answer);
}
/** The lowest Build level of all; undefined unless all are verified. */
function lowestLevel(verification) {
	if (!allVerified(verification)) return void 0;
	return Math.min(...verification.answers.flatMap((answer) => "found" in answer ? [answer.found.bundle.level.build] : []));
}
/** The step's outputs by name; what there is nothing to say of is not there. */
function verificationOutputs(verification, resultPath) {
	const level = lowestLevel(verification);
	const result = fitting(verification);
	return {
		verified: String(allVerified(verification)),
		...level === void 0 ? {} : { level: String(level) },
		...result === void 0 ? {} : { result },
		...resultPath === void 0 ? {} : { "result-path": resultPath }
	};
}
/** A JSON array in pieces: a statement about a thousand files stands in each of their answers. */
function* resultJson({ answers, error }) {
	let first = true;
	const piece = (value) => {
		const text = `${first ? "" : ",\n"}${JSON.stringify(value)}`;
		first = false;
		return text;
	};
	yield "[";
	for (const answer of answers) yield piece(jsonOf(answer));
	if (error !== void 0) yield piece(refusedJson(void 0, error));
	yield "]";
}
function jsonOf(answer) {
	return "found" in answer ? verifiedJson(answer.named, answer.found) : refusedJson(answer.named, answer.error);
}
/** The result as an output: whole, or not at all, and then it is in the file. */
function fitting(verification) {
	const pieces = [];
	let size = 0;
	for (const piece of resultJson(verification)) {
		size += Buffer.byteLength(piece);
		if (size > MAX_RESULT_BYTES) return void 0;
		pieces.push(piece);
	}
	return pieces.join("");
}
/** The job summary in GitHub's Markdown. Pure: the same answers give the same text. */
function renderVerification(verification) {
	const top = [heading(verification), ...failure(verification.error)];
	const text = `${[...top, ...tables(verification)].join("\n\n")}\n`;
	return Buffer.byteLength(text) <= MAX_SUMMARY_BYTES ? text : `${top.join("\n\n").slice(0, MAX_SUMMARY_BYTES / 4)}\n`;
}
function heading(verification) {
	const { answers } = verification;
	const things = answers.length === 1 ? "1 artifact" : `${answers.length} artifacts`;
	if (allVerified(verification)) return `### ✅ Verified: ${things}`;
	const refused = answers.filter((answer) => "error" in answer).length;
	return refused === 0 ? "### ❌ Nothing was verified" : `### ❌ Not verified: ${refused} of ${things}`;
}
function failure(error) {
	if (error === void 0) return [];
	const { what, got, expected, todo } = error.parts;
	const lines = [`**${link(error.code, errorDocs(error.code))}**: ${paragraphs(what)}`];
	if (got !== void 0) lines.push(`- got: ${plain(got)}`);
	if (expected !== void 0) lines.push(`- expected: ${plain(expected)}`);
	if (todo !== void 0) lines.push(`- to do: ${plain(todo)}`);
	return [lines.join("\n")];
}
function paragraphs(text) {
	return text.split("\n").map(plain).join("<br>");
}
/** What was refused comes first: it must not be lost below what was not. */
function tables({ answers }) {
	if (answers.length === 0) return [];
	const ordered = [...answers.filter((answer) => "error" in answer), ...answers.filter((answer) => "found" in answer)];
	const notes = [];
	const rows = ordered.slice(0, SHOWN_ROWS).map((answer) => row(answer, notes));
	const head = [
		"Artifact",
		"Verdict",
		"SLSA Build level",
		"Signed by",
		"Bundle",
		"Not checked"
	];
	const more = ordered.length > SHOWN_ROWS ? [`… and ${ordered.length - SHOWN_ROWS} more.`] : [];
	const list = `Not checked:\n\n<ol>\n${notes.map((note) => `<li>${plain(note)}</li>`).join("\n")}\n</ol>`;
	return [
		`<table>\n${cells("th", head)}\n${rows.map((row) => cells("td", row)).join("\n")}\n</table>`,
		...more,
		...notes.length === 0 ? [] : [list]
	];
}
/** @param notes grows by what was not checked of this artifact and of none before; the row has their numbers */
function row(answer, notes) {
	if ("error" in answer) {
		const { code: errorCode, parts } = answer.error;
		const why = `❌ ${link(errorCode, errorDocs(errorCode))}<br>${paragraphs(parts.what)}`;
		return [
			code(answer.named),
			why,
			"",
			"",
			"",
			""
		];
	}
	const { bundle, origin, artifact } = answer.found;
	const unchecked = [...bundle.unchecked, ...bundle.level.notEvidenced.map((what) => `of the level, ${what}`)];
	for (const note of unchecked) if (!notes.includes(note)) notes.push(note);
	const numbers = unchecked.map((note) => notes.indexOf(note) + 1);
	const resolved = artifact.resolved === void 0 ? "" : `<br>${plain(artifact.resolved)}`;
	return [
		`${code(answer.named)}${resolved}`,
		"✅ verified",
		String(bundle.level.build),
		code(bundle.signer),
		plain(origin),
		numbers.sort((a, b) => a - b).join(", ")
	];
}
function cells(tag, row) {
	const open = tag === "th" ? "<th align=\"left\">" : "<td>";
	return `<tr>${row.map((cell) => `${open}${cell}</${tag}>`).join("")}</tr>`;
}

// src/runner/verify-step.ts
/** The variables in which gh and the API's clients look for a token. */
const TOKENS = [
	"GH_TOKEN",
	"GITHUB_TOKEN",
	"GH_ENTERPRISE_TOKEN",
	"GITHUB_ENTERPRISE_TOKEN"
];
/** GitHub shows ten errors of a step, and the last is the step's own. */
const MOST_ANNOTATIONS = 9;
/** The step that verifies, from its first line to its exit code: reads, judges, reports. Never throws. */
async function runVerifyStep(env) {
	const secrets = new Secrets();
	const log = runnerLog();
	log.info(`Waybill ${VERSION}`);
	const { workspace, temp } = readSurroundings(env);
	for (const name of TOKENS) secrets.mask(env[name] ?? "");
	const answers = [];
	const tell = (answer) => {
		answers.push(answer);
		logAnswer(answer, answers, secrets, log);
	};
	let error;
	try {
		const token = getInput("github-token");
		secrets.mask(token);
		const [{ readVerifyInputs }, { verifyEvery }, { consumerPorts }] = await Promise.all([
			import("./chunks/inputs2.js"),
			import("./chunks/every.js"),
			import("./chunks/ports.js")
		]);
		await verifyEvery(readVerifyInputs((name) => getInput(name), workspace), workspace, consumerPorts({
			env: {
				...env,
				GITHUB_TOKEN: token === "" ? void 0 : token
			},
			exec: async (...call) => await (await import("./chunks/exec.js")).runnerExec(...call),
			mask: (value) => secrets.mask(value)
		}), tell);
	} catch (thrown) {
		error = asWaybillError(thrown, "The step");
	}
	const verification = {
		answers,
		error
	};
	const complete = await report(verification, temp, secrets, log);
	return allVerified(verification) && complete ? 0 : 1;
}
function logAnswer(answer, answers, secrets, log) {
	if ("found" in answer) {
		const { bundle, origin } = answer.found;
		const level = `SLSA Build level ${bundle.level.build}`;
		log.info(secrets.scrub(`Verified: ${answer.named}, ${level}, signed by ${bundle.signer}, by ${origin}`));
		return;
	}
	const text = secrets.scrub(answer.error.describe());
	const named = secrets.scrub(answer.named);
	if (answers.filter((other) => "error" in other).length <= MOST_ANNOTATIONS) log.error(text, `Not verified: ${named}`);
	else log.info(`Not verified: ${named}\n${text}`);
}
/** Result file, outputs, summary, last word: each on its own, whatever becomes of the others. @returns whether all were written */
async function report(verification, temp, secrets, log) {
	let resultPath;
	const written = [
		await attempt(log, "The result file", async () => {
			const file = path.join(await mkdtemp(path.join(temp, "waybill-")), "waybill-verify-result.json");
			await writeFile(file, scrubbed(resultJson(verification), secrets));
			resultPath = file;
		}),
		await attempt(log, "The step's outputs", () => {
			for (const [name, value] of Object.entries(verificationOutputs(verification, resultPath))) setOutput(name, secrets.scrub(value));
		}),
		await attempt(log, "The job summary", async () => {
			await summary.addRaw(secrets.scrub(renderVerification(verification))).write();
		})
	];
	const last = ending(verification);
	if (last !== void 0) setFailed(secrets.scrub(last));
	return written.every(Boolean);
}
function* scrubbed(pieces, secrets) {
	for (const piece of pieces) yield secrets.scrub(piece);
	yield "\n";
}
/** The last word of a step that fails. */
function ending({ answers, error }) {
	if (error !== void 0) return error.describe();
	const refused = answers.filter((answer) => "error" in answer).length;
	if (refused === 0) return answers.length === 0 ? "Nothing was verified." : void 0;
	return `${refused} of ${answers.length} artifacts ${refused === 1 ? "is" : "are"} not verified.`;
}

// src/verify.ts
process.exitCode = await runVerifyStep(process.env);
setTimeout(() => process.exit(), 500).unref();

export {  };
