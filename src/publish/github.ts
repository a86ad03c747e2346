import { asWaybillError, WaybillError } from "../errors.ts";
import { NotServed } from "../evidence/bytes.ts";
import { cursorIn, fetchStoredBundle, storedBundles, type StoredBundle } from "../evidence/stored-bundle.ts";
import { text } from "../json.ts";
import { CallFailed, http, type Fetch } from "../net/http.ts";
import type { Patience } from "../net/patience.ts";
import { persist } from "../net/persist.ts";
import { inParallel } from "../pool.ts";
import {
  BAD_TOKEN,
  isMisdirected,
  isUnavailable,
  refusalOf,
  refused,
  type GitHubClient,
  type Refusal,
} from "./octokit.ts";
import { oneByOne, type Holding, type Item, type Published, type Target } from "./target.ts";

export interface AttestationStoreOptions {
  readonly client: GitHubClient;
  readonly apiUrl: string;
  /** for bundles that lie elsewhere: the client takes the token along */
  readonly fetcher: Fetch;
  /** `owner/name` */
  readonly slug: string;
  readonly serverUrl: string;
  readonly mode: "auto" | "always";
  readonly patience: Patience;
}

/** GitHub's attestation store (REST, "Attestations"), where `gh attestation verify` looks. */
export function attestationStore(options: AttestationStoreOptions): Target {
  const [owner = "", repo = ""] = options.slug.split("/");
  const { client } = options;
  return {
    name: "github",
    takes: () => true,
    async find(_fileName, digest): Promise<Holding> {
      try {
        return await stored(options, owner, repo, digest);
      } catch (error) {
        const refusal = error instanceof CallFailed ? noBundle(error) : refusalOf(error);
        // No right to read, no such feature, or nothing there: it holds nothing for us.
        if (!isUnavailable(refusal) && !isMisdirected(refusal)) return { kind: "nothing" };
        return {
          kind: "unknown",
          error: refused("GitHub's attestation store could not be asked what it holds.", refusal),
        };
      }
    },
    store: oneByOne(async (item): Promise<Published> => {
      if (item.held === "equal") return published(options, item, "already-stored", undefined, true);
      try {
        const taken = await persist(options.patience, () => create(item), isPassing);
        return published(options, item, "stored", taken.id, taken.seen || (await isVisible(item)));
      } catch (error) {
        return refusedStore(error, options.mode);
      }
    }),
  };

  /** One try. The store takes the same bundle twice, so where an answer is lost, it is asked what it has. */
  async function create(item: Item): Promise<{ readonly id: string | undefined; readonly seen: boolean }> {
    try {
      const bundle = JSON.parse(item.bundle.json) as Record<string, unknown>;
      const { data } = await client.rest.repos.createAttestation({
        owner,
        repo,
        bundle,
        request: { retries: 0 },
      });
      const id = String(data.id);
      return { id: /^\d{1,20}$/.test(id) ? id : undefined, seen: false };
    } catch (error) {
      if (isPassing(error) && (await isVisible(item))) return { id: undefined, seen: true };
      throw error;
    }
  }

  async function isVisible(item: Item): Promise<boolean> {
    const digest = item.bundle.statement.subjects[0]?.digest.sha256;
    if (digest === undefined) return false;
    try {
      const holding = await stored(options, owner, repo, `sha256:${digest}`);
      const signature = signatureOf(item.bundle.json);
      return (
        holding.kind === "bundles" && holding.bundles.some((bundle) => signatureOf(bundle) === signature)
      );
    } catch {
      return false; // it was taken: that it cannot be read back (yet) is worth a word, not a failure
    }
  }
}

/** Newest first, a hundred a page: what lies further back was made for the same file a thousand times over. */
const MAX_PAGES = 10;

/** Bundles that lie elsewhere and are fetched: those of the last runs. */
const MAX_FETCHED = 100;
const AT_A_TIME = 4;

async function stored(
  options: AttestationStoreOptions,
  owner: string,
  repo: string,
  digest: string,
): Promise<Holding> {
  const found: StoredBundle[] = [];
  let after: string | undefined;
  for (let page = 1; page <= MAX_PAGES; page++) {
    const { data, headers } = await options.client.rest.repos.listAttestations({
      owner,
      repo,
      subject_digest: digest,
      per_page: 100,
      ...(after === undefined ? {} : { after }),
    });
    found.push(...storedBundles(data));
    after = cursorIn(headers.link);
    if (after === undefined) break;
  }
  const bundles = await opened(found, options);
  return bundles.length === 0 ? { kind: "nothing" } : { kind: "bundles", bundles };
}

/** The bundles, of those that lie elsewhere the newest. What is no bundle there is none of ours. */
async function opened(found: readonly StoredBundle[], options: AttestationStoreOptions): Promise<string[]> {
  const caller = http(options.fetcher, options.patience);
  let fetched = 0;
  const bundles = await inParallel(found, AT_A_TIME, async (one) => {
    if (one === "unreadable") return undefined;
    if ("json" in one) return one.json;
    if ((fetched += 1) > MAX_FETCHED) return undefined;
    try {
      return await fetchStoredBundle(caller, one.url, options.apiUrl.startsWith("http:"));
    } catch (error) {
      if (error instanceof NotServed || (error instanceof CallFailed && error.last.tooLarge))
        return undefined;
      throw error;
    }
  });
  return bundles.filter((bundle) => bundle !== undefined);
}

/** As for a call without an answer: what the store holds is not known. */
function noBundle(failed: CallFailed): Refusal {
  return { status: undefined, message: `a bundle at its bundle_url: ${failed.last.text}` };
}

function isPassing(error: unknown): boolean {
  return isClientError(error) && isUnavailable(refusalOf(error));
}

function isClientError(error: unknown): boolean {
  return typeof error === "object" && error !== null && "status" in error;
}

function signatureOf(json: string): string | undefined {
  return text(JSON.parse(json), "dsseEnvelope", "signatures", 0, "sig");
}

function published(
  options: AttestationStoreOptions,
  item: Item,
  status: "stored" | "already-stored",
  id: string | undefined,
  readBack: boolean,
): Published {
  const url = id === undefined ? undefined : `${options.serverUrl}/${options.slug}/attestations/${id}`;
  return { target: "github", status, name: item.fileName, url, id, readBack };
}

function refusedStore(error: unknown, mode: "auto" | "always"): Published {
  if (!isClientError(error)) {
    return {
      target: "github",
      status: "failed",
      error: asWaybillError(error, "Storing in GitHub's attestation store"),
    };
  }
  const refusal = refusalOf(error);
  const soft = mode === "auto" ? softRefusal(refusal) : undefined;
  if (soft !== undefined) return { target: "github", status: "skipped", ...soft };
  return {
    target: "github",
    status: "failed",
    error: refused("GitHub's attestation store did not take the bundle.", refusal, adviceFor(refusal)),
  };
}

/** With `auto`, what the plan does not offer is no fault of the job; a missing permission is worth a warning. */
function softRefusal(refusal: Refusal): { reason: string; severity: "notice" | "warning" } | undefined {
  if (/feature not available/i.test(refusal.message)) {
    return {
      severity: "notice",
      reason: `GitHub's attestation store is not offered for this repository: ${refusal.message}`,
    };
  }
  if (refusal.status === 404) {
    return {
      severity: "notice",
      reason: "This GitHub server has no attestation store, or none for this repository.",
    };
  }
  if (refusal.status === 401) {
    return {
      severity: "warning",
      reason: `The bundle was not stored in GitHub's attestation store: GitHub does not know the token (${refusal.message}). ${BAD_TOKEN}`,
    };
  }
  if (!isUnavailable(refusal) && refusal.status === 403) {
    return {
      severity: "warning",
      reason: `The bundle was not stored in GitHub's attestation store (${refusal.message}). Add \`attestations: write\` to the job's permissions, or set \`github-attestations: never\`.`,
    };
  }
  return undefined;
}

function adviceFor(refusal: Refusal): string {
  if (refusal.status === 403) return "Add `attestations: write` to the job's permissions.";
  return "Set `github-attestations: auto` or `never` if this repository has no attestation store.";
}

/** The target when there is no token to call GitHub with. */
export function withoutToken(name: "release" | "github", required: boolean): Target {
  const error = new WaybillError("STORE_REFUSED", {
    what: "There is no token to call GitHub with.",
    got: "an empty `github-token`",
    todo: "Leave `github-token` at its default, `${{ github.token }}`.",
  });
  return {
    name,
    takes: () => true,
    find: () => Promise.resolve<Holding>({ kind: "nothing" }),
    store: oneByOne(() =>
      Promise.resolve<Published>(
        required
          ? { target: name, status: "failed", error }
          : { target: name, status: "skipped", severity: "notice", reason: "`github-token` is empty." },
      ),
    ),
  };
}
