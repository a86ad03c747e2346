import { at, isRecord, text } from "../json.ts";
import { redactNamed, redactRecord, type Redacted } from "./redaction.ts";

/**
 * The event's parameters that no claim has: what a person typed for a dispatch, or the release that was published.
 * From the event file, which an earlier step of the job could have written: the job's own word, and documented so.
 */
export interface EventParameters {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly release?: Readonly<Record<string, string | boolean>>;
  /** names of inputs whose value looked like a credential and was replaced by `***` */
  readonly redacted: readonly string[];
}

/** @param event the event file's content; `eventName` the verified claim, which decides what of it counts */
export function readEventParameters(eventName: string, event: unknown): EventParameters {
  if (eventName === "workflow_dispatch") return dispatchInputs(event);
  if (eventName === "release") return { release: releaseParameters(event), redacted: [] };
  return { redacted: [] };
}

function dispatchInputs(event: unknown): EventParameters {
  const given = at(event, "inputs");
  if (!isRecord(given)) return { redacted: [] };
  const inputs: [string, string][] = [];
  const redacted: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    // Empty inputs are left out, as GitHub's build types do: absent and empty are the same to a workflow.
    const shown =
      typeof value === "string" ? value : value === null || value === undefined ? "" : JSON.stringify(value);
    if (shown === "") continue;
    const stated = redactNamed(name, shown).value;
    if (typeof stated !== "string") continue;
    inputs.push([name, stated]);
    if (stated !== shown) redacted.push(name);
  }
  // Pairs, since an input may be named like a property that every object has.
  return { ...(inputs.length > 0 ? { inputs: Object.fromEntries(inputs) } : {}), redacted };
}

/** A dispatch's inputs as the event has them, empty ones too: what slsa-github-generator calls `event_inputs`. */
export function readEventInputs(
  eventName: string,
  event: unknown,
): Redacted<Readonly<Record<string, unknown>>> | undefined {
  const given = at(event, "inputs");
  if (eventName !== "workflow_dispatch" || !isRecord(given) || Object.keys(given).length === 0)
    return undefined;
  return redactRecord(given);
}

const RELEASE_FIELDS = ["tag_name", "target_commitish", "name", "draft", "prerelease"] as const;

function releaseParameters(event: unknown): Record<string, string | boolean> {
  const release: Record<string, string | boolean> = {};
  for (const field of RELEASE_FIELDS) {
    const value = at(event, "release", field);
    if (typeof value === "boolean" || (typeof value === "string" && value !== "")) release[field] = value;
  }
  return release;
}

/** Whether the event file says that this is a pull request from another repository: for an error's text alone. */
export function isForkPullRequest(event: unknown): boolean {
  const head = text(event, "pull_request", "head", "repo", "full_name");
  const base = text(event, "pull_request", "base", "repo", "full_name");
  return base !== undefined && head !== base;
}
