import { dt as WaybillError } from "./base.js";
import { at as parseEnvelope, it as isEnvelope, st as parseBounded } from "./verify.js";

// src/consumer/envelope.ts
/** @returns undefined for what is something else than an envelope, and the refusal of one that cannot be verified */
function parseBareEnvelope(json) {
	let value;
	try {
		value = parseBounded(json);
	} catch {
		return;
	}
	if (!isEnvelope(value)) return void 0;
	try {
		return parseEnvelope(json);
	} catch (error) {
		if (error instanceof WaybillError) return error;
		throw error;
	}
}

export { parseBareEnvelope as t };
