import type { Inputs } from "../inputs.ts";
import { isRecord } from "../json.ts";
import { isForkPullRequest } from "../run/event.ts";
import type { RehearsedRun } from "./claims.ts";
import type { WorkflowStep } from "./workflow.ts";

/** Something that the real run depends on and a rehearsal cannot know. */
export interface Need {
  readonly what: string;
  readonly why: string;
  /** as the workflow file says: a missing one is certain to fail the real run or to be left out */
  readonly status: "unknown" | "granted" | "missing";
}

/** What must hold for the real run to end like the rehearsal. */
export function needsOf(inputs: Inputs, run: RehearsedRun, workflow: WorkflowStep | undefined): Need[] {
  // A dry run asks nobody for anything, and takes the runner's variables where there is no token; collecting needs neither.
  if (inputs.dryRun || inputs.handover.collectOnly) return [];
  const unknown = "unknown";
  const fork = isForkPullRequest(run.event) && run.claims["event_name"] === "pull_request";
  return [
    ...permissionsOf(inputs, run).map(({ scope, level, why, only }) => ({
      what: `permission ${scope}: ${level}`,
      why,
      status: workflow === undefined || only ? unknown : grants(workflow.permissions, scope, level),
    })),
    {
      what: "an OIDC token",
      why: fork
        ? "pull requests from forks get none"
        : "GitHub gives none to pull requests from forks and to runs for Dependabot",
      status: fork ? "missing" : unknown,
    },
    ...(workflow?.callable === true
      ? [
          {
            what: "the caller's permissions",
            why: "who calls this workflow must grant the same",
            status: unknown,
          } as const,
        ]
      : []),
    ...releaseOf(inputs, run),
    ...imagesOf(inputs),
    {
      what: "a Sigstore instance that takes the run's issuer",
      why: "the public one takes github.com's; a private repository or another server needs another instance",
      status: unknown,
    },
    {
      what: "a bundle of its own",
      why: "the one made here is worth nothing elsewhere, since a throw-away instance signed it",
      status: unknown,
    },
  ];
}

interface Permission {
  readonly scope: string;
  readonly level: "read" | "write";
  readonly why: string;
  /** needed only if something holds that is not known */
  readonly only?: boolean;
}

function permissionsOf(inputs: Inputs, run: RehearsedRun): Permission[] {
  const wanted: Permission[] = [
    { scope: "id-token", level: "write", why: "to sign with the run's identity" },
  ];
  if (inputs.release !== undefined)
    wanted.push({ scope: "contents", level: "write", why: "to upload to the release" });
  if (inputs.githubAttestations !== "never")
    wanted.push({ scope: "attestations", level: "write", why: "for GitHub's attestation store" });
  if (inputs.registry.push && inputs.images.some(({ repository }) => repository.registry === "ghcr.io"))
    wanted.push({ scope: "packages", level: "write", why: "to attach bundles to images on ghcr.io" });
  if (inputs.registry.storageRecord !== undefined)
    wanted.push({ scope: "artifact-metadata", level: "write", why: "for GitHub's storage records" });
  if (inputs.buildType === "full") {
    const only = run.claims["repository_visibility"] === "public";
    wanted.push({
      scope: "actions",
      level: "read",
      why: "in a private repository, to state the start time",
      only,
    });
  }
  return wanted;
}

function imagesOf({ images, registry }: Inputs): Need[] {
  const status = "unknown";
  if (images.length === 0) return [];
  const pushed: Need = { what: "the images", why: "pushed before this step, under these very names", status };
  const login: Need = {
    what: "a login to their registry",
    why: "docker/login-action, or the inputs for it",
    status,
  };
  return registry.push ? [pushed, login] : [pushed];
}

function releaseOf(inputs: Inputs, run: RehearsedRun): Need[] {
  const ref = run.claims["ref"] ?? "";
  const tag =
    inputs.release?.tag ?? (ref.startsWith("refs/tags/") ? ref.slice("refs/tags/".length) : undefined);
  if (inputs.release === undefined || tag === undefined) return [];
  if (inputs.release.create !== "never") {
    return [
      { what: `the tag ${tag}`, why: "a release that is missing is drafted for it", status: "unknown" },
    ];
  }
  return [
    {
      what: `a release of ${tag}`,
      why: "draft or published before this step, not immutable, and without another bundle of that name",
      status: "unknown",
    },
  ];
}

/**
 * What a `permissions` mapping grants (docs.github.com, "Workflow syntax", `permissions`): scopes that it does not name
 * have none. Without a mapping the repository's setting decides, and that never grants `id-token`.
 */
function grants(permissions: unknown, scope: string, level: "read" | "write"): Need["status"] {
  if (permissions === undefined) return scope === "id-token" ? "missing" : "unknown";
  if (permissions === "write-all") return "granted";
  if (permissions === "read-all") return level === "read" && scope !== "id-token" ? "granted" : "missing";
  const given = isRecord(permissions) ? permissions[scope] : undefined;
  return given === "write" || given === level ? "granted" : "missing";
}
