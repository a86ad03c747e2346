import type { Artifacts } from "./handover/artifacts.ts";
import { encodeCollection, subjectsArtifactName } from "./handover/subjects.ts";
import { findImages, registriesOf } from "./images.ts";
import type { Http } from "./net/http.ts";
import { allSubjects } from "./plan.ts";
import { subjectLine } from "./report/outputs.ts";
import type { FoundSubjects } from "./subjects/collect.ts";
import type { World } from "./world.ts";

/** What this job built, hashed and stored as a workflow artifact for the job that signs: no token, nothing signed. */
export async function collectOnly(
  found: FoundSubjects | undefined,
  artifacts: Artifacts,
  net: Http,
  world: World,
): Promise<true> {
  const { inputs, job, ports, progress } = world;
  const images = await findImages(registriesOf(net, world), world);
  const files = (await found?.hash())?.subjects;
  const subjects = allSubjects({ files, images });
  progress.subjects = subjects;
  for (const subject of subjects.slice(0, 200)) ports.log.info(subjectLine(subject));
  const collector = { ...job.place, matrix: inputs.handover.matrix };
  const references = images.map(({ repository, tags, manifest }) => {
    return { repository, tag: tags[0], digest: manifest.digest };
  });
  const document = encodeCollection(collector, { subjects: files ?? [], images: references });
  progress.subjectsArtifact = await artifacts.upload(subjectsArtifactName(collector), [document], false);
  ports.log.info(`collected in the workflow artifact ${progress.subjectsArtifact.name}`);
  return true;
}
