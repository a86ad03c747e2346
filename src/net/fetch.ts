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
  return async (url, init) => {
    const response = await undici.fetch(url, { ...init, dispatcher } as UndiciInit);
    // undici's Response is the runtime's own class under another copy's name.
    return response as unknown as Response;
  };
}
