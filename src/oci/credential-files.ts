import { open } from "node:fs/promises";

import { kindOf } from "../errors.ts";
import { at, isRecord, text } from "../json.ts";
import { quoted } from "../quoted.ts";
import {
  basicCredentials,
  type Credentials,
  invalidCredentials,
  type Mask,
  tokenCredentials,
} from "./credential-kinds.ts";
import { registryAliases, repositoryText } from "./reference.ts";
import type { RepositoryName } from "./types.ts";

const MAX_BYTES = 1024 * 1024;

/** Docker Hub's name in docker's own configuration, and what docker's helpers are asked for. */
const DOCKER_HUB_KEY = "https://index.docker.io/v1/";

/** docker's config.json, or the auth.json of podman and its kin, which has the same shape. */
export interface CredentialFile {
  readonly path: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** The first bytes of a file, no more than `most`. */
export type ReadStart = (path: string, most: number) => Promise<Uint8Array>;

export const readStart: ReadStart = async (path, most) => {
  const file = await open(path);
  try {
    const bytes = Buffer.alloc(most);
    let length = 0;
    for (let read = -1; read !== 0 && length < most; length += read)
      read = (await file.read(bytes, length, most - length)).bytesRead;
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
};

/**
 * @param mayBeClosed whether a file that we may not read counts as missing
 * @returns undefined where there is no such file
 * @throws WaybillError CREDENTIALS_INVALID naming the file
 */
export async function readCredentialFile(
  path: string,
  mayBeClosed: boolean,
  read: ReadStart,
): Promise<CredentialFile | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await read(path, MAX_BYTES + 1);
  } catch (error) {
    const kind = kindOf(error);
    if (kind === "ENOENT" || kind === "ENOTDIR" || (kind === "EACCES" && mayBeClosed)) return undefined;
    throw invalidCredentials(
      path,
      `the file cannot be read (${kind})`,
      "Let the step read it, or remove it.",
    );
  }
  if (bytes.length > MAX_BYTES) throw invalidCredentials(path, "the file is larger than 1 MiB");
  const content = Buffer.from(bytes).toString("utf8");
  // docker takes an empty file for one without entries.
  if (content.trim() === "") return { path, json: {} };
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw invalidCredentials(path, "the file is not JSON");
  }
  if (!isRecord(json)) throw invalidCredentials(path, "the file is not a JSON object");
  return { path, json };
}

/** How docker names a registry in its configuration and to its helpers. */
export function dockerAddress(registry: string): string {
  return registryAliases(registry).length > 1 ? DOCKER_HUB_KEY : registry;
}

/**
 * The helper that has the file's credentials for a registry: the registry's own (`credHelpers`) before the one for all
 * (`credsStore`), as docker does it (configfile/file.go). Where there is one, `auths` is not asked.
 *
 * @throws WaybillError CREDENTIALS_INVALID naming the file
 */
export function helperFor({ path, json }: CredentialFile, registry: string): string | undefined {
  const helpers = json["credHelpers"] ?? {};
  if (!isRecord(helpers)) throw invalidCredentials(path, "`credHelpers` is not an object");
  const key = [dockerAddress(registry), ...registryAliases(registry)].find((key) =>
    Object.hasOwn(helpers, key),
  );
  const helper = key === undefined ? (json["credsStore"] ?? "") : helpers[key];
  if (typeof helper !== "string")
    throw invalidCredentials(path, `${key === undefined ? "`credsStore`" : "`credHelpers`"} names no helper`);
  return helper === "" ? undefined : helper;
}

/**
 * What `auths` holds for a repository: the entry of the longest part of its name (containers-auth.json(5)), down to that of
 * its registry, which may be written as a URL.
 *
 * @throws WaybillError CREDENTIALS_INVALID naming file and entry
 */
export function entryFor(
  file: CredentialFile,
  repository: RepositoryName,
  mask: Mask,
): Credentials | undefined {
  const auths = file.json["auths"] ?? {};
  if (!isRecord(auths)) throw invalidCredentials(file.path, "`auths` is not an object");
  const keys = Object.keys(auths);
  for (const wanted of namesOf(repository)) {
    const docker = dockerAddress(wanted);
    const exact = [docker, ...registryAliases(wanted)].filter((key) => Object.hasOwn(auths, key));
    for (const key of new Set([...exact, ...keys.filter((key) => normalKey(key) === wanted)])) {
      const source = `the entry ${quoted(key)} of ${file.path}`;
      const found = readEntry(auths[key], source, mask);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** `quay.io/acme/team/app`, `quay.io/acme/team`, `quay.io/acme`, `quay.io`. */
function namesOf(repository: RepositoryName): string[] {
  const parts = repositoryText(repository).split("/");
  return parts.map((_, i) => parts.slice(0, parts.length - i).join("/"));
}

/** A key as {@link namesOf} writes it: without scheme and the version of the API, and Docker Hub by its one name. */
function normalKey(key: string): string {
  const bare = key.replace(/^https?:\/\//i, "").replace(/\/+$/, "");
  const [host = "", ...path] = bare.split("/");
  const isVersion = path.length === 1 && /^v[12]$/.test(path[0] ?? "");
  const lower = host.toLowerCase();
  const registry = registryAliases("docker.io").includes(lower) ? "docker.io" : lower;
  return [registry, ...(isVersion ? [] : path)].join("/");
}

function readEntry(entry: unknown, source: string, mask: Mask): Credentials | undefined {
  if (!isRecord(entry)) throw invalidCredentials(source, "it is not an object");
  for (const name of ["auth", "password", "identitytoken", "registrytoken"]) mask(text(entry, name) ?? "");
  const wrong = ["auth", "username", "password", "identitytoken", "registrytoken"].find((name) => {
    const value = at(entry, name) ?? "";
    return typeof value !== "string";
  });
  if (wrong !== undefined) throw invalidCredentials(source, `\`${wrong}\` is not a text`);
  const bearer = text(entry, "registrytoken") ?? "";
  if (bearer !== "") return tokenCredentials("bearer", bearer, source);
  const identity = text(entry, "identitytoken") ?? "";
  if (identity !== "") return tokenCredentials("identity-token", identity, source);
  const auth = text(entry, "auth") ?? "";
  if (auth !== "") return decodeAuth(auth, source, mask);
  const username = text(entry, "username") ?? "";
  const password = text(entry, "password") ?? "";
  return username === "" && password === "" ? undefined : basicCredentials(username, password, source, mask);
}

/** Base64 of `user:password`, as docker reads it: with padding, and NUL at the end of a password is none of it. */
function decodeAuth(auth: string, source: string, mask: Mask): Credentials {
  const plain = auth.replaceAll(/[\r\n]/g, "");
  const isBase64 = plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain);
  if (!isBase64) throw invalidCredentials(source, "`auth` is not base64");
  const decoded = Buffer.from(plain, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  if (colon === -1) {
    mask(decoded);
    throw invalidCredentials(source, "`auth` is not base64 of USER:PASSWORD");
  }
  const password = decoded.slice(colon + 1).replace(/\0+$/, "");
  return basicCredentials(decoded.slice(0, colon), password, source, mask);
}
