import type { Answer, Call, Route } from "../server.ts";
import type { ArtifactState } from "./state.ts";

/**
 * The blob store behind the service: an archive in blocks and a list of them (Azure Blob Storage, "Put Block", "Put Block
 * List"), and out again. It trusts its signed addresses alone, and refuses a request that brings other credentials.
 */
export function blobRoutes(state: ArtifactState, signature: string): Route[] {
  const signed =
    (answer: (call: Call, id: number) => Answer) =>
    (call: Call): Answer => {
      if (call.headers["authorization"] !== undefined) return refusal(400, "InvalidAuthenticationInfo");
      if (call.query.get("sig") !== signature) return refusal(403, "AuthenticationFailed");
      return answer(call, Number(call.params["id"]));
    };
  const path = /\/actions-results\/(?<id>\d+)\.zip/;
  return [
    { method: "PUT", path, handle: signed((call, id) => put(state, call, id)) },
    {
      method: "GET",
      path,
      handle: signed((_call, id) => {
        const artifact = state.find(id);
        if (artifact === undefined) return refusal(404, "BlobNotFound");
        return { status: 200, headers: { "content-type": "application/zip" }, body: artifact.bytes };
      }),
    },
  ];
}

function put(state: ArtifactState, call: Call, id: number): Answer {
  const artifact = state.find(id);
  if (artifact === undefined || artifact.finalized) return refusal(404, "BlobNotFound");
  const block = call.query.get("blockid");
  if (call.query.get("comp") === "block" && block !== null) {
    state.blocks.set(`${id} ${block}`, call.body);
    return { status: 201 };
  }
  if (call.query.get("comp") !== "blocklist") return refusal(400, "InvalidQueryParameterValue");
  const ids = [...call.body.toString("utf8").matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(
    ([, one = ""]) => one,
  );
  const blocks = ids.map((one) => state.blocks.get(`${id} ${one}`));
  if (blocks.includes(undefined)) return refusal(400, "InvalidBlockList");
  artifact.bytes = Buffer.concat(blocks.filter((one) => one !== undefined));
  for (const one of ids) state.blocks.delete(`${id} ${one}`);
  return { status: 201 };
}

function refusal(status: number, code: string): Answer {
  return {
    status,
    headers: { "content-type": "application/xml", "x-ms-error-code": code },
    body: Buffer.from(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code></Error>`),
  };
}
