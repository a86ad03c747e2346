import type { Answer, Route } from "../server.ts";
import { errorAnswer, forbidden, invalid, notFound, objectOf, type RestWorld } from "./operation.ts";
import type { Permissions } from "./state.ts";

const TEXT_LIMITS = { name: 256, registry_url: 256, version: 100, repository: 128, path: 512 } as const;

/** What GitHub has below `/orgs/{org}`: records of where artifacts are stored. */
export function organizationRoutes(
  world: RestWorld,
  base: string,
  permissionsOf: (authorization: string | undefined) => Permissions | undefined,
): Route[] {
  return [
    {
      method: "POST",
      path: new RegExp(`${base}/orgs/(?<org>[^/]+)/artifacts/metadata/storage-record`),
      handle: ({ params, headers, body }) => {
        const permissions = permissionsOf(headers["authorization"]);
        if (permissions === undefined) return errorAnswer(401, "Bad credentials");
        const { owner, ownerType } = world.state.repository;
        if (ownerType !== "Organization" || params["org"]?.toLowerCase() !== owner.toLowerCase())
          return notFound();
        return permissions.artifactMetadata === "write" ? record(world, body) : forbidden();
      },
    },
  ];
}

function record({ state }: RestWorld, body: Buffer): Answer {
  const given = objectOf(body);
  for (const [field, limit] of Object.entries(TEXT_LIMITS)) {
    const value = given?.[field];
    const required = field === "name" || field === "registry_url";
    if (value === undefined && !required) continue;
    if (typeof value !== "string" || value.length > limit) return invalid("StorageRecord", field, "invalid");
  }
  if (!/^sha256:[a-f0-9]{64}$/.test(String(given?.["digest"])))
    return invalid("StorageRecord", "digest", "invalid");
  if (!String(given?.["registry_url"]).startsWith("https://"))
    return invalid("StorageRecord", "registry_url", "invalid");
  const id = state.nextId();
  const stored = { id, ...given };
  state.storageRecords.push(stored);
  return { status: 200, body: { total_count: 1, storage_records: [stored] } };
}
