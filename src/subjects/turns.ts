import { setImmediate } from "node:timers/promises";

/** How long one piece of work may keep the thread, in milliseconds, before what waits on the network gets its turn. */
const TURN = 15;

/** Lets long work leave the thread now and then, and end when it is abandoned. */
export class Turns {
  readonly #signal: AbortSignal | undefined;
  #began = performance.now();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  isOver(): boolean {
    return performance.now() - this.#began > TURN;
  }

  /** @throws the signal's reason, once it is aborted */
  async next(): Promise<void> {
    await setImmediate();
    this.#signal?.throwIfAborted();
    this.#began = performance.now();
  }
}
