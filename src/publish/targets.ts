import type { Inputs, RegistryInputs, ReleaseInputs } from "../inputs.ts";
import type { Fetch } from "../net/http.ts";
import type { Patience } from "../net/patience.ts";
import type { OciRepository, RepositoryName } from "../oci/types.ts";
import type { Attested } from "../plan.ts";
import type { RunFacts } from "../run/run.ts";
import { assertUnmoved } from "../subjects/images.ts";
import type { TrustedRootSource } from "../trust/roots.ts";
import { attestationStore, withoutToken } from "./github.ts";
import { githubClient } from "./octokit.ts";
import { releaseTarget, type Creation } from "./release.ts";
import { registryTarget } from "./registry.ts";
import { githubRepository } from "./repository.ts";
import type { Published, Target } from "./target.ts";

export interface TargetPorts {
  readonly apiUrl: string;
  readonly fetcher: Fetch;
  readonly patience: Patience;
  readonly registries: (name: RepositoryName) => OciRepository;
  /** what reads back from a registry is judged by it */
  readonly root: TrustedRootSource;
  /** for what its user should know of a success */
  readonly notice: (text: string) => void;
}

/** The targets that the inputs ask for, and those that they ask for in vain. */
export function openTargets(
  inputs: Pick<Inputs, "release" | "githubAttestations" | "githubToken" | "registry">,
  run: RunFacts,
  attested: Attested,
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
          subjects: attested.files ?? [],
          create: creation(inputs.release, run),
          notice: ports.notice,
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
            apiUrl: ports.apiUrl,
            fetcher: ports.fetcher,
            slug,
            serverUrl: run.serverUrl,
            mode,
            patience: ports.patience,
          }),
    );
  }
  return { targets: [...targets, ...registryTargets(inputs.registry, attested, ports)], skipped };
}

/** One for each image. */
function registryTargets(registry: RegistryInputs, attested: Attested, ports: TargetPorts): Target[] {
  if (!registry.push) return [];
  return attested.images.map((image) =>
    registryTarget({
      image,
      repository: ports.registries(registry.repository ?? image.repository),
      layout: registry.layout,
      root: ports.root,
      clock: ports.patience.clock,
      patience: ports.patience,
      assertUnmoved: () => assertUnmoved(image, ports.registries(image.repository)),
      notice: ports.notice,
    }),
  );
}

function creation({ create }: ReleaseInputs, run: RunFacts): Creation | undefined {
  if (create === "never") return undefined;
  const { sha: commit, run_id: id } = run.claims;
  const maker = `${run.repositoryUrl}/actions/runs/${id}`;
  const publishing =
    create === "publish"
      ? `A draft of ${maker}, which publishes it once the provenance is in it.`
      : undefined;
  return { commit, publishing };
}

function tagOf(run: RunFacts): string | undefined {
  const { ref } = run.claims;
  return ref.startsWith("refs/tags/") ? ref.slice("refs/tags/".length) : undefined;
}
