import type { TestContext } from "node:test";

import { pushIndex, type PushedIndex } from "../../local/registry/images.ts";
import { startRegistry, type Registry, type RegistryOptions } from "../../local/registry/start.ts";
import { world, type World } from "./world.ts";

export interface ImageWorld extends World {
  readonly registry: Registry;
  /** `127.0.0.1:PORT/acme/app` */
  readonly name: string;
  /** `acme/app:v1`, two platforms and what BuildKit adds to them */
  readonly index: PushedIndex;
}

/** A job, and a registry with a two-platform image that was pushed to it. */
export async function imageWorld(t: TestContext, options: RegistryOptions = {}): Promise<ImageWorld> {
  const made = await world(t);
  const registry = await startRegistry(options);
  t.after(() => registry.close());
  const index = pushIndex(registry.state, "acme/app", { tag: "v1", attestations: true });
  return { ...made, registry, name: `${registry.host}/acme/app`, index };
}
