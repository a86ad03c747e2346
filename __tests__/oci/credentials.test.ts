import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { commandExec } from "../../src/cli/exec.ts";
import type { Exec } from "../../src/exec.ts";
import { findCredentials } from "../../src/oci/credentials.ts";
import { parseRepository } from "../../src/oci/reference.ts";
import {
  auth,
  entry,
  HUB,
  NONE,
  OTHER,
  passwordOf,
  refusal,
  SECRET,
  sourceOf,
  world,
} from "./credentials-world.ts";

test("the inputs go before every file, and both are masked", async (t) => {
  const { put, find, masked } = world(t);
  put(".docker/config.json", { auths: { "ghcr.io": entry(OTHER) } });
  const found = await find("ghcr.io/acme/app", { given: { username: "ada", password: SECRET } });
  assert.deepEqual(found, {
    kind: "basic",
    username: "ada",
    password: SECRET,
    source: "the inputs `registry-username` and `registry-password`",
  });
  assert.deepEqual(masked, [SECRET, auth("ada", SECRET)]);
});

for (const [what, given, says] of [
  ["a password without a user name", { username: "", password: SECRET }, "no user name"],
  ["a user name without a password", { username: "ada", password: "" }, "no password"],
  ["a user name with a colon", { username: "ada:x", password: SECRET }, "colon"],
  [
    "a password with a line break in it",
    { username: "ada", password: `${SECRET}\n${SECRET}` },
    "control character",
  ],
] as const) {
  test(`${what} among the inputs is refused`, async (t) => {
    await assert.rejects(world(t).find("ghcr.io/a/b", { given }), refusal("`registry-username`", says));
  });
}

test("the sources are asked in their order, each once those before it have nothing", async (t) => {
  const { put, find, home } = world(t);
  const env = {
    DOCKER_CONFIG: join(home, "docker"),
    REGISTRY_AUTH_FILE: join(home, "given.json"),
    XDG_RUNTIME_DIR: join(home, "run"),
    XDG_CONFIG_HOME: join(home, "xdg"),
  };
  put(".docker/config.json", { auths: { "ghcr.io": entry("not asked") } });
  const paths = ["xdg/containers/auth.json", "run/containers/auth.json", "given.json", "docker/config.json"];
  for (const [i, path] of paths.entries()) {
    const file = put(path, { auths: { "ghcr.io": entry(`password ${i}`) } });
    const found = await find("ghcr.io/acme/app", { env });
    assert.equal(passwordOf(found), `password ${i}`);
    assert.equal(sourceOf(found), `the entry "ghcr.io" of ${file}`);
  }
});

test("without variables the files of the home are read, docker's first", async (t) => {
  const { put, find } = world(t);
  put(".config/containers/auth.json", { auths: { "ghcr.io": entry("podman's") } });
  assert.equal(
    passwordOf(await find("ghcr.io/acme/app", { env: { DOCKER_CONFIG: "", XDG_CONFIG_HOME: "" } })),
    "podman's",
  );
  put(".docker/config.json", { auths: { "ghcr.io": entry("docker's") } });
  assert.equal(passwordOf(await find("ghcr.io/acme/app")), "docker's");
});

test("with nothing anywhere the answer is anonymous and tells where it looked", async (t) => {
  const { put, find, home, masked } = world(t);
  const file = put(".docker/config.json", { credHelpers: { "ghcr.io": "x" } });
  const exec: Exec = async () =>
    await Promise.resolve({ code: 1, stdout: "credentials not found in native keychain\n" });
  const given = put("given.json", { auths: { "quay.io": entry() } });
  const found = await find("ghcr.io/acme/app", { env: { REGISTRY_AUTH_FILE: given }, uid: 987_654, exec });
  assert.deepEqual(found, {
    kind: "anonymous",
    looked: [
      `docker-credential-x, named by ${file} (nothing for ghcr.io)`,
      `${given} (nothing for ghcr.io)`,
      "/run/containers/987654/auth.json (not there)",
      `${join(home, ".config/containers/auth.json")} (not there)`,
    ],
  });
  assert.deepEqual(masked, []);
});

test("podman's own folder of a user may be closed to us", async (t) => {
  const closed = async (path: string): Promise<Buffer> => {
    const code = path.startsWith("/run/") ? "EACCES" : "ENOENT";
    return await Promise.reject(Object.assign(new Error("no"), { code }));
  };
  const ports = { home: world(t).home, uid: 7, readFile: closed, exec: commandExec, mask: () => undefined };
  const found = await findCredentials(parseRepository("ghcr.io/a/b"), NONE, { ...ports, env: {} });
  assert.equal(found.kind, "anonymous");
  await assert.rejects(
    findCredentials(parseRepository("ghcr.io/a/b"), NONE, {
      ...ports,
      env: { XDG_RUNTIME_DIR: "/run/user" },
    }),
    refusal("/run/user/containers/auth.json", "EACCES"),
  );
  const elsewhere = await findCredentials(parseRepository("ghcr.io/a/b"), NONE, {
    ...ports,
    env: { XDG_RUNTIME_DIR: "/no/such/folder" },
  });
  assert.ok(elsewhere.kind === "anonymous" && !elsewhere.looked.join().includes("/run/containers/"));
});

for (const key of [
  "ghcr.io",
  "https://ghcr.io",
  "http://ghcr.io/",
  "https://ghcr.io/v1/",
  "https://ghcr.io/v2",
  "GHCR.io",
]) {
  test(`an entry for ${key} is that of ghcr.io`, async (t) => {
    const { put, find } = world(t);
    put(".docker/config.json", { auths: { "quay.io": entry(OTHER), [key]: entry() } });
    assert.equal(passwordOf(await find("ghcr.io/acme/app")), SECRET);
  });
}

for (const key of [
  HUB,
  "docker.io",
  "index.docker.io",
  "registry-1.docker.io",
  "https://registry-1.docker.io/v2/",
]) {
  test(`an entry for ${key} is that of Docker Hub`, async (t) => {
    const { put, find } = world(t);
    put(".docker/config.json", { auths: { [key]: entry() } });
    assert.equal(passwordOf(await find("alpine")), SECRET);
    assert.equal((await find("ghcr.io/acme/app")).kind, "anonymous");
  });
}

test("of two entries for Docker Hub docker's own key is read", async (t) => {
  const { put, find } = world(t);
  put(".docker/config.json", { auths: { "docker.io": entry(OTHER), [HUB]: entry() } });
  assert.equal(passwordOf(await find("alpine")), SECRET);
});

for (const [name, key] of [
  ["localhost:5000/app", "localhost:5000"],
  ["[::1]:5000/app", "http://[::1]:5000"],
] as const) {
  test(`the port is part of a registry's name: ${key}`, async (t) => {
    const { put, find } = world(t);
    put(".docker/config.json", { auths: { [key]: entry(), localhost: entry(OTHER), "[::1]": entry(OTHER) } });
    assert.equal(passwordOf(await find(name)), SECRET);
    assert.equal((await find(name.replace("5000", "5001"))).kind, "anonymous");
  });
}

test("the entry of the longest part of a repository's name is the one", async (t) => {
  const { put, find } = world(t);
  put(".config/containers/auth.json", {
    auths: {
      "quay.io": entry("registry"),
      "quay.io/acme": entry("organisation"),
      "quay.io/acme/team/app": entry("repository"),
      "docker.io/acme": entry("hub"),
    },
  });
  for (const [name, password] of [
    ["quay.io/acme/team/app", "repository"],
    ["quay.io/acme/team/app2", "organisation"],
    ["quay.io/acme/team", "organisation"],
    ["quay.io/acme2/app", "registry"],
    ["acme/app", "hub"],
  ] as const)
    assert.equal(passwordOf(await find(name)), password, name);
  assert.equal((await find("other/app")).kind, "anonymous");
});

test("an entry that holds nothing is passed over", async (t) => {
  const { put, find } = world(t);
  put(".docker/config.json", { auths: { "ghcr.io": {}, "https://ghcr.io": { email: "a@b", auth: "" } } });
  put(".config/containers/auth.json", { auths: { "ghcr.io": entry() } });
  assert.equal(passwordOf(await find("ghcr.io/acme/app")), SECRET);
});

for (const [what, held, expected, masked] of [
  [
    "a user name and a password",
    { username: "ada", password: SECRET },
    { kind: "basic", username: "ada", password: SECRET },
    [SECRET, auth("ada", SECRET)],
  ],
  [
    "`auth` before them",
    { ...entry(), username: "bob", password: OTHER },
    { kind: "basic", username: "ada", password: SECRET },
    [SECRET, auth("ada", SECRET), OTHER],
  ],
  [
    "a password with colons",
    { auth: auth("ada", "a:b:c") },
    { kind: "basic", username: "ada", password: "a:b:c" },
    ["a:b:c"],
  ],
  [
    "a password with NUL at its end",
    { auth: auth("ada", `${SECRET}\0\0`) },
    { kind: "basic", username: "ada", password: SECRET },
    [SECRET, auth("ada", SECRET), auth("ada", `${SECRET}\0\0`)],
  ],
  [
    "an identity token, as ACR's",
    { auth: auth("00000000-0000-0000-0000-000000000000", ""), identitytoken: SECRET },
    { kind: "identity-token", token: SECRET },
    [SECRET],
  ],
  [
    "a registry token",
    { registrytoken: SECRET, identitytoken: OTHER },
    { kind: "bearer", token: SECRET },
    [SECRET, OTHER],
  ],
  [
    "`<token>` for a user name",
    { auth: auth("<token>", SECRET) },
    { kind: "identity-token", token: SECRET },
    [SECRET],
  ],
] as const) {
  test(`an entry with ${what}`, async (t) => {
    const { put, find, masked: seen } = world(t);
    const file = put(".docker/config.json", { auths: { "ghcr.io": held } });
    const found = await find("ghcr.io/acme/app");
    assert.deepEqual(found, { ...expected, source: `the entry "ghcr.io" of ${file}` });
    for (const secret of masked) assert.ok(seen.includes(secret), `${secret} was not masked`);
  });
}

for (const [what, content, says] of [
  ["no JSON", `{"auths": {"ghcr.io": {"auth": "${auth("ada", SECRET)}"`, "not JSON"],
  ["a JSON text", JSON.stringify(SECRET), "not a JSON object"],
  ["a JSON list", [entry()], "not a JSON object"],
  ["`auths` that are a list", { auths: [entry()] }, "`auths`"],
  ["an entry that is a text", { auths: { "ghcr.io": auth("ada", SECRET) } }, '"ghcr.io"'],
  ["`auth` that is a number", { auths: { "ghcr.io": { auth: 5 } } }, "`auth`"],
  ["`auth` that is not base64", { auths: { "ghcr.io": { auth: `ada:${SECRET}` } } }, "not base64"],
  [
    "`auth` without its padding",
    { auths: { "ghcr.io": { auth: auth("ada", `${SECRET}x`).replace(/=+$/, "") } } },
    "not base64",
  ],
  ["`auth` without a colon", { auths: { "ghcr.io": { auth: btoa(SECRET) } } }, "USER:PASSWORD"],
  ["`auth` of an empty secret", { auths: { "ghcr.io": { auth: auth("ada", "") } } }, "secret is set"],
  ["`auth` without a user", { auths: { "ghcr.io": { auth: auth("", SECRET) } } }, "no user name"],
  ["a token with a line break", { auths: { "ghcr.io": { identitytoken: `${SECRET}\n` } } }, "token"],
  ["`credHelpers` that are a list", { credHelpers: ["x"] }, "`credHelpers`"],
  ["a helper that is a number", { credHelpers: { "ghcr.io": 5 } }, "`credHelpers`"],
  ["`credsStore` that is a list", { credsStore: [] }, "`credsStore`"],
  ["a helper with a path", { credsStore: "../x" }, '"../x"'],
  ["a helper with a space", { credsStore: "x y" }, '"x y"'],
  ["more than 1 MiB", `{"auths":{},"x":"${"x".repeat(1024 * 1024)}"}`, "1 MiB"],
] as const) {
  test(`a file with ${what} is an error that names it, and no later file is asked`, async (t) => {
    const { put, find } = world(t);
    const file = put(".docker/config.json", content);
    put(".config/containers/auth.json", { auths: { "ghcr.io": entry() } });
    await assert.rejects(find("ghcr.io/acme/app"), refusal(file, says));
  });
}

test("a file without anything in it holds nothing", async (t) => {
  const { put, find } = world(t);
  put(".docker/config.json", "\n");
  assert.equal((await find("alpine")).kind, "anonymous");
});

test("a folder in the place of the file is an error", async (t) => {
  const { put, find, home } = world(t);
  put(".docker/config.json/x", "");
  await assert.rejects(find("alpine"), refusal(join(home, ".docker/config.json"), "EISDIR"));
});

test("a broken entry of another registry is no concern of ours", async (t) => {
  const { put, find } = world(t);
  put(".docker/config.json", { auths: { "quay.io": { auth: "%" }, "ghcr.io": entry() } });
  assert.equal(passwordOf(await find("ghcr.io/acme/app")), SECRET);
});
