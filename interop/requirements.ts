import { findTools, type ToolName } from "../scripts/tools.ts";
import { Unavailable } from "./servers/process.ts";
import { startStack, type LogName, type Stack } from "./stack.ts";

/**
 * With `WAYBILL_INTEROP=required`, what is missing fails instead of being skipped: for a machine that is meant to have
 * everything, where a skip would hide that nothing is tested any more.
 */
function missing(reason: string): string {
  if (process.env["WAYBILL_INTEROP"] === "required") throw new Error(reason);
  return reason;
}

/** The stack, or the one line that says why its tests are skipped. */
export async function openStack(
  issuers: readonly string[],
  log: LogName,
): Promise<{ readonly stack: Stack | undefined; readonly skip: string | false }> {
  try {
    return { stack: await startStack(issuers, log), skip: false };
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return { stack: undefined, skip: missing(error.message) };
  }
}

/** A built tool's file, or the one line that says why its tests are skipped; nothing is needed for none. */
export async function toolOrSkip(
  tool: ToolName | undefined,
): Promise<{ readonly program: string; readonly skip: string | false }> {
  if (tool === undefined) return { program: "", skip: false };
  const { paths, missing: lacking } = await findTools([tool]);
  const reason = lacking.get(tool);
  return { program: paths.get(tool) ?? "", skip: reason === undefined ? false : missing(reason) };
}
