import { toDSSEBundle } from "@sigstore/bundle";
import { dsse } from "@sigstore/core";

import { bundleJson } from "../bundle-json.ts";
import { PAYLOAD_TYPE, type Statement } from "../intoto/statement.ts";
import { CallFailed, type Http } from "../net/http.ts";
import type { Certificate } from "./certificate.ts";
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
 * @param obtain gives a certificate that may be signed with; the first is asked for while subjects are still being
 *   hashed, further ones when it has ended
 */
export function signer(
  instance: Instance,
  http: Http,
  obtain: () => Promise<Certificate>,
  first: Promise<Certificate>,
): Signer {
  let current = first;
  const renew = (used: Promise<Certificate>): void => {
    // Of statements signed at the same time, the first to notice renews for all.
    if (current === used) current = obtain();
  };
  return {
    async sign(statement) {
      for (let conflicts = 0; ;) {
        const used = current;
        const certificate = await used;
        if (http.clock.now() >= certificate.usableUntil) {
          renew(used);
          continue;
        }
        try {
          return await signWith(certificate, statement, instance, http);
        } catch (error) {
          if (error instanceof AlreadyLogged && conflicts < MAX_CONFLICTS) {
            // ECDSA gives another signature each time, hence another entry.
            conflicts += 1;
            continue;
          }
          // Hashing took, or the services were away for, longer than a certificate lives: a new one, and a new
          // signature, will do.
          if (!(error instanceof CallFailed) || !error.tooLate) throw error;
          renew(used);
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
  return Buffer.from(`${bundleJson(bundle)}\n`, "utf8") as UnverifiedBundle;
}

/** Waits for all, so that nothing goes on in the background after one has failed. */
async function allSettledOrThrow<A, B>(
  a: readonly Promise<A>[],
  b: readonly Promise<B>[],
): Promise<[A[], B[]]> {
  await Promise.allSettled([...a, ...b]);
  return [await Promise.all(a), await Promise.all(b)];
}
