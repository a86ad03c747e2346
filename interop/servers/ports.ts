import { createServer } from "node:net";

/**
 * Below the range out of which systems take ports for outgoing connections (32768 on Linux, 49152 elsewhere): a port
 * found free stays so until its server binds it.
 */
const LOWEST = 15_000;
const HIGHEST = 32_000;

/** Ports of 127.0.0.1 that nobody listens on, one for each name. */
export async function freePorts<const Name extends string>(
  names: readonly Name[],
): Promise<Record<Name, number>> {
  const ports = new Map<Name, number>();
  let port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST - 1_000));
  for (const name of names) {
    while (!(await isFree(port, "127.0.0.1"))) port += 1;
    ports.set(name, port);
    port += 1;
  }
  return Object.fromEntries(ports) as Record<Name, number>;
}

/** @param host all addresses, if not given */
export async function isFree(port: number, host?: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
