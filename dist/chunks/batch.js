import { C as exitCodeOf, Mt as require__late_node_fs, S as inertJson, T as artifactVerifier, ft as parseArtifact, ot as UnreadableJson, st as parseBounded } from "./verify.js";
import { at as quoted, dt as WaybillError, ft as asWaybillError, pt as kindOf, st as isRecord } from "./base.js";
import { stat } from "node:fs/promises";

// src/cli/lines.ts
var import__late_node_fs = require__late_node_fs();
/** A request with a thousand artifacts has a tenth of it. */
const MOST_BYTES = 1048576;
const NEWLINE = 10;
/** The lines of a stream without their ends, blank ones left out. Of one that is too long nothing is kept. */
async function* linesOf(input) {
	let parts = [];
	let size = 0;
	const take = () => {
		const line = size > 1048576 ? "too long" : Buffer.concat(parts);
		parts = [];
		size = 0;
		return line === "too long" || line.some((byte) => byte !== 32 && byte !== 13 && byte !== 9) ? line : void 0;
	};
	for await (const chunk of input) for (let from = 0; from < chunk.length;) {
		const newline = chunk.indexOf(NEWLINE, from);
		const end = newline === -1 ? chunk.length : newline;
		size += end - from;
		if (size > 1048576) parts = [];
		else parts.push(chunk.subarray(from, end));
		from = end + 1;
		const line = newline === -1 ? void 0 : take();
		if (line !== void 0) yield line;
	}
	const last = take();
	if (last !== void 0) yield last;
}
/** The work on each item, several at a time; results come in the items' order, and no item is taken long before. */
async function* inOrder(items, atATime, work) {
	const waiting = [];
	for await (const item of items) {
		waiting.push(work(item));
		const first = waiting.length < atATime ? void 0 : waiting.shift();
		if (first !== void 0) yield await first;
	}
	for (const result of waiting) yield await result;
}

// src/cli/batch-line.ts
/** A line that cannot be answered, with its id as far as it has one. */
var BadLine = class extends Error {
	name = "BadLine";
	id;
	error;
	constructor(id, got, expected) {
		super(got);
		this.id = id;
		this.error = new WaybillError("USAGE", {
			what: "The line is no request.",
			got,
			expected
		});
	}
};
/** In a batch, each part of a request is called as it is here. */
const sameName = (key) => key === "bundles" ? "bundle" : key;
const TEXTS = [
	"sourceRepository",
	"signer",
	"builderId",
	"issuer",
	"sourceRef",
	"sourceBranch",
	"sourceTag",
	"sourceVersionedTag",
	"sourceDigest",
	"predicateType",
	"trustedRoot"
];
/** Every key of a request; a test compares them with docs/verify.md. */
const BATCH_KEYS = [
	"id",
	"artifacts",
	"bundle",
	"workflowInputs",
	...TEXTS
];
/** @throws BadLine */
function readBatchLine(line) {
	if (line === "too long") throw new BadLine(null, "a line that is too long", `at most ${MOST_BYTES} bytes`);
	const value = readJson(line);
	const { id } = value;
	if (typeof id !== "string" && typeof id !== "number") throw new BadLine(null, id === void 0 ? "no id" : "an id of another type", "text or a number");
	if (typeof id === "number" && Math.abs(id) > Number.MAX_SAFE_INTEGER) throw new BadLine(null, "an id that is read as another number", "text, or a number of at most 15 digits");
	const unknown = Object.keys(value).find((key) => !BATCH_KEYS.includes(key));
	if (unknown !== void 0) throw new BadLine(id, `the key ${quoted(unknown)}`, `one of ${BATCH_KEYS.join(", ")}`);
	const { artifacts, workflowInputs } = value;
	if (!isTexts(artifacts) || artifacts.length === 0) throw new BadLine(id, "no list of artifacts", "`artifacts`: one or more texts");
	const bundle = textOf(id, value, "bundle");
	return {
		id,
		artifacts,
		request: {
			...Object.fromEntries(TEXTS.flatMap((key) => {
				const found = textOf(id, value, key);
				return found === void 0 ? [] : [[key, found]];
			})),
			...bundle === void 0 ? {} : { bundles: [bundle] },
			...workflowInputs === void 0 ? {} : { workflowInputs: inputsOf(id, workflowInputs) }
		}
	};
}
function readJson(line) {
	let value;
	try {
		value = parseBounded(new TextDecoder("utf-8", { fatal: true }).decode(line));
	} catch (error) {
		throw new BadLine(null, error instanceof UnreadableJson ? error.message : "bytes that are no UTF-8", "JSON");
	}
	if (!isRecord(value)) throw new BadLine(null, "JSON that is no object", "a request as an object");
	return value;
}
function textOf(id, value, key) {
	const found = value[key];
	if (found === void 0 || typeof found === "string" && found !== "") return found;
	throw new BadLine(id, found === "" ? `an empty ${key}` : `a ${key} of another type`, "text");
}
function isTexts(value) {
	return Array.isArray(value) && value.every((item) => typeof item === "string" && item !== "");
}
function inputsOf(id, value) {
	const entries = isRecord(value) ? Object.entries(value) : void 0;
	const texts = entries?.flatMap(([key, item]) => typeof item === "string" ? [[key, item]] : []);
	if (entries === void 0 || texts?.length !== entries.length) throw new BadLine(id, "workflowInputs of another type", "an object of texts");
	return Object.fromEntries(texts);
}

// src/cli/batch.ts
/** So many requests wait for files and services at a time; judging takes turns. */
const AT_A_TIME = 4;
/**
* Requests in JSON Lines, answers in JSON Lines, in their order. A request that fails, or cannot be read, does not stop
* the others.
* @param file its path, or `-` for standard input
* @param common what holds for each line that does not say otherwise
* @returns 0 if every answer is ok, else the highest that applies
* @throws WaybillError NOT_FOUND for a file that cannot be read
*/
async function batchCommand(file, common, ports, terminal) {
	let worst = 0;
	const input = file === "-" ? terminal.input?.() : (0, import__late_node_fs.createReadStream)(file, { highWaterMark: 262144 });
	if (input === void 0) throw new WaybillError("NOT_FOUND", { what: "There is no standard input." });
	try {
		const lines = linesOf(input);
		for await (const answer of inOrder(lines, AT_A_TIME, (line) => answerTo(line, common, ports))) {
			const code = answer.code === void 0 ? 0 : exitCodeOf(answer.code);
			if (code > worst) worst = code;
			terminal.out(`${inertJson(JSON.stringify(answer))}\n`);
			await terminal.taken?.();
		}
	} catch (error) {
		if (error instanceof WaybillError) throw error;
		throw new WaybillError("NOT_FOUND", {
			what: `The batch ${file} cannot be read.`,
			got: kindOf(error)
		});
	}
	return worst;
}
async function answerTo(line, common, ports) {
	let id = null;
	try {
		const asked = readBatchLine(line);
		id = asked.id;
		const verify = artifactVerifier({
			...common,
			...asked.request
		}, ports, sameName);
		const found = [];
		for (const named of asked.artifacts) {
			await assertEnds(named);
			found.push(await verify(named));
		}
		return accepted(id, found);
	} catch (thrown) {
		if (thrown instanceof BadLine) id = thrown.id;
		const { code, message } = thrown instanceof BadLine ? thrown.error : asWaybillError(thrown, "The request");
		return {
			id,
			ok: false,
			code,
			message,
			checks: []
		};
	}
}
/**
* A pipe that nobody writes to, or a device that never ends, would keep all later lines waiting.
* @throws WaybillError NOT_FOUND
*/
async function assertEnds(named) {
	const artifact = parseArtifact(named);
	if (artifact.kind !== "file") return;
	const found = await stat(artifact.path).catch(() => void 0);
	if (found === void 0 || found.isFile()) return;
	throw new WaybillError("NOT_FOUND", {
		what: `${artifact.path} is not verified in a batch.`,
		got: "a folder, a pipe or a device",
		expected: "a regular file"
	});
}
/** Of several artifacts with several bundles: the first one's builder, the lowest level, and the checks of all. */
function accepted(id, found) {
	const bundles = [...new Set(found.map(({ bundle }) => bundle))];
	const [first] = bundles;
	return {
		id,
		ok: true,
		builderId: first?.builderId,
		signer: first?.signer ?? "",
		level: Math.min(...bundles.map(({ level }) => level.build)),
		checks: bundles.flatMap(({ checks }) => checks)
	};
}

export { batchCommand };
