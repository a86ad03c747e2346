import assert from "node:assert/strict";
import { createServer } from "node:net";
import * as path from "node:path";
import { test, type TestContext } from "node:test";

import { digestOf } from "../../src/oci/content.ts";
import { referrerManifest } from "../../src/oci/manifests.ts";
import { MEDIA } from "../../src/oci/types.ts";
import { attachWorld } from "../oci/attach-world.ts";
import { everythingLeft, sha } from "./world.ts";
import { answersOf, verifyStepWorld, type VerifyStepWorld } from "./verify-step-world.ts";

const TYPE = "https://slsa.dev/provenance/v1";

async function provenanceOf({ signing }: VerifyStepWorld, digest: string): Promise<string> {
  const subject = [{ name: "app", digest: { sha256: digest.replace("sha256:", "") } }];
  return (await signing.sign(signing.statement({ subject }))).trim();
}

test("an image by its tag, by its digest and in a layout, of which one is attested by nobody", async (t) => {
  const [world, images] = [await verifyStepWorld(t), await attachWorld(t)];
  const json = await provenanceOf(world, images.subject.digest);
  await images.attach([{ json, predicateType: TYPE, created: new Date(0) }]);
  const name = `oci://${images.registry.host}/acme/app`;
  const layout = await layoutOf(world);
  const other = images.newSubject().digest;
  const artifacts = [`${name}@${images.subject.digest}`, `oci-layout:${layout}`, `${name}@${other}`];
  const run = await world.step({ artifacts: artifacts.join("\n") });
  assert.equal(run.code, 1, run.log);
  assert.deepEqual(
    (await answersOf(run)).map((answer) => answer["code"] ?? answer["verified"]),
    [true, true, "NOT_FOUND"],
    run.log,
  );
  const good = await world.step({ artifacts: `${name}@${images.subject.digest}` });
  assert.equal(good.code, 0, good.log);
  assert.equal(good.outputs["verified"], "true");
});

/** A layout with an image and its provenance. @returns its folder in the workspace */
async function layoutOf(world: VerifyStepWorld): Promise<string> {
  const put = async (bytes: Buffer): Promise<string> => {
    const digest = digestOf(bytes);
    await world.file(path.join("layout", "blobs", "sha256", digest.slice(7)), bytes);
    return digest;
  };
  const image = Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType: MEDIA.image, config: {}, layers: [] }),
  );
  const subject = { mediaType: MEDIA.image, digest: digestOf(image), size: image.length };
  const json = await provenanceOf(world, await put(image));
  const referrer = referrerManifest(subject, { json, predicateType: TYPE, created: new Date(0) });
  for (const bytes of [Buffer.from(json), Buffer.from("{}"), referrer.bytes]) await put(bytes);
  const entry = { mediaType: referrer.mediaType, digest: referrer.digest, size: referrer.bytes.length };
  const index = { schemaVersion: 2, mediaType: MEDIA.index, manifests: [subject, entry] };
  await world.file("layout/index.json", JSON.stringify(index));
  return "layout";
}

/** A world whose GitHub is the source's own server, as it is on GitHub Enterprise Server. */
async function gitHub(t: TestContext): Promise<{ world: VerifyStepWorld; serverUrl: string; json: string }> {
  const port = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
  const serverUrl = `http://127.0.0.1:${port}`;
  const world = await verifyStepWorld(t, { github: { port }, sigstore: { serverUrl } });
  const subject = [{ name: "rocket", digest: { sha256: sha("sha256", "rocket") } }];
  const statement = JSON.stringify(world.signing.statement({ subject }));
  const json = await world.signing.sign(
    JSON.parse(statement.replaceAll("https://github.com/octo-org", `${serverUrl}/octo-org`)),
  );
  return { world, serverUrl, json };
}

test("the attestation store and the release, asked with the job's token, which is nowhere to be seen", async (t) => {
  const { world, serverUrl, json } = await gitHub(t);
  const { github } = world.signing.local;
  const digest = `sha256:${sha("sha256", "rocket")}`;
  await world.file("rocket.tgz", "rocket");
  const identity = world.signing.expected.identity;
  const inputs = {
    artifacts: "rocket.tgz",
    signer: identity.signer.replace("https://github.com", serverUrl),
    "source-repository": `${serverUrl}/octo-org/rocket`,
  };
  const env = { GITHUB_SERVER_URL: serverUrl };
  github.state.attestations.push({
    id: github.state.nextId(),
    bundle: JSON.parse(json) as Record<string, unknown>,
    subjectDigests: [digest],
    predicateType: TYPE,
  });
  github.state.addRelease({
    tag: "v1.2.3",
    assets: [{ name: "rocket.tgz.intoto.jsonl", bytes: json }],
  });

  const alone = await world.step(inputs, { env });
  assert.equal((await answersOf(alone))[0]?.["code"], "NOT_FOUND", alone.log);
  const stored = await world.step({ ...inputs, from: "github" }, { env });
  assert.equal(stored.code, 0, stored.log);
  assert.match(String((await answersOf(stored))[0]?.["bundle"]), /octo-org\/rocket\/attestations/);
  const released = await world.step({ ...inputs, from: "release", tag: "v1.2.3" }, { env });
  assert.equal(released.code, 0, released.log);

  const asked = github.server.exchanges.filter(({ call }) => /attestations|releases/.test(call.path));
  assert.ok(asked.length >= 2);
  for (const { call } of asked) assert.equal(call.headers["authorization"], `Bearer ${github.token}`);
  assert.ok(!(await everythingLeft(world.job, stored)).includes(github.token));
});
