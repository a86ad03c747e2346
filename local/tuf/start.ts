import { createHash } from "node:crypto";

import { LocalServer } from "../server.ts";
import { tufKey, type TufKey } from "./keys.ts";

export type TufRole = "root" | "timestamp" | "snapshot" | "targets";

export interface RoleKeys {
  readonly keys: readonly TufKey[];
  readonly threshold: number;
}

/** What a publication states otherwise than an honest repository would. */
export interface Publication {
  /** contents by name; those of the last publication when not given */
  readonly targets?: Readonly<Record<string, string | Buffer>>;
  /** next ones when not given */
  readonly versions?: Partial<Record<Exclude<TufRole, "root">, number>>;
  readonly expires?: Partial<Record<TufRole, Date>>;
  /** who signs instead of the role's own keys */
  readonly signers?: Partial<Record<TufRole, readonly TufKey[]>>;
}

const DAY = 86_400_000;

/**
 * A TUF repository on loopback: real metadata under real keys (root and targets 2 of 3 ECDSA, the others Ed25519), with
 * consistent snapshots, as Sigstore's and GitHub's have. Faults are published on demand, or written into `files`.
 */
export class LocalTuf {
  readonly server: LocalServer;
  readonly url: string;
  /** by path below the URL, as they are served */
  readonly files: Map<string, Buffer>;
  readonly roles: Record<TufRole, RoleKeys>;
  readonly #versions = { root: 0, timestamp: 0, snapshot: 0, targets: 0 };
  #targets: Readonly<Record<string, string | Buffer>> = {};

  private constructor(server: LocalServer, files: Map<string, Buffer>) {
    this.server = server;
    this.url = server.url;
    this.files = files;
    const offline = (): RoleKeys => ({ keys: [tufKey(), tufKey(), tufKey()], threshold: 2 });
    const online = { keys: [tufKey("ed25519")], threshold: 1 };
    this.roles = { root: offline(), targets: offline(), snapshot: online, timestamp: online };
  }

  /** With root 1 and a first publication of these targets. */
  static async start(targets: Readonly<Record<string, string | Buffer>> = {}): Promise<LocalTuf> {
    const files = new Map<string, Buffer>();
    const handle = ({ params }: { readonly params: Readonly<Record<string, string>> }) => {
      const body = files.get(params["path"] ?? "");
      return body === undefined ? { status: 404 } : { status: 200, body };
    };
    const server = await LocalServer.start([{ method: "GET", path: /\/(?<path>.+)/, handle }]);
    const tuf = new LocalTuf(server, files);
    tuf.rotate();
    tuf.publish({ targets });
    return tuf;
  }

  /** A root's metadata, as JSON; the first one when not told otherwise. */
  root(version = 1): { readonly signed: Record<string, unknown>; readonly signatures: unknown[] } {
    const bytes = this.files.get(`${version}.root.json`);
    if (bytes === undefined) throw new Error(`there is no root ${version}`);
    return JSON.parse(bytes.toString("utf8")) as ReturnType<LocalTuf["root"]>;
  }

  /**
   * Adds a root. With new keys for roles, the old root's keys sign it too, unless `signers` says who does.
   * @param version the next one, unless a test wants a wrong one; the file is named by the next one in any case
   */
  rotate(
    options: Omit<Publication, "targets" | "versions"> & {
      readonly roles?: Partial<Record<TufRole, RoleKeys>>;
      readonly version?: number;
    } = {},
  ): void {
    const before = this.roles.root.keys;
    Object.assign(this.roles, options.roles);
    const version = ++this.#versions.root;
    const listed = Object.values(this.roles).flatMap(({ keys }) => keys);
    const signed = {
      ...this.#common("root", options.version ?? version, options.expires?.root, 365),
      consistent_snapshot: true,
      keys: Object.fromEntries(listed.map((key) => [key.id, key.listed])),
      roles: Object.fromEntries(
        Object.entries(this.roles).map(([role, { keys, threshold }]) => [
          role,
          { keyids: keys.map((key) => key.id), threshold },
        ]),
      ),
    };
    const signers = options.signers?.root ?? [...new Set([...before, ...this.roles.root.keys])];
    this.files.set(`${version}.root.json`, seal(signed, signers));
  }

  /** Writes targets, snapshot and timestamp anew, and the targets' files. */
  publish(publication: Publication = {}): void {
    this.#targets = publication.targets ?? this.#targets;
    const version = (role: Exclude<TufRole, "root">): number => {
      this.#versions[role] = publication.versions?.[role] ?? this.#versions[role] + 1;
      return this.#versions[role];
    };
    const contents = Object.entries(this.#targets).map(
      ([name, content]) => [name, Buffer.from(content)] as const,
    );
    const targets = this.#sign("targets", version("targets"), publication, 365, {
      targets: Object.fromEntries(contents.map(([name, bytes]) => [name, fileInfo(bytes)])),
    });
    for (const [name, bytes] of contents) {
      const start = name.lastIndexOf("/") + 1;
      this.files.set(`targets/${name.slice(0, start)}${sha256(bytes)}.${name.slice(start)}`, bytes);
    }
    this.files.set(`${this.#versions.targets}.targets.json`, targets);
    const snapshot = this.#sign("snapshot", version("snapshot"), publication, 30, {
      meta: { "targets.json": { version: this.#versions.targets, ...fileInfo(targets) } },
    });
    this.files.set(`${this.#versions.snapshot}.snapshot.json`, snapshot);
    const timestamp = this.#sign("timestamp", version("timestamp"), publication, 7, {
      meta: { "snapshot.json": { version: this.#versions.snapshot, ...fileInfo(snapshot) } },
    });
    this.files.set("timestamp.json", timestamp);
  }

  async close(): Promise<void> {
    await this.server.close();
  }

  #sign(
    role: Exclude<TufRole, "root">,
    version: number,
    { expires, signers }: Publication,
    days: number,
    body: object,
  ): Buffer {
    const { keys, threshold } = this.roles[role];
    const signed = { ...this.#common(role, version, expires?.[role], days), ...body };
    return seal(signed, signers?.[role] ?? keys.slice(0, threshold));
  }

  #common(role: TufRole, version: number, expires: Date | undefined, days: number): object {
    const until = expires ?? new Date(Date.now() + days * DAY);
    return {
      _type: role,
      spec_version: "1.0.31",
      version,
      expires: `${until.toISOString().slice(0, 19)}Z`,
    };
  }
}

function seal(signed: object, keys: readonly TufKey[]): Buffer {
  const signatures = keys.map((key) => ({ keyid: key.id, sig: key.sign(signed) }));
  return Buffer.from(JSON.stringify({ signatures, signed }));
}

function fileInfo(bytes: Buffer): { length: number; hashes: { sha256: string } } {
  return { length: bytes.length, hashes: { sha256: sha256(bytes) } };
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
