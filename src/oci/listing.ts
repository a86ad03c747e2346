import { jsonObject, mediaTypeOf, readDescriptor } from "./content.ts";
import { invalid, type Attempt } from "./refusal.ts";
import type { Reply, Transport } from "./transport.ts";
import { MEDIA, type Descriptor, type OciDigest, type Referrers, type RepositoryName } from "./types.ts";

const MAX_PAGES = 100;
/** All pages together. */
const MAX_BYTES = 16 * 1024 * 1024;
/** No such endpoint; 406 as gh reads it, the others as registries say that they do not know the path or the method. */
const NO_API = new Set([404, 405, 406, 501]);

/**
 * All referrers of a manifest by the API (distribution-spec, "Listing Referrers"). Entries that cannot be fetched, for
 * want of a sha256 digest, a size or a media type, are left out.
 * @throws WaybillError as OciRepository says
 */
export async function listReferrers(
  transport: Transport,
  name: RepositoryName,
  digest: OciDigest,
): Promise<Referrers> {
  const attempt: Attempt = { name, doing: `list what refers to ${digest} in`, actions: "pull" };
  const found = new Map<OciDigest, Descriptor>();
  const seen = new Set<string>();
  let bytes = 0;
  let url: URL | undefined = new URL(`/v2/${name.path}/referrers/${digest}`, transport.origin);
  while (url !== undefined) {
    if (seen.has(url.href))
      throw invalid(attempt, "a page that leads back to an earlier one", "pages that end");
    if (seen.size === MAX_PAGES) throw invalid(attempt, "further pages", `at most ${MAX_PAGES}`);
    const isFirst = seen.size === 0;
    seen.add(url.href);
    const reply = await transport.send({ method: "GET", url, attempt, headers: { accept: MEDIA.index } });
    const { status } = reply.answer;
    if (isFirst && NO_API.has(status)) return { kind: "unsupported" };
    if (status !== 200) throw transport.refusal(attempt, reply);
    const entries = entriesOf(reply);
    if (entries === undefined && isFirst) return { kind: "unsupported" };
    if (entries === undefined) throw invalid(attempt, "a page that is no image index", MEDIA.index);
    bytes += reply.answer.body.length;
    if (bytes > MAX_BYTES) throw invalid(attempt, `more than ${MAX_BYTES} bytes of pages`, "fewer referrers");
    for (const entry of entries) {
      const descriptor = readDescriptor(entry);
      if (descriptor !== undefined && !found.has(descriptor.digest)) found.set(descriptor.digest, descriptor);
    }
    url = nextPage(transport, attempt, reply);
  }
  return { kind: "listed", descriptors: [...found.values()] };
}

/** Undefined for what is no image index: some registries answer every path with a page of their own, and status 200. */
function entriesOf({ answer }: Reply): readonly unknown[] | undefined {
  if (mediaTypeOf(answer.headers.get("content-type")) !== MEDIA.index) return undefined;
  const json = jsonObject(answer.body);
  const entries = json?.["manifests"];
  // Go's empty list, as some registries write it.
  if (entries === null) return [];
  return Array.isArray(entries) ? (entries as readonly unknown[]) : undefined;
}

/** The next page of the same list, on the same registry: what leads elsewhere is another's list. */
function nextPage(transport: Transport, attempt: Attempt, reply: Reply): URL | undefined {
  const link = nextLink(reply.answer.headers.get("link") ?? "");
  if (link === undefined) return undefined;
  const url = URL.parse(link, reply.url.href);
  const { path } = attempt.name;
  if (url?.origin !== transport.origin || !url.pathname.startsWith(`/v2/${path}/referrers/`)) {
    throw invalid(
      attempt,
      "a next page (`Link`) elsewhere",
      `one in /v2/${path}/referrers/ of ${transport.origin}`,
    );
  }
  return url;
}

/** The address with `rel=next` (RFC 8288, 3). */
function nextLink(header: string): string | undefined {
  for (const [, address, params = ""] of header.matchAll(/<([^<>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*(?:"[^"]*\bnext\b[^"]*"|next\b)/i.test(params)) return address;
  }
  return undefined;
}
