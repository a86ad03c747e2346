/** A workflow artifact; its bytes may be changed at any time, as by somebody who tampers with it. */
export interface StoredArtifact {
  readonly id: number;
  readonly name: string;
  /** the run's and the job's ids, as in their tokens */
  readonly run: string;
  readonly job: string;
  bytes: Buffer;
  /** `sha256:…` as whoever stored it said; undefined until it is finalized, or where it did not say */
  digest: string | undefined;
  finalized: boolean;
  /** milliseconds since the epoch */
  readonly created: number;
}

/** What the service holds: artifacts of all runs, and blocks that are not yet part of one. */
export class ArtifactState {
  artifacts: StoredArtifact[] = [];
  readonly blocks = new Map<string, Buffer>();
  /** whether lists tell digests: act's server does not */
  tellsDigests = true;
  #last = 4_000_000_000;

  add(name: string, run: string, job: string): StoredArtifact {
    const artifact = {
      id: ++this.#last,
      name,
      run,
      job,
      bytes: Buffer.alloc(0),
      digest: undefined,
      finalized: false,
      created: Date.now(),
    };
    this.artifacts.push(artifact);
    return artifact;
  }

  find(id: number): StoredArtifact | undefined {
    return this.artifacts.find((artifact) => artifact.id === id);
  }

  named(name: string, run: string): StoredArtifact | undefined {
    return this.artifacts.find((artifact) => artifact.name === name && artifact.run === run);
  }
}
