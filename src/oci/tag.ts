import { WaybillError } from "../errors.ts";
import { isRecord, sameJson } from "../json.ts";
import type { Clock, Patience } from "../net/patience.ts";
import type { Entry, Manifest } from "./manifests.ts";
import { inParallel } from "../pool.ts";
import { repositoryText } from "./reference.ts";
import type { FetchedManifest, OciRepository } from "./types.ts";

/** Time and chance; tests have their own. */
export interface TagPorts {
  readonly clock: Clock;
  /** from 0 up to 1 */
  readonly random: () => number;
  /** what the run may still wait */
  readonly patience?: Patience;
}

/** How a list of entries is kept in a manifest under a tag, by key. */
export interface TagContent {
  /** for people: `the fallback tag` */
  readonly what: string;
  read(tag: string): Promise<FetchedManifest | undefined>;
  /** @throws WaybillError REGISTRY_REFUSED where something else is under the tag */
  entries(found: FetchedManifest | undefined): ReadonlyMap<string, Entry>;
  /** The manifest with these entries and no others; what it refers to is pushed. */
  build(found: FetchedManifest | undefined, entries: readonly Entry[]): Promise<Manifest>;
  /** Whether an entry that was there and is gone was taken out on purpose. */
  isGone(entry: Entry): Promise<boolean>;
}

/** The shortest time after which a write is looked at again, in milliseconds: a slow writer needs no longer than this. */
const SETTLE_MS = 2000;
const MAX_SETTLE_MS = 30_000;
/** A conflict is no outage: there is this much time for it even where the run may not wait for outages. */
const MIN_PATIENCE_MS = 30_000;
const MAX_WRITES = 50;
const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 5000;
/** Refusals of the condition by a tag that nobody has changed, until the condition is held for broken. */
const MAX_FALSE_CONFLICTS = 3;
const AT_A_TIME = 4;

/**
 * Brings entries into the list under a tag, beside others who do the same at the same time. No registry has a lock, some ignore
 * If-Match, and then whoever read before our write and writes after it takes our entry out again. So the tag is read back after each
 * write, and once more after longer than the slowest round seen from reading to written; what is missing is put back, others'
 * entries that we have seen among them.
 *
 * @returns all entries of the list
 * @throws WaybillError REGISTRY_REFUSED where something else is under the tag, or the registry refuses the write;
 * REGISTRY_UNAVAILABLE when others keep overwriting it
 */
export async function updateTag(
  repository: OciRepository,
  tag: string,
  mine: ReadonlyMap<string, Entry>,
  content: TagContent,
  ports: TagPorts,
): Promise<readonly Entry[]> {
  const { clock } = ports;
  const update = new TagUpdate(repository, tag, mine, content, ports);
  let isSettled = false;
  let mayWrite = true;
  for (;;) {
    const started = clock.now();
    const found = await content.read(tag);
    const there = content.entries(found);
    const isComplete = await update.compare(there);
    if (isComplete && (isSettled || !update.hasWritten)) return [...there.values()];
    if (isComplete) {
      await clock.sleep(update.settleMs());
      isSettled = true;
      continue;
    }
    if (isSettled) update.lost();
    isSettled = false;
    // The pause is before reading, never between reading and writing, where it would make others' writes be lost.
    if (!mayWrite) {
      await update.pause();
      mayWrite = true;
      continue;
    }
    await update.write(found, started);
    mayWrite = false;
  }
}

/** One update of a tag, as it goes on: what has been seen and tried. */
class TagUpdate {
  readonly #repository: OciRepository;
  readonly #tag: string;
  readonly #content: TagContent;
  readonly #ports: TagPorts;
  readonly #until: number;
  readonly #mine: Map<string, Entry>;
  /** what others had in the list whenever we looked */
  readonly #others = new Map<string, Entry>();
  readonly #gone = new Set<string>();
  #writes = 0;
  /** of the last write, where the registry gave no answer to it */
  #failure: WaybillError | undefined;
  #slowestMs = 0;
  #losses = 0;
  #falseConflicts = 0;
  #refused: FetchedManifest | undefined;

  constructor(
    repository: OciRepository,
    tag: string,
    mine: ReadonlyMap<string, Entry>,
    content: TagContent,
    ports: TagPorts,
  ) {
    this.#repository = repository;
    this.#tag = tag;
    this.#content = content;
    this.#ports = ports;
    this.#mine = new Map(mine);
    this.#until = ports.clock.now() + Math.max(MIN_PATIENCE_MS, ports.patience?.remaining() ?? 0);
  }

  get hasWritten(): boolean {
    return this.#writes > 0;
  }

  /** Learns others' entries, forgets what was deleted; true where nothing is missing. */
  async compare(there: ReadonlyMap<string, Entry>): Promise<boolean> {
    let isComplete = true;
    for (const [key, entry] of there) {
      const mine = this.#mine.get(key);
      if (mine === undefined) {
        if (!this.#gone.has(key)) this.#others.set(key, entry);
      } else {
        const merged = mergeEntries(entry, mine);
        this.#mine.set(key, merged);
        isComplete &&= sameJson(entry, merged);
      }
    }
    for (const key of this.#mine.keys()) isComplete &&= there.has(key);
    for (const [key, entry] of this.#others) {
      if (there.has(key)) continue;
      if (await this.#content.isGone(entry)) this.#others.delete(key);
      else isComplete = false;
    }
    return isComplete;
  }

  /**
   * Registries refuse a list with an entry whose manifest is not there, and cleaners delete manifests without looking at lists.
   * Such entries are left out. @returns whether there were any
   */
  async #leaveOutGone(): Promise<boolean> {
    const known = this.#gone.size;
    await inParallel([...this.#others], AT_A_TIME, async ([key, entry]) => {
      if (!(await this.#content.isGone(entry))) return;
      this.#gone.add(key);
      this.#others.delete(key);
    });
    return this.#gone.size > known;
  }

  async write(found: FetchedManifest | undefined, started: number): Promise<void> {
    this.#writes += 1;
    const { mediaType, bytes } = await this.#content.build(found, [
      ...this.#others.values(),
      ...this.#mine.values(),
    ]);
    const isBroken = this.#falseConflicts >= MAX_FALSE_CONFLICTS;
    const condition = isBroken ? undefined : found?.etag;
    const answer = await this.#put(mediaType, bytes, condition);
    this.#slowestMs = Math.max(this.#slowestMs, this.#ports.clock.now() - started);
    if (answer !== "conflict") return;
    // An ETag that a proxy has changed on its way never matches (RFC 9110, 13.1.1).
    const isUnchanged = this.#refused !== undefined && this.#refused.digest === found?.digest;
    this.#falseConflicts = isUnchanged ? this.#falseConflicts + 1 : 1;
    this.#refused = found;
  }

  async #put(
    mediaType: string,
    bytes: Buffer,
    condition?: string,
  ): Promise<"stored" | "conflict" | "failed"> {
    this.#failure = undefined;
    try {
      return await this.#repository.putManifest(this.#tag, mediaType, bytes, condition);
    } catch (error) {
      if (!(error instanceof WaybillError)) throw error;
      // It may have been written all the same.
      const isPassing = error.code === "REGISTRY_UNAVAILABLE";
      const isMended = error.code === "REGISTRY_REFUSED" && (await this.#leaveOutGone());
      if (!isPassing && !isMended) throw error;
      this.#failure = error;
      return "failed";
    }
  }

  /** Somebody who had read before our last write has written after our look: they take longer than we thought. */
  lost(): void {
    this.#losses += 1;
  }

  settleMs(): number {
    const longer = Math.max(SETTLE_MS, 3 * this.#slowestMs) * 2 ** this.#losses;
    return Math.min(MAX_SETTLE_MS, longer * (1 + this.#ports.random() / 4));
  }

  /** @throws WaybillError REGISTRY_UNAVAILABLE when there has been enough of it */
  async pause(): Promise<void> {
    const { clock, random } = this.#ports;
    if (this.#writes >= MAX_WRITES || clock.now() >= this.#until) throw this.#failure ?? this.#outdone();
    // Long enough that some of those who collided have read and written before the others read.
    const first = Math.max(FIRST_PAUSE_MS, 2 * this.#slowestMs);
    const most = Math.min(MAX_PAUSE_MS, first * 2 ** Math.min(this.#writes, 10));
    await clock.sleep(most * random());
  }

  #outdone(): WaybillError {
    const { what } = this.#content;
    return new WaybillError("REGISTRY_UNAVAILABLE", {
      what: `Others keep overwriting ${what} ${this.#tag} in ${repositoryText(this.#repository.name)}.`,
      got: `a list without our entry, after ${this.#writes} writes`,
      expected: "our entry beside those of others",
      todo: "Run the job again, with fewer jobs at a time that attest the same image.",
    });
  }
}

/** What is there, with what we know better: our fields and our annotations. */
function mergeEntries(there: Entry, ours: Entry): Entry {
  const annotations = { ...record(there["annotations"]), ...record(ours["annotations"]) };
  return { ...there, ...ours, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) };
}

function record(value: unknown): Entry {
  return isRecord(value) ? value : {};
}
