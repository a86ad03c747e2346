import { createPublicKey, hash, type KeyObject } from "node:crypto";

import type { TransparencyLogEntry } from "@sigstore/bundle";
import type { TransparencyLogInstance, TrustedRoot } from "@sigstore/protobuf-specs";

import { WaybillError } from "../errors.ts";
import { isSignedBy } from "./keys.ts";

export type LogEntry = TransparencyLogEntry;

/** A transparency log that a trusted root vouches for. */
export interface Log {
  readonly ids: readonly Buffer[];
  /** the first four bytes of its key's id, by which a checkpoint's signature names it (C2SP signed-note) */
  readonly hint: Buffer;
  /** what it may call itself in a checkpoint: its host, with or without port and path */
  readonly names: readonly string[];
  /** decoded when it is first asked for */
  readonly key: KeyObject;
  /** milliseconds since the epoch, both ends included */
  readonly start: number;
  readonly end: number;
}

/** The logs of a trusted root that was checked when it was read. */
export function logsOf(root: TrustedRoot): Log[] {
  return root.tlogs.map((log) => {
    const id = Buffer.from(log.logId?.keyId ?? []);
    const checkpointId = Buffer.from(log.checkpointKeyId?.keyId ?? []);
    let key: KeyObject | undefined;
    return {
      ids: [id, checkpointId].filter(({ length }) => length > 0),
      hint: (checkpointId.length > 0 ? checkpointId : id).subarray(0, 4),
      names: namesOf(log.baseUrl),
      get key() {
        return (key ??= keyOf(log));
      },
      start: log.publicKey?.validFor?.start?.getTime() ?? Infinity,
      end: log.publicKey?.validFor?.end?.getTime() ?? Infinity,
    };
  });
}

/** `baseUrl` may lack its scheme (protobuf-specs, TransparencyLogInstance). */
function namesOf(baseUrl: string): string[] {
  const url = URL.parse(baseUrl.includes("://") ? baseUrl : `https://${baseUrl}`);
  return url === null ? [] : [url.hostname, url.host, `${url.host}${url.pathname.replace(/\/+$/, "")}`];
}

/** Rekor's and CT's early RSA keys are PKCS #1, all others SPKI, whatever `keyDetails` says. */
function keyOf(log: TransparencyLogInstance): KeyObject {
  const key = Buffer.from(log.publicKey?.rawBytes ?? []);
  try {
    return createPublicKey({ key, format: "der", type: "spki" });
  } catch {
    return createPublicKey({ key, format: "der", type: "pkcs1" });
  }
}

/**
 * That a log holds the entry: by its promise (Rekor v1's signed entry timestamp), by a proof of inclusion under a
 * checkpoint that it signed, or by both, and then both hold.
 * @param times at which the signature is proven to have existed, in milliseconds; the key of a log that promises no
 *   time of its own must have been valid then
 * @returns whether it was proven, and not only promised
 * @throws WaybillError LOG_INVALID
 */
export function assertIncluded(entry: LogEntry, logs: readonly Log[], times: readonly number[]): boolean {
  const id = Buffer.from(entry.logId.keyId);
  const candidates = logs.filter((log) => log.ids.some((known) => known.equals(id)));
  if (candidates.length === 0) throw invalid("an entry of a log that the trusted root does not list");
  assertStatedByLog(entry);
  const promised = entry.inclusionPromise !== undefined;
  if (promised) assertPromised(entry, candidates);
  const checkpoint = entry.inclusionProof?.checkpoint?.envelope;
  if (entry.inclusionProof === undefined || checkpoint === undefined || checkpoint === "") {
    // Bundles v0.1 may hold a proof without a checkpoint, which proves nothing; they always hold the promise.
    if (promised) return false;
    throw invalid("an entry with neither the log's promise nor a proof under its checkpoint");
  }
  const valid = promised
    ? candidates
    : candidates.filter((log) => times.every((time) => log.start <= time && time <= log.end));
  if (valid.length === 0) throw invalid("an entry of a log whose key was not valid at the time of signing");
  assertProven(entry, readCheckpoint(checkpoint, valid));
  return true;
}

/**
 * An entry of Rekor v2 has no time (rekor-tiles, CLIENTS.md): one beside it is nobody's word, and whoever read the
 * bundle later could take it for the log's.
 */
function assertStatedByLog({ kindVersion: { kind, version }, integratedTime }: LogEntry): void {
  if (kind !== "intoto" && version === OF_ONE_TREE && integratedTime !== "0")
    throw invalid("a time, which no entry of a log of version 2 has");
}

/** Over canonical JSON of four fields (Rekor v1, "Signed Entry Timestamp"; RFC 8785). */
function assertPromised(entry: LogEntry, logs: readonly Log[]): void {
  const { integratedTime, logIndex } = entry;
  const body = Buffer.from(entry.canonicalizedBody).toString("base64");
  const id = Buffer.from(entry.logId.keyId).toString("hex");
  const signed = `{"body":"${body}","integratedTime":${integratedTime},"logID":"${id}","logIndex":${logIndex}}`;
  const promise = Buffer.from(entry.inclusionPromise?.signedEntryTimestamp ?? []);
  const time = Number(integratedTime) * 1000;
  const valid = logs.filter((log) => log.start <= time && time <= log.end);
  if (valid.length === 0) throw invalid("an entry of a log whose key was not valid when it took the entry");
  if (!valid.some((log) => isSignedBy(log.key, Buffer.from(signed), promise)))
    throw invalid("a promise that the log did not sign");
}

interface Checkpoint {
  readonly size: bigint;
  readonly root: Buffer;
}

const SIGNATURE = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/;

/** A signed note (C2SP signed-note, tlog-checkpoint). Witnesses may have signed it too; the log must have. */
function readCheckpoint(envelope: string, logs: readonly Log[]): Checkpoint {
  const end = envelope.lastIndexOf("\n\n");
  if (end === -1 || !envelope.endsWith("\n")) throw invalid("a checkpoint that is no signed note");
  const note = envelope.slice(0, end + 1);
  const signatures = envelope.slice(end + 2, -1).split("\n");
  if (!signatures.some((line) => isLogsSignature(line, note, logs)))
    throw invalid("a checkpoint that the log did not sign under its own name");
  const [, size = "", root = ""] = note.split("\n");
  const rootHash = Buffer.from(root, "base64");
  if (!/^(?:0|[1-9]\d{0,18})$/.test(size) || rootHash.length !== 32)
    throw invalid("a checkpoint without size and hash of the tree");
  return { size: BigInt(size), root: rootHash };
}

function isLogsSignature(line: string, note: string, logs: readonly Log[]): boolean {
  const [, name = "", encoded = ""] = SIGNATURE.exec(line) ?? [];
  const bytes = Buffer.from(encoded, "base64");
  return logs.some(
    (log) =>
      bytes.length > 4 &&
      log.names.includes(name) &&
      log.hint.equals(bytes.subarray(0, 4)) &&
      isSignedBy(log.key, Buffer.from(note, "utf8"), bytes.subarray(4)),
  );
}

/** Entries of Rekor v2, whose logs have one tree and so one index. */
const OF_ONE_TREE = "0.0.2";

/** RFC 9162, 2.1.3.2, under the checkpoint's root and size. Where the proof repeats them it repeats them rightly. */
function assertProven(entry: LogEntry, { size, root }: Checkpoint): void {
  const proof = entry.inclusionProof;
  const repeated = Buffer.from(proof?.rootHash ?? []);
  if (repeated.length > 0 && !repeated.equals(root))
    throw invalid("a proof for another tree than the checkpoint's");
  if (![undefined, "0", size.toString()].includes(proof?.treeSize))
    throw invalid("a proof for another size than the checkpoint's");
  const oneTree = entry.kindVersion.kind !== "intoto" && entry.kindVersion.version === OF_ONE_TREE;
  if (oneTree && !["0", proof?.logIndex].includes(entry.logIndex))
    throw invalid("an index that is not the proof's");
  const hashes = (proof?.hashes ?? []).map((item) => Buffer.from(item));
  let index = BigInt(proof?.logIndex ?? "0");
  let last = size - 1n;
  if (index > last) throw invalid("a proof for a place beyond the checkpoint's tree");
  let node = sha256(Buffer.from([0]), Buffer.from(entry.canonicalizedBody));
  for (const sibling of hashes) {
    if (last === 0n) throw invalid("a proof of inclusion that is too long");
    if ((index & 1n) === 1n || index === last) {
      node = sha256(Buffer.from([1]), sibling, node);
      while ((index & 1n) === 0n && index !== 0n) {
        index >>= 1n;
        last >>= 1n;
      }
    } else {
      node = sha256(Buffer.from([1]), node, sibling);
    }
    index >>= 1n;
    last >>= 1n;
  }
  if (last !== 0n || !node.equals(root)) throw invalid("a proof that does not lead to the checkpoint's tree");
}

function sha256(...parts: readonly Buffer[]): Buffer {
  return hash("sha256", Buffer.concat(parts), "buffer");
}

function invalid(got: string): WaybillError {
  return new WaybillError("LOG_INVALID", {
    what: "The bundle's transparency log entry does not prove that the signature was logged.",
    got,
    expected: "an entry that a log of the trusted root promised or proves",
    todo: "If the bundle was signed with another Sigstore instance, verify it with that instance's trusted-root file.",
  });
}
