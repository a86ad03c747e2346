import type { Inputs } from "../inputs.ts";
import { text } from "../json.ts";
import { CallFailed, http, jsonAnswer, type Fetch } from "../net/http.ts";
import { Patience, type Clock } from "../net/patience.ts";
import type { Checkout } from "../run/checkout.ts";
import { readEventParameters } from "../run/event.ts";
import type { Run } from "../run/run.ts";
import type { Surroundings } from "../surroundings.ts";
import { VERSION } from "../version.ts";
import type { BuildFacts } from "./provenance.ts";

export interface FactPorts {
  readonly fetcher: Fetch;
  readonly clock: Clock;
  readonly readEvent: () => Promise<unknown>;
}

interface FactSources {
  readonly inputs: Pick<Inputs, "githubToken">;
  readonly job: Surroundings;
  readonly ports: FactPorts;
  readonly checkout: Checkout;
}

/** What `build-type: full` states beyond the claims. The start time is worth a question, not a wait. */
export async function gatherFacts(run: Run, from: FactSources): Promise<BuildFacts> {
  const [event, startedOn] = await Promise.all([from.ports.readEvent(), startTime(run, from)]);
  return {
    event: readEventParameters(run.claims.event_name, event),
    checkout: from.checkout,
    runner: { ...from.job.runner },
    waybillVersion: VERSION,
    startedOn,
  };
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
