import { F as baseUrl, dt as WaybillError } from "./base.js";

// src/run/run.ts
/** @throws WaybillError TOKEN_INVALID when the workflow file lies in another repository than the source */
function describeRun(claims, serverUrl) {
	const server = baseUrl(serverUrl);
	const repositoryUrl = `${server}/${claims.repository}`;
	return {
		claims,
		serverUrl: server,
		repositoryUrl,
		sourceUri: `git+${repositoryUrl}@${claims.ref}`,
		workflowPath: workflowPath(claims),
		builderId: `${server}/${claims.job_workflow_ref}`,
		invocationId: `${repositoryUrl}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`
	};
}
/**
* `workflow_ref` is `o/r/PATH@REF`. Both parts may hold an `@`, so known ends are taken off, never split
* (github-actions-buildtypes, "workflow/v1").
*/
function workflowPath(claims) {
	const prefix = `${claims.repository}/`;
	const rest = claims.workflow_ref.startsWith(prefix) ? claims.workflow_ref.slice(prefix.length) : void 0;
	const suffix = `@${claims.ref}`;
	const end = rest?.endsWith(suffix) === true ? rest.length - suffix.length : rest?.indexOf("@refs/") ?? -1;
	if (rest === void 0 || end <= 0) throw new WaybillError("TOKEN_INVALID", {
		what: "The workflow that runs is not a file of the repository that it runs for, so its path cannot be stated.",
		got: claims.workflow_ref,
		expected: `${prefix}PATH@REF`,
		todo: "Attest in a workflow of the repository itself, or in a reusable workflow that it calls."
	});
	return rest.slice(0, end);
}
/**
* The issuer of a server's tokens: GitHub's own, a data-residency tenant's (`*.ghe.com`), or below the server's URL
* on GitHub Enterprise Server (docs.github.com, "OpenID Connect reference").
*/
function issuerOf(serverUrl) {
	const url = new URL(serverUrl);
	if (url.hostname === "github.com") return "https://token.actions.githubusercontent.com";
	if (/^[a-z0-9-]+\.ghe\.com$/.test(url.hostname)) return `https://token.actions.${url.hostname}`;
	return `${baseUrl(serverUrl)}/_services/token`;
}

export { issuerOf as n, describeRun as t };
