import type { Route } from "../server.ts";
import { attestationOperations } from "./attestations.ts";
import { type Links, repositoryJson, runJson } from "./objects.ts";
import { errorAnswer, forbidden, notFound, type Operation, type RestWorld } from "./operation.ts";
import { organizationRoutes } from "./organization.ts";
import { releaseOperations } from "./releases.ts";
import type { Permissions } from "./state.ts";

const API_PATHS = ["", "/api/v3"];
const UPLOADS_PATH = "/api/uploads";
const NOBODY: Permissions = {
  actions: "none",
  attestations: "none",
  artifactMetadata: "none",
  contents: "none",
};

/** The REST API, as of `https://api.github.com` and of a GHES's `/api/v3` alike. */
export function restRoutes(world: RestWorld): Route[] {
  const operations = [...releaseOperations, ...attestationOperations, ...repositoryOperations];
  const routes = operations.flatMap((operation) =>
    (operation.uploads === true ? [UPLOADS_PATH] : API_PATHS).map((base) => routeOf(world, operation, base)),
  );
  const permissions = (authorization: string | undefined): Permissions | undefined =>
    permissionsOf(world, authorization);
  return [
    ...routes,
    ...API_PATHS.flatMap((base) => [metaRoute(world, base), ...organizationRoutes(world, base, permissions)]),
  ];
}

/** "Get GitHub meta information", with what a tenant of `*.ghe.com` says there of its Sigstore instance. */
function metaRoute({ state }: RestWorld, base: string): Route {
  return {
    method: "GET",
    path: new RegExp(`${base}/meta`),
    handle: () => {
      const attestations = state.trustDomain === undefined ? {} : { trust_domain: state.trustDomain };
      const domains = { artifact_attestations: attestations };
      return { status: 200, body: { verifiable_password_authentication: false, domains } };
    },
  };
}

const repositoryOperations: readonly Operation[] = [
  {
    method: "GET",
    path: /(?:)/,
    handle: ({ state, links }) => ({ status: 200, body: repositoryJson(state, links) }),
  },
  {
    method: "GET",
    path: /\/actions\/runs\/(?<run>\d+)\/attempts\/(?<attempt>\d+)/,
    scope: "actions",
    handle: ({ state, links, params }) => {
      const run = state.runs.find(
        (r) => r.id === Number(params["run"]) && r.attempt === Number(params["attempt"]),
      );
      return run === undefined ? notFound() : { status: 200, body: runJson(state, links, run) };
    },
  },
];

function routeOf(world: RestWorld, operation: Operation, base: string): Route {
  const { state } = world;
  const repository = String.raw`/repos/(?<owner>[^/]+)/(?<repo>[^/]+)`;
  return {
    method: operation.method,
    path: new RegExp(`${base}${repository}${operation.path.source}`),
    handle: (call) => {
      const permissions = permissionsOf(world, call.headers["authorization"]);
      if (permissions === undefined) return errorAnswer(401, "Bad credentials");
      const asked = `${call.params["owner"]}/${call.params["repo"]}`.toLowerCase();
      const known = `${state.repository.owner}/${state.repository.name}`.toLowerCase();
      const open = state.repository.visibility === "public";
      if (asked !== known || (!open && permissions === NOBODY)) return notFound();
      if (!open && operation.scope !== undefined && permissions[operation.scope] === "none")
        return forbidden();
      return operation.handle({ ...call, world, state, permissions, links: linksOf(world, base) });
    },
  };
}

/** @returns undefined for a token that is not the job's */
function permissionsOf(world: RestWorld, authorization: string | undefined): Permissions | undefined {
  if (authorization === undefined) return NOBODY;
  const [scheme, token] = authorization.split(" ");
  const known = /^(?:bearer|token)$/i.test(scheme ?? "") && token === world.token;
  return known ? world.state.permissions : undefined;
}

function linksOf(world: RestWorld, base: string): Links {
  if (world.links !== undefined) return world.links;
  const server = world.serverUrl();
  return {
    server,
    api: `${server}${base === UPLOADS_PATH ? "/api/v3" : base}`,
    uploads: `${server}${UPLOADS_PATH}`,
  };
}
