import type { Exec } from "../exec.ts";
import type { Http } from "../net/http.ts";
import { openRepository } from "../oci/client.ts";
import { readStart } from "../oci/credential-files.ts";
import { findCredentials } from "../oci/credentials.ts";
import { repositoryText } from "../oci/reference.ts";
import type { OciRepository, RepositoryName } from "../oci/types.ts";

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
}

/** Repositories with the credentials that the user's files have for them, each opened once; nothing is asked before its first call. */
export function openRegistries(ports: RegistriesPorts): (name: RepositoryName) => OciRepository {
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
        findCredentials(asked, { username: "", password: "" }, { ...ports, readFile: readStart }),
    });
    opened.set(key, repository);
    return repository;
  };
}
