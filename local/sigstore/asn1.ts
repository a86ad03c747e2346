import { AsnConvert, OctetString } from "@peculiar/asn1-schema";

/** The DER encoding of one of the `@peculiar/asn1-*` structures, or of what their converters make of a value. */
export function encode(structure: unknown): Buffer {
  return Buffer.from(AsnConvert.serialize(structure));
}

/** The bytes as the ArrayBuffer that the `@peculiar/asn1-*` structures hold. */
export function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

export function octetString(bytes: Uint8Array): OctetString {
  return new OctetString(arrayBuffer(bytes));
}

/** One DER element: identifier octet, length, content (X.690 8.1, 10.1). */
export function element(identifier: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([identifier]), length(content.length), content]);
}

/** The content octets of a non-negative INTEGER: two's complement, as short as possible (X.690 8.3). */
export function integerContent(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  return (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]);
}

function length(octets: number): Buffer {
  if (octets < 0x80) return Buffer.from([octets]);
  const digits = integerContent(BigInt(octets));
  const significant = digits[0] === 0 ? digits.subarray(1) : digits;
  return Buffer.concat([Buffer.from([0x80 | significant.length]), significant]);
}
