import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

import { parseArtifact } from "../evidence/artifact.ts";
import { artifactVerifier, type VerifiedArtifact, type VerifyPorts } from "../consumer/artifact.ts";
import type { VerifyRequest } from "../consumer/request.ts";
import { asWaybillError, kindOf, WaybillError, type Code } from "../errors.ts";
import type { Check } from "../verify/verify.ts";
import { BadLine, readBatchLine, sameName, type BatchId } from "./batch-line.ts";
import { exitCodeOf, type ExitCode, type Terminal } from "./command.ts";
import { inertJson } from "./inert.ts";
import { inOrder, linesOf, type Line } from "./lines.ts";

interface Answer {
  readonly id: BatchId;
  readonly ok: boolean;
  readonly code?: Code;
  readonly message?: string;
  readonly builderId?: string | undefined;
  readonly signer?: string;
  readonly level?: number;
  readonly checks: readonly Check[];
}

/** So many requests wait for files and services at a time; judging takes turns. */
const AT_A_TIME = 4;

/**
 * Requests in JSON Lines, answers in JSON Lines, in their order. A request that fails, or cannot be read, does not stop
 * the others.
 * @param file its path, or `-` for standard input
 * @param common what holds for each line that does not say otherwise
 * @returns 0 if every answer is ok, else the highest that applies
 * @throws WaybillError NOT_FOUND for a file that cannot be read
 */
export async function batchCommand(
  file: string,
  common: VerifyRequest,
  ports: VerifyPorts,
  terminal: Terminal,
): Promise<ExitCode> {
  let worst: ExitCode = 0;
  const input = file === "-" ? terminal.input?.() : createReadStream(file, { highWaterMark: 256 * 1024 });
  if (input === undefined) throw new WaybillError("NOT_FOUND", { what: "There is no standard input." });
  try {
    const lines = linesOf(input);
    for await (const answer of inOrder(lines, AT_A_TIME, (line) => answerTo(line, common, ports))) {
      const code = answer.code === undefined ? 0 : exitCodeOf(answer.code);
      if (code > worst) worst = code;
      terminal.out(`${inertJson(JSON.stringify(answer))}\n`);
      await terminal.taken?.();
    }
  } catch (error) {
    if (error instanceof WaybillError) throw error;
    throw new WaybillError("NOT_FOUND", { what: `The batch ${file} cannot be read.`, got: kindOf(error) });
  }
  return worst;
}

async function answerTo(line: Line, common: VerifyRequest, ports: VerifyPorts): Promise<Answer> {
  let id: BatchId = null;
  try {
    const asked = readBatchLine(line);
    id = asked.id;
    const verify = artifactVerifier({ ...common, ...asked.request }, ports, sameName);
    const found: VerifiedArtifact[] = [];
    for (const named of asked.artifacts) {
      await assertEnds(named);
      found.push(await verify(named));
    }
    return accepted(id, found);
  } catch (thrown) {
    if (thrown instanceof BadLine) id = thrown.id;
    const { code, message } =
      thrown instanceof BadLine ? thrown.error : asWaybillError(thrown, "The request");
    return { id, ok: false, code, message, checks: [] };
  }
}

/**
 * A pipe that nobody writes to, or a device that never ends, would keep all later lines waiting.
 * @throws WaybillError NOT_FOUND
 */
async function assertEnds(named: string): Promise<void> {
  const artifact = parseArtifact(named);
  if (artifact.kind !== "file") return;
  const found = await stat(artifact.path).catch(() => undefined);
  if (found === undefined || found.isFile()) return;
  throw new WaybillError("NOT_FOUND", {
    what: `${artifact.path} is not verified in a batch.`,
    got: "a folder, a pipe or a device",
    expected: "a regular file",
  });
}

/** Of several artifacts with several bundles: the first one's builder, the lowest level, and the checks of all. */
function accepted(id: BatchId, found: readonly VerifiedArtifact[]): Answer {
  const bundles = [...new Set(found.map(({ bundle }) => bundle))];
  const [first] = bundles;
  return {
    id,
    ok: true,
    builderId: first?.builderId,
    signer: first?.signer ?? "",
    level: Math.min(...bundles.map(({ level }) => level.build)),
    checks: bundles.flatMap(({ checks }) => checks),
  };
}
