import { createPublicKey, verify } from "node:crypto";

import { X509Certificate, type ASN1Obj } from "@sigstore/core";

/**
 * A certificate that remembers what it was compared with. The judge walks from the leaf to the root for every bundle
 * and every signed time, and encodes and verifies the same few authorities anew each time.
 */
export class KnownCertificate extends X509Certificate {
  readonly #der: Buffer;
  readonly #issuers = new WeakMap<X509Certificate, boolean>();

  private constructor(asn1: ASN1Obj, der: Buffer) {
    super(asn1);
    this.#der = der;
  }

  /** @throws Error for bytes that are no certificate */
  static read(der: Uint8Array): KnownCertificate {
    const bytes = Buffer.from(der);
    return new KnownCertificate(X509Certificate.parse(bytes).root, bytes);
  }

  /**
   * Over the very bytes, where the class it extends takes whatever is read alike: other lengths and tags, an algorithm
   * beside the signature that is not the signed one.
   */
  override verify(issuer: X509Certificate = this): boolean {
    const known = this.#issuers.get(issuer);
    if (known !== undefined) return known;
    const signed = this.#signed();
    const issued = signed !== undefined && this.#isSignedBy(issuer, signed);
    this.#issuers.set(issuer, issued);
    return issued;
  }

  override equals(other: X509Certificate): boolean {
    if (!(other instanceof KnownCertificate)) return super.equals(other);
    return this.#der.equals(other.#der);
  }

  #isSignedBy(issuer: X509Certificate, signed: Buffer): boolean {
    try {
      const key = createPublicKey({ key: issuer.publicKey, format: "der", type: "spki" });
      return verify(this.signatureAlgorithm, signed, key, this.signatureValue);
    } catch {
      return false;
    }
  }

  /**
   * The part that is signed, if what stands around it is in its one form (X.690, 10 and 11; RFC 5280, 4.1.1.2: the
   * algorithm is repeated).
   */
  #signed(): Buffer | undefined {
    const [content, algorithm, signature, ...others] = this.root.subs;
    const repeated = content?.subs[2]?.toDER();
    if (algorithm === undefined || signature === undefined || others.length > 0) return undefined;
    const start = sequenceHeader(this.root.value.length);
    const named = algorithm.toDER();
    const end = Buffer.concat([named, signature.toDER()]);
    const canonical =
      repeated !== undefined &&
      named.equals(repeated) &&
      end[named.length] === BIT_STRING &&
      signature.value[0] === 0 &&
      this.#der.subarray(0, start.length).equals(start) &&
      this.#der.subarray(-end.length).equals(end);
    return canonical ? this.#der.subarray(start.length, -end.length) : undefined;
  }
}

const BIT_STRING = 0x03;

/** @param length less than 64 KiB, as every certificate's here */
function sequenceHeader(length: number): Buffer {
  const bytes = length < 0x80 ? [] : length < 0x100 ? [0x81] : [0x82, length >> 8];
  return Buffer.from([0x30, ...bytes, length & 0xff]);
}
