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

  override verify(issuer: X509Certificate = this): boolean {
    const known = this.#issuers.get(issuer);
    if (known !== undefined) return known;
    const issued = super.verify(issuer);
    this.#issuers.set(issuer, issued);
    return issued;
  }

  override equals(other: X509Certificate): boolean {
    if (!(other instanceof KnownCertificate)) return super.equals(other);
    return this.#der.equals(other.#der);
  }
}
