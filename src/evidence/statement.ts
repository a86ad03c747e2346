import type { DigestSet } from "../intoto/digest.ts";
import { assertBounded, OF_BUNDLES, OF_STATEMENTS, type Bounds } from "../verify/bounded-json.ts";
import { at, isRecord, list, text } from "../json.ts";

/**
 * Whether a bundle or an envelope says that it is about these bytes; false also for what cannot be read. It is to choose among many,
 * and proves nothing.
 */
export function namesArtifact(json: string, digests: DigestSet): boolean {
  const bundle = parsed(json, OF_BUNDLES);
  const payload = text(bundle, "dsseEnvelope", "payload") ?? text(bundle, "payload");
  if (payload === undefined) return false;
  const statement = parsed(Buffer.from(payload, "base64").toString("utf8"), OF_STATEMENTS);
  const known = new Set(Object.entries(digests).map(([algorithm, hex]) => `${algorithm}:${hex}`));
  return list(statement, "subject").some((subject) => {
    const digest = at(subject, "digest");
    return (
      isRecord(digest) &&
      Object.entries(digest).some(([algorithm, hex]) =>
        known.has(`${algorithm}:${String(hex).toLowerCase()}`),
      )
    );
  });
}

function parsed(json: string, most: Bounds): unknown {
  try {
    // Nobody vouches for it yet, and what is refused must not cost a gigabyte.
    assertBounded(json, most);
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
