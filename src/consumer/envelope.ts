import { WaybillError } from "../errors.ts";
import { parseBounded } from "../verify/bounded-json.ts";
import { isEnvelope, parseEnvelope, type BareEnvelope } from "../verify/envelope.ts";

/** @returns undefined for what is something else than an envelope, and the refusal of one that cannot be verified */
export function parseBareEnvelope(json: string): BareEnvelope | WaybillError | undefined {
  let value: unknown;
  try {
    value = parseBounded(json);
  } catch {
    return undefined;
  }
  if (!isEnvelope(value)) return undefined;
  try {
    return parseEnvelope(json);
  } catch (error) {
    if (error instanceof WaybillError) return error;
    throw error;
  }
}
