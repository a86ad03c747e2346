import type { Inputs } from "../inputs.ts";
import { isRecord, text } from "../json.ts";
import { CallFailed, http, jsonAnswer, type Fetch } from "../net/http.ts";
import { Patience, type Clock } from "../net/patience.ts";
import type { Checkout } from "../run/checkout.ts";
import { readEventInputs, readEventParameters } from "../run/event.ts";
import { readEventPayload, type EventPayloadChoice } from "../run/payload.ts";
import type { Run } from "../run/run.ts";
import type { Vars } from "../run/vars.ts";
import type { Surroundings } from "../surroundings.ts";
import { VERSION } from "../version.ts";
import type { BuildFacts } from "./provenance.ts";

export interface FactPorts {
  readonly fetcher: Fetch;
  readonly clock: Clock;
  readonly readEvent: () => Promise<unknown>;
  /** the event file's bytes, undefined where there is none; asked for only if the payload is to be recorded */
  readonly readEventFile?: () => Promise<Uint8Array | undefined>;
}

/** What the user wants recorded of the event and of the configuration; nothing unless said. */
export interface Recorded {
  readonly eventPayload?: EventPayloadChoice | undefined;
  readonly vars?: Vars | undefined;
}

export interface FactSources {
  readonly inputs: Pick<Inputs, "githubToken"> & Recorded;
  readonly job: Surroundings;
  readonly ports: FactPorts;
  readonly checkout: Checkout;
}

/** The facts beyond the claims, and the paths in the event's payload at which something looked like a secret. */
export interface Gathered {
  readonly facts: BuildFacts;
  readonly redacted: readonly string[];
}

/**
 * What `build-type: full` and v0.2 state beyond the claims. The start time is worth a question, not a wait.
 * @param askStartTime whether the provenance has a place for it
 * @throws WaybillError INPUT_INVALID when the event's payload is to be recorded and there is none
 */
export async function gatherFacts(run: Run, from: FactSources, askStartTime = true): Promise<Gathered> {
  const choice = from.inputs.eventPayload ?? "none";
  const [event, bytes, startedOn] = await Promise.all([
    from.ports.readEvent(),
    choice === "none" ? undefined : from.ports.readEventFile?.(),
    askStartTime ? startTime(run, from) : undefined,
  ]);
  const payload = readEventPayload(choice, bytes);
  const facts: BuildFacts = {
    event: readEventParameters(run.claims.event_name, event),
    eventInputs: readEventInputs(run.claims.event_name, event),
    eventMissing: !isRecord(event) || Object.keys(event).length === 0,
    eventPayload: payload.value,
    vars: from.inputs.vars,
    checkout: from.checkout,
    runner: { ...from.job.runner },
    waybillVersion: VERSION,
    startedOn,
  };
  return { facts, redacted: payload.redacted };
}

/** One try: the start time is not worth more. */
const START_TIME_LIMIT = 5_000;

async function startTime(run: Run, from: FactSources): Promise<string | undefined> {
  const { claims } = run;
  const url = `${from.job.apiUrl}/repos/${claims.repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`;
  const headers: Record<string, string> = { accept: "application/vnd.github+json" };
  if (from.inputs.githubToken !== undefined) headers["authorization"] = `Bearer ${from.inputs.githubToken}`;
  try {
    const call = http(from.ports.fetcher, new Patience(0, from.ports.clock));
    return await call.call({ method: "GET", url, headers, timeout: START_TIME_LIMIT }, (answer) => {
      const started = text(jsonAnswer(200)(answer), "run_started_at") ?? "";
      // RFC 3339 in UTC, as SLSA's Timestamp asks.
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(started) ? started : undefined;
    });
  } catch (error) {
    if (error instanceof CallFailed) return undefined;
    throw error;
  }
}
