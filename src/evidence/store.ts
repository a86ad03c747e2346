import { WaybillError } from "../errors.ts";
import { primaryDigest, type DigestSet } from "../intoto/digest.ts";
import { inParallel } from "../pool.ts";
import { openGitHub } from "./github.ts";
import { cursorIn, storedBundles, type StoredBundle } from "./stored-bundle.ts";
import type { Evidence, EvidencePorts, Notes } from "./types.ts";

/** Newest first, a hundred a page: what lies further back was made for the same bytes a thousand times over. */
const MAX_PAGES = 10;
const AT_A_TIME = 4;

/** The bundles that GitHub's attestation store has for a digest in a repository, newest first. */
export async function* bundlesInStore(
  digests: DigestSet,
  sourceRepository: string,
  ports: EvidencePorts,
  notes: Notes,
): AsyncGenerator<Evidence> {
  const github = openGitHub(sourceRepository, ports);
  const digest = primaryDigest(digests);
  const origin = `${github.repository}/attestations, ${digest}`;
  notes.looked(origin);
  const open = async (stored: StoredBundle): Promise<Evidence | undefined> => {
    if (stored === "unreadable") notes.skipped(origin, "it names neither a bundle nor where one lies");
    else if ("json" in stored) return { json: stored.json, origin };
    else {
      try {
        return { json: await github.storedBundle(stored.url), origin };
      } catch (error) {
        if (!(error instanceof WaybillError)) throw error;
        notes.unreached(origin, error);
      }
    }
    return undefined;
  };
  let after: string | undefined;
  try {
    for (let number = 1; number <= MAX_PAGES; number++) {
      const query = { per_page: "100", ...(after === undefined ? {} : { after }) };
      const page = await github.page(`/attestations/${digest}`, query);
      const waiting = storedBundles(page?.json);
      // A few at a time, so that whoever has what he looked for does not wait for the others.
      while (waiting.length > 0) {
        const opened = await inParallel(waiting.splice(0, AT_A_TIME), AT_A_TIME, open);
        yield* opened.filter((evidence) => evidence !== undefined);
      }
      after = cursorIn(page?.link);
      if (after === undefined) return;
    }
    notes.skipped(origin, `there are more than ${MAX_PAGES * 100}`);
  } catch (error) {
    if (!(error instanceof WaybillError)) throw error;
    notes.unreached(origin, error);
  }
}
