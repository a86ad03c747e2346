/**
 * What is to be judged by whom: every cell is a test of this name somewhere below `interop/`, or cannot work and has its
 * reason here. `scripts/compatibility.ts` fails for a cell that is neither.
 */
import type { ToolName } from "../scripts/tools.ts";

/** Between the parts of a cell's name: tool, column, and whatever else it is about. */
export const SEPARATOR = " · ";

export const COLUMNS = [
  "files",
  "images by referrer",
  "fallback tag",
  ".att",
  // Of the embedded services, which scenarios and rehearsals are made of.
  "files, embedded services",
] as const;

export type Column = (typeof COLUMNS)[number];

const IMAGES: readonly Column[] = ["images by referrer", "fallback tag", ".att"];
const LOGS = ["Rekor v1", "Rekor v2"];

export interface Row {
  /** how the names of its cells begin */
  readonly title: string;
  /** whose version it has; ours has none */
  readonly tool?: ToolName;
  /** what must be there, without the title; there may be more */
  readonly cells: readonly string[];
  /** what it does not judge */
  readonly note?: string;
}

/** A cell's place in the table; undefined for the name of any other test. */
export function placeOf(
  name: string,
): { readonly row: Row; readonly column: Column; readonly about: string } | undefined {
  const [title = "", second, ...rest] = name.split(SEPARATOR);
  const column = COLUMNS.find((one) => one === second);
  const row = ROWS.filter((one) => title === one.title || title.startsWith(`${one.title} `)).toSorted(
    (a, b) => b.title.length - a.title.length,
  )[0];
  if (row === undefined || column === undefined || rest.length === 0) return undefined;
  const command = title.slice(row.title.length).trim();
  return { row, column, about: [...rest, ...(command === "" ? [] : [command])].join(SEPARATOR) };
}

function cells(...parts: readonly (readonly string[])[]): string[] {
  return parts
    .reduce<string[]>(
      (names, part) => names.flatMap((name) => part.map((word) => `${name}${SEPARATOR}${word}`)),
      [""],
    )
    .map((name) => name.slice(SEPARATOR.length));
}

/** What only finds and reads is asked in the registry where each way is the one that is used. */
const READERS = [
  "images by referrer · referrers-registry",
  "fallback tag · docker-registry",
  ".att · docker-registry",
];

/** Whose signatures ours must verify besides our step's. */
const SIGNERS = ["cosign 3", "cosign 2.6", "sigstore-go", "sigstore-python"].map(
  (signer) => `signed by ${signer}`,
);

export const ROWS: readonly Row[] = [
  {
    title: "cosign 3",
    tool: "cosign",
    cells: [
      ...cells(["files"], LOGS, ["SLSA v1", "SLSA v0.2", "SPDX", "CycloneDX"]),
      ...cells(IMAGES, LOGS, ["SLSA v1", "SLSA v0.2"]),
      ...cells(IMAGES, LOGS, ["SLSA v1 by a policy in Rego", "SLSA v1 by a policy in CUE"]),
    ],
  },
  {
    title: "cosign 2.6",
    tool: "cosign-2",
    cells: [
      ...cells(["files"], LOGS, ["SLSA v1", "SLSA v0.2", "SPDX", "CycloneDX"]),
      ...cells(IMAGES, LOGS, ["SLSA v1", "SLSA v0.2"]),
    ],
  },
  { title: "sigstore-go", tool: "sigstore-go-verification", cells: cells(["files"], LOGS, ["SLSA v1"]) },
  { title: "sigstore-python", tool: "sigstore-python", cells: cells(["files"], LOGS, ["SLSA v1"]) },
  { title: "Kyverno", tool: "kyverno", cells: cells(IMAGES, LOGS, ["SLSA v1", "SLSA v0.2"]) },
  {
    title: "policy-controller",
    tool: "policy-controller-tester",
    cells: cells(IMAGES, LOGS, ["SLSA v1"]),
    note: "It reads bundles with a TrustRoot by TUF alone, and `.att` with a TrustRoot of inline keys alone: it looks a log up by its id's bytes for the one and by their text for the other, and keeps each id as it came. Its tester asks a TUF repository for a target without a name, the controller for `trusted_root.json`.",
  },
  {
    title: "conftest",
    tool: "conftest",
    cells: cells(["files"], LOGS, ["SLSA v1"]),
    note: "It judges JSON, whoever signed it: it reads the statement of a bundle that something else has verified, so it can refuse no other identity, signature or root.",
  },
  { title: "crane", tool: "crane", cells: READERS },
  { title: "regctl", tool: "regctl", cells: READERS },
  { title: "oras-go", tool: "oras-reader", cells: READERS },
  {
    title: "waybill",
    cells: [...cells(["files"], LOGS, ["SLSA v1"]), ...cells(["files"], LOGS, ["SLSA v1"], SIGNERS)],
  },
];

/** Cells that no change of ours could make work; `*` stands for anything. */
export const IMPOSSIBLE: readonly { readonly cells: string; readonly reason: string }[] = [
  {
    cells: "* · .att · Rekor v2 *",
    reason:
      "cosign's `.att` layout has room for one log entry, with the promise that only Rekor v1 gives. The step refuses to store such a bundle there, and says so.",
  },
  {
    cells: "waybill · files · Rekor v2 · SLSA v1 · signed by cosign 2.6",
    reason:
      "cosign 2.6 sends Rekor v2 a `dsse` entry, which rekor-tiles 2.3 takes no more: `invalid type, must be hashedrekord`.",
  },
];

/** Why a cell cannot work, or undefined. */
export function impossible(cell: string): string | undefined {
  return IMPOSSIBLE.find(({ cells }) => matches(cells, cell))?.reason;
}

function matches(pattern: string, cell: string): boolean {
  const escaped = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`).test(cell);
}
