import assert from "node:assert/strict";
import { test } from "node:test";

import { find, nothingFound, usualSources } from "../../src/evidence/find.ts";
import { sameAttestation } from "../../src/oci/att.ts";
import { attachWorld, bundle, placeBlob, place } from "../oci/attach-world.ts";
import { MEDIA } from "../../src/oci/types.ts";
import { failure } from "../oci/clients.ts";
import { all, artifactOf, folder, gathered, ports } from "./world.ts";

for (const layout of ["referrers", "fallback", "att"] as const) {
  test(`an image's bundle is found in its registry, stored in the layout ${layout}`, async (t) => {
    const world = await attachWorld(t);
    const given = bundle("one");
    await world.attach([given], { layout: layout === "referrers" ? "auto" : layout });
    const registries = (): typeof world.repository => world.repository;
    const image = await artifactOf(`oci://${world.registry.host}/acme/app@${world.subject.digest}`);
    const search = find(image, usualSources(image), ports({ registries }));
    const [found, ...others] = await gathered(search.bundles);
    assert.ok(found !== undefined && sameAttestation(found.json, given.json));
    assert.deepEqual([others, search.unreached, search.skipped], [[], [], []]);
    assert.match(found.origin, /acme\/app@sha256:[0-9a-f]{64} \(/);
  });
}

test("attestations of anything with a digest are found in a repository that holds them", async (t) => {
  const world = await attachWorld(t);
  const given = bundle("one");
  await world.attach([given]);
  const source = {
    kind: "registry",
    repository: { registry: world.registry.host, path: "acme/app" },
  } as const;
  const named = await artifactOf(world.subject.digest);
  const asked: string[] = [];
  const registries = ({ path }: { path: string }): typeof world.repository => {
    asked.push(path);
    return world.repository;
  };
  assert.equal((await all(named, [source], ports({ registries }))).found.length, 1);
  assert.deepEqual(asked, ["acme/app"]);
});

test("a registry that lets nobody in, or does not answer, is unreachable; an image without any is not found", async (t) => {
  const world = await attachWorld(t);
  const image = await artifactOf(`oci://${world.registry.host}/acme/app@${world.subject.digest}`);
  const codes = async (): Promise<(string | undefined)[]> => {
    const { search } = await all(image, usualSources(image), ports({ registries: () => world.repository }));
    return [nothingFound(image, search).code, search.unreached[0]?.error.code];
  };
  assert.deepEqual(await codes(), ["NOT_FOUND", undefined]);
  world.registry.server.fail(/^/, { kind: "status", status: 403 });
  assert.deepEqual(await codes(), ["UNREACHABLE", "REGISTRY_DENIED"]);
  world.registry.server.heal();
  world.registry.server.fail(/^/, { kind: "reset" });
  assert.deepEqual(await codes(), ["UNREACHABLE", "REGISTRY_UNAVAILABLE"]);
});

test("what is attached and cannot be read is told, with the place that it has", async (t) => {
  const world = await attachWorld(t);
  const layer = { mediaType: MEDIA.bundle, ...placeBlob(world, "a bundle"), size: 3 };
  const config = { mediaType: MEDIA.empty, ...placeBlob(world, "{}") };
  place(world, {
    mediaType: MEDIA.image,
    artifactType: MEDIA.bundle,
    config,
    layers: [layer],
    subject: world.subject,
  });
  const image = await artifactOf(`oci://${world.registry.host}/acme/app@${world.subject.digest}`);
  const { search } = await all(image, usualSources(image), ports({ registries: () => world.repository }));
  assert.match(search.skipped[0]?.reason ?? "", /REGISTRY_INVALID/);
  assert.match(nothingFound(image, search).message, /nothing that can be read .*REGISTRY_INVALID/);
});

test("a file has no registry of its own", async (t) => {
  const own = await folder(t);
  const file = await artifactOf(await own.file("rocket", "rocket"));
  await failure(all(file, [{ kind: "registry" }]), "USAGE");
});

test("a place that cannot be asked does not keep the others from being asked", async (t) => {
  const world = await attachWorld(t);
  const own = await folder(t);
  world.registry.server.fail(/^/, { kind: "status", status: 403 });
  const image = await artifactOf(`oci://${world.registry.host}/acme/app@${world.subject.digest}`);
  const sources = [{ kind: "registry" }, { kind: "given", file: await own.file("b", "{}") }] as const;
  const { found, search } = await all(image, sources, ports({ registries: () => world.repository }));
  assert.deepEqual([found.length, search.unreached.length], [1, 1]);
});
