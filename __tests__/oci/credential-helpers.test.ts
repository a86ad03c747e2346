import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, test } from "node:test";

import { type Exec, TIMED_OUT } from "../../src/exec.ts";
import { auth, entry, HUB, OTHER, passwordOf, refusal, SECRET, world } from "./credentials-world.ts";

/** Helpers are found on the PATH of this process, as the user's are. */
const BIN = mkdtempSync(join(tmpdir(), "helpers-"));
process.env["PATH"] = `${BIN}${delimiter}${process.env["PATH"] ?? ""}`;
after(() => rmSync(BIN, { recursive: true, force: true }));
let helpers = 0;

function helper(script: string): string {
  const name = `test${++helpers}`;
  writeFileSync(join(BIN, `docker-credential-${name}`), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return name;
}

const answer = (username: string, secret: string): string =>
  `cat >/dev/null; echo '${JSON.stringify({ ServerURL: "x", Username: username, Secret: secret })}'`;
const KNOWS_NOTHING = 'cat >/dev/null; echo "credentials not found in native keychain"; exit 1';

test("the registry's own helper goes before the one for all, and that before the entries", async (t) => {
  const { put, find, masked } = world(t);
  const [own, all] = [helper(answer("ada", SECRET)), helper(answer("ada", OTHER))];
  const auths = { "ghcr.io": entry("entry"), "quay.io": entry("entry") };
  const file = put(".docker/config.json", {
    auths,
    credsStore: all,
    credHelpers: { "ghcr.io": own, "gcr.io": "" },
  });
  const found = await find("ghcr.io/acme/app");
  assert.deepEqual(found, {
    kind: "basic",
    username: "ada",
    password: SECRET,
    source: `docker-credential-${own}, named by ${file}`,
  });
  assert.ok(masked.includes(SECRET) && masked.includes(auth("ada", SECRET)));
  assert.equal(passwordOf(await find("quay.io/acme/app")), OTHER);
  assert.equal((await find("gcr.io/acme/app")).kind, "anonymous");
});

test("a helper is asked `get` for the registry as docker names it", async (t) => {
  const { put, find } = world(t);
  const echo = helper(`printf '{"Username":"%s","Secret":"%s"}' "$*" "$(cat)"`);
  put(".docker/config.json", { credsStore: echo });
  for (const [name, address] of [
    ["ghcr.io/acme/app", "ghcr.io"],
    ["localhost:5000/app", "localhost:5000"],
    ["alpine", HUB],
  ] as const) {
    const found = await find(name);
    assert.equal(passwordOf(found), address);
    assert.equal(found.kind === "basic" && found.username, "get");
  }
});

for (const key of [HUB, "docker.io", "index.docker.io"]) {
  test(`a helper for ${key} is that of Docker Hub`, async (t) => {
    const { put, find } = world(t);
    put(".docker/config.json", { credHelpers: { [key]: helper(answer("ada", SECRET)) } });
    assert.equal(passwordOf(await find("alpine")), SECRET);
  });
}

test("a helper's `<token>` is an identity token", async (t) => {
  const { put, find, masked } = world(t);
  put(".docker/config.json", { credsStore: helper(answer("<token>", SECRET)) });
  const found = await find("acr.example/app");
  assert.equal(found.kind === "identity-token" && found.token, SECRET);
  assert.ok(masked.includes(SECRET));
});

for (const [what, script] of [
  ["that knows nothing", KNOWS_NOTHING],
  ["that gives nothing", answer("", "")],
] as const) {
  test(`after a helper ${what} the next source is asked, not the entries of its file`, async (t) => {
    const { put, find } = world(t);
    put(".docker/config.json", { auths: { "ghcr.io": entry(OTHER) }, credsStore: helper(script) });
    put(".config/containers/auth.json", { auths: { "ghcr.io": entry() } });
    assert.equal(passwordOf(await find("ghcr.io/acme/app")), SECRET);
  });
}

for (const [what, script, says] of [
  ["fails", `echo ${SECRET}; echo ${SECRET} >&2; exit 3`, "exit code 3"],
  ["ends without reading", "exec 0<&-; exit 4", "exit code 4"],
  [
    "says that nothing was found and succeeds",
    'echo "credentials not found in native keychain"',
    "did not print JSON",
  ],
  ["prints garbage", `echo "token: ${SECRET}"`, "did not print JSON"],
  ["prints nothing", "cat >/dev/null", "did not print JSON"],
  ["prints a JSON text", `echo '"${SECRET}"'`, "no user name or no secret"],
  ["prints no secret", `echo '{"Username":"ada"}'`, "no user name or no secret"],
  ["prints a secret that is a number", `echo '{"Username":"ada","Secret":5}'`, "no user name or no secret"],
  ["prints no user name", answer("", SECRET), "no user name"],
  ["prints an empty secret", answer("ada", ""), "no password"],
  ["prints a second document", `${answer("ada", SECRET)}; echo ${SECRET}`, "did not print JSON"],
  ["prints without end", `while :; do echo ${SECRET.repeat(400)}; done`, "exit code 1"],
  ["kills itself", "kill -9 $$", "exit code 1"],
] as const) {
  test(`a helper that ${what} is an error that names it and the file, and shows nothing of it`, async (t) => {
    const { put, find } = world(t);
    const name = helper(script);
    const file = put(".docker/config.json", { credHelpers: { "ghcr.io": name } });
    put(".config/containers/auth.json", { auths: { "ghcr.io": entry() } });
    await assert.rejects(find("ghcr.io/acme/app"), refusal(`docker-credential-${name}`, file, says));
  });
}

test("a helper that is missing or may not be run is an error that names it", async (t) => {
  const { put, find } = world(t);
  put(".docker/config.json", { credsStore: "no-such-helper" });
  await assert.rejects(find("alpine"), refusal("docker-credential-no-such-helper", "PATH"));
  const name = helper("exit 0");
  chmodSync(join(BIN, `docker-credential-${name}`), 0o644);
  put(".docker/config.json", { credsStore: name });
  await assert.rejects(find("alpine"), refusal(`docker-credential-${name}`, "PATH"));
});

test("a helper runs in the user's environment and in the folder of its file", async (t) => {
  const { put, find, home } = world(t);
  put(".docker/config.json", { credsStore: "x" });
  const asked: unknown[] = [];
  const exec: Exec = async (...call) => {
    asked.push(call);
    return await Promise.resolve({ code: 0, stdout: JSON.stringify({ Username: "ada", Secret: SECRET }) });
  };
  await find("ghcr.io/acme/app", { exec });
  const options = { cwd: join(home, ".docker"), input: "ghcr.io", environment: "user" };
  assert.deepEqual(asked, [["docker-credential-x", ["get"], options]]);
});

test("a secret that comes without a user name is masked all the same", async (t) => {
  const { put, find, masked } = world(t);
  put(".docker/config.json", { credsStore: helper(`echo '{"Secret":"${SECRET}"}'`) });
  await assert.rejects(find("alpine"), refusal("no user name"));
  assert.deepEqual(masked, [SECRET]);
});

test("a helper that does not end in time is an error that names it", async (t) => {
  const { put, find } = world(t);
  put(".docker/config.json", { credsStore: "slow" });
  const exec: Exec = async () => await Promise.resolve({ code: TIMED_OUT, stdout: SECRET });
  await assert.rejects(find("alpine", { exec }), refusal("docker-credential-slow", "in time"));
});
