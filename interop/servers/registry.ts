import type { Server } from "./process.ts";

export interface RegistryServer extends Server {
  /** `127.0.0.1:PORT`, as in a reference */
  readonly host: string;
}
