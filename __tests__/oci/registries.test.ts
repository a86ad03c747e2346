import assert from "node:assert/strict";
import { test } from "node:test";

import { pushImage } from "../../local/registry/images.ts";
import { startRegistry } from "../../local/registry/start.ts";
import { openRegistries } from "../../src/oci/registries.ts";
import { http } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";
import { OwnClock } from "../net/world.ts";
import { artifactOf, folder } from "../evidence/world.ts";

test("a registry is asked with what the user's credential helper has for it, each repository opened once", async (t) => {
  const accounts = [{ username: "alice", password: "wonderland-7" }];
  const registry = await startRegistry({ auth: { kind: "bearer", accounts } });
  t.after(() => registry.close());
  const own = await folder(t);
  await own.file("config.json", JSON.stringify({ credHelpers: { [registry.host]: "test" } }));
  const { digest } = pushImage(registry.state, "acme/app", { tag: "1" });
  const programs: string[] = [];
  const masked: string[] = [];
  const registries = openRegistries({
    http: http((url, init) => fetch(url, init), new Patience(0, new OwnClock())),
    env: { DOCKER_CONFIG: own.path },
    home: own.path,
    uid: undefined,
    exec: (program) => {
      programs.push(program);
      return Promise.resolve({ code: 0, stdout: '{"Username":"alice","Secret":"wonderland-7"}' });
    },
    mask: (secret) => void masked.push(secret),
    insecure: false,
  });
  const image = await artifactOf(`oci://${registry.host}/acme/app:1`, registries);
  assert.equal(`sha256:${image.digests.sha256}`, digest);
  const name = { registry: registry.host, path: "acme/app" };
  assert.equal(registries(name), registries({ ...name }));
  assert.deepEqual(programs, ["docker-credential-test"]);
  assert.ok(masked.includes("wonderland-7"));
});
