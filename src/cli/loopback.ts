import type { RequestInit as UndiciInit } from "undici";

import type { Fetch } from "../net/http.ts";
import type { Clock } from "../net/patience.ts";
import { callableUrl } from "../net/url.ts";

/** A way to the services in this process and to nowhere else, whatever proxy the environment names. */
export interface Loopback {
  readonly fetcher: Fetch;
  /** the system's; after the end nobody waits for a retry any more */
  readonly clock: Clock;
  /** ends connections that were kept open, and waits for retries of calls that nobody awaits */
  close(): Promise<void>;
}

/**
 * Also takes the process's own `fetch` off a proxy (NODE_USE_ENV_PROXY): the embedded services call each other with it.
 */
export async function openLoopback(): Promise<Loopback> {
  const { Agent, fetch, setGlobalDispatcher } = await import("undici");
  const agent = new Agent();
  setGlobalDispatcher(agent);
  const timers = new Set<NodeJS.Timeout>();
  let ended = false;
  return {
    fetcher: async (url, init) => {
      // Plain http is callable on this machine alone.
      if (callableUrl(url)?.protocol !== "http:") throw new Error("a rehearsal calls nobody");
      // The runtime's types and undici's own describe the same objects.
      return await fetch(url, { ...init, dispatcher: agent } as UndiciInit);
    },
    clock: {
      now: () => Date.now(),
      sleep: (ms) =>
        new Promise((resolve) => {
          if (!ended) timers.add(setTimeout(resolve, ms));
        }),
    },
    close: async () => {
      ended = true;
      for (const timer of timers) clearTimeout(timer);
      await agent.destroy();
    },
  };
}
