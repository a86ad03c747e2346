import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { startPostgres } from "./postgres.ts";
import { answers, launch, type Server } from "./process.ts";
import type { Surroundings } from "./surroundings.ts";

const run = promisify(execFile);

export interface Trillian {
  readonly rpcPort: number;
  /** makes a new tree and gives its id, in decimal */
  createTree(): Promise<string>;
}

/** The Merkle trees under the CT log and Rekor v1: log server, log signer, and their PostgreSQL. */
export async function startTrillian(at: Surroundings): Promise<Trillian> {
  const { ports, tool, folder, deadline } = at;
  const postgres = at.keep(await startPostgres(ports.postgres, deadline));
  await postgres.create("trillian", tool("trillian.sql"));
  const storage = [
    "--storage_system=postgresql",
    `--postgresql_uri=${postgres.uri("trillian")}`,
    "--quota_system=noop",
  ];
  const start = async (
    name: "trillian_log_server" | "trillian_log_signer",
    more: readonly string[],
    rpc: number,
    http: number,
  ): Promise<Server> =>
    at.keep(
      await launch({
        name,
        program: tool(name),
        args: [...storage, ...more, `--rpc_endpoint=127.0.0.1:${rpc}`, `--http_endpoint=127.0.0.1:${http}`],
        folder,
        ready: () => answers(`http://127.0.0.1:${http}/healthz`),
        deadline,
      }),
    );
  await start("trillian_log_server", [], ports.trees, ports.treesHttp);
  const often = ["--force_master", "--sequencer_interval=100ms", "--batch_size=500"];
  await start("trillian_log_signer", often, ports.signer, ports.signerHttp);
  return {
    rpcPort: ports.trees,
    createTree: async () => {
      const args = [`--admin_server=127.0.0.1:${ports.trees}`, "--tree_type=LOG"];
      return (await run(tool("createtree"), args, { signal: deadline })).stdout.trim();
    },
  };
}
