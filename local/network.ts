/** fetch, as the step takes it. */
export type Fetcher = (url: string, init: RequestInit) => Promise<Response>;

/** The real world's hosts on this machine: whoever calls one reaches the embedded service that stands for it. */
export interface Network {
  readonly fetcher: Fetcher;
  /** the calls made, as `METHOD https://host/path`, oldest first; also those that nobody answered */
  readonly calls: readonly string[];
  /** leads further hosts to services, or the same to others */
  lead(hosts: Readonly<Record<string, string>>): void;
}

/**
 * Each host by its name, with the URL of its service; what is on loopback already is called as it is, and nobody else
 * can be reached.
 */
export function openNetwork(hosts: Readonly<Record<string, string>> = {}): Network {
  const known = new Map(Object.entries(hosts));
  const calls: string[] = [];
  return {
    calls,
    lead(more) {
      for (const [host, service] of Object.entries(more)) known.set(host, service);
    },
    async fetcher(url, init) {
      const { protocol, hostname, origin, pathname, search } = new URL(url);
      const local = protocol === "http:" && hostname === "127.0.0.1";
      const service = local ? origin : protocol === "https:" ? known.get(hostname) : undefined;
      calls.push(`${init.method ?? "GET"} ${origin}${pathname}`);
      if (service === undefined) throw new TypeError("fetch failed", { cause: { code: "ENOTFOUND" } });
      return await fetch(`${service}${pathname}${search}`, init);
    },
  };
}
