import { I as callableUrl, ct as list, st as isRecord, ut as text } from "./base.js";
import { $ as MAX_BUNDLE_BYTES } from "./verify.js";

// src/evidence/bytes.ts
const MAX_REDIRECTS = 3;
const REDIRECTS = [
	301,
	302,
	303,
	307,
	308
];
/** Bundles may be megabytes. */
const TIMEOUT = 12e4;
/** An address gave an answer that is not its content; the text is fit to print. */
var NotServed = class extends Error {
	name = "NotServed";
};
/**
* What lies at an address, wherever it redirects to. Credentials stay at its own origin.
* @throws NotServed, CallFailed where no answer came in time or it is longer than accepted
*/
async function fetchBytes(http, address, call) {
	let url = allowed(address, void 0, call.plainHttp);
	const { origin } = url;
	let kept = true;
	for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
		const credentials = kept && call.authorization !== void 0 ? { authorization: call.authorization } : {};
		const answer = await http.call({
			method: "GET",
			url: url.href,
			headers: {
				accept: call.accept ?? "*/*",
				...credentials
			},
			maxBytes: call.maxBytes,
			timeout: TIMEOUT
		}, (given) => given);
		if (answer.status === 200) {
			const mediaType = (answer.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
			return {
				bytes: answer.body,
				mediaType
			};
		}
		if (!REDIRECTS.includes(answer.status)) throw new NotServed(`status ${answer.status} of ${url.host}`);
		url = allowed(answer.headers.get("location") ?? "", url, call.plainHttp);
		kept &&= url.origin === origin;
	}
	throw new NotServed(`more than ${MAX_REDIRECTS} redirects`);
}
/** A service elsewhere has no business with those of this machine. */
function allowed(address, from, plainHttp) {
	const parsed = URL.parse(address, from?.href);
	const url = parsed === null ? void 0 : callableUrl(parsed.href);
	if (url === void 0 || url.protocol !== "https:" && !plainHttp) throw new NotServed(`${from === void 0 ? "an address" : "a redirect"} that cannot be called`);
	return url;
}

// src/evidence/snappy.ts
/**
* The content of a raw block of Snappy (google/snappy, format_description.txt), which is how GitHub keeps bundles. Framed streams
* are another format.
* @param max bytes of content accepted, looked at before any room is made for them
* @returns undefined for what is no block, or is larger
*/
function decodeSnappy(block, max) {
	const preamble = contentLength(block);
	if (preamble === void 0 || preamble.length > max) return void 0;
	const out = Buffer.allocUnsafe(preamble.length);
	let from = preamble.next;
	let to = 0;
	while (from < block.length) {
		const element = elementAt(block, from);
		if (element === void 0 || element.length > out.length - to || element.offset > to) return void 0;
		const { length, offset, next } = element;
		if (offset === 0) {
			if (length > block.length - next) return void 0;
			out.set(block.subarray(next, next + length), to);
			from = next + length;
		} else {
			repeat(out, to, offset, length);
			from = next;
		}
		to += length;
	}
	return to === out.length ? out : void 0;
}
/** How long the content is, as a varint of at most 32 bits. */
function contentLength(block) {
	let length = 0;
	for (let index = 0; index < 5; index++) {
		const byte = block[index];
		if (byte === void 0) return void 0;
		length += (byte & 127) * 2 ** (7 * index);
		if (byte < 128) return length < 2 ** 32 ? {
			length,
			next: index + 1
		} : void 0;
	}
}
function elementAt(block, at) {
	const tag = block[at] ?? 0;
	const kind = tag & 3;
	if (kind === 0) {
		const code = tag >> 2;
		if (code < 60) return {
			length: code + 1,
			offset: 0,
			next: at + 1
		};
		const width = code - 59;
		const length = littleEndian(block, at + 1, width);
		return length === void 0 ? void 0 : {
			length: length + 1,
			offset: 0,
			next: at + 1 + width
		};
	}
	const width = kind === 3 ? 4 : kind;
	const low = littleEndian(block, at + 1, width);
	const offset = low === void 0 ? void 0 : low + (kind === 1 ? (tag >> 5) * 256 : 0);
	if (offset === void 0 || offset === 0) return void 0;
	return {
		length: kind === 1 ? (tag >> 2 & 7) + 4 : (tag >> 2) + 1,
		offset,
		next: at + 1 + width
	};
}
function littleEndian(block, at, width) {
	if (at + width > block.length) return void 0;
	let value = 0;
	for (let index = width - 1; index >= 0; index--) value = value * 256 + (block[at + index] ?? 0);
	return value;
}
/** A copy longer than its offset repeats what it has just written. */
function repeat(out, to, offset, length) {
	if (offset >= length) out.copyWithin(to, to - offset, to - offset + length);
	else for (let index = to; index < to + length; index++) out[index] = out[index - offset] ?? 0;
}

// src/evidence/stored-bundle.ts
/**
* The attestations of a page ("List attestations"). Since July 2026 `bundle` is null as a rule, and `bundle_url` is an address
* in a store of blobs that needs no login and ends after a while.
*/
function storedBundles(page) {
	return list(page, "attestations").map((attestation) => {
		const bundle = isRecord(attestation) ? attestation["bundle"] : void 0;
		if (bundle !== null && bundle !== void 0) return jsonOf(bundle);
		const url = text(attestation, "bundle_url");
		return url === void 0 ? "unreadable" : { url };
	});
}
/** The step's client of the API reads large numbers as BigInt, which no bundle of ours holds and JSON cannot say. */
function jsonOf(bundle) {
	try {
		return { json: JSON.stringify(bundle) };
	} catch {
		return "unreadable";
	}
}
/**
* The bundle at a `bundle_url`: a raw block of Snappy, as gh reads it. No token of the API's goes there.
* @param plainHttp whether the API that named the address is on this machine
* @throws NotServed for what is no such bundle, CallFailed where no answer came
*/
async function fetchStoredBundle(http, url, plainHttp) {
	const { bytes, mediaType } = await fetchBytes(http, url, {
		maxBytes: MAX_BUNDLE_BYTES,
		plainHttp
	});
	const content = mediaType === "application/json" ? bytes : decodeSnappy(bytes, MAX_BUNDLE_BYTES);
	if (content === void 0) throw new NotServed(`content that is no block of Snappy of at most ${MAX_BUNDLE_BYTES} bytes`);
	return content.toString("utf8").trim();
}
/** The cursor of the Link header's next page. Its address is not called: it is the API's to name, not to choose. */
function cursorIn(link) {
	const next = /<([^<>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];
	return URL.parse(next ?? "")?.searchParams.get("after") ?? void 0;
}

export { fetchBytes as a, NotServed as i, fetchStoredBundle as n, storedBundles as r, cursorIn as t };
