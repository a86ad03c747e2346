import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";

import { tufKey } from "../../local/tuf/keys.ts";
import { LocalTuf } from "../../local/tuf/start.ts";
import type { TufMirror } from "../policies.ts";

/**
 * A TUF repository on loopback whose one target is a trusted root, as Sigstore's own has it.
 * @param target its name; one without a name is served where go-tuf 2 looks for it, whose base name of nothing is a dot
 */
export async function serveTrustedRoot(
  file: string,
  target = "trusted_root.json",
): Promise<TufMirror & { close(): Promise<void> }> {
  const tuf = await LocalTuf.start();
  // Kyverno's older client, go-tuf 0.7, reads no Ed25519 key in PEM. The root that is pinned is the one without.
  const online = { keys: [tufKey()], threshold: 1 };
  tuf.rotate({ roles: { timestamp: online, snapshot: online } });
  const content = await readFile(file);
  tuf.publish({ targets: { [target]: content } });
  if (target === "") tuf.files.set(`targets/${hash("sha256", content)}..`, content);
  const root = tuf.files.get("2.root.json");
  if (root === undefined) throw new Error("the repository has no second root");
  return { url: tuf.url, root, close: () => tuf.close() };
}
