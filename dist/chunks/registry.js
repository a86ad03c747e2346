import { dt as WaybillError } from "./base.js";
import { t as discover } from "./att.js";

// src/evidence/registry.ts
/**
* The bundles attached to an image, in a registry or a layout: by the list of referrers and the fallback tag, then cosign's `.att`.
* @param where the repository or the layout, for people
*/
async function* bundlesAttached(content, subject, where, notes) {
	const origin = `${where}@${subject}`;
	notes.looked(origin);
	try {
		const { bundles, skipped } = await discover(content, subject);
		for (const { way, digest, reason } of skipped) notes.skipped(`${where}@${digest} (${way})`, reason);
		for (const { json, digest, found } of bundles) yield {
			json,
			origin: `${where}@${digest} (${found.join(", ")})`
		};
	} catch (error) {
		if (!(error instanceof WaybillError)) throw error;
		notes.unreached(origin, error);
	}
}

export { bundlesAttached };
