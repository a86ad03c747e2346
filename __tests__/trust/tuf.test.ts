import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";

import { tufKey } from "../../local/tuf/keys.ts";
import { LocalTuf } from "../../local/tuf/start.ts";
import { http } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";
import { GITHUB_TUF } from "../../src/trust/github.ts";
import { tufMemory, type TufMemory } from "../../src/trust/memory.ts";
import { PUBLIC_TUF } from "../../src/trust/refresh.ts";
import {
  MAX_ROTATIONS,
  refreshTuf,
  rootDigest,
  TufFailure,
  type TufRepository,
} from "../../src/trust/tuf.ts";

const NAME = "trusted_root.json";
const YESTERDAY = new Date(Date.now() - 86_400_000);

interface World {
  readonly tuf: LocalTuf;
  readonly memory: TufMemory | undefined;
  /** the target's text as a client of root 1 gets it */
  readonly get: (repository?: Partial<TufRepository>) => Promise<string | undefined>;
  /** asserts that such a client believes nothing */
  readonly refuses: (reason: RegExp, repository?: Partial<TufRepository>) => Promise<void>;
}

/** @param cached whether the client remembers what it saw */
async function world(t: TestContext, { cached = false } = {}): Promise<World> {
  const tuf = await LocalTuf.start({ [NAME]: "the root", "folder/other.json": "another" });
  t.after(() => tuf.close());
  const firstRoot = { kind: "metadata", json: tuf.root() } as const;
  const memory = cached ? tufMemory(await folder(t), tuf.url) : undefined;
  const get: World["get"] = async (repository) => {
    const net = http(fetch, new Patience(0));
    const targets = await refreshTuf({ url: tuf.url, firstRoot, ...repository }, { http: net, memory });
    return (await targets.fetch(NAME))?.bytes.toString("utf8");
  };
  return {
    tuf,
    memory,
    get,
    refuses: async (reason, repository) => {
      await assert.rejects(get(repository), (error) => {
        assert.ok(error instanceof TufFailure, String(error));
        assert.match(error.message, reason);
        return true;
      });
    },
  };
}

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "waybill-tuf-"));
  t.after(() => rm(path, { recursive: true }));
  return path;
}

test("a fresh client gets the target by its hash, with as few calls as TUF needs", async (t) => {
  const { tuf, get } = await world(t);
  assert.equal(await get(), "the root");
  const [target, ...others] = tuf.server.requests(/targets\//);
  assert.match(target ?? "", /^GET \/targets\/[0-9a-f]{64}\.trusted_root\.json$/);
  assert.deepEqual(others, []);
  assert.deepEqual(tuf.server.requests(/^\/[^/]+$/), [
    "GET /2.root.json",
    "GET /timestamp.json",
    "GET /1.snapshot.json",
    "GET /1.targets.json",
  ]);
});

test("a target in a folder has the hash before its name; one that is not listed is undefined", async (t) => {
  const { tuf } = await world(t);
  const repository = { url: `${tuf.url}/`, firstRoot: { kind: "metadata", json: tuf.root() } } as const;
  const targets = await refreshTuf(repository, { http: http(fetch, new Patience(0)) });
  assert.equal((await targets.fetch("folder/other.json"))?.bytes.toString("utf8"), "another");
  assert.match(tuf.server.requests(/other/)[0] ?? "", /\/targets\/folder\/[0-9a-f]{64}\.other\.json$/);
  assert.equal(await targets.fetch("toString"), undefined);
});

test("roots are walked one by one, through new keys of every role", async (t) => {
  const { tuf, get } = await world(t);
  tuf.rotate({ roles: { root: { keys: [tufKey(), tufKey(), tufKey()], threshold: 3 } } });
  tuf.rotate({ roles: { timestamp: { keys: [tufKey()], threshold: 1 } }, expires: { root: YESTERDAY } });
  tuf.rotate({ roles: { targets: { keys: [tufKey("ed25519")], threshold: 1 } } });
  tuf.publish({ targets: { [NAME]: "a newer root" } });
  assert.equal(await get(), "a newer root");
  assert.deepEqual(tuf.server.requests(/root\.json$/).slice(0, 4), [
    "GET /2.root.json",
    "GET /3.root.json",
    "GET /4.root.json",
    "GET /5.root.json",
  ]);
});

test("storage that says 403 of what it lacks ends the walk as 404 does", async (t) => {
  const { tuf, get } = await world(t);
  tuf.server.fail(/^\/2\.root\.json$/, { kind: "status", status: 403 });
  assert.equal(await get(), "the root");
});

test("a root that the keys before it, or its own, did not sign is not followed", async (t) => {
  const thief = { keys: [tufKey(), tufKey(), tufKey()], threshold: 2 };
  const bySelf = await world(t);
  bySelf.tuf.rotate({ roles: { root: thief }, signers: { root: thief.keys } });
  await bySelf.refuses(/^2\.root\.json: not signed by as many trusted keys/);

  const byOld = await world(t);
  byOld.tuf.rotate({ roles: { root: thief }, signers: { root: byOld.tuf.roles.root.keys } });
  await byOld.refuses(/^2\.root\.json: not signed by as many trusted keys/);
});

test("a root that skips or repeats a version is not followed", async (t) => {
  for (const version of [1, 3]) {
    const { tuf, refuses } = await world(t);
    tuf.rotate({ version });
    await refuses(/^2\.root\.json: not the version/);
  }
});

test("the walk over roots has an end", async (t) => {
  const { tuf, refuses } = await world(t);
  for (let i = 0; i <= MAX_ROTATIONS; i++) tuf.rotate();
  await refuses(new RegExp(`^${MAX_ROTATIONS + 2}\\.root\\.json: more than ${MAX_ROTATIONS} newer roots`));
});

for (const role of ["timestamp", "snapshot", "targets"] as const) {
  test(`${role} that too few of its keys signed are refused`, async (t) => {
    const { tuf, refuses } = await world(t);
    const [key = tufKey()] = tuf.roles[role].keys;
    const few = role === "targets" ? [key, tufKey()] : [tufKey()];
    tuf.publish({ signers: { [role]: few } });
    await refuses(new RegExp(`${role}\\.json: not signed by as many trusted keys`));
  });

  test(`${role} that have expired are refused`, async (t) => {
    const { tuf, refuses } = await world(t);
    tuf.publish({ expires: { [role]: YESTERDAY } });
    await refuses(new RegExp(`${role}\\.json: expired`));
  });
}

test("an expired last root is refused, and says since when", async (t) => {
  const { tuf, refuses } = await world(t);
  tuf.rotate({ expires: { root: YESTERDAY } });
  await refuses(new RegExp(`^2\\.root\\.json: expired on ${YESTERDAY.toISOString().slice(0, 10)}$`));
});

test("who remembers a newer timestamp, snapshot or targets refuses older ones", async (t) => {
  for (const role of ["timestamp", "snapshot", "targets"] as const) {
    const { tuf, get, refuses } = await world(t, { cached: true });
    const newer = { timestamp: 5, snapshot: 5, targets: 5 };
    tuf.publish({ versions: newer });
    assert.equal(await get(), "the root");
    const others = { timestamp: 6, snapshot: 6, targets: 6 };
    tuf.publish({ versions: { ...others, [role]: 4 } });
    await refuses(/: not the version that it must have: an older one than was seen before/);
    tuf.publish({ versions: { timestamp: 7, snapshot: 7, targets: 7 }, targets: { [NAME]: "newest" } });
    assert.equal(await get(), "newest");
  }
});

test("who remembers refuses also after what it remembers has expired", async (t) => {
  const { tuf, memory, refuses } = await world(t, { cached: true });
  tuf.publish({ versions: { timestamp: 9 }, expires: { timestamp: YESTERDAY } });
  await memory?.keep("timestamp", tuf.files.get("timestamp.json") ?? Buffer.alloc(0));
  tuf.publish({ versions: { timestamp: 8 } });
  await refuses(/^timestamp\.json: not the version/);
});

test("new keys for timestamp and snapshot end what was remembered under the old ones", async (t) => {
  const { tuf, get } = await world(t, { cached: true });
  tuf.publish({ versions: { timestamp: 1000, snapshot: 1000 } });
  assert.equal(await get(), "the root");
  const keys = { keys: [tufKey()], threshold: 1 };
  tuf.rotate({ roles: { timestamp: keys, snapshot: keys } });
  tuf.publish({ versions: { timestamp: 2, snapshot: 2 }, targets: { [NAME]: "after the fast-forward" } });
  assert.equal(await get(), "after the fast-forward");
});

test("the same repository twice is no rollback", async (t) => {
  const { get } = await world(t, { cached: true });
  assert.equal(await get(), "the root");
  assert.equal(await get(), "the root");
});

test("a memory that somebody else wrote into is as good as none", async (t) => {
  const home = await folder(t);
  const { tuf } = await world(t);
  const strangers = await LocalTuf.start({});
  t.after(() => strangers.close());
  strangers.publish({ versions: { timestamp: 99, snapshot: 99 } });
  const memory = tufMemory(home, tuf.url);
  const repository = { url: tuf.url, firstRoot: { kind: "metadata", json: tuf.root() } } as const;
  for (const [timestamp, snapshot] of [
    [strangers.files.get("timestamp.json"), strangers.files.get("99.snapshot.json")],
    [Buffer.from("{"), Buffer.from("\0")],
    [Buffer.alloc(600_000, " "), Buffer.from("[]")],
  ]) {
    await memory.keep("timestamp", timestamp ?? Buffer.alloc(0));
    await memory.keep("snapshot", snapshot ?? Buffer.alloc(0));
    const targets = await refreshTuf(repository, { http: http(fetch, new Patience(0)), memory });
    assert.equal((await targets.fetch(NAME))?.version, 1);
  }
  const kept = await readdir(home, { recursive: true });
  assert.deepEqual(kept.filter((name) => name.endsWith(".json")).length, 2);
  assert.ok(!kept.some((name) => name.includes("root")), "no root is kept");
});

test("a memory that cannot be written is none", async (t) => {
  const { tuf } = await world(t);
  const file = join(await folder(t), "file");
  await writeFile(file, "");
  const memory = tufMemory(file, tuf.url);
  await memory.keep("timestamp", Buffer.from("{}"));
  assert.equal(await memory.recall("timestamp"), undefined);
});

test("a target of another content, length or name than the signed one is refused", async (t) => {
  for (const content of ["the r00t", "the root and more", "the"]) {
    const { tuf, refuses } = await world(t);
    const path = [...tuf.files.keys()].find((name) => name.endsWith(`.${NAME}`)) ?? "";
    tuf.files.set(path, Buffer.from(content));
    await refuses(/trusted_root\.json: (?:not of the length and hash|an answer of more than 8 bytes)/);
  }
  const { tuf, refuses } = await world(t);
  for (const name of tuf.files.keys()) if (name.startsWith("targets/")) tuf.files.delete(name);
  await refuses(/^targets\/[0-9a-f]{64}\.trusted_root\.json: status 404$/);
});

test("metadata that is not what its parent announced is refused", async (t) => {
  const { tuf, refuses } = await world(t);
  const other = await LocalTuf.start({ [NAME]: "another root" });
  t.after(() => other.close());
  tuf.files.set("1.targets.json", other.files.get("1.targets.json") ?? Buffer.alloc(0));
  await refuses(/^1\.targets\.json: (?:not of the length and hash|an answer of more)/);
});

test("metadata without end is cut off", async (t) => {
  for (const [file, size] of [
    ["2.root.json", 512_000],
    ["timestamp.json", 16_384],
  ] as const) {
    const { tuf, refuses } = await world(t);
    tuf.files.set(file, Buffer.alloc(size + 1, " "));
    await refuses(new RegExp(`^${file}: an answer of more than ${size} bytes$`));
  }
});

test("what is no metadata is refused without repeating it", async (t) => {
  for (const text of ["[]", '{"signed":{"_type":"evil::error::"},"signatures":[]}', "null"]) {
    const { tuf, refuses } = await world(t);
    tuf.files.set("timestamp.json", Buffer.from(text));
    await refuses(/^timestamp\.json: no TUF metadata of the kind expected$/);
  }
});

test("nobody there is an error that names the file", async (t) => {
  const { tuf, refuses } = await world(t);
  await tuf.close();
  await refuses(/^2\.root\.json: no connection/);
});

test("a pinned root is fetched, believed for its digest alone, and the newest taken from there", async (t) => {
  const { tuf, get, refuses } = await world(t);
  tuf.rotate();
  tuf.rotate({ roles: { root: { keys: [tufKey()], threshold: 1 } } });
  const pinned = (sha256: string) => ({ firstRoot: { kind: "pinned", version: 2, sha256 } }) as const;
  assert.equal(await get(pinned(rootDigest(tuf.root(2)))), "the root");
  assert.ok(!tuf.server.requests().includes("GET /1.root.json"));
  await refuses(/^2\.root\.json: a root with the digest sha256:[0-9a-f]{64}, not/, pinned("0".repeat(64)));
  await refuses(/^2\.root\.json: a root with/, pinned(rootDigest(tuf.root(3))));
});

test("a pinned root whose own signatures are gone is refused in spite of its digest", async (t) => {
  const { tuf, refuses } = await world(t);
  const sha256 = rootDigest(tuf.root());
  tuf.files.set("1.root.json", Buffer.from(JSON.stringify({ ...tuf.root(), signatures: [] })));
  await refuses(/^1\.root\.json: not signed/, { firstRoot: { kind: "pinned", version: 1, sha256 } });
});

test("the root that comes with this version is Sigstore's, under its own signatures", async () => {
  const { firstRoot } = PUBLIC_TUF;
  assert.equal(PUBLIC_TUF.url, "https://tuf-repo-cdn.sigstore.dev");
  assert.ok(firstRoot.kind === "metadata");
  const offline = http(() => Promise.reject(new TypeError("offline")), new Patience(0));
  // It gets as far as asking for the next root.
  await assert.rejects(
    refreshTuf(PUBLIC_TUF, { http: offline }),
    /^TufFailure: 17\.root\.json: no connection/,
  );
});

const REAL = new URL("../../../shared/trust/github-tuf-root.json", import.meta.url);
const skip = existsSync(REAL) ? false : "skipped: GitHub's TUF root is not beside this checkout";

test("GitHub's own root has the digest that is pinned, and its signatures hold", { skip }, async () => {
  const root = await readFile(REAL, "utf8");
  const { firstRoot } = GITHUB_TUF;
  assert.ok(firstRoot.kind === "pinned");
  assert.equal(rootDigest(JSON.parse(root)), firstRoot.sha256);
  const asked: string[] = [];
  const onlyThatRoot = http((url) => {
    asked.push(url);
    return Promise.resolve(new Response(root, { status: url.endsWith("/3.root.json") ? 200 : 404 }));
  }, new Patience(0));
  await assert.rejects(
    refreshTuf(GITHUB_TUF, { http: onlyThatRoot }),
    /^TufFailure: 3\.root\.json: expired on 2025-04-11$/,
  );
  assert.deepEqual(asked, [
    "https://tuf-repo.github.com/3.root.json",
    "https://tuf-repo.github.com/4.root.json",
  ]);
});
