import { homedir } from "node:os";

import type { Http } from "./net/http.ts";
import type { Patience } from "./net/patience.ts";
import { repositoryText } from "./oci/reference.ts";
import { openRegistries, type Registries } from "./oci/registries.ts";
import { githubClient } from "./publish/octokit.ts";
import { recordStorage } from "./publish/storage-record.ts";
import type { RunFacts } from "./run/run.ts";
import { imageText, resolveImages, type AttestedImage } from "./subjects/images.ts";
import type { World } from "./world.ts";

/** Repositories with the credentials that the inputs and the job's files have for them. */
export function registriesOf(http: Http, { inputs, job, ports }: World): Registries {
  const { username = "", password = "", plainHttp, repository, repositoryLogin } = inputs.registry;
  const own = repository === undefined ? undefined : repositoryText(repository);
  return openRegistries({
    http,
    env: job.variables,
    home: job.variables["HOME"] ?? job.variables["USERPROFILE"] ?? homedir(),
    uid: process.getuid?.(),
    exec: ports.exec,
    mask: ports.mask,
    insecure: plainHttp,
    given: (name) =>
      repositoryLogin !== undefined && repositoryText(name) === own
        ? repositoryLogin
        : { username, password },
  });
}

/** The images that the inputs name, as their registries hold them. */
export async function findImages(registries: Registries, world: World): Promise<AttestedImage[]> {
  const { inputs, progress } = world;
  const images = await resolveImages(inputs.images, registries, inputs.registry.platforms);
  for (const image of images.filter(({ unstated }) => unstated > 0)) {
    const entries = image.unstated === 1 ? "1 entry" : `${image.unstated} entries`;
    const text = `The index ${imageText(image)} has ${entries} without a platform, which \`attest-platforms\` leaves out: the statement is of the index and its platforms alone.`;
    progress.notices.push({ severity: "warning", text });
  }
  return images;
}

/** GitHub's records of where the images are that were stored; a record that fails is a warning. */
export async function recordImages(
  images: readonly AttestedImage[],
  signing: { readonly run: RunFacts; readonly patience: Patience },
  world: World,
): Promise<void> {
  const { inputs, job, ports, progress } = world;
  const { storageRecord } = inputs.registry;
  const token = inputs.githubToken;
  if (storageRecord === undefined) return;
  const stored = new Set(
    progress.published.flatMap((p) => (p.target === "registry" && "attachments" in p ? [p.name] : [])),
  );
  if (token === undefined || stored.size === 0) {
    const reason =
      token === undefined ? "`github-token` is empty" : "this step stored no image's bundle in a registry";
    progress.notices.push({ severity: "warning", text: `There is no storage record: ${reason}.` });
    return;
  }
  const access = { apiUrl: job.apiUrl, fetcher: ports.fetcher, patience: signing.patience, token };
  const client = githubClient(access, "records");
  for (const image of images.filter((image) => stored.has(imageText(image)))) {
    const owner = signing.run.claims.repository_owner;
    const { ids, problem } = await recordStorage(client, owner, image, storageRecord.version);
    progress.storageRecords.push(...ids);
    if (problem !== undefined) progress.notices.push({ severity: "warning", text: problem });
  }
}
