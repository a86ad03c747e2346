import { createHash } from "node:crypto";

import { WaybillError } from "../errors.ts";
import { CallFailed, FinalAnswer, type Http } from "../net/http.ts";
import type { Certificate } from "./certificate.ts";

/**
 * An RFC 3161 timestamp over the signature. The request is the JSON form that Sigstore's authorities take; the answer
 * is the DER response, kept as it is.
 * @throws WaybillError TIMESTAMP_REFUSED; `CallFailed.tooLate` when the certificate would end first
 */
export async function obtainTimestamp(
  tsa: string,
  signature: Buffer,
  certificate: Certificate,
  http: Http,
): Promise<Buffer<ArrayBuffer>> {
  const url = new URL(tsa);
  if (url.pathname === "/") url.pathname = "/api/v1/timestamp";
  try {
    return await http.call(
      {
        method: "POST",
        url: url.href,
        headers: { "content-type": "application/json", accept: "application/timestamp-reply" },
        body: JSON.stringify({
          artifactHash: createHash("sha256").update(signature).digest("base64"),
          hashAlgorithm: "sha256",
        }),
        giveUpAt: certificate.usableUntil,
      },
      (answer) => {
        if (answer.status !== 200 && answer.status !== 201) throw new FinalAnswer(`status ${answer.status}`);
        // A TimeStampResp is a DER SEQUENCE; a maintenance page is not.
        if (answer.body.length < 16 || answer.body[0] !== 0x30) throw new Error("no timestamp");
        return Buffer.from(answer.body);
      },
    );
  } catch (error) {
    if (!(error instanceof CallFailed) || error.tooLate) throw error;
    throw new WaybillError("TIMESTAMP_REFUSED", {
      what: `The timestamp authority ${url.origin} gave no timestamp for the signature.`,
      got: `${error.last.text} (after ${error.attempts} tries)`,
      expected: "an RFC 3161 timestamp",
      todo: "Run the job again; `max-wait` sets how long the step keeps trying.",
    });
  }
}
