// src/net/redact.ts
/** What looks like a credential, whoever printed it: JSON Web Tokens, cut off or whole, and GitHub's token formats. */
const CREDENTIALS = [
	/\beyJ[\w-]{4,}\.[\w-]{4,}(?:\.[\w-]*)?/g,
	/\bgh[a-z]_\w{16,}/g,
	/\bgithub_pat_\w{16,}/g,
	/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi
];
/** The text with anything that looks like a credential replaced by `***`. */
function redact(text) {
	return CREDENTIALS.reduce((rest, pattern) => rest.replaceAll(pattern, "***"), text);
}

export { redact as t };
