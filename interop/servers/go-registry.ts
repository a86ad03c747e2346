import { answers, launch } from "./process.ts";
import type { RegistryServer } from "./registry.ts";

/** go-containerregistry's registry with its referrers API (`interop/programs/referrers-registry`), all in memory. */
export async function startGoRegistry(
  program: string,
  port: number,
  folder: string,
): Promise<RegistryServer> {
  const host = `127.0.0.1:${port}`;
  const server = await launch({
    name: "referrers-registry",
    program,
    args: [host],
    folder,
    ready: () => answers(`http://${host}/v2/`),
    deadline: AbortSignal.timeout(20_000),
  });
  return { host, stop: () => server.stop() };
}
