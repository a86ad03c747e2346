import { t as require_dist } from "./sigstore-bundle.js";

// src/bundle-json.ts
var import_dist = require_dist();
/** A bundle in its JSON form, the one that sigstore's own `verify` takes, on one line. */
function bundleJson(bundle) {
	const json = (0, import_dist.bundleToJSON)(bundle);
	const { tlogEntries } = json.verificationMaterial;
	for (const entry of Array.isArray(tlogEntries) ? tlogEntries : []) {
		entry.logIndex ??= "0";
		if (entry.inclusionProof === void 0) continue;
		entry.inclusionProof.logIndex ??= "0";
		entry.inclusionProof.hashes ??= [];
	}
	return JSON.stringify(json);
}

export { bundleJson as t };
