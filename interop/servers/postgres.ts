import { execFile } from "node:child_process";
import { access, chown, readdir } from "node:fs/promises";
import * as path from "node:path";
import { promisify } from "node:util";

import { launch, temporaryFolder, Unavailable, type Server } from "./process.ts";

const run = promisify(execFile);

export interface Postgres extends Server {
  /** the address of a database, for Go's drivers */
  uri(database: string): string;
  /** makes a database with the statements of a file in it */
  create(database: string, schema: string): Promise<void>;
}

/**
 * PostgreSQL with a cluster of its own in a temporary folder, listening on 127.0.0.1 alone.
 * @throws Unavailable where PostgreSQL is not installed, or does not come up
 */
export async function startPostgres(port: number, deadline: AbortSignal): Promise<Postgres> {
  const bin = await findPostgres();
  const user = await unprivilegedUser();
  const { folder, remove } = await temporaryFolder("waybill-postgres-");
  try {
    if (user !== undefined) await chown(folder, user.uid, user.gid);
    const data = path.join(folder, "data");
    const as = { ...user, cwd: folder, env: { PATH: process.env["PATH"], HOME: folder } };
    await run(
      path.join(bin, "initdb"),
      ["-D", data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C"],
      as,
    );
    const psql = async (database: string, ...args: string[]): Promise<void> => {
      const where = ["-h", "127.0.0.1", "-p", String(port), "-U", "postgres", "-d", database];
      await run(path.join(bin, "psql"), ["-X", "-q", "-v", "ON_ERROR_STOP=1", ...where, ...args]);
    };
    const server = await launch({
      name: "PostgreSQL",
      program: path.join(bin, "postgres"),
      // Nothing here needs to outlive a crash.
      args: [
        "-D",
        data,
        "-p",
        String(port),
        "-k",
        folder,
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "fsync=off",
      ],
      folder,
      user,
      // An immediate shutdown: the cluster is thrown away.
      stopSignal: "SIGQUIT",
      ready: () => psql("postgres", "-c", "select 1").then(() => true),
      deadline,
    });
    return {
      uri: (database) => `postgresql://postgres@127.0.0.1:${port}/${database}?sslmode=disable`,
      create: async (database, schema) => {
        await psql("postgres", "-c", `create database ${database}`);
        await psql(database, "-f", schema);
      },
      stop: async () => {
        await server.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The folder of its programs: in PATH, or where Debian keeps those of each version. */
async function findPostgres(): Promise<string> {
  const debian = "/usr/lib/postgresql";
  const versions = await readdir(debian).catch(() => []);
  const folders = [
    ...(process.env["PATH"] ?? "").split(path.delimiter),
    ...versions.sort((a, b) => Number(b) - Number(a)).map((version) => path.join(debian, version, "bin")),
  ];
  for (const folder of folders.filter((f) => f !== "")) {
    const programs = ["initdb", "postgres", "psql"].map((program) => access(path.join(folder, program)));
    if ((await Promise.allSettled(programs)).every(({ status }) => status === "fulfilled")) return folder;
  }
  throw new Unavailable("PostgreSQL is not installed: no folder has initdb, postgres and psql");
}

/** PostgreSQL refuses to run as root; its own user does instead. */
async function unprivilegedUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  try {
    const [uid, gid] = await Promise.all(
      ["-u", "-g"].map(async (flag) => Number((await run("id", [flag, "postgres"])).stdout)),
    );
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  } catch {
    // said below
  }
  throw new Unavailable("PostgreSQL refuses to run as root, and there is no user postgres to run it as");
}
