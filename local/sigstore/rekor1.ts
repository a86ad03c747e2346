import { generateKeyPairSync, hash, randomBytes, sign } from "node:crypto";
import { type Answer, type Call, LocalServer, type Route } from "../server.ts";
import { canonicalJson, parseJson, stringAt, valueAt } from "./json.ts";
import { inclusionProof, leafHash, rootHash } from "./merkle.ts";
import { canonicalEntry, InvalidEntry, KINDS } from "./rekor1-entry.ts";
import { problem, required, unmatched, unsupportedMediaType } from "./openapi.ts";
import { createKeyPair, keyId, pem } from "./x509.ts";

/** An entry as the log holds it. */
export interface LogEntry {
  /** tree id and leaf hash, in hex */
  readonly uuid: string;
  /** index among the entries of all shards; the leaf's index in this tree is smaller */
  readonly logIndex: number;
  /** seconds since the epoch */
  readonly integratedTime: number;
  /** canonical JSON */
  readonly body: Buffer;
}

export interface RekorV1 {
  readonly server: LocalServer;
  /** DER SubjectPublicKeyInfo */
  readonly spki: Buffer;
  readonly logId: Buffer;
  /** what clients logged, oldest first; the log held other entries before */
  readonly entries: readonly LogEntry[];
}

/** As in a log with earlier shards: an entry's index is not its leaf's, and no index is 0. */
const ENTRIES_IN_EARLIER_SHARDS = 4_163_431;
/** where LocalServer listens: verifiers look for the checkpoint's signer in the log's address */
const HOST = "127.0.0.1";
const OTHER_ENTRIES = 2;
const ENTRIES = "/api/v1/log/entries";
/** of one answer to a search */
const MOST_FOUND = 10;

/** A transparency log that answers as Rekor v1 does, over a real Merkle tree in memory. */
export async function startRekorV1({ now }: { now: () => Date }): Promise<RekorV1> {
  const log = new Log(HOST, now);
  for (let i = 0; i < OTHER_ENTRIES; i += 1) log.append(someoneElsesEntry());
  const routes: Route[] = [
    { method: "POST", path: /\/api\/v1\/log\/entries/, handle: (call) => propose(log, call) },
    { method: "POST", path: /\/api\/v1\/log\/entries\/retrieve/, handle: (call) => retrieve(log, call) },
    { method: "POST", path: /\/api\/v1\/index\/retrieve/, handle: (call) => searchIndex(log, call) },
    {
      method: "GET",
      path: /\/api\/v1\/log\/entries\/(?<uuid>[^/]+)/,
      handle: ({ params }) => entryByUuid(log, params["uuid"] ?? ""),
    },
    {
      method: "GET",
      path: /\/api\/v1\/log\/entries/,
      handle: ({ query }) => entryByIndex(log, query.get("logIndex") ?? ""),
    },
    {
      method: "GET",
      path: /\/api\/v1\/log\/publicKey/,
      handle: () => ({
        status: 200,
        headers: { "content-type": "application/x-pem-file" },
        body: Buffer.from(pem("PUBLIC KEY", log.spki)),
      }),
    },
    { method: "GET", path: /\/api\/v1\/log/, handle: () => ({ status: 200, body: log.info() }) },
  ];
  const server = await LocalServer.start(routes, 0, unmatched);
  return {
    server,
    spki: log.spki,
    logId: log.logId,
    get entries() {
      return log.entries.slice(OTHER_ENTRIES);
    },
  };
}

function propose(log: Log, call: Call): Answer {
  const proposed = parseJson(call.body);
  const refusal = unsupportedMediaType(call, ["application/json"]) ?? incomplete(proposed, call.body);
  if (refusal !== undefined) return refusal;
  let body: Buffer;
  try {
    body = canonicalEntry(proposed);
  } catch (error) {
    if (!(error instanceof InvalidEntry)) throw error;
    return problem(400, `error processing entry: ${error.message}`);
  }
  const existing = log.equivalent(body);
  if (existing !== undefined) {
    const message = `an equivalent entry already exists in the transparency log with UUID ${existing.uuid}`;
    return { ...problem(409, message), headers: { location: `${ENTRIES}/${existing.uuid}` } };
  }
  const entry = log.append(body);
  return {
    status: 201,
    headers: { location: `${ENTRIES}/${entry.uuid}`, etag: entry.uuid },
    body: log.describe(entry),
  };
}

/** The refusal of what is no proposed entry at all, in the order in which Rekor looks. */
function incomplete(proposed: unknown, body: Buffer): Answer | undefined {
  if (body.length === 0) return required("proposedEntry in body");
  // What Go says of JSON that is cut off; here it stands for whatever is no JSON.
  if (proposed === undefined) return problem(500, "unexpected EOF");
  const kind = stringAt(proposed, "kind") ?? "";
  if (kind === "") return required("kind in body");
  // Rekor knows further kinds, which nobody proposes here.
  if (!KINDS.includes(kind)) return problem(422, `invalid kind value: ${JSON.stringify(kind)}`);
  const lacking = ["apiVersion", "spec"].find((name) => (valueAt(proposed, name) ?? "") === "");
  return lacking === undefined ? undefined : required(`${lacking} in body`);
}

/** Entries by what would be proposed, or by UUID; what is not there is left out. */
function retrieve(log: Log, call: Call): Answer {
  const query = parseJson(call.body);
  const refusal = unsupportedMediaType(call, ["application/json"]);
  if (refusal !== undefined) return refusal;
  const proposals = arrayAt(query, "entries");
  const uuids = arrayAt(query, "entryUUIDs");
  if (proposals.length + uuids.length === 0) return required("entries in body");
  if (proposals.length + uuids.length > MOST_FOUND) return problem(422, "too many items in body");
  const found: (LogEntry | undefined)[] = uuids.map((uuid) => log.byUuid(String(uuid)));
  try {
    for (const proposal of proposals) found.push(log.equivalent(canonicalEntry(proposal)));
  } catch (error) {
    if (!(error instanceof InvalidEntry)) throw error;
    return problem(400, `error processing entry: ${error.message}`);
  }
  const body = found.filter((entry) => entry !== undefined).map((entry) => log.describe(entry));
  return { status: 200, body };
}

/** UUIDs of entries that hold a digest, as Rekor's index has those of payload, envelope and artifact. */
function searchIndex(log: Log, call: Call): Answer {
  const digest = /^sha256:([0-9a-f]{64})$/.exec(stringAt(parseJson(call.body), "hash") ?? "")?.[1];
  if (digest === undefined) return problem(400, "invalid search query");
  const body = log.entries
    .filter((entry) => entry.body.includes(`"value":"${digest}"`))
    .map(({ uuid }) => uuid);
  return { status: 200, body };
}

function arrayAt(value: unknown, field: string): readonly unknown[] {
  const found = valueAt(value, field);
  return Array.isArray(found) ? found : [];
}

function entryByUuid(log: Log, uuid: string): Answer {
  const pattern = "^([0-9a-fA-F]{64}|[0-9a-fA-F]{80})$";
  if (!new RegExp(pattern).test(uuid)) return problem(605, `entryUUID in path should match '${pattern}'`);
  return found(log, log.byUuid(uuid.toLowerCase()));
}

function entryByIndex(log: Log, logIndex: string): Answer {
  return logIndex === "" ? required("logIndex in query") : found(log, log.byIndex(Number(logIndex)));
}

function found(log: Log, entry: LogEntry | undefined): Answer {
  return entry === undefined ? { status: 404 } : { status: 200, body: log.describe(entry) };
}

class Log {
  readonly spki: Buffer;
  readonly logId: Buffer;
  readonly entries: LogEntry[] = [];
  readonly #host: string;
  readonly #now: () => Date;
  readonly #sign: (data: string) => Buffer;
  readonly #treeId = (randomBytes(8).readBigUInt64BE() >> 2n) | (1n << 61n);
  readonly #leaves: Buffer[] = [];

  constructor(host: string, now: () => Date) {
    this.#host = host;
    const { privateKey, spki } = createKeyPair();
    this.spki = spki;
    this.logId = keyId(spki);
    this.#now = now;
    this.#sign = (data) => sign("sha256", Buffer.from(data, "utf8"), privateKey);
  }

  append(body: Buffer): LogEntry {
    const leaf = leafHash(body);
    const entry: LogEntry = {
      uuid: this.#uuid(leaf),
      logIndex: ENTRIES_IN_EARLIER_SHARDS + this.entries.length,
      integratedTime: Math.floor(this.#now().getTime() / 1000),
      body,
    };
    this.#leaves.push(leaf);
    this.entries.push(entry);
    return entry;
  }

  equivalent(body: Buffer): LogEntry | undefined {
    return this.byUuid(this.#uuid(leafHash(body)));
  }

  /** @param uuid with or without the tree's id before the leaf hash */
  byUuid(uuid: string): LogEntry | undefined {
    return this.entries.find((entry) => entry.uuid === uuid || entry.uuid.slice(16) === uuid);
  }

  byIndex(logIndex: number): LogEntry | undefined {
    return this.entries[logIndex - ENTRIES_IN_EARLIER_SHARDS];
  }

  /** The answer about one entry, proven against the tree of now. */
  describe(entry: LogEntry): Record<string, unknown> {
    const signed = {
      body: entry.body.toString("base64"),
      integratedTime: entry.integratedTime,
      logID: this.logId.toString("hex"),
      logIndex: entry.logIndex,
    };
    const leafIndex = entry.logIndex - ENTRIES_IN_EARLIER_SHARDS;
    const verification = {
      inclusionProof: {
        checkpoint: this.#checkpoint(),
        hashes: inclusionProof(leafIndex, this.#leaves).map((node) => node.toString("hex")),
        logIndex: leafIndex,
        rootHash: rootHash(this.#leaves).toString("hex"),
        treeSize: this.#leaves.length,
      },
      signedEntryTimestamp: this.#sign(canonicalJson(signed)).toString("base64"),
    };
    return { [entry.uuid]: { ...signed, verification } };
  }

  info(): Record<string, unknown> {
    return {
      inactiveShards: null,
      rootHash: rootHash(this.#leaves).toString("hex"),
      signedTreeHead: this.#checkpoint(),
      treeID: String(this.#treeId),
      treeSize: this.#leaves.length,
    };
  }

  #uuid(leaf: Buffer): string {
    return `${this.#treeId.toString(16).padStart(16, "0")}${leaf.toString("hex")}`;
  }

  /** A signed note (C2SP signed-note, tlog-checkpoint) whose key hint is, in Rekor v1, the start of the log id. */
  #checkpoint(): string {
    const root = rootHash(this.#leaves).toString("base64");
    const note = `${this.#host} - ${this.#treeId}\n${this.#leaves.length}\n${root}\n`;
    const signature = Buffer.concat([this.logId.subarray(0, 4), this.#sign(note)]).toString("base64");
    return `${note}\n\u2014 ${this.#host} ${signature}\n`;
  }
}

/** A signature over an unknown file by an unknown key, as most of a public log's entries. */
function someoneElsesEntry(): Buffer {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const file = randomBytes(32);
  const key = pem("PUBLIC KEY", publicKey.export({ format: "der", type: "spki" }));
  const entry = {
    apiVersion: "0.0.1",
    kind: "hashedrekord",
    spec: {
      data: { hash: { algorithm: "sha256", value: hash("sha256", file) } },
      signature: {
        content: sign("sha256", file, privateKey).toString("base64"),
        publicKey: { content: Buffer.from(key).toString("base64") },
      },
    },
  };
  return Buffer.from(canonicalJson(entry));
}
