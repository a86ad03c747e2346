import { createHash } from "node:crypto";

import { WaybillError } from "../errors.ts";
import { DEFAULT_TIMEOUT, type Fetch } from "../net/http.ts";
import type { Patience } from "../net/patience.ts";
import { persist } from "../net/persist.ts";
import { callableUrl } from "../net/url.ts";
import { refusalOf } from "./octokit.ts";

/** How an asset's bytes are fetched from GitHub's API and from the store that it redirects to. */
export interface DownloadAccess {
  readonly token: string;
  readonly fetcher: Fetch;
  readonly patience: Patience;
  /** milliseconds that one download may take; half an hour if not given */
  readonly longest?: number;
}

/** api.github.com to its store, and from there at most to another */
const MAX_REDIRECTS = 3;
/** docs.github.com, "About releases": each file must be under 2 GiB. */
const MAX_ASSET_BYTES = 2 ** 31;
/** 2 GiB at somewhat more than a megabyte a second */
const LONGEST = 30 * 60_000;

/**
 * The bytes at an asset's API address.
 * @throws WaybillError STORE_UNAVAILABLE, also for an asset of more than `maxBytes`
 */
export async function downloadBytes(url: string, access: DownloadAccess, maxBytes: number): Promise<Buffer> {
  return await download(url, access, async (body) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of capped(body, maxBytes)) chunks.push(chunk);
    return Buffer.concat(chunks);
  });
}

/**
 * SHA-256, in hex, of the bytes at an asset's API address, as large as GitHub lets an asset be.
 * @throws WaybillError STORE_UNAVAILABLE
 */
export async function downloadDigest(
  url: string,
  access: DownloadAccess,
  maxBytes = MAX_ASSET_BYTES,
): Promise<string> {
  return await download(url, access, async (body) => {
    const hash = createHash("sha256");
    for await (const chunk of capped(body, maxBytes)) hash.update(chunk);
    return hash.digest("hex");
  });
}

async function* capped(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new Unreadable(`more than ${maxBytes} bytes`, false);
    yield chunk;
  }
}

/** What came instead of the bytes, in words of ours. */
class Unreadable extends Error {
  readonly passing: boolean;
  constructor(message: string, passing: boolean) {
    super(message);
    this.passing = passing;
  }
}

async function download<T>(
  url: string,
  access: DownloadAccess,
  take: (body: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> {
  try {
    return await persist(
      access.patience,
      () => downloadOnce(url, access, take),
      (error) => !(error instanceof Unreadable) || error.passing,
    );
  } catch (error) {
    throw new WaybillError("STORE_UNAVAILABLE", {
      what: "An asset of the release could not be downloaded, so it cannot be compared.",
      got: error instanceof Unreadable ? error.message : refusalOf(error).message,
      todo: "Run the job again: it finishes what this run left, and signs nothing twice.",
    });
  }
}

async function downloadOnce<T>(
  url: string,
  access: DownloadAccess,
  take: (body: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> {
  const silence = new AbortController();
  // Files may be large: what ends a download is silence, or half an hour.
  const limit = access.patience.timeout(DEFAULT_TIMEOUT);
  const timer = setTimeout(() => silence.abort(new DOMException("silence", "TimeoutError")), limit);
  try {
    const signal = AbortSignal.any([silence.signal, AbortSignal.timeout(access.longest ?? LONGEST)]);
    const body = await openBody(url, access, signal);
    return await take(heard(body, timer, signal));
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

async function* heard(
  body: AsyncIterable<Uint8Array>,
  timer: NodeJS.Timeout,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of body) {
    signal.throwIfAborted();
    timer.refresh();
    yield chunk;
  }
}

/** GitHub redirects to a store of its own, whose signed address needs no token: it stays behind. */
async function openBody(
  url: string,
  access: DownloadAccess,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  if (callableUrl(url) === undefined) throw new Unreadable("an address that cannot be called", false);
  let next = url;
  let credentials: Record<string, string> = { authorization: `Bearer ${access.token}` };
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const headers = { accept: "application/octet-stream", "user-agent": "waybill", ...credentials };
    const response = await access.fetcher(next, { headers, redirect: "manual", signal });
    if (![301, 302, 303, 307, 308].includes(response.status)) {
      if (response.status === 200 && response.body !== null) return response.body;
      throw new Unreadable(
        `status ${response.status}`,
        response.status >= 500 || response.status === 429 || response.status === 408,
      );
    }
    const target = redirection(response, next);
    if (target === undefined) throw new Unreadable("a redirect to an address that cannot be called", false);
    next = target;
    credentials = {};
  }
  throw new Unreadable(`more than ${MAX_REDIRECTS} redirects`, false);
}

function redirection(response: Response, from: string): string | undefined {
  const location = response.headers.get("location") ?? "";
  return URL.canParse(location, from) ? callableUrl(new URL(location, from).href)?.href : undefined;
}
