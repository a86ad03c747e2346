import { WaybillError } from "../errors.ts";
import { text } from "../json.ts";
import { CallFailed, FinalAnswer, jsonAnswer, type Http, type HttpAnswer } from "../net/http.ts";
import { callableUrl } from "../net/url.ts";

// GitHub's results service, in the way of its own client (`@actions/artifact` 2 to 6, the service's version 4): Twirp calls
// in JSON, and the archive itself to and from a blob store at an address that the service signs.

/** The service's own ids of an attempt of a run, and of a job in it. */
export interface Owner {
  readonly run: string;
  readonly job: string;
}

export type Method =
  | "CreateArtifact"
  | "FinalizeArtifact"
  | "ListArtifacts"
  | "GetSignedArtifactURL"
  | "DeleteArtifact";

export type Fields = Readonly<Record<string, unknown>>;

/** @param also statuses beside 200 that are answers, of which nothing but the status is known */
export type Twirp = (method: Method, fields: Fields, ...also: number[]) => Promise<TwirpAnswer>;

export interface TwirpAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What calls go through, and whose they are. */
export interface ServicePorts {
  readonly call: Twirp;
  readonly http: Http;
  readonly owner: Owner;
  readonly mask: (secret: string) => void;
}

/** The token's scope `Actions.Results:RUN:JOB`: the ids that each call repeats. Its signature is the service's concern. */
export function ownerOf(token: string): Owner | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    for (const scope of (text(claims, "scp") ?? "").split(" ")) {
      const [kind, run, job, ...more] = scope.split(":");
      if (kind === "Actions.Results" && run && job && more.length === 0) return { run, job };
    }
  } catch {
    // no such token
  }
  return undefined;
}

export async function twirp(
  service: { readonly http: Http; readonly origin: string; readonly token: string },
  method: Method,
  fields: Fields,
  also: readonly number[],
): Promise<TwirpAnswer> {
  try {
    return await service.http.call(
      {
        method: "POST",
        url: `${service.origin}/twirp/github.actions.results.api.v1.ArtifactService/${method}`,
        headers: { "content-type": "application/json", authorization: `Bearer ${service.token}` },
        body: JSON.stringify(fields),
        maxBytes: 16 * 1024 * 1024,
      },
      (answer) => ({
        status: answer.status,
        body: also.includes(answer.status) ? undefined : jsonAnswer(200)(answer),
      }),
    );
  } catch (error) {
    throw unavailable(`GitHub's artifact service did not answer ${method} as it should.`, error);
  }
}

/** The fields under which every call says whose it is. */
export function owned({ run, job }: Owner): Readonly<Record<string, string>> {
  return { workflow_run_backend_id: run, workflow_job_run_backend_id: job };
}

/** An address that is its own credential, so it is kept out of every text. */
export function signedUrl(
  { mask }: ServicePorts,
  { body }: TwirpAnswer,
  field: string,
  name: string,
): string {
  const camel = field.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const signed = text(body, field) ?? text(body, camel) ?? "";
  const url = callableUrl(signed);
  if (url === undefined)
    throw unavailable(
      `GitHub's artifact service gave no address for the workflow artifact ${name}.`,
      undefined,
    );
  const signature = url.searchParams.get("sig") ?? "";
  mask(signature);
  mask(encodeURIComponent(signature));
  return signed;
}

/** As GitHub's own client sends them. */
const BLOCK_BYTES = 8 * 1024 * 1024;
const BLOB_TIMEOUT = 300_000;

/** Blocks, then their list (Azure Blob Storage, "Put Block" and "Put Block List"): each may be sent twice. */
export async function putBlob(
  http: Http,
  signed: string,
  bytes: Buffer<ArrayBuffer>,
  name: string,
): Promise<void> {
  const put = async (query: string, body: Buffer<ArrayBuffer> | string, type: string): Promise<void> =>
    await http.call(
      {
        method: "PUT",
        url: `${signed}${signed.includes("?") ? "&" : "?"}${query}`,
        headers: {
          "content-type": type,
          "x-ms-blob-content-type": "application/zip",
          "x-ms-version": "2021-12-02",
        },
        body,
        timeout: BLOB_TIMEOUT,
      },
      accepted,
    );
  try {
    const ids: string[] = [];
    for (let start = 0; start < bytes.length; start += BLOCK_BYTES) {
      const id = Buffer.from(String(ids.length).padStart(8, "0")).toString("base64");
      ids.push(id);
      const block = bytes.subarray(start, start + BLOCK_BYTES);
      await put(`comp=block&blockid=${encodeURIComponent(id)}`, block, "application/octet-stream");
    }
    const latest = ids.map((id) => `<Latest>${id}</Latest>`).join("");
    const xml = `<?xml version="1.0" encoding="utf-8"?><BlockList>${latest}</BlockList>`;
    await put("comp=blocklist", xml, "application/xml");
  } catch (error) {
    throw unavailable(`The workflow artifact ${name} could not be sent to its store.`, error);
  }
}

function accepted(answer: HttpAnswer): void {
  if (answer.status !== 201) throw new FinalAnswer(`status ${answer.status}`);
}

/** @throws CallFailed where it is larger than that, or cannot be had */
export async function getBlob(http: Http, signed: string, maxBytes: number): Promise<Buffer> {
  return await http.call({ method: "GET", url: signed, timeout: BLOB_TIMEOUT, maxBytes }, (blob) => {
    if (blob.status !== 200) throw new FinalAnswer(`status ${blob.status}`);
    return blob.body;
  });
}

export function unavailable(what: string, error: unknown): WaybillError {
  return new WaybillError("ARTIFACT_UNAVAILABLE", {
    what,
    ...(error instanceof CallFailed ? { got: error.last.text } : {}),
    todo: "Run the job again. If it fails again, look at https://www.githubstatus.com and at the storage quota of the account.",
  });
}
