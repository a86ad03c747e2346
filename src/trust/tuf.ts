import { createHash } from "node:crypto";
import { Readable } from "node:stream";

import type { TargetFile } from "@tufjs/models";
import { LengthOrHashMismatchError, UnsignedMetadataError } from "@tufjs/models/dist/error.js";
import { BadVersionError, EqualVersionError, ExpiredMetadataError } from "tuf-js/dist/error.js";
import { TrustedMetadataStore } from "tuf-js/dist/store.js";

import { isRecord } from "../json.ts";
import { CallFailed, FinalAnswer, type Http } from "../net/http.ts";
import { baseUrl } from "../net/url.ts";
import type { TufMemory } from "./memory.ts";

/**
 * The root that a client starts from: its metadata, or the version to fetch, accepted with this digest alone (see
 * rootDigest: of its `signed` part, so that signatures may be added to the file).
 */
export type FirstRoot =
  | { readonly kind: "metadata"; readonly json: unknown }
  | { readonly kind: "pinned"; readonly version: number; readonly sha256: string };

/** A TUF repository: metadata below its URL, targets below `targets/`. */
export interface TufRepository {
  readonly url: string;
  readonly firstRoot: FirstRoot;
}

/** A target whose length and hashes are those that the repository's signed metadata states. */
export interface Target {
  readonly bytes: Buffer;
  /** of the targets metadata that lists it */
  readonly version: number;
}

/** What a repository offers now. */
export interface TufTargets {
  /** @returns undefined when the repository lists no such target; @throws TufFailure */
  fetch(name: string): Promise<Target | undefined>;
}

/** Why a repository is not believed, or not reached: a line without secrets, and the file that it was about. */
export class TufFailure extends Error {
  override readonly name = "TufFailure";
  readonly file: string;
  readonly reason: string;
  constructor(file: string, reason: string, cause?: unknown) {
    super(`${file}: ${reason}`, cause === undefined ? {} : { cause });
    this.file = file;
    this.reason = reason;
  }
}

/** New roots that one refresh accepts (5.3.3): GitHub's and Sigstore's repositories make a few a year. */
export const MAX_ROTATIONS = 64;

/** In bytes. Real roots and targets have up to 10 KB, timestamps and snapshots 1 KB. */
const MAX = { root: 512_000, timestamp: 16_384, snapshot: 512_000, targets: 2_000_000, target: 1_048_576 };

const TIMEOUT = 10_000;

export interface TufOptions {
  readonly http: Http;
  /** of earlier refreshes, against rollback; without it, only the root's own versions are known */
  readonly memory?: TufMemory | undefined;
}

/**
 * Brings a client up to date: the workflow of the TUF specification, section 5. What is to be judged (thresholds of
 * signatures, versions, expiry, lengths, hashes) is judged by tuf-js' metadata store; what is fetched, how long, how
 * much and how often, is ours, which is why its `Updater` is not used.
 * @throws TufFailure
 */
export async function refreshTuf(repository: TufRepository, options: TufOptions): Promise<TufTargets> {
  const { memory } = options;
  const url = baseUrl(repository.url);
  const load = loader(url, options.http);
  const store = await firstStore(repository.firstRoot, load);
  await updateRoot(store, load);
  await updateTimestamp(store, load, memory);
  await updateSnapshot(store, load, memory);
  const targets = await updateTargets(store, load);
  return {
    async fetch(name) {
      if (!Object.hasOwn(targets.targets, name)) return undefined;
      const target = targets.targets[name];
      if (target === undefined) return undefined;
      const bytes = await fetchTarget(target, store.root.signed.consistentSnapshot, load);
      return { bytes, version: targets.version };
    },
  };
}

/** Fetches a file below the repository's URL; `undefined` when there is none and that may be. */
type Load = (
  file: string,
  options: { readonly maxBytes: number; readonly json: boolean; readonly mayLack?: boolean },
) => Promise<Buffer | undefined>;

/** Storage behind a CDN says 403 of what it does not have and does not let one list. */
const ABSENT = new Set([403, 404]);

function loader(url: string, http: Http): Load {
  return async (file, { maxBytes, json, mayLack = false }) => {
    try {
      const call = { method: "GET", url: `${url}/${file}`, timeout: TIMEOUT, maxBytes } as const;
      return await http.call(call, (answer) => {
        if (mayLack && ABSENT.has(answer.status)) return undefined;
        if (answer.status !== 200) throw new FinalAnswer(`status ${answer.status}`);
        // A proxy's page with status 200 is a passing fault.
        if (json) JSON.parse(answer.body.toString("utf8"));
        return answer.body;
      });
    } catch (cause) {
      throw new TufFailure(file, cause instanceof CallFailed ? cause.last.text : "not fetched", cause);
    }
  };
}

async function required(load: Load, file: string, maxBytes: number): Promise<Buffer> {
  const bytes = await load(file, { maxBytes, json: true });
  if (bytes === undefined) throw new TufFailure(file, "missing");
  return bytes;
}

/** 5.2: the trusted root that comes with the program, or whose digest does. */
async function firstStore(first: FirstRoot, load: Load): Promise<TrustedMetadataStore> {
  if (first.kind === "metadata") {
    const bytes = Buffer.from(JSON.stringify(first.json));
    return judge("first root", () => new TrustedMetadataStore(bytes));
  }
  const file = `${first.version}.root.json`;
  const bytes = await required(load, file, MAX.root);
  const digest = judge(file, () => rootDigest(JSON.parse(bytes.toString("utf8"))));
  if (digest !== first.sha256) {
    throw new TufFailure(file, `a root with the digest sha256:${digest}, not the one known`);
  }
  return judge(file, () => new TrustedMetadataStore(bytes));
}

/** Hex SHA-256 of a root's signed part as canonical JSON of RFC 8785: keys in order, no space. */
export function rootDigest(root: unknown): string {
  const signed = isRecord(root) ? root["signed"] : undefined;
  const canonical = JSON.stringify(signed, (_, value: unknown) =>
    isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  );
  return createHash("sha256")
    .update(canonical ?? "")
    .digest("hex");
}

/** 5.3: each root is signed by its predecessor's keys and by its own; the last must not have expired. */
async function updateRoot(store: TrustedMetadataStore, load: Load): Promise<void> {
  for (let rotations = 0; ; rotations++) {
    const file = `${store.root.signed.version + 1}.root.json`;
    const bytes = await load(file, { maxBytes: MAX.root, json: true, mayLack: true });
    if (bytes === undefined) break;
    if (rotations === MAX_ROTATIONS) throw new TufFailure(file, `more than ${MAX_ROTATIONS} newer roots`);
    judge(file, () => store.updateRoot(bytes));
  }
  const { version, expires } = store.root.signed;
  if (store.root.signed.isExpired()) throw new TufFailure(`${version}.root.json`, expired(expires));
}

/** 5.4; a timestamp that was believed before must not be newer than this one (5.4.3). */
async function updateTimestamp(
  store: TrustedMetadataStore,
  load: Load,
  memory: TufMemory | undefined,
): Promise<void> {
  const file = "timestamp.json";
  // The store keeps what is signed and throws only when it has expired; after new keys it keeps nothing (5.3.11).
  remember(await memory?.recall("timestamp"), (bytes) => store.updateTimestamp(bytes));
  const bytes = await required(load, file, MAX.timestamp);
  try {
    store.updateTimestamp(bytes);
    await memory?.keep("timestamp", bytes);
  } catch (error) {
    if (!(error instanceof EqualVersionError)) throw failure(file, error, store.timestamp?.signed.expires);
  }
  const kept = store.timestamp?.signed;
  if (kept?.isExpired() !== false) throw new TufFailure(file, expired(kept?.expires));
}

/** 5.5; no metadata that an earlier snapshot listed may be missing from this one, or older (5.5.5). */
async function updateSnapshot(
  store: TrustedMetadataStore,
  load: Load,
  memory: TufMemory | undefined,
): Promise<void> {
  const meta = store.timestamp?.signed.snapshotMeta;
  const file = versioned(store, meta?.version, "snapshot.json");
  remember(await memory?.recall("snapshot"), (bytes) => store.updateSnapshot(bytes, true));
  const bytes = await required(load, file, Math.min(meta?.length ?? MAX.snapshot, MAX.snapshot));
  const expires = (): string | undefined => store.snapshot?.signed.expires;
  judge(file, () => store.updateSnapshot(bytes), expires);
  await memory?.keep("snapshot", bytes);
}

/** 5.6, the top-level role alone: none of the repositories that we read delegates the targets that we want. */
async function updateTargets(
  store: TrustedMetadataStore,
  load: Load,
): Promise<{ readonly version: number; readonly targets: Readonly<Record<string, TargetFile>> }> {
  const meta = store.snapshot?.signed.meta["targets.json"];
  const file = versioned(store, meta?.version, "targets.json");
  const bytes = await required(load, file, Math.min(meta?.length ?? MAX.targets, MAX.targets));
  judge(file, () => store.updateDelegatedTargets(bytes, "targets", "root"));
  const targets = store.targets?.signed;
  if (targets === undefined) throw new TufFailure(file, "no targets metadata");
  return targets;
}

/** 5.7: the file, of the length and with the hashes that the targets metadata states. */
async function fetchTarget(target: TargetFile, consistent: boolean, load: Load): Promise<Buffer> {
  const hash = target.hashes["sha256"] ?? target.hashes["sha512"];
  if (hash === undefined) throw new TufFailure(target.path, "listed without a SHA-256 or SHA-512");
  if (target.length > MAX.target) throw new TufFailure(target.path, `listed with ${target.length} bytes`);
  const file = `targets/${consistent ? withPrefix(target.path, hash) : target.path}`;
  const bytes = await load(file, { maxBytes: target.length, json: false });
  if (bytes === undefined) throw new TufFailure(file, "missing");
  try {
    await target.verify(Readable.from([bytes]));
  } catch (error) {
    throw failure(file, error);
  }
  return bytes;
}

/** `folder/HASH.name` (6.2). */
function withPrefix(path: string, hash: string): string {
  const start = path.lastIndexOf("/") + 1;
  return `${path.slice(0, start)}${hash}.${path.slice(start)}`;
}

function versioned(store: TrustedMetadataStore, version: number | undefined, name: string): string {
  return store.root.signed.consistentSnapshot && version !== undefined ? `${version}.${name}` : name;
}

/** What was believed before is a floor for what is believed now, and no more than that: its faults are no news. */
function remember(bytes: Buffer | undefined, load: (bytes: Buffer) => unknown): void {
  if (bytes === undefined) return;
  try {
    load(bytes);
  } catch {
    // Expired, superseded, or of keys that are no longer trusted.
  }
}

function judge<T>(file: string, check: () => T, expires?: () => string | undefined): T {
  try {
    return check();
  } catch (error) {
    throw failure(file, error, expires?.());
  }
}

/** The texts of tuf-js may repeat what a stranger wrote; its classes say enough. */
function failure(file: string, error: unknown, expires?: string): TufFailure {
  const reason =
    error instanceof ExpiredMetadataError
      ? expired(expires)
      : error instanceof BadVersionError
        ? "not the version that it must have: an older one than was seen before, or not the one that is announced"
        : error instanceof UnsignedMetadataError
          ? "not signed by as many trusted keys as it must be"
          : error instanceof LengthOrHashMismatchError
            ? "not of the length and hash that signed metadata states"
            : "no TUF metadata of the kind expected";
  return new TufFailure(file, reason, error);
}

function expired(expires: string | undefined): string {
  return expires === undefined ? "expired" : `expired on ${new Date(expires).toISOString().slice(0, 10)}`;
}
