import type { Inputs } from "./inputs.ts";
import type { Log } from "./log.ts";
import type { Fetch } from "./net/http.ts";
import type { Clock } from "./net/patience.ts";
import type { StatedPredicate } from "./plan.ts";
import type { Progress } from "./report/result.ts";
import type { Exec } from "./exec.ts";
import type { Surroundings } from "./surroundings.ts";
import type { TrustAnchors } from "./trust/anchors.ts";

/** What the pipeline may do to the world; a test or a rehearsal passes its own. */
export interface Ports {
  readonly fetcher: Fetch;
  readonly clock: Clock;
  readonly exec: Exec;
  readonly log: Log;
  /** keeps a value out of everything that is printed */
  readonly mask: (secret: string) => void;
  /** whether a text holds a value that was masked */
  readonly reveals: (text: string) => boolean;
  readonly readEvent: () => Promise<unknown>;
  /** the event file's bytes, undefined where there is none */
  readonly readEventFile: () => Promise<Uint8Array | undefined>;
  /** what trust begins with, where it is not what this version came with: in tests alone */
  readonly anchors?: Partial<TrustAnchors>;
}

/** What the steps of the pipeline have in common: what was asked for, where they are, and what they may do. */
export interface World {
  readonly inputs: Inputs;
  readonly job: Surroundings;
  readonly ports: Ports;
  readonly progress: Progress;
  /** predicates that the user gave, beside the provenance */
  readonly given: readonly StatedPredicate[];
}
