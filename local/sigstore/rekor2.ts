import { generateKeyPairSync, hash, type KeyObject, randomBytes, sign } from "node:crypto";
import { type Answer, LocalServer, type Route } from "../server.ts";
import { ALREADY_EXISTS, INVALID_ARGUMENT, status, unmatched } from "./grpc-gateway.ts";
import { canonicalJson } from "./json.ts";
import { inclusionProof, leafHash, rootHash } from "./merkle.ts";
import { canonicalEntry, InvalidRequest } from "./rekor2-entry.ts";
import { createKeyPair } from "./x509.ts";

/** An entry as the log holds it. */
export interface TileLogEntry {
  readonly logIndex: number;
  /** canonical JSON */
  readonly body: Buffer;
}

export interface RekorV2 {
  readonly server: LocalServer;
  /** what a trusted root calls the log: its host is the checkpoints' origin, and where to write is another matter */
  readonly baseUrl: string;
  /** DER SubjectPublicKeyInfo of an Ed25519 key */
  readonly spki: Buffer;
  /** the key id of the checkpoints' signatures, not cut (C2SP signed-note, "Signatures") */
  readonly logId: Buffer;
  /** what clients logged, oldest first; the log held other entries before */
  readonly entries: readonly TileLogEntry[];
  /** why requests were refused, which the answers, as Rekor's, do not always tell */
  readonly refusals: readonly string[];
}

/** Verifiers look for the origin in the host of the log's URL, without its port. */
const ORIGIN = "localhost";
/** As in a log in use: no index is 0, and every proof has hashes. */
const OTHER_ENTRIES = 2;

export interface RekorV2Options {
  /** entries of others that it holds from the start (2) */
  readonly otherEntries?: number;
}

/** A transparency log that answers as Rekor v2 does (rekor-tiles 2.3.0), with its tiles, over a tree in memory. */
export async function startRekorV2(options: RekorV2Options = {}): Promise<RekorV2> {
  const { otherEntries = OTHER_ENTRIES } = options;
  const log = new TileLog();
  const refusals: string[] = [];
  for (let i = 0; i < otherEntries; i += 1) log.append(someoneElsesEntry());
  const routes: Route[] = [
    {
      method: "POST",
      path: /\/api\/v2\/log\/entries/,
      handle: ({ body }) => createEntry(log, body, refusals),
    },
    { method: "GET", path: /\/healthz/, handle: () => ({ status: 200, body: { status: "SERVING" } }) },
    // What a file server answers, beside the real one, out of its storage (C2SP tlog-tiles).
    {
      method: "GET",
      path: /\/checkpoint/,
      handle: () => ({ status: 200, body: Buffer.from(log.checkpoint()) }),
    },
    {
      method: "GET",
      path: /\/tile\/(?<level>entries|\d{1,2})\/(?<index>(?:x\d{3}\/)*\d{3})(?:\.p\/(?<width>\d{1,3}))?/,
      handle: ({ params: { level = "", index = "", width = "" } }) =>
        file(log.tile(level, Number(index.replaceAll(/\D/g, "")), width === "" ? TILE : Number(width))),
    },
  ];
  const server = await LocalServer.start(routes, 0, unmatched);
  return {
    server,
    baseUrl: server.url.replace("127.0.0.1", ORIGIN),
    spki: log.spki,
    logId: log.logId,
    refusals,
    get entries() {
      return log.entries.slice(otherEntries);
    },
  };
}

function createEntry(log: TileLog, request: Buffer, refusals: string[]): Answer {
  let body: Buffer;
  try {
    body = canonicalEntry(request);
  } catch (error) {
    if (!(error instanceof InvalidRequest)) throw error;
    refusals.push(error.reason);
    return status(400, INVALID_ARGUMENT, error.message);
  }
  const existing = log.entries.find((entry) => entry.body.equals(body));
  if (existing === undefined) return { status: 201, body: log.describe(log.append(body)) };
  // All that a client learns: there is no way to ask for the entry and its proof.
  const message = `an equivalent entry already exists in the transparency log with index ${existing.logIndex}`;
  return {
    ...status(409, ALREADY_EXISTS, message),
    headers: { "x-log-index": String(existing.logIndex) },
  };
}

function file(content: Buffer | undefined): Answer {
  return content === undefined ? { status: 404 } : { status: 200, body: content };
}

/** Hashes or entries in a full tile. */
const TILE = 256;
/** The signature type of Ed25519 in a note's key id. */
const NOTE_ED25519 = Buffer.from([1]);

class TileLog {
  readonly spki: Buffer;
  readonly logId: Buffer;
  readonly entries: TileLogEntry[] = [];
  readonly #key: KeyObject;
  readonly #leaves: Buffer[] = [];

  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    this.#key = privateKey;
    this.spki = publicKey.export({ format: "der", type: "spki" });
    const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
    this.logId = hash("sha256", Buffer.concat([Buffer.from(`${ORIGIN}\n`), NOTE_ED25519, raw]), "buffer");
  }

  append(body: Buffer): TileLogEntry {
    const entry = { logIndex: this.entries.length, body };
    this.#leaves.push(leafHash(body));
    this.entries.push(entry);
    return entry;
  }

  /** A TransparencyLogEntry in protobuf JSON, every field written out, proven against the tree of now. */
  describe({ logIndex, body }: TileLogEntry): Record<string, unknown> {
    return {
      logIndex: String(logIndex),
      logId: { keyId: this.logId.toString("base64") },
      kindVersion: { kind: "hashedrekord", version: "0.0.2" },
      integratedTime: "0",
      inclusionPromise: null,
      inclusionProof: {
        logIndex: String(logIndex),
        rootHash: rootHash(this.#leaves).toString("base64"),
        treeSize: String(this.#leaves.length),
        hashes: inclusionProof(logIndex, this.#leaves).map((node) => node.toString("base64")),
        checkpoint: { envelope: this.checkpoint() },
      },
      canonicalizedBody: body.toString("base64"),
    };
  }

  /** A signed note (C2SP tlog-checkpoint). */
  checkpoint(): string {
    const note = `${ORIGIN}\n${this.#leaves.length}\n${rootHash(this.#leaves).toString("base64")}\n`;
    const signature = Buffer.concat([this.logId.subarray(0, 4), sign(null, Buffer.from(note), this.#key)]);
    return `${note}\n\u2014 ${ORIGIN} ${signature.toString("base64")}\n`;
  }

  /**
   * @param level of the tile, or `entries` for a bundle of bodies
   * @param width how many it holds; fewer than 256 only at the tree's right edge
   */
  tile(level: string, index: number, width: number): Buffer | undefined {
    const first = index * TILE;
    if (width < 1 || width > TILE) return undefined;
    if (level === "entries") {
      const bodies = this.entries.slice(first, first + width).map(({ body }) => withLength(body));
      return bodies.length === width ? Buffer.concat(bodies) : undefined;
    }
    const span = TILE ** Number(level);
    if ((first + width) * span > this.#leaves.length) return undefined;
    const hashes = Array.from({ length: width }, (_, i) =>
      rootHash(this.#leaves.slice((first + i) * span, (first + i + 1) * span)),
    );
    return Buffer.concat(hashes);
  }
}

/** An entry in a bundle: its length in two bytes, then itself (C2SP tlog-tiles, "Log entries"). */
function withLength(body: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length);
  return Buffer.concat([length, body]);
}

/** A signature over an unknown file by an unknown key. */
function someoneElsesEntry(): Buffer {
  const { privateKey, spki } = createKeyPair();
  const file = randomBytes(32);
  const hashedRekordV002 = {
    data: { algorithm: "SHA2_256", digest: hash("sha256", file, "base64") },
    signature: {
      content: sign("sha256", file, privateKey).toString("base64"),
      verifier: {
        keyDetails: "PKIX_ECDSA_P256_SHA_256",
        publicKey: { rawBytes: spki.toString("base64") },
      },
    },
  };
  return Buffer.from(
    canonicalJson({ apiVersion: "0.0.2", kind: "hashedrekord", spec: { hashedRekordV002 } }),
  );
}
