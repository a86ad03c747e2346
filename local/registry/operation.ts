import type { Answer, Call } from "../server.ts";
import type { Action, Gate, Origins } from "./auth.ts";
import { Refusal } from "./errors.ts";
import type { RegistryState, StoredRepository } from "./state.ts";
import type { Switches } from "./switches.ts";

/** What all operations of the registry have in common. */
export interface RegistryWorld {
  readonly state: RegistryState;
  readonly switches: Switches;
  readonly gate: Gate;
  readonly origins: Origins;
  /** the address of a blob at the other origin, signed */
  readonly storage: (repository: string, digest: string) => string;
}

export interface RegistryCall extends Call {
  readonly world: RegistryWorld;
  readonly state: RegistryState;
  readonly switches: Switches;
  /** the repository's */
  readonly name: string;
}

export interface Operation {
  readonly methods: readonly string[];
  /** what follows `/v2/NAME` */
  readonly path: RegExp;
  readonly needs: readonly Action[];
  readonly handle: (call: RegistryCall) => Answer | Promise<Answer>;
}

/** The repository that is asked for; one that holds nothing does not exist. */
export function repositoryOf(call: RegistryCall): StoredRepository {
  const repository = call.state.repositories.get(call.name);
  if (repository === undefined) {
    throw new Refusal("NAME_UNKNOWN", "repository name not known to registry", {
      detail: { name: call.name },
    });
  }
  return repository;
}

/** sha256 and sha512 are the registered algorithms (OCI image-spec, descriptor.md); this registry computes sha256. */
export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

export function digestParam(digest: string | null | undefined): string {
  if (typeof digest === "string" && isDigest(digest)) return digest;
  throw new Refusal("DIGEST_INVALID", "invalid checksum digest format", { detail: digest });
}

export function locationOf(call: RegistryCall, path: string): string {
  return call.switches.locations === "absolute" ? `${call.world.origins.here()}${path}` : path;
}

/** Another address of the same thing, for ever. */
export function loop(call: RegistryCall): Answer {
  const hop = Number(call.query.get("hop") ?? 0) + 1;
  return { status: 307, headers: { location: locationOf(call, `${call.path}?hop=${hop}`) } };
}

export function refuseOverQuota(call: RegistryCall): void {
  if (call.switches.quota !== undefined) throw new Refusal("DENIED", call.switches.quota);
}
