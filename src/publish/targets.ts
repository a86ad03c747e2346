import type { Inputs, ReleaseInputs } from "../inputs.ts";
import type { Subject } from "../intoto/statement.ts";
import type { Fetch } from "../net/http.ts";
import type { Patience } from "../net/patience.ts";
import type { Run } from "../run/run.ts";
import { attestationStore, withoutToken } from "./github.ts";
import { githubClient } from "./octokit.ts";
import { releaseTarget, type ReleaseOptions } from "./release.ts";
import { githubRepository } from "./repository.ts";
import type { Published, Target } from "./target.ts";

export interface TargetPorts {
  readonly apiUrl: string;
  readonly fetcher: Fetch;
  readonly patience: Patience;
  /** for what its user should know of a success */
  readonly notice: (text: string) => void;
}

/** The targets that the inputs ask for, and those that they ask for in vain. */
export function openTargets(
  inputs: Pick<Inputs, "release" | "githubAttestations" | "githubToken">,
  run: Run,
  subjects: readonly Subject[],
  ports: TargetPorts,
): { readonly targets: readonly Target[]; readonly skipped: readonly Published[] } {
  const targets: Target[] = [];
  const skipped: Published[] = [];
  const token = inputs.githubToken;
  const access = token === undefined ? undefined : { ...ports, token };
  const slug = run.claims.repository;
  if (inputs.release !== undefined) {
    const tag = inputs.release.tag ?? tagOf(run);
    if (tag === undefined) {
      skipped.push({
        target: "release",
        status: "skipped",
        severity: "notice",
        reason: `This run is not for a tag (${run.claims.ref}), so nothing was uploaded to a release. Name one with \`upload-tag-name\`.`,
      });
    } else if (access === undefined) {
      targets.push(withoutToken("release", true));
    } else {
      const repository = githubRepository(githubClient(access, "release"), slug, access);
      targets.push(
        releaseTarget({
          repository,
          tag,
          overwrite: inputs.release.overwrite,
          subjects,
          create: creation(inputs.release, run, ports),
        }),
      );
    }
  }
  if (inputs.githubAttestations !== "never") {
    const mode = inputs.githubAttestations;
    targets.push(
      access === undefined
        ? withoutToken("github", mode === "always")
        : attestationStore({
            client: githubClient(access, "attestations"),
            slug,
            serverUrl: run.serverUrl,
            mode,
            patience: ports.patience,
          }),
    );
  }
  return { targets, skipped };
}

function creation(release: ReleaseInputs, run: Run, ports: TargetPorts): ReleaseOptions["create"] {
  return release.create === "draft" ? { commit: run.claims.sha, created: ports.notice } : undefined;
}

function tagOf(run: Run): string | undefined {
  const { ref } = run.claims;
  return ref.startsWith("refs/tags/") ? ref.slice("refs/tags/".length) : undefined;
}
