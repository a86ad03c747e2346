import type { KeyObject } from "node:crypto";

// ECDSA over P-256 of a digest (FIPS 186-5 6.4.2; SP 800-186 3.2.1.3). node:crypto verifies messages alone, and a log
// that takes digests never sees the message.

const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const G: Point = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  1n,
];
const INFINITY: Point = [1n, 1n, 0n];

/** Jacobian coordinates: (X / Z², Y / Z³). */
type Point = readonly [x: bigint, y: bigint, z: bigint];

/** @param signature DER, as ECDSA signatures of X.509 are */
export function verifyDigest(digest: Buffer, signature: Buffer, key: KeyObject): boolean {
  const parsed = parseSignature(signature);
  if (parsed === undefined) return false;
  const { r, s } = parsed;
  if (r < 1n || r >= N || s < 1n || s >= N) return false;
  const inverse = power(s, N - 2n, N);
  const hash = toInteger(digest.subarray(0, 32));
  const sum = add(multiply((hash * inverse) % N, G), multiply((r * inverse) % N, publicPoint(key)));
  if (sum[2] === 0n) return false;
  const x = (sum[0] * power(sum[2], P - 3n, P)) % P;
  return x % N === r;
}

function publicPoint(key: KeyObject): Point {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return [toInteger(Buffer.from(x, "base64url")), toInteger(Buffer.from(y, "base64url")), 1n];
}

/** SEQUENCE of two INTEGERs, all shorter than 128 bytes (RFC 3279 2.2.3). */
function parseSignature(der: Buffer): { r: bigint; s: bigint } | undefined {
  const rLength = der[3] ?? 0;
  const sLength = der[5 + rLength] ?? 0;
  const whole = 6 + rLength + sLength;
  const wellFormed =
    der[0] === 0x30 &&
    der[1] === whole - 2 &&
    der.length === whole &&
    der[2] === 0x02 &&
    der[4 + rLength] === 0x02 &&
    rLength > 0 &&
    sLength > 0;
  if (!wellFormed) return undefined;
  return { r: toInteger(der.subarray(4, 4 + rLength)), s: toInteger(der.subarray(6 + rLength)) };
}

function toInteger(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex") || "0"}`);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = modulo(base, modulus);
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function modulo(value: bigint, modulus = P): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

function multiply(scalar: bigint, point: Point): Point {
  let result = INFINITY;
  for (const bit of scalar.toString(2)) {
    result = double(result);
    if (bit === "1") result = add(result, point);
  }
  return result;
}

function double([x, y, z]: Point): Point {
  const zz = (z * z) % P;
  const yy = (y * y) % P;
  const xyy = (x * yy) % P;
  // The curve's a is -3.
  const slope = modulo(3n * (x - zz) * (x + zz));
  const x3 = modulo(slope * slope - 8n * xyy);
  return [x3, modulo(slope * (4n * xyy - x3) - 8n * yy * yy), modulo(2n * y * z)];
}

function add(a: Point, b: Point): Point {
  const [x1, y1, z1] = a;
  const [x2, y2, z2] = b;
  if (z1 === 0n) return b;
  if (z2 === 0n) return a;
  const z1z1 = (z1 * z1) % P;
  const z2z2 = (z2 * z2) % P;
  const u1 = (x1 * z2z2) % P;
  const s1 = (y1 * z2 * z2z2) % P;
  const h = modulo(x2 * z1z1 - u1);
  const r = modulo(y2 * z1 * z1z1 - s1);
  if (h === 0n) return r === 0n ? double(a) : INFINITY;
  const hh = (h * h) % P;
  const hhh = (h * hh) % P;
  const v = (u1 * hh) % P;
  const x3 = modulo(r * r - hhh - 2n * v);
  return [x3, modulo(r * (v - x3) - s1 * hhh), (h * z1 * z2) % P];
}
