import type { Answer } from "../server.ts";
import { served } from "./bodies.ts";
import { digestParam, type Operation, type RegistryCall } from "./operation.ts";
import type { StoredManifest } from "./state.ts";
import type { Switches } from "./switches.ts";

const INDEX = "application/vnd.oci.image.index.v1+json";

/** distribution-spec 1.1, "Listing Referrers" */
export const referrersOperations: readonly Operation[] = [
  { methods: ["GET"], path: /\/referrers\/(?<digest>[^/]+)/, needs: ["pull"], handle: listReferrers },
];

/** An unknown repository or subject has no referrers: never 404 where the API is there. */
function listReferrers(call: RegistryCall): Answer {
  const { switches, query } = call;
  if (switches.referrers === "absent") {
    return {
      status: 404,
      headers: { "content-type": "text/plain" },
      body: Buffer.from("404 page not found\n"),
    };
  }
  const digest = digestParam(call.params["digest"]);
  const shown = switches.referrers === "empty" ? [] : visible(call, digest);
  const type = switches.referrersFilter ? query.get("artifactType") : null;
  const all = shown
    .map((manifest) => listed(manifest, switches.referrersType))
    .filter((descriptor) => type === null || descriptor["artifactType"] === type);
  const { page, next } = pageAfter(all, query.get("last"), switches.referrersPage);
  const index = { schemaVersion: 2, mediaType: INDEX, manifests: page };
  const headers = {
    "content-type": INDEX,
    ...(type === null ? {} : { "oci-filters-applied": "artifactType" }),
    ...(next === undefined ? {} : { link: linkTo(call, next) }),
  };
  return served(Buffer.from(JSON.stringify(index)), headers, switches.referrersBody);
}

/** Counts a query (not each of its pages), and leaves out what hides from it. */
function visible(call: RegistryCall, digest: string): StoredManifest[] {
  const referrers = call.state.repositories.get(call.name)?.referrersOf(digest) ?? [];
  if (!call.query.has("last")) for (const manifest of referrers) manifest.asked += 1;
  return referrers.filter((manifest) => manifest.asked > call.switches.referrersHiddenFor);
}

/** A descriptor with the manifest's own artifact type, or else its config's media type, and its annotations. */
function listed(
  { mediaType, digest, bytes, json }: StoredManifest,
  kind: Switches["referrersType"],
): Readonly<Record<string, unknown>> {
  const config = json["config"] as { readonly mediaType: string } | undefined;
  const descriptor = { mediaType, digest, size: bytes.length };
  if (kind === "config") return { ...descriptor, artifactType: config?.mediaType };
  return {
    ...descriptor,
    artifactType: json["artifactType"] ?? config?.mediaType,
    annotations: json["annotations"],
  };
}

function pageAfter(
  all: readonly Readonly<Record<string, unknown>>[],
  last: string | null,
  size: number,
): { page: readonly Readonly<Record<string, unknown>>[]; next: string | undefined } {
  const start = all.findIndex((descriptor) => descriptor["digest"] === last) + 1;
  const page = all.slice(start, start + size);
  return { page, next: start + size < all.length ? String(page.at(-1)?.["digest"]) : undefined };
}

function linkTo(call: RegistryCall, last: string): string {
  const query = new URLSearchParams(call.query);
  query.set("last", last);
  return `<${call.path}?${query.toString()}>; rel="next"`;
}
