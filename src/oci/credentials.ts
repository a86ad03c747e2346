import { join } from "node:path";

import type { Exec } from "../exec.ts";
import {
  entryFor,
  dockerAddress,
  helperFor,
  readCredentialFile,
  type ReadStart,
} from "./credential-files.ts";
import { askHelper, helperProgram } from "./credential-helpers.ts";
import { basicCredentials, type Credentials, type Mask } from "./credential-kinds.ts";
import type { RepositoryName } from "./types.ts";

export type { Credentials } from "./credential-kinds.ts";

export interface CredentialPorts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** the user's number, on systems that have one; podman names a folder by it */
  readonly uid: number | undefined;
  readonly readFile: ReadStart;
  readonly exec: Exec;
  /** called with every secret as soon as it is read */
  readonly mask: Mask;
}

/** The inputs `registry-username` and `registry-password`; empty where they are not given. */
export interface GivenCredentials {
  readonly username: string;
  readonly password: string;
}

/**
 * What lets us into a repository: the first of the inputs, docker's configuration, REGISTRY_AUTH_FILE and the files of
 * podman and its kin that has something for it. A file that is missing is passed over; one that is broken is not, since
 * what is meant to be in it would be missed later, in another place.
 *
 * @throws WaybillError CREDENTIALS_INVALID naming file and helper, never what was read
 */
export async function findCredentials(
  repository: RepositoryName,
  given: GivenCredentials,
  ports: CredentialPorts,
): Promise<Credentials> {
  if (given.username !== "" || given.password !== "") {
    const source = "the inputs `registry-username` and `registry-password`";
    return basicCredentials(given.username, given.password, source, ports.mask);
  }
  const { registry } = repository;
  const looked: string[] = [];
  for (const { path, mayBeClosed } of places(ports)) {
    const file = await readCredentialFile(path, mayBeClosed, ports.readFile);
    if (file === undefined) {
      looked.push(`${path} (not there)`);
      continue;
    }
    const helper = helperFor(file, registry);
    const found =
      helper === undefined
        ? entryFor(file, repository, ports.mask)
        : await askHelper(helper, path, dockerAddress(registry), ports);
    if (found !== undefined) return found;
    const asked = helper === undefined ? path : `${helperProgram(helper)}, named by ${path}`;
    looked.push(`${asked} (nothing for ${registry})`);
  }
  return { kind: "anonymous", looked };
}

interface Place {
  readonly path: string;
  /** a file that we may not read is none of ours there */
  readonly mayBeClosed: boolean;
}

/** In the order of docker's users, then of podman's (containers-auth.json(5)). */
function places({ env, home, uid }: CredentialPorts): Place[] {
  const set = (name: string): string | undefined => (env[name] === "" ? undefined : env[name]);
  const runtime = set("XDG_RUNTIME_DIR");
  const authFile = set("REGISTRY_AUTH_FILE");
  const paths = [
    join(set("DOCKER_CONFIG") ?? join(home, ".docker"), "config.json"),
    ...(authFile === undefined ? [] : [authFile]),
    ...(runtime === undefined ? [] : [join(runtime, "containers", "auth.json")]),
    join(set("XDG_CONFIG_HOME") ?? join(home, ".config"), "containers", "auth.json"),
  ];
  const own = [...new Set(paths)].map((path) => ({ path, mayBeClosed: false }));
  // Where root's podman runs, the folder is root's alone.
  if (runtime === undefined && uid !== undefined)
    own.splice(-1, 0, { path: `/run/containers/${uid}/auth.json`, mayBeClosed: true });
  return own;
}
