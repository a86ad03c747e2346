import type { Http } from "../net/http.ts";
import { callableUrl } from "../net/url.ts";

const MAX_REDIRECTS = 3;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
/** Bundles may be megabytes. */
const TIMEOUT = 120_000;

/** An address gave an answer that is not its content; the text is fit to print. */
export class NotServed extends Error {
  override readonly name = "NotServed";
}

export interface Served {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

export interface BytesCall {
  readonly maxBytes: number;
  readonly accept?: string;
  /** for the first address' origin alone */
  readonly authorization?: string | undefined;
  /** whether services of this machine may be called by http: where who names the address is on this machine too */
  readonly plainHttp: boolean;
}

/**
 * What lies at an address, wherever it redirects to. Credentials stay at its own origin.
 * @throws NotServed, CallFailed where no answer came in time or it is longer than accepted
 */
export async function fetchBytes(http: Http, address: string, call: BytesCall): Promise<Served> {
  let url = allowed(address, undefined, call.plainHttp);
  const { origin } = url;
  let kept = true;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const credentials = kept && call.authorization !== undefined ? { authorization: call.authorization } : {};
    const answer = await http.call(
      {
        method: "GET",
        url: url.href,
        headers: { accept: call.accept ?? "*/*", ...credentials },
        maxBytes: call.maxBytes,
        timeout: TIMEOUT,
      },
      (given) => given,
    );
    if (answer.status === 200) {
      const mediaType = (answer.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
      return { bytes: answer.body, mediaType };
    }
    if (!REDIRECTS.includes(answer.status)) throw new NotServed(`status ${answer.status} of ${url.host}`);
    url = allowed(answer.headers.get("location") ?? "", url, call.plainHttp);
    // Whoever was led away does not come back with a token.
    kept &&= url.origin === origin;
  }
  throw new NotServed(`more than ${MAX_REDIRECTS} redirects`);
}

/** A service elsewhere has no business with those of this machine. */
function allowed(address: string, from: URL | undefined, plainHttp: boolean): URL {
  const parsed = URL.parse(address, from?.href);
  const url = parsed === null ? undefined : callableUrl(parsed.href);
  if (url === undefined || (url.protocol !== "https:" && !plainHttp))
    throw new NotServed(`${from === undefined ? "an address" : "a redirect"} that cannot be called`);
  return url;
}
