import { createHash } from "node:crypto";

import { WaybillError } from "../errors.ts";
import { isRecord } from "../json.ts";
import { readJson } from "../jsontext.ts";
import { redactRecord, type Redacted } from "./redaction.ts";

/** `event-payload`: what of the run's event is recorded. */
export type EventPayloadChoice = "none" | "digest" | "full";

/** What is recorded of the event file: nothing, the SHA-256 of its bytes in hex, or what it says. */
export type EventPayload =
  | { readonly kind: "none" }
  | { readonly kind: "digest"; readonly sha256: string }
  | { readonly kind: "full"; readonly payload: Readonly<Record<string, unknown>> };

/**
 * What `event-payload` asks for of the event file (`GITHUB_EVENT_PATH`), which an earlier step of the job could have
 * written: the job's own word, and documented so.
 * @param bytes the file's; undefined where there is none
 * @throws WaybillError INPUT_INVALID when there is no event to record
 */
export function readEventPayload(
  choice: EventPayloadChoice,
  bytes: Uint8Array | undefined,
): Redacted<EventPayload> {
  if (choice === "none") return { value: { kind: "none" }, redacted: [] };
  const invalid = (got: string): WaybillError =>
    new WaybillError("INPUT_INVALID", {
      what: `There is no event to record as \`event-payload: ${choice}\` asks.`,
      got,
      expected: "the event file of a GitHub Actions job, a JSON object",
      todo: "Set `event-payload: none`, or find out which step removed or changed the file at GITHUB_EVENT_PATH.",
    });
  if (bytes === undefined) throw invalid("no file at GITHUB_EVENT_PATH");
  if (choice === "digest") {
    return {
      value: { kind: "digest", sha256: createHash("sha256").update(bytes).digest("hex") },
      redacted: [],
    };
  }
  const event = readJson(
    bytes,
    "the event file",
    "Find out which step changed the file at GITHUB_EVENT_PATH.",
  );
  if (!isRecord(event)) throw invalid("JSON that is no object");
  const { value, redacted } = redactRecord(event);
  return { value: { kind: "full", payload: value }, redacted };
}
