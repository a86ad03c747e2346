import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";

import { startGitHub, type LocalGitHub } from "../../local/github/start.ts";
import { digestsOf, openArtifact, parseArtifact, type Artifact } from "../../src/evidence/artifact.ts";
import { find, type Search, type Source } from "../../src/evidence/find.ts";
import type { EvidencePorts } from "../../src/evidence/types.ts";
import type { DigestSet } from "../../src/intoto/digest.ts";
import { http, type Fetch } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";
import { OwnClock } from "../net/world.ts";

/** A folder of a test's own. */
export interface Folder {
  readonly path: string;
  /** writes a file and gives its path */
  readonly file: (name: string, content: string | Uint8Array) => Promise<string>;
}

export async function folder(t: TestContext): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), "waybill-evidence-"));
  t.after(() => rm(path, { recursive: true, force: true }));
  return {
    path,
    async file(name, content) {
      const target = join(path, name);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
      return target;
    },
  };
}

/** What looks like a bundle about these bytes; nobody signed it. */
export function bundleOf(digests: DigestSet | undefined, note: string): string {
  const subject = digests === undefined ? [] : [{ name: "x", digest: digests }];
  const payload = Buffer.from(JSON.stringify({ subject, predicateType: "p", note })).toString("base64");
  return JSON.stringify({ mediaType: "bundle", dsseEnvelope: { payload, signatures: [{ sig: note }] } });
}

/** The note in each bundle, in the order in which they were found; of what is none, its text. */
export function notes(bundles: readonly { readonly json: string }[]): string[] {
  return bundles.map(({ json }) => {
    try {
      const bundle = JSON.parse(json) as { dsseEnvelope: { signatures: [{ sig: string }] } };
      return bundle.dsseEnvelope.signatures[0].sig;
    } catch {
      return json;
    }
  });
}

export async function gathered<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Nobody's ports, unless given. */
export function ports(given: Partial<EvidencePorts> & { readonly fetcher?: Fetch } = {}): EvidencePorts {
  const nobody: Fetch = (url) => Promise.reject(new Error(`nobody is at ${url}`));
  return {
    http: http(given.fetcher ?? nobody, new Patience(0, new OwnClock())),
    env: {},
    registries: () => {
      throw new Error("no registry was meant to be asked");
    },
    ...given,
  };
}

/** All that a search finds. */
export async function all(
  artifact: Artifact,
  sources: readonly Source[],
  given: EvidencePorts = ports(),
): Promise<{ readonly found: string[]; readonly search: Search }> {
  const search = find(artifact, sources, given);
  const bundles = await gathered(search.bundles);
  return { found: notes(bundles), search };
}

export async function artifactOf(
  named: string,
  registries: EvidencePorts["registries"] = ports().registries,
): Promise<Artifact> {
  return await openArtifact(parseArtifact(named), registries);
}

/** An embedded GitHub with a file on this side, and a record of what was sent where. */
export interface GitHubWorld {
  readonly github: LocalGitHub;
  readonly folder: Folder;
  /** `rocket.tgz`, whose digests are `digests` */
  readonly rocket: Artifact;
  readonly digests: DigestSet;
  readonly ports: EvidencePorts;
  /** `HOST PATH` with the Authorization that went there */
  readonly sent: { readonly url: URL; readonly authorization: string | null }[];
}

export async function gitHubWorld(
  t: TestContext,
  env: (github: LocalGitHub) => EvidencePorts["env"] = () => ({}),
): Promise<GitHubWorld> {
  const github = await startGitHub({ repository: "octo-org/rocket" });
  t.after(() => github.close());
  const own = await folder(t);
  const path = await own.file("rocket.tgz", "rocket");
  const sent: { url: URL; authorization: string | null }[] = [];
  const fetcher: Fetch = (url, init) => {
    sent.push({ url: new URL(url), authorization: new Headers(init.headers).get("authorization") });
    return fetch(url, init);
  };
  return {
    github,
    folder: own,
    rocket: await artifactOf(path),
    digests: await digestsOf(path),
    ports: ports({ fetcher, env: env(github) }),
    sent,
  };
}
