import { artifactVerifier, type VerifiedArtifact, type VerifyPorts } from "../consumer/artifact.ts";
import { consumerPorts, type Surroundings } from "../consumer/ports.ts";
import { asWaybillError, WaybillError } from "../errors.ts";
import { PROJECT_URL } from "../project.ts";
import { exitCodeOf, type Command, type ExitCode, type Terminal } from "./command.ts";
import { describe } from "./describe.ts";
import { inert } from "./inert.ts";
import { renderStatement } from "./show.ts";
import { asSlsaOption, readSlsaOptions, slsaUsage, type SlsaCommand } from "./slsa-options.ts";

const GUIDE = `${PROJECT_URL}/blob/main/docs/migrate-from-slsa-verifier.md`;

/** `waybill verify-artifact` and the others that slsa-verifier has, with its flags, texts and meaning. */
export function slsaCommand(command: SlsaCommand): Command {
  return async (args, terminal, surroundings: Surroundings) =>
    await slsaVerifier(command, args, terminal, consumerPorts(surroundings));
}

/**
 * The report is slsa-verifier's, on standard error, so that scripts that read it go on; standard output has the provenance
 * where it is asked for, and nothing else. The first artifact that is refused ends it.
 * @throws WaybillError USAGE, REFERENCE_INVALID, TRUST_INVALID
 */
export async function slsaVerifier(
  command: SlsaCommand,
  args: readonly string[],
  terminal: Terminal,
  ports: VerifyPorts,
): Promise<ExitCode> {
  if (args.includes("--help") || args.includes("-h")) {
    terminal.out(slsaUsage(command));
    return 0;
  }
  const { artifacts, request, printProvenance, idle } = readSlsaOptions(command, args);
  for (const name of idle) terminal.err(`note: --${name} has no effect here\n`);
  const verify = artifactVerifier(request, ports, asSlsaOption);
  await ports.roots(request.trustedRoot);
  for (const named of artifacts) {
    const shown = inert(named.replace(/^oci:\/\//, ""));
    try {
      const found = await verify(named);
      if (printProvenance) terminal.out(renderStatement(found.bundle));
      terminal.err(`${verifiedLine(found)}\nVerifying artifact ${shown}: PASSED\n\n`);
    } catch (thrown) {
      const error = asWaybillError(thrown, "The verification");
      terminal.err(`Verifying artifact ${shown}: FAILED: ${error.code}\n\n`);
      terminal.err(`FAILED: SLSA verification failed: ${error.code}\n${describe(error)}`);
      return exitCodeOf(error.code);
    }
  }
  terminal.err("PASSED: SLSA verification passed\n");
  return 0;
}

function verifiedLine({ bundle }: VerifiedArtifact): string {
  const commit = bundle.certificate.sourceRepositoryDigest ?? "(not in the certificate)";
  return inert(`Verified build using builder "${bundle.builderId ?? bundle.signer}" at commit ${commit}`);
}

/** What is in slsa-verifier and not here, with what to use instead. */
const NOT_DONE = {
  "verify-npm-package":
    "Use `npm audit signatures`, which the npm registry's attestations are made for, or slsa-verifier itself.",
  "verify-vsa": "Use slsa-verifier itself, or any verifier of DSSE envelopes with the key that you trust.",
} as const;

/** Answers that a command of slsa-verifier is not done here. */
export function notDone(command: keyof typeof NOT_DONE): Command {
  return () => {
    throw new WaybillError("USAGE", {
      what: `waybill has no ${command}: of slsa-verifier's commands, this one is not done.`,
      todo: `${NOT_DONE[command]} ${GUIDE}#not-done says more.`,
    });
  };
}
