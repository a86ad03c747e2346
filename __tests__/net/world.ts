import type { Fetch } from "../../src/net/http.ts";
import type { Clock } from "../../src/net/patience.ts";

/** Time that passes only while everything waits: sleepers wake in their order, without a real wait. */
export class OwnClock implements Clock {
  readonly slept: number[] = [];
  readonly #sleepers: { readonly due: number; readonly wake: () => void }[] = [];
  #now: number;
  #watching = false;

  constructor(now = Date.parse("2026-11-21T12:00:00Z")) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** As a call does that takes its time. */
  pass(ms: number): void {
    this.#now += ms;
  }

  async sleep(ms: number): Promise<void> {
    this.slept.push(ms);
    await new Promise<void>((wake) => {
      this.#sleepers.push({ due: this.#now + ms, wake });
      this.#watch();
    });
  }

  /** Wakes the next sleeper once nothing else is left to do. */
  #watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    setImmediate(() => {
      this.#watching = false;
      this.#sleepers.sort((a, b) => a.due - b.due);
      const next = this.#sleepers.shift();
      if (next === undefined) return;
      this.#now = Math.max(this.#now, next.due);
      next.wake();
      if (this.#sleepers.length > 0) this.#watch();
    });
  }
}

/** What a service does with one call. */
export type Reaction = Error | (() => Response);

/** A service that reacts to each call in turn, and to all further ones as to the last. */
export function service(...reactions: Reaction[]): {
  readonly fetcher: Fetch;
  readonly calls: RequestInit[];
} {
  const calls: RequestInit[] = [];
  return {
    calls,
    fetcher: (_url, init) => {
      const reaction = reactions[Math.min(calls.length, reactions.length - 1)];
      calls.push(init);
      if (reaction === undefined) throw new Error("a service without reactions");
      return reaction instanceof Error ? Promise.reject(reaction) : Promise.resolve(reaction());
    },
  };
}

/** What fetch throws when the other side ends the connection. */
export function reset(): Error {
  return new TypeError("fetch failed", { cause: Object.assign(new Error("read"), { code: "ECONNRESET" }) });
}

/** What fetch throws when its signal times out. */
export function timedOut(): Error {
  return new DOMException("The operation was aborted due to timeout", "TimeoutError");
}
