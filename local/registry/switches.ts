/** What is served in place of the stored bytes; `oversized` is 300 MB with its length said, `endless` has neither length nor end. */
export type Body = "stored" | "other-bytes" | "oversized" | "endless";

/** How the registry differs from one that does all that the spec describes. Every one can be changed while it runs. */
export interface Switches {
  /** `absent` answers 404 as docker-registry does, `empty` 200 with an index of nothing whatever was pushed */
  referrers: "listed" | "absent" | "empty";
  /** `config` lists the config's media type and no annotations, as go-containerregistry's registry does */
  referrersType: "artifact" | "config";
  /** whether `artifactType` filters; `OCI-Filters-Applied` says so */
  referrersFilter: boolean;
  /** entries a page */
  referrersPage: number;
  /** how many queries a referrer stays hidden from, counted from its push */
  referrersHiddenFor: number;
  /** when `OCI-Subject` answers a push: with the API, whatever the API does, or never */
  subjectHeader: "honest" | "always" | "never";
  etags: boolean;
  conditions: "honoured" | "ignored";
  /** how many of the next tag writes are answered 412, whatever their condition, and not done */
  conflicts: number;
  /** how many of the next requests are answered 429 */
  throttled: number;
  /** seconds, or an HTTP date; undefined sends none */
  retryAfter: string | undefined;
  /** 403 as Artifactory for a manifest that is not there */
  missingManifest: 404 | 403;
  /** `elsewhere` redirects (307) to another origin, `loop` to itself without end */
  blobs: "direct" | "elsewhere" | "loop";
  /** as blobs, of manifests */
  manifests: "direct" | "loop";
  /** where the Location of an upload points: `elsewhere` is another origin, which refuses credentials */
  uploads: "direct" | "elsewhere";
  /** whether `Location` is a path or a whole URL (the spec allows both) */
  locations: "relative" | "absolute";
  /** a tag that exists cannot be written to again, not even with the same digest, as in ECR */
  immutableTags: boolean;
  /** the message of a 403 for every write */
  quota: string | undefined;
  manifestBody: Body;
  blobBody: Body;
  referrersBody: Body;
  /** milliseconds until the write of a tag takes effect, by the digest that it is to name */
  tagWriteDelay: (digest: string) => number;
  /** whether the answer to a tag write waits until it took effect */
  tagWriteAnswer: "after-effect" | "at-once";
}

/** A registry as the spec has it. */
export const FAITHFUL: Switches = {
  referrers: "listed",
  referrersType: "artifact",
  referrersFilter: true,
  referrersPage: 100,
  referrersHiddenFor: 0,
  subjectHeader: "honest",
  etags: true,
  conditions: "honoured",
  conflicts: 0,
  throttled: 0,
  retryAfter: "1",
  missingManifest: 404,
  blobs: "direct",
  manifests: "direct",
  uploads: "direct",
  locations: "relative",
  immutableTags: false,
  quota: undefined,
  manifestBody: "stored",
  blobBody: "stored",
  referrersBody: "stored",
  tagWriteDelay: () => 0,
  tagWriteAnswer: "after-effect",
};

/** As Debian's docker-registry 2.8.2: no referrers API, ETags that no write heeds. */
export const DOCKER_REGISTRY: Partial<Switches> = { referrers: "absent", conditions: "ignored" };

/** As go-containerregistry's registry with its referrers API on. */
export const GO_CONTAINERREGISTRY: Partial<Switches> = {
  referrersType: "config",
  etags: false,
  conditions: "ignored",
};
