import { artifactVerifier, type VerifyPorts } from "../consumer/artifact.ts";
import { consumerPorts, withRefreshedRoots, type Surroundings } from "../consumer/ports.ts";
import { asWaybillError } from "../errors.ts";
import { exitCodeOf, worstOf, type ExitCode, type Terminal } from "./command.ts";
import { describe } from "./describe.ts";
import { inert } from "./inert.ts";
import { refusalJson, renderJson, renderStatement, renderText } from "./show.ts";
import { usageText } from "./usage.ts";
import { readVerifyOptions, type VerifyOptions } from "./verify-options.ts";

/**
 * `waybill verify`: reads files, and calls nobody that it was not told to call.
 * @throws WaybillError USAGE, TRUST_INVALID, UNREACHABLE for a trusted root that was to be refreshed
 */
export async function verifyCommand(
  args: readonly string[],
  terminal: Terminal,
  surroundings: Surroundings,
): Promise<ExitCode> {
  if (args.includes("--help") || args.includes("-h")) {
    terminal.out(usageText());
    return 0;
  }
  const options = readVerifyOptions(args);
  const usual = consumerPorts(surroundings);
  const ports = options.refreshTrust ? await withRefreshedRoots(usual) : usual;
  if (options.batch !== undefined) {
    const { batchCommand } = await import("./batch.ts");
    return await batchCommand(options.batch, options.request, ports, terminal);
  }
  return await verifyEach(options, ports, terminal);
}

async function verifyEach(options: VerifyOptions, ports: VerifyPorts, terminal: Terminal): Promise<ExitCode> {
  const { artifacts, request, format } = options;
  const verify = artifactVerifier(request, ports);
  // Before any artifact is looked at: what is wrong with the root is so for all of them.
  await ports.roots(request.trustedRoot);
  const codes: ExitCode[] = [];
  for (const named of artifacts) {
    try {
      const found = await verify(named);
      const report = format === "json" ? renderJson(named, found) : renderText(named, found);
      if (options.printProvenance && format === "text") {
        terminal.out(renderStatement(found.bundle));
        terminal.err(report);
      } else terminal.out(report);
      codes.push(0);
    } catch (thrown) {
      const error = asWaybillError(thrown, "The verification");
      if (format === "json") terminal.out(refusalJson(named, error));
      terminal.err(`${artifacts.length === 1 ? "" : `Not verified ${inert(named)}\n`}${describe(error)}`);
      codes.push(exitCodeOf(error.code));
    }
  }
  return worstOf(codes);
}
