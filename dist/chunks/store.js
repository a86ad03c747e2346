import { dt as WaybillError, rt as primaryDigest } from "./base.js";
import { t as inParallel } from "./pool.js";
import { t as openGitHub } from "./github.js";
import { r as storedBundles, t as cursorIn } from "./bytes.js";

// src/evidence/store.ts
/** Newest first, a hundred a page: what lies further back was made for the same bytes a thousand times over. */
const MAX_PAGES = 10;
const AT_A_TIME = 4;
/** The bundles that GitHub's attestation store has for a digest in a repository, newest first. */
async function* bundlesInStore(digests, sourceRepository, ports, notes) {
	const github = openGitHub(sourceRepository, ports);
	const digest = primaryDigest(digests);
	const origin = `${github.repository}/attestations, ${digest}`;
	notes.looked(origin);
	const open = async (stored) => {
		if (stored === "unreadable") notes.skipped(origin, "it names neither a bundle nor where one lies");
		else if ("json" in stored) return {
			json: stored.json,
			origin
		};
		else try {
			return {
				json: await github.storedBundle(stored.url),
				origin
			};
		} catch (error) {
			if (!(error instanceof WaybillError)) throw error;
			notes.unreached(origin, error);
		}
	};
	let after;
	try {
		for (let number = 1; number <= MAX_PAGES; number++) {
			const query = {
				per_page: "100",
				...after === void 0 ? {} : { after }
			};
			const page = await github.page(`/attestations/${digest}`, query);
			const waiting = storedBundles(page?.json);
			while (waiting.length > 0) yield* (await inParallel(waiting.splice(0, AT_A_TIME), AT_A_TIME, open)).filter((evidence) => evidence !== void 0);
			after = cursorIn(page?.link);
			if (after === void 0) return;
		}
		notes.skipped(origin, `there are more than 1000`);
	} catch (error) {
		if (!(error instanceof WaybillError)) throw error;
		notes.unreached(origin, error);
	}
}

export { bundlesInStore };
