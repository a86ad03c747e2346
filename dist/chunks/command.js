// src/cli/command.ts
const EXIT_CODES = {
	USAGE: 2,
	INPUT_INVALID: 2,
	REFERENCE_INVALID: 2,
	TRUST_INVALID: 2,
	NOT_FOUND: 3,
	IMAGE_NOT_FOUND: 3,
	LAYOUT_INVALID: 3,
	UNREACHABLE: 4,
	CREDENTIALS_INVALID: 4,
	REGISTRY_DENIED: 4,
	REGISTRY_INVALID: 4,
	REGISTRY_REFUSED: 4,
	REGISTRY_UNAVAILABLE: 4
};
/** Whatever is not about the caller, the place or the way there is a refusal. */
function exitCodeOf(code) {
	return EXIT_CODES[code] ?? 1;
}
/** Of several answers, the one that is furthest from all being well. */
function worstOf(codes) {
	return codes.reduce((worst, code) => code > worst ? code : worst, 0);
}

export { worstOf as n, exitCodeOf as t };
