import { J as isInside, ft as asWaybillError } from "./base.js";
import { t as findFiles } from "./glob.js";
import { T as artifactVerifier, f as withRefreshedRoots } from "./verify.js";
import { n as asInput } from "./inputs3.js";
import * as path from "node:path";

// src/consumer/every.ts
/**
* Verifies each artifact that the step's inputs name, files first, in their order; one that is refused does not stop
* the rest.
* @param tell gets each answer as it comes
* @throws WaybillError what is wrong with the request or the trusted root, and so with every artifact; SUBJECT_NOT_FOUND
*   for a pattern that selects no file, and whatever else findFiles throws
*/
async function verifyEvery(inputs, workspace, usual, tell) {
	const { patterns, named, request } = inputs;
	const files = patterns.include.length === 0 ? [] : await findFiles(patterns, workspace, "artifacts");
	const ports = inputs.refreshTrust ? await withRefreshedRoots(usual) : usual;
	const verify = artifactVerifier(request, ports, asInput);
	await ports.roots(request.trustedRoot);
	const artifacts = [...files.map((file) => ({
		shown: shownPath(file.path, workspace),
		artifact: file.path
	})), ...named.map((artifact) => ({
		shown: artifact,
		artifact
	}))];
	for (const { shown, artifact } of artifacts) try {
		tell({
			named: shown,
			found: await verify(artifact)
		});
	} catch (error) {
		tell({
			named: shown,
			error: asWaybillError(error, "The verification")
		});
	}
}
function shownPath(file, workspace) {
	return isInside(workspace, file) ? path.relative(workspace, file).replaceAll(path.sep, "/") : file;
}

export { verifyEvery };
