import { n as subjectsArtifactName, t as encodeCollection } from "./subjects.js";
import { r as registriesOf, t as findImages } from "./universal-user-agent.js";
import { t as allSubjects } from "./preflight.js";
import { r as subjectLine } from "./commands.js";

// src/collect-only.ts
/** What this job built, hashed and stored as a workflow artifact for the job that signs: no token, nothing signed. */
async function collectOnly(found, artifacts, net, world) {
	const { inputs, job, ports, progress } = world;
	const images = await findImages(registriesOf(net, world), world);
	const files = (await found?.hash())?.subjects;
	const subjects = allSubjects({
		files,
		images
	});
	progress.subjects = subjects;
	for (const subject of subjects.slice(0, 200)) ports.log.info(subjectLine(subject));
	const collector = {
		...job.place,
		matrix: inputs.handover.matrix
	};
	const references = images.map(({ repository, tags, manifest }) => {
		return {
			repository,
			tag: tags[0],
			digest: manifest.digest
		};
	});
	const document = encodeCollection(collector, {
		subjects: files ?? [],
		images: references
	});
	progress.subjectsArtifact = await artifacts.upload(subjectsArtifactName(collector), [document], false);
	ports.log.info(`collected in the workflow artifact ${progress.subjectsArtifact.name}`);
	return true;
}

export { collectOnly };
