import { hash } from "node:crypto";

import { WaybillError } from "../errors.ts";
import { repositoryText } from "../oci/reference.ts";
import type { OciContent, OciDigest, RepositoryName } from "../oci/types.ts";
import type { Artifact } from "./artifact.ts";
import { bundlesBeside, givenBundles } from "./files.ts";
import { oneLine } from "./one-line.ts";
import type { Evidence, EvidencePorts, Notes, Skipped, Unreached } from "./types.ts";

/** Where to look. */
export type Source =
  /** a file that the user named */
  | { readonly kind: "given"; readonly file: string }
  /** beside a file, or in the layout that has the image */
  | { readonly kind: "beside" }
  /** the image's own repository, or another */
  | { readonly kind: "registry"; readonly repository?: RepositoryName }
  | { readonly kind: "release"; readonly sourceRepository: string; readonly tag?: string }
  /** GitHub's attestation store */
  | { readonly kind: "github"; readonly sourceRepository: string };

/** What a search finds, one after the other, and what it has to say once it has ended or was left. */
export interface Search {
  readonly bundles: AsyncIterable<Evidence>;
  readonly looked: readonly string[];
  readonly unreached: readonly Unreached[];
  readonly skipped: readonly Skipped[];
}

/** Where bundles are looked for if the user says nothing: where nobody is called, but for an image's own registry. */
export function usualSources(artifact: Artifact): readonly Source[] {
  switch (artifact.kind) {
    case "file":
    case "layout":
      return [{ kind: "beside" }];
    case "image":
      return [{ kind: "registry" }];
    case "digest":
      return [];
  }
}

/**
 * Looks for bundles in these places, in their order, each place only once all before it are read: whoever has found what he needs
 * stops. The same bundle is found once. A place that cannot be asked is noted, and the others are asked all the same.
 *
 * The iteration throws WaybillError NOT_FOUND or BUNDLE_MALFORMED of a file that the user named, USAGE of a source that does not fit.
 */
export function find(artifact: Artifact, sources: readonly Source[], ports: EvidencePorts): Search {
  const looked: string[] = [];
  const unreached: Unreached[] = [];
  const skipped: Skipped[] = [];
  const notes: Notes = {
    looked: (origin) => void looked.push(origin),
    unreached: (origin, error) => void unreached.push({ origin, error }),
    skipped: (origin, reason) => void skipped.push({ origin, reason }),
  };
  return { bundles: once(inOrder(artifact, sources, ports, notes)), looked, unreached, skipped };
}

async function* inOrder(
  artifact: Artifact,
  sources: readonly Source[],
  ports: EvidencePorts,
  notes: Notes,
): AsyncGenerator<Evidence> {
  for (const source of sources) yield* inSource(artifact, source, ports, notes);
}

/** What calls services loads when one is to be called: a file beside its bundle needs none of it. */
async function* inSource(
  artifact: Artifact,
  source: Source,
  ports: EvidencePorts,
  notes: Notes,
): AsyncGenerator<Evidence> {
  switch (source.kind) {
    case "given":
      notes.looked(source.file);
      yield* givenBundles(source.file);
      return;
    case "beside":
      if (artifact.kind === "file") yield* bundlesBeside(artifact.path, notes);
      if (artifact.kind === "layout")
        yield* attached(artifact.layout, artifact.digest, artifact.folder, notes);
      return;
    case "registry": {
      const repository = source.repository ?? (artifact.kind === "image" ? artifact.repository : undefined);
      const digest = digestFor(artifact);
      if (repository === undefined || digest === undefined) throw noImage(artifact);
      yield* attached(ports.registries(repository), digest, repositoryText(repository), notes);
      return;
    }
    case "release": {
      const { sourceRepository, tag } = source;
      const { bundlesInRelease } = await import("./release.ts");
      yield* bundlesInRelease(artifact, { sourceRepository, tag }, ports, notes);
      return;
    }
    case "github": {
      const { bundlesInStore } = await import("./store.ts");
      yield* bundlesInStore(artifact.digests, source.sourceRepository, ports, notes);
      return;
    }
  }
}

async function* attached(
  content: OciContent,
  subject: OciDigest,
  where: string,
  notes: Notes,
): AsyncGenerator<Evidence> {
  const { bundlesAttached } = await import("./registry.ts");
  yield* bundlesAttached(content, subject, where, notes);
}

function digestFor({ digests: { sha256 } }: Artifact): OciDigest | undefined {
  return sha256 === undefined ? undefined : `sha256:${sha256}`;
}

/** The texts are compared without the white space between their parts, which two stores write in two ways. */
async function* once(bundles: AsyncIterable<Evidence>): AsyncGenerator<Evidence> {
  const seen = new Set<string>();
  // Of one bundle alone, which is the usual case, nothing is compared.
  let first: string | undefined;
  for await (const evidence of bundles) {
    if (first === undefined) first = evidence.json;
    else {
      if (seen.size === 0) seen.add(keyOf(first));
      const key = keyOf(evidence.json);
      if (seen.has(key)) continue;
      seen.add(key);
    }
    yield evidence;
  }
}

function keyOf(json: string): string {
  return hash("sha256", oneLine(json), "base64");
}

const MAX_SAID = 5;

/**
 * The error for a search that found nothing: UNREACHABLE where some place could not be asked, so that there may be something;
 * NOT_FOUND where all of them could.
 */
export function nothingFound(artifact: Artifact, { looked, unreached, skipped }: Search): WaybillError {
  const [first] = unreached;
  if (first !== undefined) {
    const others = unreached.length === 1 ? "" : ` (and ${unreached.length - 1} more)`;
    const { code, parts } = first.error;
    return new WaybillError("UNREACHABLE", {
      what: `No attestation of ${artifact.name} was found, and not every place could be asked.`,
      got: `${first.origin}: ${code}: ${parts.what}${parts.got === undefined ? "" : ` ${parts.got}`}${others}`,
      ...(parts.todo === undefined ? {} : { todo: parts.todo }),
      cause: first.error,
    });
  }
  const passed = skipped.slice(0, MAX_SAID).map(({ origin, reason }) => `${origin}: ${reason}`);
  return new WaybillError("NOT_FOUND", {
    what: `There is no attestation of ${artifact.name} where it was looked for.`,
    got: passed.length === 0 ? "nothing" : `nothing that can be read (${passed.join("; ")})`,
    expected: looked.length === 0 ? "a place to look in" : looked.slice(0, MAX_SAID).join(" or "),
    todo: "Name the bundle with --bundle, or say with --from where it is stored: release, registry or github.",
  });
}

function noImage(artifact: Artifact): WaybillError {
  return new WaybillError("USAGE", {
    what: "No registry can be asked about this artifact.",
    got: artifact.name,
    expected: "an image, oci://REFERENCE, or a repository that holds attestations and a sha256 digest",
  });
}
