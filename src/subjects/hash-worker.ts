/** A worker thread of {@link hashInWorkers}: gets batches of paths, answers their outcomes up to the first refusal. */
import { parentPort } from "node:worker_threads";
import { CHUNK, hashFile, type Outcome } from "./hash-file.ts";

const buffer = Buffer.allocUnsafeSlow(CHUNK);

parentPort?.on("message", (paths: readonly string[]) => {
  const outcomes: Outcome[] = [];
  for (const path of paths) {
    const outcome = hashFile(path, buffer);
    outcomes.push(outcome);
    if (typeof outcome !== "string") break;
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(outcomes);
});
