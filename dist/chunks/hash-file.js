import { Mt as require__late_node_fs, Nt as require__late_node_crypto } from "./verify.js";
import { pt as kindOf } from "./base.js";

// src/subjects/hash-file.ts
var import__late_node_crypto = require__late_node_crypto();
var import__late_node_fs = require__late_node_fs();
/** Read at a time, in bytes. A smaller file is read and hashed in one call each. */
const CHUNK = 1048576;
/** Not blocking: should a pipe have taken the file's place, opening it must not wait for a writer. */
const FLAGS = import__late_node_fs.constants.O_RDONLY | import__late_node_fs.constants.O_NOFOLLOW | import__late_node_fs.constants.O_NONBLOCK;
/**
* Hashes a file whose path is real: a link that took the file's place is refused. Nothing is thrown.
*
* @param buffer what is read goes here; not to be shared with a file whose hashing has begun
* @param opened called with the path once the file is open, before it is read
* @returns steps that each read and hash one buffer; abandoned ones are to be ended with `return`
*/
function* hashSteps(path, buffer, opened) {
	try {
		const file = (0, import__late_node_fs.openSync)(path, FLAGS);
		try {
			const before = (0, import__late_node_fs.fstatSync)(file, { bigint: true });
			if (!before.isFile()) return {
				problem: "unreadable",
				reason: "no longer a regular file"
			};
			opened?.(path);
			const { hex, length } = before.size < buffer.length ? hashSmall(file, buffer) : yield* hashLarge(file, buffer);
			const difference = differenceOf(before, path, length);
			return difference === void 0 ? hex : {
				problem: "changed",
				reason: difference
			};
		} finally {
			(0, import__late_node_fs.closeSync)(file);
		}
	} catch (error) {
		return {
			problem: "unreadable",
			reason: kindOf(error),
			cause: error
		};
	}
}
/** Hashes a file as {@link hashSteps} does, all at once. */
function hashFile(path, buffer) {
	const steps = hashSteps(path, buffer);
	for (;;) {
		const step = steps.next();
		if (step.done === true) return step.value;
	}
}
/** A file smaller than the buffer; of one that has grown meanwhile the buffer's length is hashed, and told. */
function hashSmall(file, buffer) {
	let length = 0;
	for (let got = -1; got !== 0 && length < buffer.length; length += got) got = (0, import__late_node_fs.readSync)(file, buffer, length, buffer.length - length, length);
	return {
		hex: (0, import__late_node_crypto.hash)("sha256", buffer.subarray(0, length)),
		length
	};
}
function* hashLarge(file, buffer) {
	const hashing = (0, import__late_node_crypto.createHash)("sha256");
	let length = 0;
	for (;;) {
		const got = (0, import__late_node_fs.readSync)(file, buffer, 0, buffer.length, length);
		if (got === 0) return {
			hex: hashing.digest("hex"),
			length
		};
		length += got;
		hashing.update(buffer.subarray(0, got));
		yield;
	}
}
/** What changed since the file was opened; asked of the path, so that a file put in its place is seen too. */
function differenceOf(before, path, length) {
	const after = (0, import__late_node_fs.statSync)(path, {
		bigint: true,
		throwIfNoEntry: false
	});
	if (after === void 0) return "the file was removed";
	if (after.dev !== before.dev || after.ino !== before.ino) return "another file took its place";
	if (after.size !== before.size) return `${before.size} bytes before, ${after.size} after`;
	if (BigInt(length) !== before.size) return `${before.size} bytes by its size, ${length} bytes read`;
	if (after.mtimeNs !== before.mtimeNs || after.ctimeNs !== before.ctimeNs) return "it was written to";
}

export { hashFile as n, hashSteps as r, CHUNK as t };
