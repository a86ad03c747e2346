import { constants, publicDecrypt, type KeyObject } from "node:crypto";

import type { Algorithm } from "../intoto/digest.ts";

// node:crypto verifies messages alone; whoever has an artifact's digest and not the artifact needs the step after the
// hash: ECDSA (FIPS 186-5, 6.4.2; SP 800-186, 3.2.1) or RSA (RFC 8017, 8.2.2).

interface Curve {
  readonly p: bigint;
  readonly n: bigint;
  readonly g: Point;
}

/** Jacobian coordinates: (X / Z², Y / Z³). */
type Point = readonly [x: bigint, y: bigint, z: bigint];

const INFINITY: Point = [1n, 1n, 0n];

const CURVES: Readonly<Record<string, Curve>> = {
  "P-256": {
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    g: [
      0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
      0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
      1n,
    ],
  },
  "P-384": {
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    g: [
      0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
      0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
      1n,
    ],
  },
  "P-521": {
    p: (1n << 521n) - 1n,
    n: 0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
    g: [
      0xc6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66n,
      0x11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650n,
      1n,
    ],
  },
};

/** Whether a key's signatures can be verified with a digest alone: Ed25519 hashes the message in its own way. */
export function takesDigests(key: KeyObject): boolean {
  return key.asymmetricKeyType === "rsa" || (key.asymmetricKeyType === "ec" && curveOf(key) !== undefined);
}

/** @param signature in DER (RFC 3279, 2.2.3) for ECDSA */
export function isDigestSignedBy(
  key: KeyObject,
  algorithm: Algorithm,
  digest: Buffer,
  signature: Buffer,
): boolean {
  if (key.asymmetricKeyType === "rsa") return isRsaSigned(key, algorithm, digest, signature);
  const curve = key.asymmetricKeyType === "ec" ? curveOf(key) : undefined;
  return curve !== undefined && isEcdsaSigned(curve, key, digest, signature);
}

function curveOf(key: KeyObject): Curve | undefined {
  const { crv = "" } = key.export({ format: "jwk" });
  return Object.hasOwn(CURVES, crv) ? CURVES[crv] : undefined;
}

/** DigestInfo up to the digest (RFC 8017, 9.2, note 1). */
const DIGEST_INFO: Readonly<Record<Algorithm, string>> = {
  sha256: "3031300d060960864801650304020105000420",
  sha384: "3041300d060960864801650304020205000430",
  sha512: "3051300d060960864801650304020305000440",
};

function isRsaSigned(key: KeyObject, algorithm: Algorithm, digest: Buffer, signature: Buffer): boolean {
  const expected = Buffer.concat([Buffer.from(DIGEST_INFO[algorithm], "hex"), digest]);
  try {
    return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature).equals(expected);
  } catch {
    return false;
  }
}

function isEcdsaSigned(curve: Curve, key: KeyObject, digest: Buffer, signature: Buffer): boolean {
  const { p, n, g } = curve;
  const [r, s] = readSignature(signature) ?? [0n, 0n];
  if (r < 1n || r >= n || s < 1n || s >= n) return false;
  const bits = n.toString(2).length;
  const excess = Math.max(0, digest.length * 8 - bits);
  const hash = integer(digest) >> BigInt(excess);
  const inverse = power(s, n - 2n, n);
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const q: Point = [integer(Buffer.from(x, "base64url")), integer(Buffer.from(y, "base64url")), 1n];
  const sum = add(multiply((hash * inverse) % n, g, p), multiply((r * inverse) % n, q, p), p);
  if (sum[2] === 0n) return false;
  return ((sum[0] * power(sum[2], p - 3n, p)) % p) % n === r;
}

/** A SEQUENCE of two positive INTEGERs, in their shortest form and with nothing after them (X.690, 8.3 and 10.1). */
function readSignature(der: Buffer): [bigint, bigint] | undefined {
  const header = der[1] === 0x81 ? 3 : 2;
  const rLength = der[header + 1] ?? 0;
  const sLength = der[header + 3 + rLength] ?? 0;
  const numbers = [
    der.subarray(header + 2, header + 2 + rLength),
    der.subarray(header + 4 + rLength, header + 4 + rLength + sLength),
  ];
  const length = 4 + rLength + sLength;
  const canonical =
    der[0] === 0x30 &&
    der[header - 1] === length &&
    (header === 3) === length > 127 &&
    der.length === header + length &&
    der[header] === 0x02 &&
    der[header + 2 + rLength] === 0x02 &&
    // Negative without, and longer than needed with, a zero before a byte below 128.
    numbers.every(([first = 0x80, second = 0]) => first < 0x80 && (first !== 0 || second >= 0x80));
  if (!canonical) return undefined;
  const [r = Buffer.alloc(0), s = Buffer.alloc(0)] = numbers;
  return [integer(r), integer(s)];
}

function integer(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex") || "0"}`);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function modulo(value: bigint, p: bigint): bigint {
  const rest = value % p;
  return rest < 0n ? rest + p : rest;
}

function multiply(scalar: bigint, point: Point, p: bigint): Point {
  let result = INFINITY;
  for (const bit of scalar.toString(2)) {
    result = double(result, p);
    if (bit === "1") result = add(result, point, p);
  }
  return result;
}

/** The curves' coefficient a is -3. */
function double([x, y, z]: Point, p: bigint): Point {
  const zz = (z * z) % p;
  const yy = (y * y) % p;
  const xyy = (x * yy) % p;
  const slope = modulo(3n * (x - zz) * (x + zz), p);
  const x3 = modulo(slope * slope - 8n * xyy, p);
  return [x3, modulo(slope * (4n * xyy - x3) - 8n * yy * yy, p), modulo(2n * y * z, p)];
}

function add(a: Point, b: Point, p: bigint): Point {
  const [x1, y1, z1] = a;
  const [x2, y2, z2] = b;
  if (z1 === 0n) return b;
  if (z2 === 0n) return a;
  const z1z1 = (z1 * z1) % p;
  const z2z2 = (z2 * z2) % p;
  const u1 = (x1 * z2z2) % p;
  const s1 = (y1 * z2 * z2z2) % p;
  const h = modulo(x2 * z1z1 - u1, p);
  const r = modulo(y2 * z1 * z1z1 - s1, p);
  if (h === 0n) return r === 0n ? double(a, p) : INFINITY;
  const hh = (h * h) % p;
  const hhh = (h * hh) % p;
  const v = (u1 * hh) % p;
  const x3 = modulo(r * r - hhh - 2n * v, p);
  return [x3, modulo(r * (v - x3) - s1 * hhh, p), (h * z1 * z2) % p];
}
