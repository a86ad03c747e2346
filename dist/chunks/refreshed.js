import { dt as WaybillError } from "./base.js";
import { i as refreshPublicTrust, t as PUBLIC_TUF } from "./memory.js";

// src/consumer/refreshed.ts
/**
* The newest root of Sigstore's public instance, by TUF. Whoever asks for it does not want the one that is built in.
* @throws WaybillError UNREACHABLE when it cannot be had
*/
async function refreshedRoots(http, repository = PUBLIC_TUF) {
	const { material, reason } = await refreshPublicTrust({
		http,
		repository
	});
	if (reason === void 0) return [material.trustedRoot];
	throw new WaybillError("UNREACHABLE", {
		what: "The newest trusted root could not be had by TUF.",
		got: reason,
		expected: `trusted_root.json of ${repository.url}`,
		todo: "Try again later; or leave --refresh-trust out to verify by the root that is built in."
	});
}

export { refreshedRoots };
