import { bundleToJSON, toDSSEBundle } from "@sigstore/bundle";
import { dsse } from "@sigstore/core";
import type { Bundle } from "sigstore";

import { PAYLOAD_TYPE, type Statement } from "../intoto/statement.ts";
import { CallFailed, type Http } from "../net/http.ts";
import type { Identity } from "../run/token.ts";
import { obtainCertificate, type Certificate } from "./certificate.ts";
import type { Instance } from "./instance.ts";
import { AlreadyLogged, enterIntoLogV2 } from "./log-v2.ts";
import { enterIntoLog } from "./log.ts";
import { obtainTimestamp } from "./timestamp.ts";

/** A bundle as it is stored: one line of JSON (Sigstore bundle v0.3). Nothing has judged it yet. */
export type UnverifiedBundle = Buffer & { readonly __brand: "unverified bundle" };

/** Signs statements of one run, all with one certificate while it lasts. */
export interface Signer {
  sign(statement: Statement): Promise<UnverifiedBundle>;
}

/** How often a statement is signed anew because a log holds its signature already, but gives no proof of that. */
const MAX_CONFLICTS = 3;

/**
 * @param first the certificate, asked for while the subjects were still being hashed; signing waits for it
 */
export function signer(
  instance: Instance,
  identity: Identity,
  http: Http,
  first: Promise<Certificate>,
): Signer {
  let current = first;
  return {
    async sign(statement) {
      for (let conflicts = 0; ;) {
        const certificate = await current;
        try {
          return await signWith(certificate, statement, instance, http);
        } catch (error) {
          if (error instanceof AlreadyLogged && conflicts < MAX_CONFLICTS) {
            // ECDSA gives another signature each time, hence another entry.
            conflicts += 1;
            continue;
          }
          // The services were away for longer than a certificate lives; a new one, and a new signature, will do.
          if (!(error instanceof CallFailed) || !error.tooLate) throw error;
          current = obtainCertificate(instance.ca, identity, http);
        }
      }
    },
  };
}

async function signWith(
  certificate: Certificate,
  statement: Statement,
  instance: Instance,
  http: Http,
): Promise<UnverifiedBundle> {
  const payload = Buffer.from(statement.bytes);
  const signature = certificate.key.sign(dsse.preAuthEncoding(PAYLOAD_TYPE, payload));
  const envelope = { payloadType: PAYLOAD_TYPE, payload, signature };
  const [entries, timestamps] = await allSettledOrThrow(
    instance.logs.map(({ url, version }) =>
      (version === 2 ? enterIntoLogV2 : enterIntoLog)(url, envelope, certificate, http),
    ),
    instance.tsas.map((tsa) => obtainTimestamp(tsa.url, signature, certificate, http)),
  );
  const bundle = toDSSEBundle({
    artifact: payload,
    artifactType: PAYLOAD_TYPE,
    signature,
    certificate: certificate.der,
  });
  bundle.verificationMaterial.tlogEntries = entries;
  bundle.verificationMaterial.timestampVerificationData = {
    rfc3161Timestamps: timestamps.map((signedTimestamp) => ({ signedTimestamp })),
  };
  // The JSON form that sigstore's own verify takes.
  const json: Bundle = bundleToJSON(bundle);
  writeOutDefaults(json);
  return Buffer.from(`${JSON.stringify(json)}\n`, "utf8") as UnverifiedBundle;
}

/**
 * Protobuf's JSON leaves out zeros and empty lists, whatever the types say. A log's first entry has them, and
 * sigstore-python refuses a bundle without these fields.
 */
function writeOutDefaults(json: Bundle): void {
  // The list itself is left out where there is no log.
  for (const entry of json.verificationMaterial.tlogEntries ?? []) {
    entry.logIndex ??= "0";
    if (entry.inclusionProof === undefined) continue;
    entry.inclusionProof.logIndex ??= "0";
    entry.inclusionProof.hashes ??= [];
  }
}

/** Waits for all, so that nothing goes on in the background after one has failed. */
async function allSettledOrThrow<A, B>(
  a: readonly Promise<A>[],
  b: readonly Promise<B>[],
): Promise<[A[], B[]]> {
  await Promise.allSettled([...a, ...b]);
  return [await Promise.all(a), await Promise.all(b)];
}
