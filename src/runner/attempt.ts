import { kindOf } from "../errors.ts";
import type { Log } from "../log.ts";

/**
 * Writes one of the places that a step reports in; what fails there is said, and keeps no other from being written.
 * @param what the place, as a sentence begins
 * @param reassurance a further sentence for the log
 * @returns whether it was written
 */
export async function attempt(
  log: Log,
  what: string,
  work: () => void | Promise<void>,
  reassurance = "",
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    log.error(`${what} could not be written (${kindOf(error)}). ${reassurance}`.trimEnd(), "Waybill");
    return false;
  }
}
