import type { RequestInit as UndiciInit } from "undici";

import type { Fetch } from "./http.ts";

/** The variables that name a proxy, in either case, as every tool on a runner reads them. */
export interface ProxySettings {
  readonly httpProxy?: string | undefined;
  readonly httpsProxy?: string | undefined;
  readonly noProxy?: string | undefined;
}

/**
 * The way out to the network: the runtime's own fetch, or, where a proxy is set, undici's with that proxy. Custom
 * certificate authorities work through NODE_EXTRA_CA_CERTS in both.
 */
export async function networkFetch(proxy: ProxySettings): Promise<Fetch> {
  if (!proxy.httpProxy && !proxy.httpsProxy) return (url, init) => fetch(url, init);
  const undici = await import("undici");
  const dispatcher = new undici.EnvHttpProxyAgent({
    ...(proxy.httpProxy ? { httpProxy: proxy.httpProxy } : {}),
    ...(proxy.httpsProxy ? { httpsProxy: proxy.httpsProxy } : {}),
    ...(proxy.noProxy ? { noProxy: proxy.noProxy } : {}),
  });
  // The runtime's types and undici's own describe the same objects.
  return async (url, init) => await undici.fetch(url, { ...init, dispatcher } as UndiciInit);
}
