import * as path from "node:path";

import type { Patience } from "./net/patience.ts";
import type { Registries } from "./oci/registries.ts";
import type { Attested } from "./plan.ts";
import { inParallel } from "./pool.ts";
import { batchesOf, storeEverywhere, type Held, type Storable } from "./publish/stores.ts";
import type { Target } from "./publish/target.ts";
import { openTargets } from "./publish/targets.ts";
import type { RunFacts } from "./run/run.ts";
import { imageText } from "./subjects/images.ts";
import type { TrustedRootSource } from "./trust/roots.ts";
import type { Verified } from "./verify/verify.ts";
import type { World } from "./world.ts";

/** What storing needs beside the run and what it attests. */
export interface StoreTools {
  readonly patience: Patience;
  readonly registries: Registries;
  /** what reads back from a registry is judged by it */
  readonly root: TrustedRootSource;
}

/** The targets that the inputs ask for; what they ask for in vain is reported at once. */
export function openStores(
  run: RunFacts,
  attested: Attested,
  tools: StoreTools,
  { inputs, job, ports, progress }: World,
): readonly Target[] {
  const notice = (text: string): void => void progress.notices.push({ severity: "notice", text });
  const { targets, skipped } = openTargets(inputs, run, attested, {
    ...tools,
    apiUrl: job.apiUrl,
    fetcher: ports.fetcher,
    notice,
  });
  progress.published.push(...skipped);
  return targets;
}

/** Statements in work at a time: each is a call to a log and one to a timestamp authority, and a write in every target. */
const AT_ONCE = 4;

/**
 * Each statement's bundle in its file, reported, and stored, a few statements side by side.
 * @param bring writes the statement's verified bundle to the file
 */
export async function storeAll(
  held: readonly Held[],
  folder: string,
  bring: (file: string, one: Held) => Promise<Verified>,
  { progress }: World,
): Promise<void> {
  await inParallel(batchesOf(held), AT_ONCE, async (batch) => {
    const storables: Storable[] = [];
    for (const one of batch) {
      const { fileName, image: about } = one.planned;
      const file = path.join(folder, fileName);
      const bundle = await bring(file, one);
      const image = about === undefined ? undefined : imageText(about);
      const order = held.indexOf(one);
      progress.files.push({ fileName, path: file, bundle, image, order, reused: one.reused !== undefined });
      storables.push({ held: one, bundle });
    }
    await storeEverywhere(storables, (published) => progress.published.push(published));
  });
}
