import type { Answer, Call } from "../server.ts";
import type { Links } from "./objects.ts";
import type { GitHubState, Permissions } from "./state.ts";

/** What the operations work on; the URLs are known once the servers listen. */
export interface RestWorld {
  readonly state: GitHubState;
  readonly token: string;
  readonly serverUrl: () => string;
  /** in place of links below it */
  readonly links?: Links | undefined;
  /** makes a URL of the asset store that needs no other credentials */
  readonly assetUrl: (assetId: number) => string;
  /** likewise, of a bundle */
  readonly bundleUrl: (attestationId: number) => string;
}

/** A call of the repository's API whose token has been looked at. */
export interface RestCall extends Call {
  readonly world: RestWorld;
  readonly state: GitHubState;
  readonly links: Links;
  /** what the caller may do; nothing for a call without a token */
  readonly permissions: Permissions;
}

export interface Operation {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** the path below `/repos/{owner}/{repo}` */
  readonly path: RegExp;
  /** uploads have a host name of their own on github.com and a path of their own on GHES */
  readonly uploads?: boolean;
  /** what reading takes in a repository that is not public */
  readonly scope?: keyof Permissions;
  readonly handle: (call: RestCall) => Answer;
}

const MAX_PAGE = 100;

/** One page of `items`, with a Link header where there are others. */
export function page<T>(call: RestCall, items: readonly T[], toJson: (item: T) => unknown): Answer {
  const size = pageSize(call);
  const number = Math.max(Number(call.query.get("page") ?? 1) || 1, 1);
  const last = Math.max(Math.ceil(items.length / size), 1);
  const rels: [string, number][] = [];
  if (number > 1) rels.push(["prev", Math.min(number - 1, last)], ["first", 1]);
  if (number < last) rels.push(["next", number + 1], ["last", last]);
  const link = rels
    .map(([rel, n]) => `<${urlWith(call, { per_page: size, page: n })}>; rel="${rel}"`)
    .join(", ");
  return {
    status: 200,
    ...(link === "" ? {} : { headers: { link } }),
    body: items.slice((number - 1) * size, number * size).map((item) => toJson(item)),
  };
}

export function pageSize(call: RestCall): number {
  const asked = Number(call.query.get("per_page") ?? 30) || 30;
  return Math.min(Math.max(asked, 1), MAX_PAGE);
}

/** The URL of this call with other query parameters. */
export function urlWith(call: RestCall, changes: Readonly<Record<string, string | number>>): string {
  const url = new URL(call.path, call.links.server);
  const query = new URLSearchParams(call.query);
  for (const [name, value] of Object.entries(changes)) query.set(name, String(value));
  url.search = query.toString();
  return url.href;
}

export function errorAnswer(
  status: number,
  message: string,
  extra: Readonly<Record<string, unknown>> = {},
): Answer {
  const body = {
    message,
    ...extra,
    documentation_url: "https://docs.github.com/rest",
    status: String(status),
  };
  return { status, body };
}

export function notFound(): Answer {
  return errorAnswer(404, "Not Found");
}

/** What a job's token is told that lacks a permission. */
export function forbidden(): Answer {
  return errorAnswer(403, "Resource not accessible by integration");
}

export function invalid(resource: string, field: string, code: string): Answer {
  return errorAnswer(422, "Validation Failed", { errors: [{ resource, code, field }] });
}

/** A request's JSON object, or undefined. */
export function objectOf(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
