import * as path from "node:path";

import { asWaybillError } from "../errors.ts";
import { findFiles } from "../subjects/files.ts";
import { isInside } from "../subjects/names.ts";
import type { Answer } from "./answer.ts";
import { artifactVerifier, type VerifyPorts } from "./artifact.ts";
import { asInput, type VerifyInputs } from "./inputs.ts";
import { withRefreshedRoots } from "./ports.ts";

/**
 * Verifies each artifact that the step's inputs name, files first, in their order; one that is refused does not stop
 * the rest.
 * @param tell gets each answer as it comes
 * @throws WaybillError what is wrong with the request or the trusted root, and so with every artifact; SUBJECT_NOT_FOUND
 *   for a pattern that selects no file, and whatever else findFiles throws
 */
export async function verifyEvery(
  inputs: VerifyInputs,
  workspace: string,
  usual: VerifyPorts,
  tell: (answer: Answer) => void,
): Promise<void> {
  const { patterns, named, request } = inputs;
  const files = patterns.include.length === 0 ? [] : await findFiles(patterns, workspace, "artifacts");
  const ports = inputs.refreshTrust ? await withRefreshedRoots(usual) : usual;
  const verify = artifactVerifier(request, ports, asInput);
  // Before any artifact is looked at: what is wrong with the root is so for all of them.
  await ports.roots(request.trustedRoot);
  const artifacts = [
    // By its whole path a file is a file, whatever its name looks like.
    ...files.map((file) => ({ shown: shownPath(file.path, workspace), artifact: file.path })),
    ...named.map((artifact) => ({ shown: artifact, artifact })),
  ];
  for (const { shown, artifact } of artifacts) {
    try {
      tell({ named: shown, found: await verify(artifact) });
    } catch (error) {
      tell({ named: shown, error: asWaybillError(error, "The verification") });
    }
  }
}

function shownPath(file: string, workspace: string): string {
  return isInside(workspace, file) ? path.relative(workspace, file).replaceAll(path.sep, "/") : file;
}
