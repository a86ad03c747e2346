import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { parse } from "yaml";

import { WaybillError } from "../src/errors.ts";
import { readInputs, type Inputs } from "../src/inputs.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

/** The inputs of a step that names one digest, and these. */
function read(inputs: Readonly<Record<string, string>>): Inputs {
  const all: Record<string, string> = { "subject-digest": DIGEST, "subject-name": "rocket", ...inputs };
  return readInputs((name) => all[name] ?? "");
}

/** The lines of the error, one for each bad input. */
function problems(inputs: Readonly<Record<string, string>>): string[] {
  try {
    read(inputs);
  } catch (error) {
    assert.ok(error instanceof WaybillError);
    assert.equal(error.code, "INPUT_INVALID");
    return error.parts.what.split("\n").slice(1);
  }
  return [];
}

test("what is not set has the default that action.yml says, and both know the same inputs", async () => {
  const action = parse(await readFile(new URL("../action.yml", import.meta.url), "utf8")) as {
    inputs: Record<string, { default?: string }>;
  };
  const asked = new Set<string>();
  const withDefaults = readInputs((name) => {
    asked.add(name);
    if (name === "subject-path") return "dist/*";
    return name === "github-token" || name === "matrix" ? "" : (action.inputs[name]?.default ?? "");
  });
  const without = readInputs((name) => (name === "subject-path" ? "dist/*" : ""));

  assert.deepEqual([...asked].toSorted(), Object.keys(action.inputs).toSorted());
  assert.deepEqual(withDefaults, without);
  assert.deepEqual(without, {
    subjects: [{ kind: "paths", patterns: { include: ["dist/*"], exclude: [] } }],
    images: [],
    expectedCount: undefined,
    handover: {
      collectOnly: false,
      subjectsFromArtifacts: false,
      subjectsFile: undefined,
      bundlesArtifact: undefined,
      publish: undefined,
      matrix: "null",
    },
    buildType: "github",
    provenanceVersion: "v1",
    eventPayload: "none",
    vars: { values: {}, complete: false, redacted: [] },
    sbomPaths: [],
    predicate: undefined,
    bundlePer: "run",
    dryRun: false,
    provenanceName: undefined,
    outputDir: undefined,
    release: undefined,
    registry: {
      push: false,
      layout: "auto",
      platforms: false,
      repository: undefined,
      username: undefined,
      password: undefined,
      repositoryLogin: undefined,
      plainHttp: false,
      storageRecord: undefined,
    },
    githubAttestations: "auto",
    sigstore: "auto",
    signingConfig: undefined,
    rekorVersion: "auto",
    trustedRoot: undefined,
    oidcIssuer: undefined,
    privateRepository: false,
    onMissingToken: "fail",
    maxWait: 900,
    showSummary: true,
    githubToken: undefined,
  });
});

test("each input is read as what it is", () => {
  const cases: readonly [Readonly<Record<string, string>>, Partial<Inputs>][] = [
    [{ "expected-count": "1024" }, { expectedCount: 1024 }],
    [{ "build-type": "full" }, { buildType: "full" }],
    [{ "provenance-name": "multiple.intoto.jsonl" }, { provenanceName: "multiple.intoto.jsonl" }],
    [{ "output-dir": "out" }, { outputDir: "out" }],
    [{ "upload-assets": "true" }, { release: { tag: undefined, overwrite: false, create: "never" } }],
    [
      { "upload-assets": "TRUE", "upload-tag-name": "v1", "overwrite-assets": "True" },
      { release: { tag: "v1", overwrite: true, create: "never" } },
    ],
    [{ "upload-assets": "false", "upload-tag-name": "v1" }, { release: undefined }],
    [{ "github-attestations": "never" }, { githubAttestations: "never" }],
    [{ "oidc-issuer": "https://issuer.example//" }, { oidcIssuer: "https://issuer.example" }],
    [{ "oidc-issuer": "http://127.0.0.1:8080" }, { oidcIssuer: "http://127.0.0.1:8080" }],
    [{ "rekor-version": "2" }, { rekorVersion: "2" }],
    [{ "private-repository": "true" }, { privateRepository: true }],
    [{ "on-missing-token": "skip" }, { onMissingToken: "skip" }],
    [{ "max-wait": "0" }, { maxWait: 0 }],
    [{ "show-summary": "False" }, { showSummary: false }],
    [{ "github-token": "t" }, { githubToken: "t" }],
    [
      { sigstore: "custom", "signing-config": "c.json", "trusted-root": "r.json" },
      { sigstore: "custom", signingConfig: "c.json", trustedRoot: "r.json" },
    ],
  ];
  for (const [given, expected] of cases) {
    const inputs: Readonly<Record<string, unknown>> = { ...read(given) };
    for (const [name, value] of Object.entries(expected)) {
      assert.deepEqual(inputs[name], value, JSON.stringify(given));
    }
  }
});

test("images come from their lines, and from a name and a digest that are pushed to a registry", () => {
  const repository = { registry: "ghcr.io", path: "acme/app" };
  const hex = `sha256:${"a".repeat(64)}`;
  const none = { "subject-digest": "", "subject-name": "" };
  const named = read({ ...none, images: ` ghcr.io/acme/app:v1\n\n ghcr.io/acme/app@${hex} ` });
  assert.deepEqual(named.images, [
    { repository, tag: "v1", digest: undefined },
    { repository, tag: undefined, digest: hex },
  ]);
  assert.deepEqual([named.subjects, named.registry.push], [[], true]);
  assert.equal(
    read({ ...none, images: "ghcr.io/acme/app", "push-to-registry": "false" }).registry.push,
    false,
  );

  const pushed = read({
    "subject-name": "ghcr.io/Acme/App:v1",
    "subject-digest": hex.toUpperCase().replace("SHA", "sha"),
    "push-to-registry": "true",
  });
  assert.deepEqual(pushed.images, [{ repository, tag: undefined, digest: hex }]);
  assert.deepEqual(pushed.subjects, []);
});

test("options of registries that do not fit the images are refused", () => {
  const none = { "subject-digest": "", "subject-name": "" };
  const two = "ghcr.io/acme/app\nquay.io/acme/app";
  const login = { "registry-username": "rocket", "registry-password": "secret" };
  const elsewhere = { "attestation-registry-username": "a", "attestation-registry-password": "secret" };
  for (const [given, input] of [
    [{ "push-to-registry": "true", "subject-path": "a", ...none }, "push-to-registry"],
    [{ "push-to-registry": "yes" }, "push-to-registry"],
    [{ "push-to-registry": "true", "subject-digest": `sha512:${"a".repeat(128)}` }, "subject-digest"],
    [{ "push-to-registry": "true", "subject-name": "" }, "subject-name"],
    [{ ...none, images: "ghcr.io/acme/app", "registry-username": "rocket" }, "registry-password"],
    [{ ...none, images: "ghcr.io/acme/app", "registry-password": "secret" }, "registry-username"],
    [{ ...none, images: two, ...login }, "registry-username"],
    [
      { ...none, images: "ghcr.io/acme/app", "attestation-repository": "quay.io/acme/app", ...login },
      "registry-username",
    ],
    [{ ...none, images: "ghcr.io/acme/app", "registry-layout": "tags" }, "registry-layout"],
    [{ ...none, images: "ghcr.io/acme/app", ...elsewhere }, "attestation-repository"],
  ] as const) {
    const found = problems(given);
    assert.equal(found.length, 1, found.join("\n"));
    assert.ok(found[0]?.startsWith(`  - ${input}: `), found[0]);
    assert.ok(!found[0]?.includes("secret"));
  }
});

test("a repository for bundles may have a login of its own, whatever registry the images are in", () => {
  const { registry } = read({
    "subject-digest": "",
    "subject-name": "",
    images: "ghcr.io/acme/app@sha256:" + "a".repeat(64),
    "registry-username": "rocket",
    "registry-password": "secret",
    "attestation-repository": "quay.io/acme/provenance",
    "attestation-registry-username": "notary",
    "attestation-registry-password": "another",
  });
  assert.deepEqual(registry.repositoryLogin, { username: "notary", password: "another" });
  assert.deepEqual([registry.username, registry.password], ["rocket", "secret"]);
});

test("a handle that is none is refused by what gives one", () => {
  const sha256 = "a".repeat(64);
  const encoded = (json: unknown): string => Buffer.from(JSON.stringify(json)).toString("base64");
  const handle = encoded({ artifact_name: "list-12", sha256, filename: "list" });
  const given = { "subject-digest": "", "subject-name": "" };
  assert.deepEqual(read({ ...given, "base64-subjects-as-file": handle }).handover.subjectsFile, {
    artifact: "list-12",
    file: "list",
    sha256,
  });
  for (const bad of ["list", encoded({ artifact_name: "list-12", filename: "list" }), encoded(null)]) {
    const [problem] = problems({ ...given, "base64-subjects-as-file": bad });
    assert.match(problem ?? "", /base64-subjects-as-file: .*create-base64-subjects-from-file/);
  }
});

test("subject-name belongs to the digest where there is one, else to the path", () => {
  assert.deepEqual(read({}).subjects, [{ kind: "digest", digest: DIGEST, name: "rocket" }]);
  assert.deepEqual(read({ "subject-path": "a", "subject-digest": "" }).subjects, [
    { kind: "paths", patterns: { include: ["a"], exclude: [] }, name: "rocket" },
  ]);
  assert.deepEqual(
    read({ "subject-path": "a" }).subjects.map((request) => ("name" in request ? request.name : undefined)),
    [undefined, "rocket"],
  );
});

test("a value that is none of the choices is an error that lists them", () => {
  const cases: readonly [string, string, string][] = [
    ["build-type", "slsa", "one of github, full"],
    ["github-attestations", "Always", "one of auto, always, never"],
    ["sigstore", "private", "one of auto, public, github, custom"],
    ["rekor-version", "v2", "one of auto, 1, 2"],
    ["on-missing-token", "warn", "one of fail, skip"],
    ["upload-assets", "yes", "one of true, false"],
    ["overwrite-assets", "0", "one of true, false"],
    ["private-repository", "tRUE", "one of true, false"],
    ["show-summary", "off", "one of true, false"],
    ["expected-count", "0", "a whole number from 1 to 1000000"],
    ["expected-count", "1.5", "a whole number from 1 to 1000000"],
    ["max-wait", "-1", "a whole number from 0 to 21600"],
    ["max-wait", "1e3", "a whole number from 0 to 21600"],
    ["max-wait", "21601", "a whole number from 0 to 21600"],
  ];
  for (const [name, value, expected] of cases) {
    assert.deepEqual(problems({ [name]: value }), [`  - ${name}: got \`${value}\`, expected ${expected}`]);
  }
});

test("names and addresses that could mean something else are refused", () => {
  const refused: readonly [string, string][] = [
    ["provenance-name", "a/b.intoto.jsonl"],
    ["provenance-name", ".intoto.jsonl"],
    ["provenance-name", "provenance.json"],
    ["provenance-name", "a\nb.intoto.jsonl"],
    ["upload-tag-name", "v1 beta"],
    ["upload-tag-name", "v1\u0007"],
    ["oidc-issuer", "http://issuer.example"],
    ["oidc-issuer", "http://127.0.0.1.evil.example"],
    ["oidc-issuer", "ftp://issuer.example"],
    ["oidc-issuer", "issuer.example"],
    ["subject-digest", "sha256:abc"],
    ["subject-digest", "a".repeat(64)],
    ["base64-subjects", "%%%%"],
  ];
  for (const [name, value] of refused) {
    const lines = problems({ [name]: value });
    assert.equal(lines.length, 1, `${name}: ${JSON.stringify(value)}`);
    assert.ok(lines[0]?.startsWith(`  - ${name}: got `), lines[0]);
  }
});

test("credentials in a URL are not repeated", () => {
  for (const url of [
    "https://u:s3cr3t@issuer.example",
    "https://u:s3/cr3t@issuer.example",
    "u:s3cr3t@issuer",
  ]) {
    const [line = ""] = problems({ "oidc-issuer": url });
    assert.match(line, /^ {2}- oidc-issuer: got `[^`]*\*\*\*@issuer/);
    assert.doesNotMatch(line, /s3|cr3t/);
  }
});

test("a custom instance needs both of its files, and a digest its name", () => {
  assert.deepEqual(problems({ sigstore: "custom", "subject-name": "" }).map(inputName), [
    "subject-name",
    "signing-config",
    "trusted-root",
  ]);
});

test("no subject at all is an error that names every way to give one, subject-name being none", () => {
  const none = { "subject-digest": "", "subject-name": "" };
  assert.match(
    problems(none)[0] ?? "",
    /subject-path: got `nothing`, .*subject-path, subject-digest, subject-checksums, base64-subjects, base64-subjects-as-file, images and subjects-from/,
  );
  assert.match(problems({ ...none, "subject-name": "rocket" })[0] ?? "", /got `subject-name alone`/);
});

test("every bad input is named, in one error", () => {
  const names = problems({
    sigstore: "x",
    "subject-digest": "x",
    "max-wait": "x",
    "show-summary": "x",
  }).map(inputName);
  assert.deepEqual(new Set(names), new Set(["sigstore", "subject-digest", "max-wait", "show-summary"]));
});

function inputName(line: string): string | undefined {
  return /^ {2}- ([a-z0-9-]+):/.exec(line)?.[1];
}

test("no text of action.yml but a default holds an expression, which the runner would refuse with the whole action", async () => {
  const text = await readFile(new URL("../action.yml", import.meta.url), "utf8");
  const lines = text.split("\n").filter((line) => line.includes("${{"));
  // Contexts that a default may use: github, job, matrix, runner, strategy (actions/runner, ActionManifestManager).
  for (const line of lines)
    assert.match(line, /^ {4}default: \$\{\{ (?:github\.token|toJSON\(matrix\)) \}\}$/);
  assert.ok(lines.length > 0);
});
