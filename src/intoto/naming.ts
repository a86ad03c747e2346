import type { Subjects } from "./statement.ts";

/**
 * The name of the run's first provenance file, as slsa-github-generator names it: the subject's name when there is
 * one, `multiple` when there are more, and `.intoto.jsonl`. A name that could leave its folder loses what would do so.
 */
export function provenanceFileName(subjects: Subjects, given: string | undefined): string {
  if (given !== undefined) return given;
  const [only] = subjects;
  const base = subjects.length === 1 ? only.name : "multiple";
  const safe = base
    .replaceAll(/[/\\:]+/g, "-")
    .replaceAll(/[<>"|?*\p{C}]/gu, "_")
    .replace(/^[.-]+/, "");
  return `${cut(safe === "" ? "artifact" : safe)}.intoto.jsonl`;
}

/** File systems count bytes: 255, less what stands behind the base. */
const MAX_BASE_BYTES = 200;

function cut(base: string): string {
  let bytes = 0;
  let kept = "";
  for (const character of base) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_BASE_BYTES) return kept;
    kept += character;
  }
  return kept;
}
