import { homedir } from "node:os";

import type { Exec } from "../exec.ts";
import { http, type Fetch } from "../net/http.ts";
import { Patience } from "../net/patience.ts";
import { repositoryText } from "../oci/reference.ts";
import type { OciContent, RepositoryName } from "../oci/types.ts";
import { publicTrust, readTrustedRoots, type TrustedRoots } from "../trust/roots.ts";
import type { VerifyPorts } from "./artifact.ts";

/** What the surroundings give: a process's environment, a way to run programs and to keep secrets out of what is said. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exec: Exec;
  readonly mask: (secret: string) => void;
  /** seconds for which services that fail are asked again */
  readonly patience?: number;
}

/** Somebody waits for the answer: a service that fails for longer has failed. */
const PATIENCE_SECONDS = 20;

/** Ports that load what a network needs only when something is called. */
export function consumerPorts(
  surroundings: Surroundings,
  roots: (file: string | undefined) => Promise<TrustedRoots> = rootsReader(),
): VerifyPorts {
  const { env } = surroundings;
  let network: Promise<Fetch> | undefined;
  const calls = http(
    async (url, init) => {
      network ??= openNetwork(env);
      return await (
        await network
      )(url, init);
    },
    new Patience(surroundings.patience ?? PATIENCE_SECONDS),
  );
  const opened = new Map<string, OciContent>();
  const registries = (name: RepositoryName): OciContent => {
    const key = repositoryText(name);
    const known = opened.get(key) ?? lateContent(name, { ...surroundings, http: calls });
    opened.set(key, known);
    return known;
  };
  return { http: calls, env, registries, roots };
}

async function openNetwork(env: Surroundings["env"]): Promise<Fetch> {
  const { networkFetch } = await import("../net/fetch.ts");
  return await networkFetch({
    httpProxy: env["http_proxy"] ?? env["HTTP_PROXY"],
    httpsProxy: env["https_proxy"] ?? env["HTTPS_PROXY"],
    noProxy: env["no_proxy"] ?? env["NO_PROXY"],
  });
}

/** A repository whose client, and the credentials for it, are loaded and looked for with the first call. */
function lateContent(name: RepositoryName, ports: Surroundings & Pick<VerifyPorts, "http">): OciContent {
  let opening: Promise<OciContent> | undefined;
  const open = async (): Promise<OciContent> => {
    const [{ openRepository }, { findCredentials }, { readStart }] = await Promise.all([
      import("../oci/client.ts"),
      import("../oci/credentials.ts"),
      import("../oci/credential-files.ts"),
    ]);
    const { env, exec, mask } = ports;
    const home = env["HOME"] ?? env["USERPROFILE"] ?? homedir();
    const credentialPorts = { env, home, uid: process.getuid?.(), readFile: readStart, exec, mask };
    return openRepository(name, {
      http: ports.http,
      mask,
      insecure: false,
      credentials: (asked) => findCredentials(asked, { username: "", password: "" }, credentialPorts),
    });
  };
  const content = (): Promise<OciContent> => (opening ??= open());
  return {
    manifest: async (...given) => await (await content()).manifest(...given),
    blob: async (...given) => await (await content()).blob(...given),
    referrers: async (...given) => await (await content()).referrers(...given),
  };
}

/**
 * The same ports, with the newest root of the public instance, by TUF, where no file is named.
 * @throws WaybillError UNREACHABLE
 */
export async function withRefreshedRoots(ports: VerifyPorts): Promise<VerifyPorts> {
  const { refreshedRoots } = await import("./refreshed.ts");
  const refreshed = await refreshedRoots(ports.http);
  // A line of a batch may still name a file of its own.
  return { ...ports, roots: async (file) => (file === undefined ? refreshed : await ports.roots(file)) };
}

/** Reads each file once. Without a file: the root of Sigstore's public instance that is built in. */
export function rootsReader(): (file: string | undefined) => Promise<TrustedRoots> {
  const read = new Map<string, Promise<TrustedRoots>>();
  return async (file) => {
    if (file === undefined) return [publicTrust().trustedRoot];
    const known = read.get(file) ?? readTrustedRoots(file);
    read.set(file, known);
    return await known;
  };
}
