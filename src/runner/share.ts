import { readFile } from "node:fs/promises";
import * as path from "node:path";

import { getInput, setFailed, setOutput } from "@actions/core";

import { asWaybillError, kindOf, WaybillError } from "../errors.ts";
import { openArtifacts } from "../handover/artifacts.ts";
import { MAX_SUBJECTS_FILE, shareSubjectsFile } from "../handover/subjects-file.ts";
import { networkFetch } from "../net/fetch.ts";
import { http } from "../net/http.ts";
import { Patience, systemClock } from "../net/patience.ts";
import { readSurroundings } from "../surroundings.ts";
import { Secrets } from "./secrets.ts";

/** The patience of the step's own default, in seconds. */
const MAX_WAIT = 900;

/**
 * The action `create-base64-subjects-from-file`: stores the file at the input `path` for a job that signs, and gives its
 * handle. Never throws.
 */
export async function shareSubjects(env: Readonly<Record<string, string | undefined>>): Promise<number> {
  const secrets = new Secrets();
  const job = readSurroundings(env);
  secrets.mask(job.artifactService?.token ?? "");
  try {
    const file = path.resolve(job.workspace, given(getInput("path")));
    const bytes = await readList(file);
    const net = http(await networkFetch(job.proxy), new Patience(MAX_WAIT, systemClock));
    const artifacts = openArtifacts(job.artifactService, net, (value) => secrets.mask(value));
    setOutput("handle", await shareSubjectsFile(path.basename(file), bytes, artifacts));
    return 0;
  } catch (error) {
    setFailed(secrets.scrub(asWaybillError(error, "Sharing the subjects").describe()));
    return 1;
  }
}

function given(input: string): string {
  if (input !== "") return input;
  throw new WaybillError("INPUT_INVALID", {
    what: "The input `path` is empty.",
    expected: "a file with a checksum list in base64",
  });
}

async function readList(file: string): Promise<Buffer> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new WaybillError("SUBJECT_UNREADABLE", {
      what: "The file that the input `path` names cannot be read.",
      got: `${file} (${kindOf(error)})`,
      expected: "a file with a checksum list in base64",
    });
  }
  if (bytes.length <= MAX_SUBJECTS_FILE) return bytes;
  throw new WaybillError("CHECKSUMS_INVALID", {
    what: `The file ${file} is too large for a checksum list.`,
    got: `${bytes.length} bytes`,
    expected: `up to ${MAX_SUBJECTS_FILE}`,
  });
}
