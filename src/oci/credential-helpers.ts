import { dirname } from "node:path";

import { type Exec, TIMED_OUT } from "../exec.ts";
import { text } from "../json.ts";
import { quoted } from "../quoted.ts";
import { basicCredentials, type Credentials, invalidCredentials, type Mask } from "./credential-kinds.ts";

/** docker-credential-helpers, credentials/error.go: what a helper prints, with an exit code, where it has none. */
const NOT_FOUND = "credentials not found in native keychain";

/**
 * What a credential helper has for a registry, by docker's protocol: `get`, the address on standard input, JSON back.
 * Nothing that a helper prints is shown: it may be the secret.
 *
 * @param helper the name without `docker-credential-`
 * @param file that names the helper
 * @param address as docker would name the registry to it
 * @returns undefined where it has none
 * @throws WaybillError CREDENTIALS_INVALID naming helper and file
 */
export async function askHelper(
  helper: string,
  file: string,
  address: string,
  ports: { readonly exec: Exec; readonly mask: Mask },
): Promise<Credentials | undefined> {
  if (!/^[A-Za-z0-9_.-]+$/.test(helper))
    throw invalidCredentials(file, `${quoted(helper, 60)} is not the name of a credential helper`);
  const program = helperProgram(helper);
  const source = `${program}, named by ${file}`;
  const { code, stdout } = await ports.exec(program, ["get"], {
    cwd: dirname(file),
    input: address,
    environment: "user",
  });
  if (code !== 0 && stdout.trim() === NOT_FOUND) return undefined;
  if (code === 127)
    throw invalidCredentials(source, "the credential helper could not be started", `Put ${program} on PATH.`);
  if (code === TIMED_OUT) throw invalidCredentials(source, "the credential helper did not end in time");
  if (code !== 0) throw invalidCredentials(source, `the credential helper failed with exit code ${code}`);
  return readAnswer(stdout, source, ports.mask);
}

export function helperProgram(helper: string): string {
  return `docker-credential-${helper}`;
}

function readAnswer(stdout: string, source: string, mask: Mask): Credentials | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(stdout);
  } catch {
    throw invalidCredentials(source, "the credential helper did not print JSON");
  }
  const username = text(answer, "Username");
  const secret = text(answer, "Secret");
  if (secret !== undefined) mask(secret);
  if (username === undefined || secret === undefined)
    throw invalidCredentials(source, "the credential helper printed no user name or no secret");
  if (username === "" && secret === "") return undefined;
  return basicCredentials(username, secret, source, mask);
}
