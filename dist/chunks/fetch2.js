import { o as __toESM } from "./rolldown.js";

// src/net/fetch.ts
/**
* The way out to the network: the runtime's own fetch, or, where a proxy is set, undici's with that proxy. Custom
* certificate authorities work through NODE_EXTRA_CA_CERTS in both.
*/
async function networkFetch(proxy) {
	if (!proxy.httpProxy && !proxy.httpsProxy) return (url, init) => fetch(url, init);
	const undici = await import("./undici.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const dispatcher = new undici.EnvHttpProxyAgent({
		...proxy.httpProxy ? { httpProxy: proxy.httpProxy } : {},
		...proxy.httpsProxy ? { httpsProxy: proxy.httpsProxy } : {},
		...proxy.noProxy ? { noProxy: proxy.noProxy } : {}
	});
	return async (url, init) => await undici.fetch(url, {
		...init,
		dispatcher
	});
}

export { networkFetch as t };
