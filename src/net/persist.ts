import type { Patience } from "./patience.ts";

/**
 * Does `work` until it succeeds, as often as the budget allows.
 * @param passes whether another try may end differently; any other error is thrown at once
 * @throws what the last try threw
 */
export async function persist<T>(
  patience: Patience,
  work: () => Promise<T>,
  passes: (error: unknown) => boolean,
): Promise<T> {
  let stopCounting: (() => void) | undefined;
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (!passes(error)) throw error;
        stopCounting ??= patience.startRetrying();
        const wait = patience.delay(attempt, undefined);
        if (wait === undefined) throw error;
        await patience.clock.sleep(wait);
      }
    }
  } finally {
    stopCounting?.();
  }
}
