import { toMessageSignatureBundle } from "@sigstore/bundle";
import { decodeJwt } from "jose";
import { createHash } from "node:crypto";

import { bundleJson } from "../src/bundle-json.ts";
import { WaybillError } from "../src/errors.ts";
import type { Statement } from "../src/intoto/statement.ts";
import { http } from "../src/net/http.ts";
import { Patience } from "../src/net/patience.ts";
import { obtainCertificate, type Certificate, type CertifiedIdentity } from "../src/sigstore/certificate.ts";
import { openInstance, type Instance } from "../src/sigstore/instance.ts";
import { enterIntoLogV2 } from "../src/sigstore/log-v2.ts";
import { enterIntoLog } from "../src/sigstore/log.ts";
import { signer } from "../src/sigstore/sign.ts";
import { obtainTimestamp } from "../src/sigstore/timestamp.ts";
import type { SigningConfigSource, TrustedRootSource } from "../src/trust/roots.ts";
import { parseBundle, parseMessageBundle } from "../src/verify/bundle.ts";
import { verifyMessage } from "../src/verify/message.ts";
import { verifySignature } from "../src/verify/signature.ts";

export interface SigningOptions {
  /** whether the bytes are an in-toto statement, to be signed in an envelope */
  readonly statement: boolean;
  readonly token: string;
  readonly trust: TrustedRootSource;
  readonly config: SigningConfigSource;
}

/**
 * A bundle v0.3 over a statement or over an artifact, verified before it is returned.
 * @throws WaybillError as the signing stack
 */
export async function signBundle(bytes: Buffer, options: SigningOptions): Promise<Buffer> {
  const { trust, config, statement } = options;
  const instance = openInstance("custom", config.config, trust, new Date());
  const net = http((url, init) => fetch(url, init), new Patience(60));
  const obtain = () => obtainCertificate(instance.ca, identityOf(options.token), net);
  if (statement) {
    // What is in it is the suite's business.
    const bundle = await signer(instance, net, obtain, obtain()).sign({ bytes } as Statement);
    verifySignature(parseBundle(bundle.toString("utf8")), trust);
    return bundle;
  }
  const json = await signMessage(bytes, instance, await obtain(), net);
  verifyMessage(parseMessageBundle(json), { bytes }, trust);
  return Buffer.from(`${json}\n`, "utf8");
}

/** Fulcio wants the key's proof over the e-mail address where the token is a person's. */
function identityOf(token: string): CertifiedIdentity {
  try {
    const { sub, email } = decodeJwt(token);
    const name = typeof email === "string" ? email : sub;
    if (name !== undefined) return { claims: { sub: name }, token: () => Promise.resolve(token) };
  } catch {
    // said below, without a word of the token
  }
  throw new WaybillError("TOKEN_INVALID", {
    what: "The identity token is not one.",
    expected: "a JWT with a `sub`",
  });
}

async function signMessage(
  bytes: Buffer,
  instance: Instance,
  certificate: Certificate,
  net: ReturnType<typeof http>,
): Promise<string> {
  const signature = certificate.key.sign(bytes);
  const signed = { signed: bytes, signature };
  const entries = instance.logs.map(({ url, version }) =>
    (version === 2 ? enterIntoLogV2 : enterIntoLog)(url, signed, certificate, net),
  );
  const stamps = instance.tsas.map(({ url }) => obtainTimestamp(url, signature, certificate, net));
  const bundle = toMessageSignatureBundle({
    digest: createHash("sha256").update(bytes).digest(),
    signature,
    certificate: certificate.der,
  });
  bundle.verificationMaterial.tlogEntries = await Promise.all(entries);
  bundle.verificationMaterial.timestampVerificationData = {
    rfc3161Timestamps: (await Promise.all(stamps)).map((signedTimestamp) => ({ signedTimestamp })),
  };
  return bundleJson(bundle);
}
