import { n as artifactName } from "./inputs.js";
import { V as http, _ as Patience } from "./base.js";
import { r as registriesOf, t as findImages } from "./universal-user-agent.js";
import { o as assertNamesApart, r as stateAll, t as allSubjects } from "./preflight.js";
import { n as openOutputDir, t as assertReplaceable } from "./file.js";
import { r as subjectLine } from "./commands.js";
import { t as readCheckout } from "./checkout.js";
import { n as issuerOf, t as describeRun } from "./run.js";
import { i as readClaims, r as obtainIdentity, t as AUDIENCE } from "./claims.js";
import { writeFile } from "node:fs/promises";
import * as path from "node:path";

// src/run/variables.ts
/** The runner's variables that say what a token's claims would (docs.github.com, "Variables reference"). */
const VARIABLES = {
	event_name: "GITHUB_EVENT_NAME",
	job_workflow_ref: "GITHUB_WORKFLOW_REF",
	job_workflow_sha: "GITHUB_WORKFLOW_SHA",
	ref: "GITHUB_REF",
	repository: "GITHUB_REPOSITORY",
	repository_id: "GITHUB_REPOSITORY_ID",
	repository_owner: "GITHUB_REPOSITORY_OWNER",
	repository_owner_id: "GITHUB_REPOSITORY_OWNER_ID",
	run_attempt: "GITHUB_RUN_ATTEMPT",
	run_id: "GITHUB_RUN_ID",
	runner_environment: "RUNNER_ENVIRONMENT",
	sha: "GITHUB_SHA",
	workflow_ref: "GITHUB_WORKFLOW_REF",
	workflow_sha: "GITHUB_WORKFLOW_SHA",
	actor: "GITHUB_ACTOR",
	actor_id: "GITHUB_ACTOR_ID",
	base_ref: "GITHUB_BASE_REF",
	head_ref: "GITHUB_HEAD_REF",
	ref_type: "GITHUB_REF_TYPE",
	run_number: "GITHUB_RUN_NUMBER"
};
/**
* What stands in for claims in a dry run without a token: the one place where variables may, since nothing is signed.
* The job of a reusable workflow is taken for one of the calling workflow, which the variables name.
* @throws WaybillError TOKEN_INVALID that names what is missing
*/
function claimsFromVariables(env, serverUrl) {
	const payload = {
		iss: issuerOf(serverUrl),
		sub: "dry run: no token",
		exp: 0
	};
	for (const [claim, variable] of Object.entries(VARIABLES)) {
		const value = env[variable];
		if (value !== void 0 && value !== "") payload[claim] = value;
	}
	return readClaims(payload, AUDIENCE);
}

// src/dry-run.ts
/**
* The full statements, unsigned, on disk and where the inputs ask for it as a workflow artifact: nothing is signed, logged
* or stored elsewhere, and no token is needed. Without one the runner's variables stand for the claims, and the report
* says so.
*/
async function dryRun(found, artifacts, world) {
	const { inputs, job, ports, progress } = world;
	const run = await dryIdentity(world);
	progress.run = run;
	const net = http(ports.fetcher, new Patience(inputs.maxWait, ports.clock));
	const images = await findImages(registriesOf(net, world), world);
	const attested = {
		files: (await found?.hash())?.subjects,
		images
	};
	const subjects = allSubjects(attested);
	progress.subjects = subjects;
	for (const subject of subjects.slice(0, 200)) ports.log.info(subjectLine(subject));
	const statements = await stateAll(run, attested, readCheckout(job.workspace, ports.exec), world);
	assertNamesApart(statements, subjects);
	const folder = await openOutputDir(inputs.outputDir, job);
	const files = [];
	for (const { fileName, statement } of statements) {
		const name = `${fileName.replace(/\.intoto\.jsonl$/, "")}.unsigned.json`;
		const file = path.join(folder, name);
		await assertReplaceable(file, "https://in-toto.io/Statement/");
		await writeFile(file, statement.bytes);
		files.push({
			name,
			bytes: statement.bytes
		});
		progress.unsigned.push(file);
		ports.log.info(`unsigned statement: ${file}`);
	}
	const { bundlesArtifact } = inputs.handover;
	if (artifacts !== void 0 && bundlesArtifact !== void 0) {
		const replace = job.place.attempt > 1;
		progress.bundlesArtifact = await artifacts.upload(artifactName(bundlesArtifact, files), files, replace);
	}
	return true;
}
async function dryIdentity({ inputs, job, ports, progress }) {
	const notice = (text) => void progress.notices.push({
		severity: "notice",
		text
	});
	if (job.tokenRequest === void 0) {
		notice("A dry run: nothing was signed or stored. There is no OIDC token, so the runner's variables stand for its claims: any earlier step could have changed them.");
		return describeRun(claimsFromVariables(job.variables, job.serverUrl), job.serverUrl);
	}
	notice("A dry run: nothing was signed or stored.");
	const net = http(ports.fetcher, new Patience(inputs.maxWait, ports.clock));
	const issuer = inputs.oidcIssuer ?? issuerOf(job.serverUrl);
	const token = {
		http: net,
		mask: ports.mask,
		now: () => ports.clock.now()
	};
	const { claims } = await obtainIdentity(job.tokenRequest, issuer, token);
	return describeRun(claims, job.serverUrl);
}

export { dryRun };
