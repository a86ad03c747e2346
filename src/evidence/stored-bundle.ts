import { isRecord, list, text } from "../json.ts";
import type { Http } from "../net/http.ts";
import { MAX_BUNDLE_BYTES } from "../verify/bundle.ts";
import { fetchBytes, NotServed } from "./bytes.ts";
import { decodeSnappy } from "./snappy.ts";

/** An attestation in an answer of GitHub's store: the bundle itself, or where it lies. */
export type StoredBundle = { readonly json: string } | { readonly url: string } | "unreadable";

/**
 * The attestations of a page ("List attestations"). Since July 2026 `bundle` is null as a rule, and `bundle_url` is an address
 * in a store of blobs that needs no login and ends after a while.
 */
export function storedBundles(page: unknown): StoredBundle[] {
  return list(page, "attestations").map((attestation) => {
    const bundle = isRecord(attestation) ? attestation["bundle"] : undefined;
    if (bundle !== null && bundle !== undefined) return jsonOf(bundle);
    const url = text(attestation, "bundle_url");
    return url === undefined ? "unreadable" : { url };
  });
}

/** The step's client of the API reads large numbers as BigInt, which no bundle of ours holds and JSON cannot say. */
function jsonOf(bundle: unknown): StoredBundle {
  try {
    return { json: JSON.stringify(bundle) };
  } catch {
    return "unreadable";
  }
}

/**
 * The bundle at a `bundle_url`: a raw block of Snappy, as gh reads it. No token of the API's goes there.
 * @param plainHttp whether the API that named the address is on this machine
 * @throws NotServed for what is no such bundle, CallFailed where no answer came
 */
export async function fetchStoredBundle(http: Http, url: string, plainHttp: boolean): Promise<string> {
  const { bytes, mediaType } = await fetchBytes(http, url, { maxBytes: MAX_BUNDLE_BYTES, plainHttp });
  const content = mediaType === "application/json" ? bytes : decodeSnappy(bytes, MAX_BUNDLE_BYTES);
  if (content === undefined)
    throw new NotServed(`content that is no block of Snappy of at most ${MAX_BUNDLE_BYTES} bytes`);
  return content.toString("utf8").trim();
}

/** The cursor of the Link header's next page. Its address is not called: it is the API's to name, not to choose. */
export function cursorIn(link: string | undefined): string | undefined {
  const next = /<([^<>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];
  return URL.parse(next ?? "")?.searchParams.get("after") ?? undefined;
}
