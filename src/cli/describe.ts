import { WaybillError, type ErrorParts } from "../errors.ts";
import { inert } from "./inert.ts";

/**
 * An error for people. Each part is made inert on its own: the lines between them are ours, a line within one may be a
 * name's.
 */
export function describe(error: WaybillError, help = "waybill --help"): string {
  const { what, got, expected, todo } = error.parts;
  const parts: ErrorParts = {
    what: inert(what),
    ...(got === undefined ? {} : { got: inert(got) }),
    ...(expected === undefined ? {} : { expected: inert(expected) }),
    ...(todo === undefined ? {} : { todo: inert(todo) }),
  };
  const text = new WaybillError(error.code, parts).describe();
  return `error: ${text}\n${error.code === "USAGE" ? `hint: ${help}\n` : ""}`;
}
