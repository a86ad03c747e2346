import type { Bundle } from "@sigstore/bundle";
import { X509Certificate } from "@sigstore/core";

import { parseBareEnvelope } from "../consumer/envelope.ts";
import { WaybillError } from "../errors.ts";
import { HEX_LENGTHS, hexDigest, primaryDigest, type DigestSet } from "../intoto/digest.ts";
import type { TrustedRoots, TrustedRootSource } from "../trust/roots.ts";
import { isMessageBundle, parseEitherBundle, type ParsedMessageBundle } from "../verify/bundle.ts";
import { readCertificate, type CertificateFacts } from "../verify/certificate.ts";
import type { BareEnvelope } from "../verify/envelope.ts";
import { signingCertificate } from "../verify/evidence.ts";
import { verifyMessage } from "../verify/message.ts";
import { underOneOf } from "../verify/roots.ts";
import { verifySignature, type SignedBy, type SignedTime } from "../verify/signature.ts";
import { parseStatement, type SignedStatement } from "../verify/statement.ts";

/** What could be checked of a bundle without asking who may have signed it. */
export type Cryptography =
  | {
      readonly sound: true;
      /** the trusted root that vouches for the certificate and the log */
      readonly root: string;
      readonly times: readonly SignedTime[];
      readonly logIndexes: readonly string[];
    }
  | { readonly sound: false; readonly refusal: WaybillError };

/** What a bundle says. Only what {@link Cryptography} covers is more than somebody's word. */
export interface Inspection {
  /** undefined for an envelope with nothing around it */
  readonly mediaType: string | undefined;
  readonly cryptography: Cryptography;
  /** a certificate that cannot be read says nothing */
  readonly certificate: CertificateFacts | WaybillError | undefined;
  /** what the log entries in the bundle say of themselves */
  readonly logIndexes: readonly string[];
  /** the statement, or why it cannot be read; undefined of a signature over an artifact itself */
  readonly statement: SignedStatement | WaybillError | undefined;
  /** `sha256:…` of the artifact, of a signature over an artifact itself */
  readonly message: string | undefined;
}

/** @throws WaybillError BUNDLE_MALFORMED where nothing can be told of it */
export function inspectBundle(json: string, roots: TrustedRoots): Inspection {
  const bare = parseBareEnvelope(json);
  if (bare instanceof WaybillError) throw bare;
  if (bare !== undefined) return inspectEnvelope(json, bare);
  const parsed = parseEitherBundle(json);
  const { bundle } = parsed;
  const common = {
    mediaType: bundle.mediaType,
    certificate: certificateIn(bundle),
    logIndexes: bundle.verificationMaterial.tlogEntries.map(({ logIndex }) => logIndex),
  };
  if (isMessageBundle(parsed)) {
    const digests = digestOf(parsed);
    const check = (root: TrustedRootSource): SignedBy => verifyMessage(parsed, { digests }, root);
    const message = primaryDigest(digests);
    return { ...common, cryptography: checked(bundle, roots, check), statement: undefined, message };
  }
  const check = (root: TrustedRootSource): SignedBy => verifySignature(parsed, root);
  const statement = told(() => parseStatement(parsed.payload));
  return { ...common, cryptography: checked(bundle, roots, check), statement, message: undefined };
}

function inspectEnvelope(json: string, { payload, certificate }: BareEnvelope): Inspection {
  return {
    mediaType: undefined,
    cryptography: { sound: false, refusal: refusalOf(() => parseEitherBundle(json)) },
    certificate:
      certificate === undefined
        ? undefined
        : toldCertificate(() => X509Certificate.parse(Buffer.from(certificate))),
    logIndexes: [],
    statement: told(() => parseStatement(payload)),
    message: undefined,
  };
}

/** What the bundle says that its signature is over: it is for the reader to see whether an artifact has it. */
function digestOf({ digest: { algorithm, value } }: ParsedMessageBundle): DigestSet {
  const hex = hexDigest(algorithm, value.toString("hex"));
  if (hex !== undefined) return { [algorithm]: hex };
  throw new WaybillError("BUNDLE_MALFORMED", {
    what: `The bundle's ${algorithm} digest is not ${HEX_LENGTHS[algorithm] / 2} bytes long.`,
  });
}

function checked(
  bundle: Bundle,
  roots: TrustedRoots,
  check: (root: TrustedRootSource) => SignedBy,
): Cryptography {
  if (bundle.verificationMaterial.content.$case === "publicKey") {
    const what = "The bundle was signed with a key, and there is no key to check it with.";
    return { sound: false, refusal: new WaybillError("SIGNATURE_INVALID", { what }) };
  }
  try {
    const { result, trust } = underOneOf(roots, bundle, check);
    const { times, logIndexes } = result;
    return { sound: true, root: trust.description, times, logIndexes };
  } catch (error) {
    if (error instanceof WaybillError) return { sound: false, refusal: error };
    throw error;
  }
}

function certificateIn(bundle: Bundle): CertificateFacts | WaybillError | undefined {
  if (bundle.verificationMaterial.content.$case === "publicKey") return undefined;
  return toldCertificate(() => signingCertificate(bundle).certificate);
}

function toldCertificate(read: () => X509Certificate): CertificateFacts | WaybillError {
  return told(() => {
    try {
      return readCertificate(read());
    } catch (error) {
      if (error instanceof WaybillError) throw error;
      throw new WaybillError("CERTIFICATE_INVALID", { what: "The certificate cannot be read." });
    }
  });
}

function told<T>(read: () => T): T | WaybillError {
  try {
    return read();
  } catch (error) {
    if (error instanceof WaybillError) return error;
    throw error;
  }
}

function refusalOf(read: () => unknown): WaybillError {
  const refusal = told(read);
  if (refusal instanceof WaybillError) return refusal;
  return new WaybillError("TIME_MISSING", { what: "The envelope carries no signed time." });
}
