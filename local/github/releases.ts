import type { Answer } from "../server.ts";
import { assetJson, releaseJson } from "./objects.ts";
import {
  errorAnswer,
  forbidden,
  invalid,
  notFound,
  objectOf,
  type Operation,
  page,
  type RestCall,
} from "./operation.ts";
import { now, type Asset, type Release } from "./state.ts";

/** Releases and their assets. */
export const releaseOperations: readonly Operation[] = [
  { method: "GET", path: /\/releases/, scope: "contents", handle: listReleases },
  { method: "POST", path: /\/releases/, scope: "contents", handle: createRelease },
  { method: "GET", path: /\/releases\/(?<release>\d+)/, scope: "contents", handle: getRelease },
  { method: "PATCH", path: /\/releases\/(?<release>\d+)/, scope: "contents", handle: updateRelease },
  { method: "GET", path: /\/releases\/tags\/(?<tag>[^/]+)/, scope: "contents", handle: getReleaseByTag },
  { method: "GET", path: /\/releases\/(?<release>\d+)\/assets/, scope: "contents", handle: listAssets },
  {
    method: "POST",
    path: /\/releases\/(?<release>\d+)\/assets/,
    uploads: true,
    scope: "contents",
    handle: uploadAsset,
  },
  { method: "GET", path: /\/releases\/assets\/(?<asset>\d+)/, scope: "contents", handle: getAsset },
  { method: "PATCH", path: /\/releases\/assets\/(?<asset>\d+)/, scope: "contents", handle: updateAsset },
  { method: "DELETE", path: /\/releases\/assets\/(?<asset>\d+)/, scope: "contents", handle: deleteAsset },
];

const mayWrite = (call: RestCall): boolean => call.permissions.contents === "write";

/** Drafts are there for those alone who may write. */
function visible(call: RestCall): Release[] {
  return call.state.releases.filter((release) => !release.draft || mayWrite(call));
}

function find(call: RestCall): Release | undefined {
  return visible(call).find((release) => release.id === Number(call.params["release"]));
}

function findAsset(call: RestCall): { release: Release; asset: Asset } | undefined {
  for (const release of visible(call)) {
    const asset = release.assets.find((a) => a.id === Number(call.params["asset"]));
    if (asset !== undefined) return { release, asset };
  }
  return undefined;
}

function listReleases(call: RestCall): Answer {
  return page(call, visible(call).toReversed(), (release) => releaseJson(call.state, call.links, release));
}

function getRelease(call: RestCall): Answer {
  const release = find(call);
  return release === undefined
    ? notFound()
    : { status: 200, body: releaseJson(call.state, call.links, release) };
}

/** "Get a published release with the specified tag." */
function getReleaseByTag(call: RestCall): Answer {
  const release = call.state.releases.find((r) => r.tag === call.params["tag"] && !r.draft);
  return release === undefined
    ? notFound()
    : { status: 200, body: releaseJson(call.state, call.links, release) };
}

function createRelease(call: RestCall): Answer {
  if (!mayWrite(call)) return forbidden();
  const { state, links } = call;
  const body = objectOf(call.body);
  const tag = body?.["tag_name"];
  if (body === undefined || typeof tag !== "string" || tag === "") {
    return invalid("Release", "tag_name", "missing_field");
  }
  const draft = body["draft"] === true;
  if (!draft && state.releases.some((release) => release.tag === tag && !release.draft)) {
    return invalid("Release", "tag_name", "already_exists");
  }
  const release = state.addRelease({
    tag,
    draft,
    prerelease: body["prerelease"] === true,
    ...textOf(body, "name"),
    ...textOf(body, "body"),
    ...(typeof body["target_commitish"] === "string" ? { commitish: body["target_commitish"] } : {}),
  });
  const json = releaseJson(state, links, release);
  return { status: 201, headers: { location: String(json["url"]) }, body: json };
}

function textOf(
  body: Readonly<Record<string, unknown>>,
  key: "name" | "body",
): { name?: string; body?: string } {
  const value = body[key];
  return typeof value === "string" ? { [key]: value } : {};
}

/** Publishes, or writes other notes; a field that is absent stays as it is. */
function updateRelease(call: RestCall): Answer {
  const release = find(call);
  if (release === undefined) return notFound();
  if (!mayWrite(call)) return forbidden();
  const { draft, body } = objectOf(call.body) ?? {};
  if (typeof body === "string") release.body = body;
  if (draft === false && release.draft) {
    release.draft = false;
    release.publishedAt = now();
  }
  return { status: 200, body: releaseJson(call.state, call.links, release) };
}

function listAssets(call: RestCall): Answer {
  const release = find(call);
  if (release === undefined) return notFound();
  return page(call, release.assets, (asset) => assetJson(call.state, call.links, release, asset));
}

function getAsset(call: RestCall): Answer {
  const found = findAsset(call);
  if (found === undefined) return notFound();
  if (!/\bapplication\/octet-stream\b/.test(call.headers["accept"] ?? "")) {
    return { status: 200, body: assetJson(call.state, call.links, found.release, found.asset) };
  }
  if (found.asset.state === "starter") return notFound();
  return { status: 302, headers: { location: call.world.assetUrl(found.asset.id) } };
}

/** Renames or labels; a field that is absent stays as it is. */
function updateAsset(call: RestCall): Answer {
  const found = findAsset(call);
  if (found === undefined) return notFound();
  if (!mayWrite(call)) return forbidden();
  const { release, asset } = found;
  if (release.immutable) return errorAnswer(422, "Cannot update asset of an immutable release");
  const { name, label } = objectOf(call.body) ?? {};
  if (typeof name === "string") {
    const stored = storedName(name);
    if (release.assets.some((other) => other !== asset && other.name === stored)) {
      return invalid("ReleaseAsset", "name", "already_exists");
    }
    asset.name = stored;
  }
  if (typeof label === "string") asset.label = label;
  return { status: 200, body: assetJson(call.state, call.links, release, asset) };
}

function deleteAsset(call: RestCall): Answer {
  const found = findAsset(call);
  if (found === undefined) return notFound();
  if (!mayWrite(call)) return forbidden();
  if (found.release.immutable) return errorAnswer(422, "Cannot delete asset from an immutable release");
  found.release.assets.splice(found.release.assets.indexOf(found.asset), 1);
  return { status: 204 };
}

function uploadAsset(call: RestCall): Answer {
  const { state, links } = call;
  const release = find(call);
  if (release === undefined) return notFound();
  if (!mayWrite(call)) return forbidden();
  if (release.immutable) return errorAnswer(422, "Cannot upload assets to an immutable release.");
  const asked = call.query.get("name") ?? "";
  if (asked === "") return invalid("ReleaseAsset", "name", "missing_field");
  const name = storedName(asked);
  if (release.assets.some((asset) => asset.name === name)) {
    return invalid("ReleaseAsset", "name", "already_exists");
  }
  const setup = {
    name,
    label: call.query.get("label") ?? "",
    contentType: call.headers["content-type"] ?? "application/octet-stream",
  };
  if (state.halfUploads > 0) {
    state.halfUploads -= 1;
    state.addAsset(release, { ...setup, state: "starter" });
    return errorAnswer(502, "Server Error");
  }
  const asset = state.addAsset(release, { ...setup, bytes: call.body });
  return { status: 201, body: assetJson(state, links, release, asset) };
}

/**
 * The name under which GitHub stores an asset: a run of other characters becomes one dot, and dots at either end go.
 * Its documentation says no more than that it renames; this follows what its users have seen.
 */
export function storedName(name: string): string {
  const dotted = name.replaceAll(/[^A-Za-z0-9._@+-]+/g, ".").replaceAll(/\.{2,}/g, ".");
  return dotted.replace(/^\./, "default.").replace(/\.$/, "");
}
