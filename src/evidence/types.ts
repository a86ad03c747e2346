import type { WaybillError } from "../errors.ts";
import type { Http } from "../net/http.ts";
import type { OciContent, RepositoryName } from "../oci/types.ts";

/** A bundle, or an envelope, as it was found. Nothing about it is verified. */
export interface Evidence {
  readonly json: string;
  /** where, for people: a path, an address, a registry's digest */
  readonly origin: string;
}

/** A place that could not be asked: what it holds is not known. */
export interface Unreached {
  readonly origin: string;
  readonly error: WaybillError;
}

/** Something found that was not read. */
export interface Skipped {
  readonly origin: string;
  /** a sentence without a full stop */
  readonly reason: string;
}

/** What a search says beside what it finds. */
export interface Notes {
  /** each place that was looked at */
  looked(origin: string): void;
  unreached(origin: string, error: WaybillError): void;
  skipped(origin: string, reason: string): void;
}

export interface EvidencePorts {
  readonly http: Http;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly registries: (name: RepositoryName) => OciContent;
}
