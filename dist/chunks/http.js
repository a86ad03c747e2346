import { r as kindOf } from "./project.js";
import { t as redact } from "./redact.js";

// src/net/http.ts
/** A service gave no usable answer. Stations turn it into an error that names the service and what to do. */
var CallFailed = class extends Error {
	name = "CallFailed";
	last;
	attempts;
	/** ended by the call's own `giveUpAt`, with patience left */
	tooLate;
	constructor(last, attempts, tooLate = false) {
		super(last.text);
		this.last = last;
		this.attempts = attempts;
		this.tooLate = tooLate;
	}
};
const DEFAULT_TIMEOUT = 3e4;
const MAX_BYTES = 4194304;
const RETRIED = /* @__PURE__ */ new Set([
	408,
	425,
	429,
	500,
	502,
	503,
	504
]);
/** Thrown by a `parse` function for an answer that no retry will change. */
var FinalAnswer = class extends Error {
	name = "FinalAnswer";
};
/** @param fetcher the one way out to the network; redirects are followed by nobody but the caller */
function http(fetcher, patience) {
	const { clock } = patience;
	return {
		clock,
		async call(call, parse) {
			let stopCounting;
			let last = {
				status: void 0,
				text: "not asked: it was too late for that"
			};
			try {
				for (let attempt = 1;; attempt++) {
					const now = typeof call === "function" ? await call() : call;
					if (now.giveUpAt !== void 0 && clock.now() >= now.giveUpAt) throw new CallFailed(last, attempt - 1, true);
					const outcome = await attemptCall(fetcher, patience, now, parse);
					if (outcome.ok) return outcome.value;
					last = outcome.last;
					stopCounting ??= patience.startRetrying();
					const wait = outcome.final || now.once === true ? void 0 : patience.delay(attempt, outcome.retryAfter);
					if (wait === void 0) throw new CallFailed(last, attempt);
					await clock.sleep(wait);
				}
			} finally {
				stopCounting?.();
			}
		}
	};
}
async function attemptCall(fetcher, patience, call, parse) {
	const left = call.giveUpAt === void 0 ? Infinity : call.giveUpAt - patience.clock.now();
	const timeout = Math.ceil(Math.min(patience.timeout(call.timeout ?? 3e4), left));
	let answer;
	try {
		answer = await exchange(fetcher, call, timeout);
	} catch (error) {
		const tooLarge = error instanceof TooLarge;
		return {
			ok: false,
			final: tooLarge,
			retryAfter: void 0,
			last: {
				status: void 0,
				text: describeFailure(error, timeout),
				...tooLarge ? { tooLarge } : {}
			}
		};
	}
	const last = {
		status: answer.status,
		text: describeAnswer(answer)
	};
	if (RETRIED.has(answer.status) || call.passing?.includes(answer.status) === true) return {
		ok: false,
		final: false,
		retryAfter: retryAfter(answer, patience.clock.now()),
		last
	};
	try {
		return {
			ok: true,
			value: parse(answer)
		};
	} catch (error) {
		return {
			ok: false,
			final: error instanceof FinalAnswer || answer.status >= 400,
			retryAfter: void 0,
			last: error instanceof FinalAnswer && answer.status < 400 ? {
				...last,
				text: error.message
			} : last
		};
	}
}
var TooLarge = class extends Error {};
async function exchange(fetcher, call, timeout) {
	const response = await fetcher(call.url, {
		method: call.method,
		headers: {
			"user-agent": "waybill",
			...call.headers
		},
		...call.body === void 0 ? {} : { body: call.body },
		redirect: "manual",
		signal: AbortSignal.timeout(timeout)
	});
	return {
		status: response.status,
		headers: response.headers,
		body: await readCapped(response, call.maxBytes ?? MAX_BYTES)
	};
}
/**
* Reads an answer's body, and stops at the cap: no service can fill the memory.
* @throws Error when it is longer
*/
async function readCapped(response, max) {
	const chunks = [];
	let size = 0;
	for await (const chunk of response.body ?? []) {
		size += chunk.length;
		if (size > max) throw new TooLarge(`more than ${max} bytes`);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
function describeFailure(error, timeout) {
	if (error instanceof TooLarge) return `an answer of ${error.message}`;
	if (error instanceof Error && error.name === "TimeoutError") return `no answer within ${Math.round(timeout / 100) / 10} s`;
	const cause = error instanceof Error && error.cause !== void 0 ? error.cause : error;
	return `no connection (${kindOf(cause)})`;
}
function describeAnswer(answer) {
	const text = printable(answer.body.subarray(0, 65536).toString("utf8"));
	return text === "" ? `status ${answer.status}` : `status ${answer.status}: ${text}`;
}
/** A foreign text for an error of ours: one line of at most 300 characters, without credentials. */
function printable(text) {
	return redact(text).replaceAll(/[^\x21-\x7e]+/g, " ").trim().slice(0, 300);
}
/** Retry-After in milliseconds, from seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(answer, now) {
	const value = answer.headers.get("retry-after");
	if (value === null) return void 0;
	if (/^\d{1,9}$/.test(value)) return Number(value) * 1e3;
	const date = /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(value) : NaN;
	return Number.isNaN(date) ? void 0 : Math.max(0, date - now);
}
/** JSON of an answer of one of these statuses; anything else is final, garbage is not. */
function jsonAnswer(...statuses) {
	return (answer) => {
		if (!statuses.includes(answer.status)) throw new FinalAnswer(`status ${answer.status}`);
		return JSON.parse(answer.body.toString("utf8"));
	};
}

export { jsonAnswer as a, retryAfter as c, http as i, DEFAULT_TIMEOUT as n, printable as o, FinalAnswer as r, readCapped as s, CallFailed as t };
