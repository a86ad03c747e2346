import { writeFile } from "node:fs/promises";
import * as path from "node:path";

import { createKeyPair, keyId, pem } from "../../local/sigstore/x509.ts";
import { encryptedSec1, KEY_PASSWORD } from "./keys.ts";
import { answers, launch } from "./process.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Trillian } from "./trillian.ts";

export interface CtLogServer {
  readonly url: string;
  /** the log's key, in PEM */
  readonly keyFile: string;
  /** DER SubjectPublicKeyInfo */
  readonly spki: Buffer;
  readonly logId: Buffer;
}

/** The CT log of certificate-transparency-go, which takes chains to one root. */
export async function startCtLog(at: Surroundings, trees: Trillian, rootPem: string): Promise<CtLogServer> {
  const { privateKey, spki } = createKeyPair();
  const file = (name: string): string => path.join(at.folder, name);
  const config = `config: {
  log_id: ${await trees.createTree()}
  prefix: "ct"
  roots_pem_file: ${JSON.stringify(file("ct-roots.pem"))}
  private_key: { [type.googleapis.com/keyspb.PEMKeyFile] { path: ${JSON.stringify(file("ct.key"))} password: "${KEY_PASSWORD}" } }
  ext_key_usages: "CodeSigning"
}
`;
  await Promise.all([
    writeFile(file("ct.key"), encryptedSec1(privateKey), { mode: 0o600 }),
    writeFile(file("ct.pub"), pem("PUBLIC KEY", spki)),
    writeFile(file("ct-roots.pem"), rootPem),
    writeFile(file("ct.cfg"), config),
  ]);
  const url = `http://127.0.0.1:${at.ports.ct}/ct`;
  at.keep(
    await launch({
      name: "ct_server",
      program: at.tool("ct_server"),
      args: [
        `--http_endpoint=127.0.0.1:${at.ports.ct}`,
        `--log_config=${file("ct.cfg")}`,
        `--log_rpc_server=127.0.0.1:${trees.rpcPort}`,
      ],
      folder: at.folder,
      ready: () => answers(`${url}/ct/v1/get-sth`),
      deadline: at.deadline,
    }),
  );
  return { url, keyFile: file("ct.pub"), spki, logId: keyId(spki) };
}
