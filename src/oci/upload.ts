import { digestOf, isDigestOf } from "./content.ts";
import { invalid, type Attempt } from "./refusal.ts";
import type { Reply, Transport } from "./transport.ts";
import type { OciDigest, RepositoryName } from "./types.ts";

const TRANSFER_TIMEOUT = 120_000;
/** A session may end under us, by a lost answer or a restart; a registry that never keeps one is not tried for ever. */
const MAX_SESSIONS = 3;
/** A session that is left ends by itself some day: its end is not waited for longer, in milliseconds. */
const CANCEL_WITHIN = 5000;

/**
 * Stores a blob by one upload session (distribution-spec, "POST then PUT"), where the repository has it not yet.
 * @throws WaybillError as OciRepository says
 */
export async function storeBlob(
  transport: Transport,
  name: RepositoryName,
  bytes: Buffer,
): Promise<{ readonly digest: OciDigest; readonly size: number }> {
  const digest = digestOf(bytes);
  const attempt: Attempt = { name, doing: `store the blob ${digest} in`, actions: "pull,push" };
  const blob = { digest, size: bytes.length };
  const has = async (): Promise<boolean> => {
    const url = new URL(`/v2/${name.path}/blobs/${digest}`, transport.origin);
    // Any refusal counts as no: the upload brings it up again, and says what is missing.
    return (await transport.send({ method: "HEAD", url, attempt })).answer.status === 200;
  };
  if (await has()) return blob;
  for (let session = 1; ; session++) {
    const address = await openSession(transport, attempt);
    const reply = await sendAll(transport, attempt, address, digest, bytes);
    const { status } = reply.answer;
    if (status === 201) {
      const claimed = reply.answer.headers.get("docker-content-digest");
      if (claimed === null || isDigestOf(claimed, bytes)) return blob;
      throw invalid(attempt, "the digest of another blob than was sent", digest);
    }
    // An answer that was lost: the session ended with the first try, and what it brought is there.
    if ((status < 300 || GONE.has(status)) && (await has())) return blob;
    if (status === 404 && session < MAX_SESSIONS) continue;
    await cancel(transport, attempt, address);
    throw transport.refusal(attempt, reply);
  }
}

/** What registries answer of a session that has ended, or is elsewhere by now. */
const GONE = new Set([400, 404, 409, 410, 416]);

async function openSession(transport: Transport, attempt: Attempt): Promise<URL> {
  const url = new URL(`/v2/${attempt.name.path}/blobs/uploads/`, transport.origin);
  const reply = await transport.send({ method: "POST", url, attempt });
  if (reply.answer.status !== 202) throw transport.refusal(attempt, reply);
  return transport.target(attempt, reply.url, reply.answer.headers.get("location"), "an upload's address");
}

async function sendAll(
  transport: Transport,
  attempt: Attempt,
  address: URL,
  digest: OciDigest,
  bytes: Buffer,
): Promise<Reply> {
  const url = new URL(address);
  // The address is the registry's, to the letter: its query is added to, not written anew.
  url.search = `${url.search === "" ? "?" : `${url.search}&`}digest=${encodeURIComponent(digest)}`;
  return await transport.send({
    method: "PUT",
    url,
    attempt,
    headers: { "content-type": "application/octet-stream" },
    body: bytes,
    timeout: TRANSFER_TIMEOUT,
  });
}

/** What cannot be ended is left: the refusal that led here is what the user reads. */
async function cancel(transport: Transport, attempt: Attempt, address: URL): Promise<void> {
  try {
    const giveUpAt = transport.clock.now() + CANCEL_WITHIN;
    await transport.send({ method: "DELETE", url: address, attempt, giveUpAt });
  } catch {
    // as said above
  }
}
