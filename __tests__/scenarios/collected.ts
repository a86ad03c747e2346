import { createHash } from "node:crypto";

import type { LocalArtifacts } from "../../local/artifacts/start.ts";
import type { StoredArtifact } from "../../local/artifacts/state.ts";
import { packZip } from "../../src/handover/zip.ts";

/** Puts an artifact with subjects into the service, without a job: for many of them, and for what no step of ours writes. */
export function collected(
  { state }: LocalArtifacts,
  job: string,
  document: Readonly<Record<string, unknown>>,
): StoredArtifact {
  const whole = { version: 1, job, collector: job, attempt: 1, images: [], ...document };
  return stored(state, `waybill-subjects-${job}`, [{ name: "subjects.json", text: JSON.stringify(whole) }]);
}

/** Puts an artifact of these files into the service. */
export function stored(
  state: LocalArtifacts["state"],
  name: string,
  files: readonly { readonly name: string; readonly text: string }[],
): StoredArtifact {
  const artifact = state.add(name, `run-of-${name}`, "job");
  artifact.bytes = packZip(files.map((file) => ({ name: file.name, bytes: Buffer.from(file.text) })));
  artifact.digest = `sha256:${createHash("sha256").update(artifact.bytes).digest("hex")}`;
  artifact.finalized = true;
  return artifact;
}
