import type { Naming, VerifyRequest } from "../consumer/request.ts";
import { WaybillError } from "../errors.ts";
import { isRecord } from "../json.ts";
import { quoted } from "../quoted.ts";
import { parseBounded, UnreadableJson } from "../verify/bounded-json.ts";
import { MOST_BYTES, type Line } from "./lines.ts";

/** As the line has it; null where it has none that can be given back. */
export type BatchId = string | number | null;

/** A line of a batch, understood. */
export interface BatchRequest {
  readonly id: BatchId;
  readonly artifacts: readonly string[];
  readonly request: VerifyRequest;
}

/** A line that cannot be answered, with its id as far as it has one. */
export class BadLine extends Error {
  override readonly name = "BadLine";
  readonly id: BatchId;
  readonly error: WaybillError;
  constructor(id: BatchId, got: string, expected: string) {
    super(got);
    this.id = id;
    this.error = new WaybillError("USAGE", { what: "The line is no request.", got, expected });
  }
}

/** In a batch, each part of a request is called as it is here. */
export const sameName: Naming = (key) => (key === "bundles" ? "bundle" : key);

const TEXTS = [
  "sourceRepository",
  "signer",
  "builderId",
  "issuer",
  "sourceRef",
  "sourceBranch",
  "sourceTag",
  "sourceVersionedTag",
  "sourceDigest",
  "predicateType",
  "trustedRoot",
] as const satisfies readonly (keyof VerifyRequest)[];

/** Every key of a request; a test compares them with docs/verify.md. */
export const BATCH_KEYS: readonly string[] = ["id", "artifacts", "bundle", "workflowInputs", ...TEXTS];

/** @throws BadLine */
export function readBatchLine(line: Line): BatchRequest {
  if (line === "too long") throw new BadLine(null, "a line that is too long", `at most ${MOST_BYTES} bytes`);
  const value = readJson(line);
  const { id } = value;
  if (typeof id !== "string" && typeof id !== "number")
    throw new BadLine(null, id === undefined ? "no id" : "an id of another type", "text or a number");
  // It would come back as another number, which may be another request's.
  if (typeof id === "number" && Math.abs(id) > Number.MAX_SAFE_INTEGER)
    throw new BadLine(null, "an id that is read as another number", "text, or a number of at most 15 digits");
  const unknown = Object.keys(value).find((key) => !BATCH_KEYS.includes(key));
  if (unknown !== undefined)
    throw new BadLine(id, `the key ${quoted(unknown)}`, `one of ${BATCH_KEYS.join(", ")}`);
  const { artifacts, workflowInputs } = value;
  if (!isTexts(artifacts) || artifacts.length === 0)
    throw new BadLine(id, "no list of artifacts", "`artifacts`: one or more texts");
  const bundle = textOf(id, value, "bundle");
  return {
    id,
    artifacts,
    request: {
      ...Object.fromEntries(
        TEXTS.flatMap((key) => {
          const found = textOf(id, value, key);
          return found === undefined ? [] : [[key, found]];
        }),
      ),
      ...(bundle === undefined ? {} : { bundles: [bundle] }),
      ...(workflowInputs === undefined ? {} : { workflowInputs: inputsOf(id, workflowInputs) }),
    },
  };
}

function readJson(line: Buffer): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = parseBounded(new TextDecoder("utf-8", { fatal: true }).decode(line));
  } catch (error) {
    throw new BadLine(
      null,
      error instanceof UnreadableJson ? error.message : "bytes that are no UTF-8",
      "JSON",
    );
  }
  if (!isRecord(value)) throw new BadLine(null, "JSON that is no object", "a request as an object");
  return value;
}

function textOf(id: BatchId, value: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const found = value[key];
  if (found === undefined || (typeof found === "string" && found !== "")) return found;
  throw new BadLine(id, found === "" ? `an empty ${key}` : `a ${key} of another type`, "text");
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string" && item !== "");
}

function inputsOf(id: BatchId, value: unknown): Readonly<Record<string, string>> {
  const entries = isRecord(value) ? Object.entries(value) : undefined;
  const texts = entries?.flatMap(([key, item]) => (typeof item === "string" ? [[key, item] as const] : []));
  if (entries === undefined || texts?.length !== entries.length)
    throw new BadLine(id, "workflowInputs of another type", "an object of texts");
  return Object.fromEntries(texts);
}
