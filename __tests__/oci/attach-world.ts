import { hash } from "node:crypto";

import { pushImage } from "../../local/registry/images.ts";
import type { Answer } from "../../local/server.ts";
import { startRegistry, type Registry } from "../../local/registry/start.ts";
import type { Switches } from "../../local/registry/switches.ts";
import { isRecord } from "../../src/json.ts";
import { http, type Fetch } from "../../src/net/http.ts";
import { Patience, systemClock, type Clock } from "../../src/net/patience.ts";
import { attach, type AttachOptions, type AttachResult } from "../../src/oci/attach.ts";
import { openRepository } from "../../src/oci/client.ts";
import { fallbackTag, type BundleToAttach } from "../../src/oci/manifests.ts";
import type { Descriptor, OciDigest, OciRepository } from "../../src/oci/types.ts";
import { SLSA_V1 } from "../../src/intoto/statement.ts";

const PATH = "acme/app";
const CREATED = new Date("2026-11-21T12:00:00.123Z");

/** An embedded registry with an image in it, and our client of its repository. */
export interface AttachWorld {
  readonly registry: Registry;
  readonly repository: OciRepository;
  readonly subject: Descriptor;
  readonly attach: (
    bundles: readonly BundleToAttach[],
    options?: Partial<AttachOptions>,
  ) => Promise<AttachResult>;
  /** another image, attested by nobody */
  readonly newSubject: () => Descriptor;
  /** the manifest under a tag as it is stored, in JSON */
  readonly tagged: (tag: string) => Record<string, unknown> | undefined;
  /** the digests under the subject's fallback tag */
  readonly listed: (subject?: Descriptor) => string[];
}

export async function attachWorld(
  t: { after(fn: () => Promise<void>): void },
  switches: Partial<Switches> = {},
  reach: (registry: Registry) => Fetch = () => (url, init) => fetch(url, init),
): Promise<AttachWorld> {
  const registry = await startRegistry({ switches });
  t.after(() => registry.close());
  const repository = openRepository(
    { registry: registry.host, path: PATH },
    {
      http: http(reach(registry), new Patience(5, fastClock(100))),
      credentials: () => Promise.resolve({ kind: "anonymous", looked: [] }),
      mask: () => undefined,
      insecure: false,
    },
  );
  const stored = registry.state.repository(PATH);
  let count = 0;
  const newSubject = (): Descriptor => {
    count += 1;
    return pushImage(registry.state, PATH, { content: `image ${count}` });
  };
  const subject = newSubject();
  const tagged = (tag: string): Record<string, unknown> | undefined => stored.find(tag)?.json;
  return {
    registry,
    repository,
    subject,
    newSubject,
    attach: (bundles, options = {}) =>
      attach(repository, subject, bundles, { layout: "auto", ...QUICK, ...options }),
    tagged,
    listed: (of = subject) => digestsIn(tagged(fallbackTag(of.digest))?.["manifests"]),
  };
}

/** A clock whose time passes when everybody waits: waiting costs nothing. */
export function idleClock(): Clock {
  const waiting: { readonly at: number; readonly wake: () => void }[] = [];
  let now = 0;
  let isRunning = false;
  const run = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      // What is ready goes on first; a few turns, since an answer's body takes some.
      for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
      const next = waiting.reduce((a, b) => (b.at < a.at ? b : a));
      waiting.splice(waiting.indexOf(next), 1);
      now = Math.max(now, next.at);
      next.wake();
    }
    isRunning = false;
  };
  return {
    now: () => now,
    sleep: (ms) =>
      new Promise((resolve) => {
        waiting.push({ at: now + ms, wake: resolve });
        if (!isRunning) void run();
      }),
  };
}

/** Numbers as if by chance, the same in every run (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Distance {
  readonly clock: Clock;
  /** milliseconds of a request's way, there or back */
  readonly latency: () => number;
  /** milliseconds that a write of a tag takes longer to be done */
  readonly late?: () => number;
  /** whether a late write is answered before it is done */
  readonly answersFirst?: boolean;
  /** whether a write of a tag is answered 503, by chance before or after it was done */
  readonly fails?: () => boolean;
}

/**
 * To the registry without a network, which takes most of the time where there are very many requests. Each takes a while to get
 * there and back, so that any may overtake any other.
 */
export function distant({
  clock,
  latency,
  late,
  answersFirst,
  fails,
}: Distance): (registry: Registry) => Fetch {
  return (registry) => async (url, init) => {
    const { pathname, searchParams } = new URL(url);
    const call = {
      method: init.method ?? "GET",
      path: pathname,
      query: searchParams,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: Buffer.from(await new Response(init.body ?? null).arrayBuffer()),
    };
    await clock.sleep(latency());
    const isTagWrite = call.method === "PUT" && /\/manifests\/sha256-/.test(pathname);
    if (isTagWrite && fails?.() === true) {
      if (latency() > latency()) await registry.server.ask(call);
      return respond({ status: 503 });
    }
    const wait = isTagWrite ? (late?.() ?? 0) : 0;
    const done = clock.sleep(wait).then(() => registry.server.ask(call));
    const answer = wait > 0 && answersFirst === true ? { status: 201 } : await done;
    await clock.sleep(latency());
    return respond(answer);
  };
}

function respond({ status, headers = {}, body = "" }: Answer): Response {
  const bytes = Buffer.isBuffer(body) || typeof body === "string" ? body : JSON.stringify(body);
  return new Response(new Uint8Array(Buffer.from(bytes)), { status, headers });
}

/** The first object of a list in a manifest, or an empty one. */
export function firstOf(entries: unknown): Readonly<Record<string, unknown>> {
  const [first]: unknown[] = Array.isArray(entries) ? entries : [];
  return isRecord(first) ? first : {};
}

/** In the order of the list. */
export function digestsIn(entries: unknown): string[] {
  return (Array.isArray(entries) ? entries : []).map((entry: { digest?: unknown }) => String(entry.digest));
}

export function sorted(digests: readonly unknown[]): string[] {
  return digests.map(String).sort();
}

/** Of all that was attached, in their order. */
export function digestsOf(...results: readonly AttachResult[]): string[] {
  return sorted(results.flatMap(({ attached }) => attached.map(({ digest }) => digest)));
}

/** A clock that runs so many times as fast as ours. */
export function fastClock(times: number): Clock {
  return {
    now: () => performance.now() * times,
    sleep: (ms) => systemClock.sleep(ms / times),
  };
}

const HUNDREDFOLD = fastClock(100);

/** Waits are short; what the machine takes for a request is as long as ever, so there is patience for more of them. */
export const QUICK = { clock: HUNDREDFOLD, random: Math.random, patience: new Patience(3600, HUNDREDFOLD) };

/** A bundle with a Rekor v1 entry over its envelope, well formed and signed by nobody. */
export function bundle(note: string, alter: BundleParts = {}): BundleToAttach {
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  const predicateType = alter.predicateType ?? SLSA_V1;
  const payload = base64(JSON.stringify({ predicateType, note }));
  const sig = base64(`signature of ${note}`);
  const payloadType = "application/vnd.in-toto+json";
  const logged = JSON.stringify({ payloadType, payload, signatures: [{ keyid: "", sig }] });
  const body = {
    apiVersion: "0.0.1",
    kind: "dsse",
    spec: { envelopeHash: { algorithm: "sha256", value: hash("sha256", alter.logged ?? logged) } },
  };
  const entry = {
    logIndex: "7",
    logId: { keyId: Buffer.alloc(32, 7).toString("base64") },
    kindVersion: { kind: "dsse", version: "0.0.1" },
    integratedTime: "1790000000",
    ...(alter.promise === false ? {} : { inclusionPromise: { signedEntryTimestamp: base64("promise") } }),
    canonicalizedBody: base64(JSON.stringify(body)),
  };
  const json = JSON.stringify({
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: {
      certificate: { rawBytes: base64("certificate".repeat(20)) },
      tlogEntries: [entry],
      timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: base64("timestamp") }] },
    },
    dsseEnvelope: { payload, payloadType, signatures: [{ sig, keyid: "" }] },
  });
  return { json, predicateType, created: CREATED };
}

export interface BundleParts {
  readonly predicateType?: string;
  /** false for an entry of a log that promises nothing */
  readonly promise?: false;
  /** what was logged in place of the envelope */
  readonly logged?: string;
}

/** A manifest put into the repository past the API. */
export function place(
  world: AttachWorld,
  json: { readonly mediaType: string } & Record<string, unknown>,
  tag?: string,
): Descriptor {
  const stored = world.registry.state.repository(PATH);
  const bytes = Buffer.from(JSON.stringify(json));
  const { digest, mediaType } = stored.putManifest(json.mediaType, bytes, json);
  if (tag !== undefined) stored.putTag(tag, digest);
  return { mediaType, digest, size: bytes.length };
}

/** A blob put into the repository past the API. */
export function placeBlob(world: AttachWorld, text: string): { digest: OciDigest; size: number } {
  const bytes = Buffer.from(text);
  return { digest: world.registry.state.repository(PATH).putBlob(bytes), size: bytes.length };
}

/** The tags that were written, in their order. */
export function tagWrites(world: AttachWorld): string[] {
  return world.registry.state.repository(PATH).tagWrites.map(({ tag }) => tag);
}
