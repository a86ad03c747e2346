import type { Exec } from "../exec.ts";
import type { Http } from "../net/http.ts";
import { openRepository } from "./client.ts";
import { readStart } from "./credential-files.ts";
import { findCredentials, type GivenCredentials } from "./credentials.ts";
import { repositoryText } from "./reference.ts";
import type { OciRepository, RepositoryName } from "./types.ts";

export interface RegistriesPorts {
  readonly http: Http;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** where docker's and podman's files are */
  readonly home: string;
  readonly uid: number | undefined;
  /** for credential helpers */
  readonly exec: Exec;
  readonly mask: (secret: string) => void;
  /** plain http beyond this machine, as the user said */
  readonly insecure: boolean;
  /** the user's own word, before any file */
  readonly given?: (name: RepositoryName) => GivenCredentials;
}

/** The repositories that a program has to do with. */
export type Registries = (name: RepositoryName) => OciRepository;

const NOTHING_GIVEN: GivenCredentials = { username: "", password: "" };

/** Repositories with the credentials that there are for them, each opened once; nothing is asked before its first call. */
export function openRegistries(ports: RegistriesPorts): Registries {
  const opened = new Map<string, OciRepository>();
  return (name) => {
    const key = repositoryText(name);
    const known = opened.get(key);
    if (known !== undefined) return known;
    const repository = openRepository(name, {
      http: ports.http,
      mask: ports.mask,
      insecure: ports.insecure,
      credentials: (asked) =>
        findCredentials(asked, ports.given?.(asked) ?? NOTHING_GIVEN, { ...ports, readFile: readStart }),
    });
    opened.set(key, repository);
    return repository;
  };
}
