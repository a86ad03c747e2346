import assert from "node:assert/strict";
import { test } from "node:test";

import {
  against,
  ALICE,
  BASE,
  BYTES,
  challenges,
  DIGEST,
  EMPTY,
  failure,
  says,
  withRegistry,
} from "./clients.ts";

test("a blob is sent once, in whatever form the session's address comes, and no session is left", async () => {
  for (const locations of ["relative", "absolute"] as const) {
    await withRegistry(
      async ({ state, server }, { repository }) => {
        assert.deepEqual(await repository.putBlob(BYTES), { digest: DIGEST, size: BYTES.length });
        assert.deepEqual(state.repository("acme/app").blobs.get(DIGEST), BYTES);
        assert.equal(state.uploads.size, 0);
        await repository.putBlob(BYTES);
        assert.deepEqual(
          server.requests().map((line) => line.split(" ")[0]),
          ["HEAD", "POST", "PUT", "HEAD"],
        );
      },
      { switches: { locations } },
    );
  }
});

test("an upload whose answer is lost is found to be there", async () => {
  await withRegistry(
    async ({ state, server }, { repository }) => {
      server.fail(/uploads\/./, { kind: "reset" }, { method: "PUT", times: 1, after: true });
      assert.equal((await repository.putBlob(BYTES)).digest, DIGEST);
      assert.deepEqual(
        server.requests().map((line) => line.split(" ")[0]),
        ["HEAD", "POST", "PUT", "PUT", "HEAD"],
      );
      assert.equal(state.uploads.size, 0);
    },
    {},
    { patience: 60 },
  );
});

test("a session that is gone with its bytes is started anew, and not for ever", async () => {
  await withRegistry(async ({ server, state }, { repository }) => {
    const gone = {
      kind: "status",
      status: 404,
      body: { errors: [{ code: "BLOB_UPLOAD_UNKNOWN" }] },
    } as const;
    server.fail(/uploads\/./, gone, { method: "PUT", times: 2 });
    await repository.putBlob(BYTES);
    assert.ok(state.repository("acme/app").blobs.has(DIGEST));
    server.fail(/uploads\/./, gone, { method: "PUT" });
    server.exchanges.length = 0;
    await failure(repository.putBlob(EMPTY), "REGISTRY_REFUSED");
    assert.equal(server.requests(/uploads\/$/).length, 3);
  });
});

test("a session that a refusal ends is not left open", async () => {
  await withRegistry(async ({ server, state }, { repository }) => {
    server.fail(/uploads\/./, { kind: "status", status: 400 }, { method: "PUT", times: 1 });
    await failure(repository.putBlob(BYTES), "REGISTRY_REFUSED");
    assert.equal(state.uploads.size, 0);
  });
});

test("an answer that is no 201 counts once the blob is there", async () => {
  const answers = (there: number) => ({
    [`HEAD ${BASE}/blobs/${DIGEST}`]: [says(404), says(there)],
    [`POST ${BASE}/blobs/uploads/`]: says(202, { location: "/up?a=1" }),
    [`PUT https://reg.example/up?a=1&digest=${encodeURIComponent(DIGEST)}`]: says(202),
    "DELETE https://reg.example/up?a=1": says(204),
  });
  await against(answers(200)).repository.putBlob(BYTES);
  await failure(against(answers(404)).repository.putBlob(BYTES), "REGISTRY_REFUSED");
});

test("an upload's address on another origin gets the bytes and no credentials, and its query is kept to the letter", async () => {
  const query = "?_state=a%20b+c%2F&x";
  const { repository, lines } = against(
    {
      [`HEAD ${BASE}/blobs/${DIGEST}`]: [challenges("Basic"), says(404)],
      [`POST ${BASE}/blobs/uploads/`]: says(202, { location: `https://store.example/up/1${query}` }),
      [`PUT https://store.example/up/1${query}&digest=${encodeURIComponent(DIGEST)}`]: says(201),
    },
    { credentials: ALICE },
  );
  await repository.putBlob(BYTES);
  assert.deepEqual(
    lines().map((line) => line.split(" ").length),
    [2, 4, 4, 2],
  );
});

test("an upload without an address, or with one that is not safe, is not believed", async () => {
  for (const location of [undefined, "http://store.example/up", "https://u:p@store.example/up"]) {
    const { repository } = against({
      [`HEAD ${BASE}/blobs/${DIGEST}`]: says(404),
      [`POST ${BASE}/blobs/uploads/`]: says(202, location === undefined ? {} : { location }),
    });
    await failure(repository.putBlob(BYTES), "REGISTRY_INVALID");
  }
});

test("who may push and not pull can still push", async () => {
  const { repository } = against({
    [`HEAD ${BASE}/blobs/${DIGEST}`]: says(403),
    [`POST ${BASE}/blobs/uploads/`]: says(202, { location: "/up" }),
    [`PUT https://reg.example/up?digest=${encodeURIComponent(DIGEST)}`]: says(201),
  });
  await repository.putBlob(BYTES);
});
