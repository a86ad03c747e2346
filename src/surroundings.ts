import { tmpdir } from "node:os";
import * as path from "node:path";

import type { ProxySettings } from "./net/fetch.ts";
import type { ArtifactService } from "./handover/artifacts.ts";
import type { Collector } from "./handover/subjects.ts";
import type { TokenRequest } from "./run/token.ts";

/**
 * What the job's environment says. All of it can be written by an earlier step, so it says where things are and whom
 * to ask, and is never a source for a field that a claim or the certificate has.
 */
export interface Surroundings {
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly workspace: string;
  readonly temp: string;
  /** outlives the job on self-hosted runners: where it is remembered how new a trusted root was */
  readonly toolCache: string | undefined;
  readonly tokenRequest: TokenRequest | undefined;
  readonly artifactService: ArtifactService | undefined;
  /** the job, the step and the run's attempt, by the runner's names */
  readonly place: Omit<Collector, "matrix">;
  readonly eventName: string;
  readonly runner: RunnerFacts;
  readonly proxy: ProxySettings;
  /** the runner's list of what the job declared, where it keeps one (`GITHUB_ARTIFACTS_LIST`) */
  readonly artifactsList: string | undefined;
  /** what the runner says of the run, for a dry run without a token */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** What is known of the machine, for `build-type: full`. */
export interface RunnerFacts {
  readonly os?: string;
  readonly arch?: string;
  /** hosted images: `ubuntu24` and `20261115.1.0` */
  readonly image?: string;
  readonly imageVersion?: string;
}

export function readSurroundings(env: Readonly<Record<string, string | undefined>>): Surroundings {
  const url = env["ACTIONS_ID_TOKEN_REQUEST_URL"];
  const bearer = env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
  const results = env["ACTIONS_RESULTS_URL"];
  const runtime = env["ACTIONS_RUNTIME_TOKEN"];
  const attempt = env["GITHUB_RUN_ATTEMPT"] ?? "";
  const runner = {
    os: word(env["RUNNER_OS"]),
    arch: word(env["RUNNER_ARCH"]),
    image: word(env["ImageOS"]),
    imageVersion: word(env["ImageVersion"]),
  };
  return {
    serverUrl: env["GITHUB_SERVER_URL"] ?? "https://github.com",
    apiUrl: env["GITHUB_API_URL"] ?? "https://api.github.com",
    workspace: path.resolve(env["GITHUB_WORKSPACE"] ?? "."),
    temp: path.resolve(env["RUNNER_TEMP"] ?? tmpdir()),
    toolCache: env["RUNNER_TOOL_CACHE"] === "" ? undefined : env["RUNNER_TOOL_CACHE"],
    tokenRequest: url && bearer ? { url, bearer } : undefined,
    artifactService: results && runtime ? { url: results, token: runtime } : undefined,
    place: {
      job: env["GITHUB_JOB"] ?? "",
      step: env["GITHUB_ACTION"] ?? "",
      attempt: /^\d{1,9}$/.test(attempt) ? Number(attempt) : 1,
    },
    eventName: env["GITHUB_EVENT_NAME"] ?? "",
    runner: Object.fromEntries(Object.entries(runner).filter(([, value]) => value !== undefined)),
    artifactsList: env["GITHUB_ARTIFACTS_LIST"] === "" ? undefined : env["GITHUB_ARTIFACTS_LIST"],
    variables: env,
    proxy: {
      httpProxy: env["http_proxy"] ?? env["HTTP_PROXY"],
      httpsProxy: env["https_proxy"] ?? env["HTTPS_PROXY"],
      noProxy: env["no_proxy"] ?? env["NO_PROXY"],
    },
  };
}

/** A name or a version; anything else that an earlier step put there is not stated. */
function word(value: string | undefined): string | undefined {
  return value !== undefined && /^[\w .+-]{1,64}$/.test(value) ? value : undefined;
}
