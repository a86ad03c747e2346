import { writeFile } from "node:fs/promises";
import * as path from "node:path";

import { stringify } from "yaml";

import { answers, launch } from "./process.ts";
import type { RegistryServer } from "./registry.ts";

/** Debian's docker-registry, distribution 2.8: no referrers API, and it ignores If-Match. */
export async function startDockerRegistry(
  program: string,
  port: number,
  folder: string,
): Promise<RegistryServer> {
  const host = `127.0.0.1:${port}`;
  const config = path.join(folder, "docker-registry.yml");
  const settings = {
    version: "0.1",
    log: { level: "error" },
    storage: { filesystem: { rootdirectory: path.join(folder, "docker-registry") } },
    http: { addr: host },
  };
  await writeFile(config, stringify(settings));
  const server = await launch({
    name: "docker-registry",
    program,
    args: ["serve", config],
    folder,
    ready: () => answers(`http://${host}/v2/`),
    deadline: AbortSignal.timeout(20_000),
  });
  return { host, stop: () => server.stop() };
}
