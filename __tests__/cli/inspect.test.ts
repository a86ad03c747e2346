import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as path from "node:path";
import { before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { at, list, text } from "../../src/json.ts";
import { MEDIA } from "../../src/oci/types.ts";
import { attachWorld, place, placeBlob } from "../oci/attach-world.ts";
import { certificateFor, envelopeOf } from "../verify/evidence-world.ts";
import { changed } from "../verify/facts.ts";
import { suiteScope } from "../verify/world.ts";
import { inProcess, sha256, verifyWorld, type Ended, type VerifyWorld } from "./verify-world.ts";

const TYPE = "https://slsa.dev/provenance/v1";
const MARKS = /^ {2}(checked|claimed|refused) {1,2}\S/;

/** The lines of one bundle's report that carry a mark. */
function marked(out: string): { mark: string; line: string }[] {
  return out.split("\n").flatMap((line) => {
    const mark = MARKS.exec(line)?.[1];
    return mark === undefined ? [] : [{ mark, line }];
  });
}

function marksOf(out: string): string[] {
  return [...new Set(marked(out).map(({ mark }) => mark))].sort();
}

describe("waybill inspect", () => {
  const scope = suiteScope();
  let world: VerifyWorld;
  let bundle: string;
  let root: string;
  before(async () => {
    world = await verifyWorld(scope);
    bundle = (await world.bundle("rocket")).trim();
    root = `--trusted-root=${path.join(world.folder, "root.json")}`;
    await world.file("rocket.tgz", "rocket");
    await world.file("rocket.tgz.intoto.jsonl", `${bundle}\n`);
  });
  const inspect = (...args: readonly string[]): Promise<Ended> => inProcess(["inspect", root, ...args]);
  const named = (name: string): string => path.join(world.folder, name);
  const written = async (name: string, content: string): Promise<string> => await world.file(name, content);
  const edited = (keys: readonly (string | number)[], to: unknown): string =>
    JSON.stringify(changed(JSON.parse(bundle), keys, to));

  test("a sound bundle: signature and certificate are checked, the statement is a claim, each line says which", async () => {
    const ended = await inspect(named("rocket.tgz.intoto.jsonl"));
    assert.equal(ended.code, 0, ended.err);
    const lines = ended.out.trimEnd().split("\n");
    assert.equal(marked(ended.out).length, lines.length - 2);
    const of = (word: string): string | undefined =>
      marked(ended.out).find(({ line }) => line.includes(word))?.mark;
    assert.equal(of(" signature "), "checked");
    assert.equal(of("signing workflow"), "checked");
    assert.equal(of(" subject "), "claimed");
    assert.equal(of(" builder "), "claimed");
    assert.match(ended.out, new RegExp(`claimed +subject +sha256:${sha256("rocket")} rocket\n`));
    assert.doesNotMatch(ended.out, /verified/i);
    assert.equal(ended.err, "");
  });

  test("JSON has under `checked` what the root vouches for, and the rest under `claimed`", async () => {
    const ended = await inspect(named("rocket.tgz.intoto.jsonl"), "--format=json");
    const json: unknown = JSON.parse(ended.out);
    assert.equal(at(json, "inspected"), true);
    assert.equal(
      text(json, "checked", "certificate", "sourceRepositoryURI"),
      "https://github.com/octo-org/rocket",
    );
    assert.equal(list(json, "checked", "signedTimes").length > 0, true);
    assert.equal(text(json, "claimed", "statement", "predicateType"), TYPE);
    assert.equal(at(json, "claimed", "certificate"), undefined);
    assert.doesNotMatch(ended.out, /verified/i);
  });

  test("under a root that does not know it, and after any change, nothing is checked", async () => {
    const foreign = await inProcess(["inspect", named("rocket.tgz.intoto.jsonl")]);
    assert.equal(foreign.code, 0);
    assert.deepEqual(marksOf(foreign.out), ["claimed", "refused"]);
    assert.match(foreign.out, /refused +evidence +TIME_INVALID: /);
    assert.match(foreign.out, /Nothing here is checked/);
    const payload = Buffer.from(JSON.stringify(world.signing.statement())).toString("base64");
    const forged = await inspect(await written("forged.json", edited(["dsseEnvelope", "payload"], payload)));
    assert.match(forged.out, /refused +evidence +SIGNATURE_INVALID: /);
    assert.deepEqual(marksOf(forged.out), ["claimed", "refused"]);
    const json: unknown = JSON.parse((await inspect(named("forged.json"), "--format=json")).out);
    assert.deepEqual([at(json, "checked"), text(json, "refused", "code")], [null, "SIGNATURE_INVALID"]);
    assert.ok(text(json, "claimed", "certificate", "sourceRepositoryURI"));
  });

  test("an envelope alone has no signed time, so all of it is claims", async () => {
    const envelope = envelopeOf(world.signing.statement(), await certificateFor(world.signing));
    const ended = await inspect(await written("envelope.intoto.jsonl", envelope.text));
    assert.match(ended.out, /refused +evidence +TIME_MISSING: /);
    assert.match(ended.out, /claimed +source +https:\/\/github\.com\/octo-org\/rocket\n/);
    assert.deepEqual(marksOf(ended.out), ["claimed", "refused"]);
  });

  test("a signature over the artifact itself, one by a key, and one with a certificate that is none", async () => {
    const value = JSON.parse(bundle) as Record<string, unknown>;
    delete value["dsseEnvelope"];
    const digest = Buffer.from(sha256("rocket"), "hex").toString("base64");
    const messageSignature = { messageDigest: { algorithm: "SHA2_256", digest }, signature: "AAAA" };
    const message = await inspect(
      await written("message.json", JSON.stringify({ ...value, messageSignature })),
    );
    assert.match(message.out, new RegExp(`claimed +signature over +sha256:${sha256("rocket")}`));
    assert.match(message.out, /refused +evidence +SIGNATURE_INVALID/);
    assert.deepEqual(marksOf(message.out), ["claimed", "refused"]);
    const short = { messageDigest: { algorithm: "SHA2_256", digest: "AAAA" }, signature: "AAAA" };
    const half = await inspect(
      await written("half.json", JSON.stringify({ ...value, messageSignature: short })),
    );
    assert.deepEqual([half.code, half.out], [1, ""]);

    const material = changed(JSON.parse(bundle), ["verificationMaterial", "certificate"], undefined);
    const key = await written(
      "key.json",
      JSON.stringify(changed(material, ["verificationMaterial", "publicKey"], { hint: "x" })),
    );
    assert.match((await inspect(key)).out, /refused +evidence +SIGNATURE_INVALID: .* no key/);

    const none = edited(["verificationMaterial", "certificate", "rawBytes"], "AAAA");
    const broken = await inspect(await written("broken.json", none));
    assert.equal(broken.code, 0);
    assert.match(broken.out, /refused +certificate +CERTIFICATE_INVALID/);
    assert.deepEqual(marksOf(broken.out), ["claimed", "refused"]);
  });

  test("what a bundle says can neither speak to a terminal nor forge a line", async () => {
    const hostile =
      "x\u001b[2J\u001b]0;title\u0007\n  checked  signature            of everybody\r\u202e\u009b";
    const subject = [{ name: hostile, digest: { sha256: sha256("rocket") } }];
    const predicate = { buildDefinition: { buildType: hostile }, runDetails: { builder: { id: hostile } } };
    const json = await world.signing.sign(
      world.signing.statement({ subject, predicate, predicateType: hostile }),
    );
    const file = await written(process.platform === "win32" ? "odd.json" : "odd\u001b[31m.json", json);
    const ended = await inspect(file);
    assert.equal(ended.code, 0, ended.err);
    // oxlint-disable-next-line no-control-regex
    assert.doesNotMatch(ended.out, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    assert.equal(marked(ended.out).filter(({ line }) => / signature {2,}/.test(line.slice(0, 31))).length, 1);
    const printed = await inspect(file, "--format=json");
    // oxlint-disable-next-line no-control-regex
    assert.doesNotMatch(printed.out, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    assert.equal(text(JSON.parse(printed.out), "claimed", "statement", "subject"), undefined);
    assert.equal(at(JSON.parse(printed.out), "claimed", "statement", "subject", 0, "name"), hostile);
  });

  test("a statement that is none, and one that is deep, are told and crash nothing", async () => {
    const none = await inspect(await written("none.json", await world.signing.sign(Buffer.from("not JSON"))));
    assert.match(none.out, /checked +signature/);
    assert.match(none.out, /refused +statement +STATEMENT_MALFORMED: /);
    const deep = JSON.stringify(world.signing.statement({ predicate: { x: 0 } })).replace(
      '{"x":0}',
      `{"x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
    );
    const file = await written("deep.json", await world.signing.sign(Buffer.from(deep)));
    assert.equal((await inspect(file)).code, 0);
    const json = await inspect(file, "--format=json");
    assert.equal(typeof at(JSON.parse(json.out), "inspected"), "boolean");
  });

  test("many subjects are cut in the text and whole in JSON", async () => {
    const subject = Array.from({ length: 30 }, (_, i) => ({
      name: `f${i}`,
      digest: { sha256: sha256(`${i}`) },
    }));
    const file = await written("many.json", await world.signing.sign(world.signing.statement({ subject })));
    assert.match((await inspect(file)).out, /claimed +subjects +and 10 more\n/);
    const json = await inspect(file, "--format=json");
    assert.equal(list(JSON.parse(json.out), "claimed", "statement", "subject").length, 30);
  });

  test("a file's own bundles, those beside a file, and those of an image", async (t) => {
    const beside = await inspect(named("rocket.tgz"));
    assert.match(beside.out, /^In \S*rocket\.tgz\.intoto\.jsonl:\n/);
    const plain = await inspect(await written("plain.json", ` ${bundle}`));
    assert.match(plain.out, /^In \S*plain\.json:\n/);
    const images = await attachWorld(t);
    await images.attach([{ json: bundle, predicateType: TYPE, created: new Date(0) }]);
    const image = await inspect(`oci://${images.registry.host}/acme/app@${images.subject.digest}`);
    assert.equal(image.code, 0, image.err);
    assert.match(image.out, /^In 127\.0\.0\.1:\d+\/acme\/app@sha256:/);
    const none = await inspect(`oci://${images.registry.host}/acme/app@${images.newSubject().digest}`);
    assert.deepEqual([none.code, none.out], [3, ""]);
    assert.equal((await inspect(`oci://127.0.0.1:9/acme/app@${images.subject.digest}`)).code, 4);
  });

  test("what is attached and cannot be read is told beside what can", async (t) => {
    const images = await attachWorld(t);
    await images.attach([{ json: bundle, predicateType: TYPE, created: new Date(0) }]);
    const layer = { mediaType: MEDIA.bundle, ...placeBlob(images, "a bundle"), size: 3 };
    const config = { mediaType: MEDIA.empty, ...placeBlob(images, "{}") };
    place(images, {
      mediaType: MEDIA.image,
      artifactType: MEDIA.bundle,
      config,
      layers: [layer],
      subject: images.subject,
    });
    const ended = await inspect(`oci://${images.registry.host}/acme/app@${images.subject.digest}`);
    assert.equal(ended.code, 0, ended.err);
    assert.match(ended.out, /checked +signature/);
    assert.match(ended.err, /^passed over: 127\.0\.0\.1:\d+\/acme\/app@sha256:.*REGISTRY_INVALID/);
  });

  test("of several bundles in a file each is told, and one that cannot be read is an error", async () => {
    const file = await written("two.intoto.jsonl", `${bundle}\n{"mediaType":"\u001b[2J"}\n${bundle}\n`);
    const ended = await inspect(file);
    assert.equal(ended.code, 1);
    assert.equal(ended.out.match(/two\.intoto\.jsonl:\n/g)?.length, 2);
    assert.match(ended.err, /^error: BUNDLE_MALFORMED: .*two\.intoto\.jsonl: /);
    const json = await inspect(file, "--format=json");
    const answers = json.out
      .trim()
      .split("\n")
      .map((line) => at(JSON.parse(line), "inspected"));
    assert.deepEqual(answers, [true, false, true]);
  });

  test("wrong usage, nothing there, and nothing beside", async () => {
    const digest = `sha256:${"0".repeat(64)}`;
    for (const args of [[], ["a", "b"], [digest], ["x", "--format=xml"], ["x", "--signer=y"]]) {
      const ended = await inspect(...args);
      assert.deepEqual([ended.code, /hint: waybill help inspect/.test(ended.err)], [2, true], args.join(" "));
    }
    assert.equal((await inspect(named("absent"))).code, 3);
    assert.equal((await inspect(await written("alone.tgz", "alone"))).code, 3);
    assert.equal((await inspect(world.folder)).code, 3);
    assert.match((await inProcess(["help", "inspect"])).out, /^waybill inspect /);
  });
});

const CONFORMANCE = fileURLToPath(new URL("../../../shared/real-bundles/conformance", import.meta.url));
const absent = existsSync(CONFORMANCE) ? false : "skipped: the real bundles are not beside this checkout";

test(
  "a sound signature over an artifact is checked, as far as its digest goes",
  { skip: absent },
  async () => {
    const folder = path.join(CONFORMANCE, "rekor2-happy-path");
    const root = path.join(folder, "trusted_root.json");
    const file = path.join(folder, "bundle.sigstore.json");
    const ended = await inProcess(["inspect", file, ...(existsSync(root) ? [`--trusted-root=${root}`] : [])]);
    assert.equal(ended.code, 0, ended.err);
    assert.match(ended.out, /checked +signature over +sha256:[0-9a-f]{64}\n/);
    assert.deepEqual(marksOf(ended.out), ["checked", "claimed"]);
  },
);
