import { n as hashFile, t as CHUNK } from "./chunks/hash-file.js";
import { parentPort } from "node:worker_threads";

// src/subjects/hash-worker.ts
/** A worker thread of {@link hashInWorkers}: gets batches of paths, answers their outcomes up to the first refusal. */
const buffer = Buffer.allocUnsafeSlow(CHUNK);
parentPort?.on("message", (paths) => {
	const outcomes = [];
	for (const path of paths) {
		const outcome = hashFile(path, buffer);
		outcomes.push(outcome);
		if (typeof outcome !== "string") break;
	}
	parentPort?.postMessage(outcomes);
});

export {  };
