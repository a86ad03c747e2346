import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { pushImage, pushIndex } from "../../local/registry/images.ts";
import { imageWorld } from "./images.ts";
import { everythingLeft, failedWith, NO_TRACES, resultOf, statementIn, traces } from "./world.ts";

interface Attachment {
  readonly image: string;
  readonly digest: string;
  readonly attestation: string;
  readonly "stored-as": string[];
}

function attachments(outputs: Readonly<Record<string, string>>): Attachment[] {
  return JSON.parse(outputs["registry-attestations"] ?? "[]") as Attachment[];
}

test("an index named by its tag is attested by its digest and found there as a referrer", async (t) => {
  const w = await imageWorld(t);
  const { digest } = w.index.descriptor;
  const run = await w.step({ images: `${w.name}:v1` });
  assert.equal(run.code, 0, run.log);
  assert.deepEqual((await statementIn(run.outputs["bundle-path"]))["subject"], [
    { name: w.name, digest: { sha256: digest.slice(7) } },
  ]);
  const [attachment] = attachments(run.outputs);
  assert.equal(attachment?.digest, digest);
  assert.deepEqual(attachment?.["stored-as"], ["referrers"]);
  const referrers = await (await fetch(`${w.registry.url}/v2/acme/app/referrers/${digest}`)).json();
  assert.deepEqual(
    (referrers as { manifests: { digest: string }[] }).manifests.map((one) => one.digest),
    [attachment?.attestation],
  );
});

test("platforms are subjects too, each by its own digest, and BuildKit's additions are not", async (t) => {
  const w = await imageWorld(t);
  const { descriptor, platforms } = w.index;
  const run = await w.step({ images: `${w.name}@${descriptor.digest}`, "attest-platforms": "true" });
  assert.equal(run.code, 0, run.log);
  const [amd64, arm64] = platforms.map((platform) => platform.digest);
  assert.deepEqual((await statementIn(run.outputs["bundle-path"]))["subject"], [
    { name: w.name, digest: { sha256: descriptor.digest.slice(7) } },
    { name: `${w.name}?platform=linux/amd64`, digest: { sha256: amd64?.slice(7) } },
    { name: `${w.name}?platform=linux/arm64/v8`, digest: { sha256: arm64?.slice(7) } },
  ]);
  assert.deepEqual(
    attachments(run.outputs).map((one) => one.digest),
    [descriptor.digest, amd64, arm64],
  );
  assert.equal(traces(w.local)["entries"], 1);
});

test("entries of an index that name no platform are left out with a warning", async (t) => {
  const w = await imageWorld(t);
  const { state } = w.registry;
  const stored = state.repository("acme/app");
  const nested = pushIndex(state, "acme/app", { content: "nested" }).descriptor;
  const manifests = [pushImage(state, "acme/app", { content: "bare" }), nested, ...w.index.attestations];
  const json = { schemaVersion: 2, mediaType: nested.mediaType, manifests };
  stored.putTag("odd", stored.putManifest(json.mediaType, Buffer.from(JSON.stringify(json)), json).digest);
  const run = await w.step({ images: `${w.name}:odd`, "attest-platforms": "true" });
  assert.equal(run.code, 0, run.log);
  assert.match(run.log, /^::warning.*has 2 entries without a platform/m);
  assert.equal(attachments(run.outputs).length, 1);
});

test("an index of more platforms than one statement takes is not split over several", async (t) => {
  const w = await imageWorld(t);
  const stored = w.registry.state.repository("acme/app");
  const [image] = w.index.platforms;
  const manifests = Array.from({ length: 1024 }, (_, index) => ({
    ...image,
    platform: { os: "linux", architecture: `a${index}` },
  }));
  const json = { schemaVersion: 2, mediaType: w.index.descriptor.mediaType, manifests };
  stored.putTag("many", stored.putManifest(json.mediaType, Buffer.from(JSON.stringify(json)), json).digest);
  const run = await w.step({ images: `${w.name}:many`, "attest-platforms": "true", "dry-run": "true" });
  assert.match(await failedWith(run, "REGISTRY_INVALID"), /1024 platforms/);
});

test("files and two images in one step: one certificate, and no image's bundle names another", async (t) => {
  const w = await imageWorld(t);
  const other = pushImage(w.registry.state, "acme/tool", { content: "tool" });
  await w.file("dist/rocket.tgz", "rocket");
  const tool = `${w.registry.host}/acme/tool`;
  const run = await w.step({
    images: `${w.name}:v1\n${tool}@${other.digest}`,
    "subject-path": "dist/*",
    "provenance-version": "both",
    "expected-count": "3",
  });
  assert.equal(run.code, 0, run.log);
  const subjects = await Promise.all(
    (run.outputs["bundle-paths"] ?? "").split("\n").map(async (file) => {
      const { subject } = (await statementIn(file)) as { subject: { name: string }[] };
      return subject.map(({ name }) => name);
    }),
  );
  assert.deepEqual(subjects, [["rocket.tgz"], [w.name], [tool], ["rocket.tgz"], [w.name], [tool]]);
  assert.deepEqual(traces(w.local), {
    ...NO_TRACES,
    certificates: 1,
    entries: 6,
    timestamps: 6,
    attestations: 6,
  });
  assert.equal(attachments(run.outputs).length, 4);
});

test("a run again attaches nothing and signs nothing", async (t) => {
  const w = await imageWorld(t, { switches: { referrers: "absent" } });
  const inputs = { images: `${w.name}:v1`, "attest-platforms": "true", "github-attestations": "never" };
  const first = await w.step(inputs);
  assert.equal(first.code, 0, first.log);
  assert.deepEqual(attachments(first.outputs)[0]?.["stored-as"], ["fallback"]);
  const before = w.registry.server.requests().length;
  const again = await w.step(inputs);
  assert.equal(again.code, 0, again.log);
  assert.equal((await resultOf(again))["outcome"], "already-attested");
  assert.equal(traces(w.local)["entries"], 1);
  assert.deepEqual(attachments(again.outputs), attachments(first.outputs));
  assert.deepEqual(
    w.registry.server
      .requests()
      .slice(before)
      .filter((request) => !/^(?:GET|HEAD) /.test(request)),
    [],
  );
});

test("a platform that lost its attestation gets the same one back", async (t) => {
  const w = await imageWorld(t);
  const inputs = { images: `${w.name}:v1`, "attest-platforms": "true" };
  const first = await w.step({ ...inputs, "attest-platforms": "false" });
  assert.equal(first.code, 0, first.log);
  // The platforms were not stated, so another statement is signed; the third run finds it.
  const second = await w.step(inputs);
  const third = await w.step(inputs);
  assert.equal(third.code, 0, third.log);
  assert.equal(traces(w.local)["entries"], 2);
  assert.deepEqual(attachments(third.outputs), attachments(second.outputs));
});

test("a digest that the registry does not hold is named with its registry, before anything is signed", async (t) => {
  const w = await imageWorld(t);
  const digest = `sha256:${"0".repeat(64)}`;
  const message = await failedWith(await w.step({ images: `${w.name}@${digest}` }), "IMAGE_NOT_FOUND");
  assert.match(message, new RegExp(w.registry.host));
  assert.match(message, /acme\/app/);
  assert.deepEqual(traces(w.local), { ...NO_TRACES, certificates: 1 });
});

test("as actions/attest: a name in any case, its digest, and push-to-registry", async (t) => {
  const w = await imageWorld(t);
  const { digest } = w.index.descriptor;
  const run = await w.step({
    "subject-name": `${w.registry.host}/Acme/App`,
    "subject-digest": digest,
    "push-to-registry": "true",
  });
  assert.equal(run.code, 0, run.log);
  assert.equal(attachments(run.outputs)[0]?.image, w.name);
});

test("a name and a digest that are pushed nowhere are a subject like any other, and no registry is asked", async (t) => {
  const w = await imageWorld(t);
  const run = await w.step({ "subject-name": w.name, "subject-digest": w.index.descriptor.digest });
  assert.equal(run.code, 0, run.log);
  assert.deepEqual(w.registry.server.requests(), []);
});

test("bundles stored in another repository leave the image's own alone", async (t) => {
  const w = await imageWorld(t);
  const run = await w.step({
    images: `${w.name}:v1`,
    "attestation-repository": `${w.registry.host}/acme/provenance`,
  });
  assert.equal(run.code, 0, run.log);
  const writes = w.registry.server.requests().filter((request) => request.startsWith("PUT "));
  assert.ok(
    writes.length > 0 && writes.every((request) => request.includes("/acme/provenance/")),
    writes.join("\n"),
  );
});

test("every layout is stored, and said", async (t) => {
  const w = await imageWorld(t);
  const run = await w.step({ images: `${w.name}:v1`, "registry-layout": "all" });
  assert.equal(run.code, 0, run.log);
  assert.deepEqual(attachments(run.outputs)[0]?.["stored-as"].toSorted(), ["att", "fallback", "referrers"]);
});

test("credentials of the inputs open the registry, and appear nowhere", async (t) => {
  const w = await imageWorld(t, {
    auth: {
      kind: "bearer",
      accounts: [
        { username: "rocket", password: "kept-from-all-eyes", may: { "acme/app": ["pull", "push"] } },
      ],
    },
  });
  const refused = await w.step({ images: `${w.name}:v1` });
  assert.match(await failedWith(refused, "REGISTRY_DENIED"), /login|credentials/i);
  const run = await w.step({
    images: `${w.name}:v1`,
    "registry-username": "rocket",
    "registry-password": "kept-from-all-eyes",
  });
  assert.equal(run.code, 0, run.log);
  assert.ok(!`${run.summary}${JSON.stringify(run.outputs)}`.includes("kept-from-all-eyes"));
});

test("a repository for bundles is opened with its own credentials, the image's with the image's", async (t) => {
  const w = await imageWorld(t, {
    auth: {
      kind: "bearer",
      accounts: [
        { username: "rocket", password: "kept-from-all-eyes", may: { "acme/app": ["pull"] } },
        { username: "notary", password: "kept-from-them-too", may: { "acme/provenance": ["pull", "push"] } },
      ],
    },
  });
  const run = await w.step({
    images: `${w.name}:v1`,
    "registry-username": "rocket",
    "registry-password": "kept-from-all-eyes",
    "attestation-repository": `${w.registry.host}/acme/provenance`,
    "attestation-registry-username": "notary",
    "attestation-registry-password": "kept-from-them-too",
  });
  assert.equal(run.code, 0, run.log);
  assert.equal(w.registry.state.repository("acme/provenance").manifests.size, 1);
  assert.doesNotMatch(await everythingLeft(w.job, run), /kept-from/);
});

test("a tag that moves while the statement is signed is told, and nothing is attached to the new image", async (t) => {
  const w = await imageWorld(t);
  const other = pushImage(w.registry.state, "acme/app", { content: "other" });
  w.local.sigstore.rekor.server.fail(/entries/, { kind: "delay", ms: 600 });
  const stepping = w.step({ images: `${w.name}:v1` });
  const waited = setInterval(() => {
    if (w.local.sigstore.ca.issued.length > 0)
      w.registry.state.repository("acme/app").tags.set("v1", other.digest);
  }, 20);
  const run = await stepping;
  clearInterval(waited);
  assert.equal(run.code, 1, run.log);
  assert.match(run.log, /IMAGE_CHANGED/);
  assert.deepEqual(attachments(run.outputs), []);
});

test("images and their options that do not fit are refused together, before anything is called", async (t) => {
  const w = await imageWorld(t);
  const run = await w.step({
    images: "ghcr.io/Acme/app\nhttps://ghcr.io/acme/app",
    "registry-layout": "tag",
    "registry-username": "rocket",
    "attestation-repository": "ghcr.io/acme/app:v1",
  });
  const message = await failedWith(run, "INPUT_INVALID");
  for (const name of ["images", "registry-layout", "registry-password", "attestation-repository"])
    assert.match(message, new RegExp(`- ${name}: `), message);
  assert.match(message, /upper case.*Write the path in lower case/);
  assert.match(message, /Leave out `https:/);
  assert.deepEqual(traces(w.local), NO_TRACES);
});

test("a storage record is made when asked for, and says where the image is", async (t) => {
  const w = await imageWorld(t);
  const inputs = { images: `${w.name}:v1`, "create-storage-record": "true", "subject-version": "1.2.3" };
  const run = await w.step({ ...inputs, "github-attestations": "never" });
  assert.equal(run.code, 0, run.log);
  const { id, ...record } = w.local.github.state.storageRecords[0] ?? {};
  assert.deepEqual(record, {
    name: w.name,
    digest: w.index.descriptor.digest,
    registry_url: `https://${w.registry.host}`,
    version: "1.2.3",
  });
  assert.equal(run.outputs["storage-record-ids"], String(id));
});

test("a storage record that is asked for where no image is stored is missed with a warning", async (t) => {
  const w = await imageWorld(t);
  const run = await w.step({
    images: `${w.name}:v1`,
    "push-to-registry": "false",
    "create-storage-record": "true",
  });
  assert.equal(run.code, 0, run.log);
  assert.match(run.log, /^::warning.*There is no storage record: this step stored no image's bundle/m);
});

for (const [what, change, advice] of [
  ["without the permission", { artifactMetadata: "none" }, /artifact-metadata: write/],
  ["for a user", { ownerType: "User" }, /must be an organisation/],
] as const) {
  test(`a storage record that GitHub refuses ${what} is a warning with the reason, and everything else is stored`, async (t) => {
    const w = await imageWorld(t);
    Object.assign(
      "ownerType" in change ? w.local.github.state.repository : w.local.github.state.permissions,
      change,
    );
    const inputs = {
      images: `${w.name}:v1`,
      "create-storage-record": "true",
      "github-attestations": "never",
    };
    const run = await w.step(inputs);
    assert.equal(run.code, 0, run.log);
    assert.match(run.log, advice);
    assert.match(run.log, /^::warning.*There is no storage record/m);
    assert.equal(attachments(run.outputs).length, 1);
  });
}

test("a dry run states the image as the registry holds it, and stores nothing", async (t) => {
  const w = await imageWorld(t);
  const run = await w.step({ images: `${w.name}:v1`, "dry-run": "true" });
  assert.equal(run.code, 0, run.log);
  const statement = JSON.parse(await readFile(run.outputs["statement-paths"] ?? "", "utf8")) as {
    subject: unknown;
  };
  assert.deepEqual(statement.subject, [
    { name: w.name, digest: { sha256: w.index.descriptor.digest.slice(7) } },
  ]);
  assert.ok(w.registry.server.requests().every((request) => /^(?:GET|HEAD) /.test(request)));
  assert.deepEqual(traces(w.local), NO_TRACES);
});

test("what a registry gives for a tag and is no image is not signed", async (t) => {
  const w = await imageWorld(t);
  w.registry.server.fail(/\/manifests\/v1$/, {
    kind: "status",
    status: 200,
    headers: { "content-type": "application/problem+json" },
    body: { title: "Sign in" },
  });
  const message = await failedWith(await w.step({ images: `${w.name}:v1` }), "REGISTRY_INVALID");
  assert.match(message, /application\/problem\+json/);
  assert.equal(traces(w.local)["entries"], 0);
});

test("a password that stands in the place of the user is not repeated in a report", async (t) => {
  const w = await imageWorld(t);
  const run = await w.step({
    images: `${w.name}:v1\nghcr.io/acme/app`,
    "registry-username": "kept-from-all-eyes",
    "registry-password": "rocket",
  });
  assert.match(await failedWith(run, "INPUT_INVALID"), /registry-username: /);
  assert.ok(!(await everythingLeft(w.job, run)).includes("kept-from-all-eyes"));
});

test("a registry's password that an image's name repeats is hidden before it is used", async (t) => {
  const w = await imageWorld(t);
  const run = await w.step({
    images: `${w.name}:v1!kept-from-all-eyes`,
    "registry-username": "rocket",
    "registry-password": "kept-from-all-eyes",
  });
  await failedWith(run, "INPUT_INVALID");
  assert.ok(!(await everythingLeft(w.job, run)).includes("kept-from-all-eyes"));
});
