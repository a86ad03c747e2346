import { findTools, type ToolName } from "../scripts/tools.ts";
import { startDockerRegistry } from "./servers/docker-registry.ts";
import { startGoRegistry } from "./servers/go-registry.ts";
import { freePorts } from "./servers/ports.ts";
import { temporaryFolder, Unavailable } from "./servers/process.ts";
import type { RegistryServer } from "./servers/registry.ts";
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

const REGISTRIES = { "docker-registry": startDockerRegistry, "referrers-registry": startGoRegistry };

export type RegistryTool = keyof typeof REGISTRIES;

/** A registry of its own, or the one line that says why its tests are skipped. */
export async function openRegistry(
  tool: RegistryTool,
): Promise<{ readonly registry: RegistryServer | undefined; readonly skip: string | false }> {
  const { program, skip } = await toolOrSkip(tool);
  if (skip !== false) return { registry: undefined, skip };
  const { folder, remove } = await temporaryFolder("waybill-registry-");
  try {
    const { port } = await freePorts(["port"]);
    const server = await REGISTRIES[tool](program, port, folder);
    const stop = async (): Promise<void> => {
      await server.stop();
      await remove();
    };
    return { registry: { host: server.host, stop }, skip: false };
  } catch (error) {
    await remove();
    if (!(error instanceof Unavailable)) throw error;
    return { registry: undefined, skip: missing(error.message) };
  }
}
