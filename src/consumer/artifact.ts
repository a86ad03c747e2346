import { asWaybillError, WaybillError } from "../errors.ts";
import { openArtifact, parseArtifact, type Artifact } from "../evidence/artifact.ts";
import { find, nothingFound, usualSources, type Search, type Source } from "../evidence/find.ts";
import { namesArtifact } from "../evidence/statement.ts";
import type { EvidencePorts } from "../evidence/types.ts";
import { parseReference } from "../oci/reference.ts";
import type { TrustedRoots } from "../trust/roots.ts";
import { isAbout } from "../verify/statement.ts";
import { verifyBundle, type Verified } from "../verify/verify.ts";
import {
  asOption,
  expectationOf,
  expectedOf,
  type Expected,
  type Naming,
  type VerifyRequest,
} from "./request.ts";

/** What a verification may do to the world: read files, and call what the request names. */
export interface VerifyPorts extends EvidencePorts {
  /** the roots of a file, or those that are trusted where none is named; each file is read once */
  readonly roots: (file: string | undefined) => Promise<TrustedRoots>;
}

/** An artifact for which a bundle speaks that is what was expected. */
export interface VerifiedArtifact {
  readonly artifact: Artifact;
  readonly bundle: Verified;
  /** where the bundle was found, for people */
  readonly origin: string;
  /** how many bundles were looked at, this one included */
  readonly tried: number;
}

/**
 * Looks for bundles of what is named, and gives the first that passes every check.
 * @param named a path, `sha256:HEX`, `oci://REFERENCE` or `oci-layout:FOLDER[@sha256:HEX]`
 * @throws WaybillError USAGE, NOT_FOUND, UNREACHABLE, or the refusal of the bundle that speaks most nearly of the artifact
 */
export async function verifyArtifact(
  named: string,
  request: VerifyRequest,
  ports: VerifyPorts,
): Promise<VerifiedArtifact> {
  return await artifactVerifier(request, ports)(named);
}

/** A bundle with many subjects is judged once, as long as it is one of the last so many. */
const REMEMBERED = 16;

/**
 * {@link verifyArtifact} for several artifacts of one request.
 * @throws WaybillError USAGE
 */
export function artifactVerifier(
  request: VerifyRequest,
  ports: VerifyPorts,
  naming: Naming = asOption,
): (named: string) => Promise<VerifiedArtifact> {
  const expected = expectedOf(request, naming);
  const passed: { readonly bundle: Verified; readonly origin: string }[] = [];
  return async (named) => {
    const roots = await ports.roots(request.trustedRoot);
    const artifact = await openArtifact(parseArtifact(named), ports.registries);
    const known = passed.find(({ bundle }) => isAbout(bundle.statement, artifact.digests));
    if (known !== undefined) return { artifact, ...known, tried: 1 };
    const found = await firstVerified(artifact, { request, expected, roots }, ports);
    if (passed.unshift({ bundle: found.bundle, origin: found.origin }) > REMEMBERED) passed.pop();
    return found;
  };
}

interface Asked {
  readonly request: VerifyRequest;
  readonly expected: Expected;
  readonly roots: TrustedRoots;
}

async function firstVerified(
  artifact: Artifact,
  { request, expected, roots }: Asked,
  ports: VerifyPorts,
): Promise<VerifiedArtifact> {
  const expectation = expectationOf(expected, artifact.digests);
  const search = find(artifact, sourcesOf(artifact, request, expected), ports);
  const refusals = new Refusals(artifact);
  for await (const evidence of search.bundles) {
    for await (const json of lookedUp(evidence.json, request.rekorUrl, ports)) {
      try {
        if (json instanceof WaybillError) throw json;
        const bundle = verifyBundle(json, expectation, roots);
        return { artifact, bundle, origin: evidence.origin, tried: refusals.count + 1 };
      } catch (error) {
        const refusal = asWaybillError(error, "The verification");
        // What is wrong with the request is so of every bundle.
        if (refusal.code === "USAGE") throw refusal;
        refusals.add(refusal, evidence.origin, typeof json === "string" ? json : evidence.json);
      }
    }
  }
  throw refusals.mostTelling(search) ?? nothingFound(artifact, search);
}

/** Where the request says to look; without a word, where nobody is called but for an image's own registry. */
export function sourcesOf(artifact: Artifact, request: VerifyRequest, expected: Expected): Source[] {
  const { sourceRepository } = expected.identity;
  const given = (request.bundles ?? []).map((file): Source => ({ kind: "given", file }));
  const repository =
    request.attestationRepository === undefined
      ? {}
      : { repository: parseReference(request.attestationRepository).repository };
  const registry = { kind: "registry", ...repository } as const;
  const named = (request.from ?? []).map((place): Source => {
    if (place === "registry") return registry;
    if (place === "github") return { kind: "github", sourceRepository };
    return { kind: "release", sourceRepository, ...(request.tag === undefined ? {} : { tag: request.tag }) };
  });
  const usual = usualSources(artifact).map((source) => (source.kind === "registry" ? registry : source));
  const sources = given.length > 0 ? [...given, ...named] : [...usual, ...named];
  return sources.filter(
    (source, index) =>
      source.kind !== "registry" || sources.findIndex(({ kind }) => kind === "registry") === index,
  );
}

/** A bundle as it is; of an envelope without a signed time, what its log knows of it, where a log was named. */
async function* lookedUp(
  json: string,
  rekorUrl: string | undefined,
  { http }: VerifyPorts,
): AsyncGenerator<string | WaybillError> {
  if (rekorUrl === undefined) {
    yield json;
    return;
  }
  const { parseBareEnvelope } = await import("./envelope.ts");
  const envelope = parseBareEnvelope(json);
  if (envelope === undefined || envelope instanceof WaybillError) {
    yield envelope ?? json;
    return;
  }
  const { lookUpEntries } = await import("../lookup/rekor.ts");
  try {
    yield* await lookUpEntries(envelope, rekorUrl, http);
  } catch (error) {
    yield asWaybillError(error, "The log's answer");
  }
}

interface Refusal {
  readonly error: WaybillError;
  readonly origin: string;
}

/** Of many refusals the one to tell: the first of a bundle that says to be about the artifact, or else the first. */
class Refusals {
  readonly #artifact: Artifact;
  #first: Refusal | undefined;
  #about: Refusal | undefined;
  count = 0;

  constructor(artifact: Artifact) {
    this.#artifact = artifact;
  }

  add(error: WaybillError, origin: string, json: string): void {
    this.count += 1;
    const refusal = { error, origin };
    this.#first ??= refusal;
    // An SBOM of the artifact lies beside its provenance, and was not asked for.
    if (this.#about !== undefined || error.code === "PREDICATE_TYPE_MISMATCH") return;
    if (namesArtifact(json, this.#artifact.digests)) this.#about = refusal;
  }

  mostTelling({ unreached }: Search): WaybillError | undefined {
    const told = this.#about ?? this.#first;
    if (told === undefined) return undefined;
    const { code, parts } = told.error;
    const others = this.count === 2 ? "one other bundle was" : `${this.count - 1} other bundles were`;
    const [place, ...more] = unreached;
    const notes = [
      ...(this.count === 1 ? [] : [`In ${told.origin}; ${others} tried and refused too.`]),
      ...(place === undefined
        ? []
        : [
            `Not every place could be asked: ${place.origin}${more.length === 0 ? "" : ` and ${more.length} more`}.`,
          ]),
    ];
    if (notes.length === 0) return told.error;
    return new WaybillError(code, { ...parts, what: `${parts.what} (${notes.join(" ")})` });
  }
}
