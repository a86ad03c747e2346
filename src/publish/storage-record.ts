import { list, at } from "../json.ts";
import { repositoryText } from "../oci/reference.ts";
import type { AttestedImage } from "../subjects/images.ts";
import { refusalOf, type GitHubClient } from "./octokit.ts";

/** GitHub's limits of the fields (REST, "Create artifact metadata storage record"). */
const MAX_NAME = 256;
const MAX_VERSION = 100;

export interface StorageRecord {
  readonly ids: readonly string[];
  /** why there is none, for a warning: nothing that was signed or stored depends on it */
  readonly problem: string | undefined;
}

/**
 * Records in GitHub where an image is stored, for an organisation's list of its artifacts.
 * @param owner the organisation; GitHub keeps no such records for users
 * @param version what the record states as the image's version
 */
export async function recordStorage(
  client: GitHubClient,
  owner: string,
  image: AttestedImage,
  version: string | undefined,
): Promise<StorageRecord> {
  const name = repositoryText(image.repository);
  if (name.length > MAX_NAME) return without(`its name has more than ${MAX_NAME} characters`, name);
  if (version !== undefined && version.length > MAX_VERSION)
    return without(`its version has more than ${MAX_VERSION} characters`, name);
  try {
    const { data } = await client.request("POST /orgs/{org}/artifacts/metadata/storage-record", {
      org: owner,
      name,
      digest: image.manifest.digest,
      registry_url: `https://${image.repository.registry}`,
      ...(version === undefined ? {} : { version }),
    });
    const ids = list(data, "storage_records").flatMap((record) => {
      const id = at(record, "id");
      return typeof id === "number" && Number.isSafeInteger(id) ? [String(id)] : [];
    });
    return { ids, problem: undefined };
  } catch (error) {
    const { status, message } = refusalOf(error);
    const answer = status === undefined ? message : `status ${status}: ${message}`;
    return without(`GitHub answered ${answer}. ${adviceFor(status, owner)}`, name);
  }
}

function without(reason: string, name: string): StorageRecord {
  return { ids: [], problem: `There is no storage record of ${name}: ${reason}` };
}

function adviceFor(status: number | undefined, owner: string): string {
  if (status === 403) return "The job needs `artifact-metadata: write`.";
  if (status === 404)
    return `${owner} must be an organisation, and the job needs \`artifact-metadata: write\`.`;
  return "Nothing else depends on it.";
}
