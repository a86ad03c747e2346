import { WaybillError } from "./errors.ts";
import type { Statement, Subjects } from "./intoto/statement.ts";
import { callableUrl } from "./net/url.ts";
import { assetKey } from "./publish/asset-key.ts";
import type { Held, Planned } from "./publish/stores.ts";
import type { Published } from "./publish/target.ts";
import type { Surroundings } from "./surroundings.ts";

// What is looked at before anything is signed, since a signature stands in a public log for ever.

/**
 * Tokens go to these addresses; plain http would show them to whoever listens.
 * @throws WaybillError INPUT_INVALID
 */
export function assertAddresses(job: Surroundings): void {
  for (const [variable, address] of [
    ["GITHUB_SERVER_URL", job.serverUrl],
    ["GITHUB_API_URL", job.apiUrl],
  ] as const) {
    if (callableUrl(address) !== undefined) continue;
    throw new WaybillError("INPUT_INVALID", {
      what: `The variable ${variable} does not hold an address that may be called. Nothing was called.`,
      expected: "an https URL without credentials, as the runner sets it",
      todo: "Remove what overwrites it.",
    });
  }
}

/**
 * A bundle must not take the place of what it speaks of, on disk or in the release.
 * @throws WaybillError INPUT_INVALID
 */
export function assertNamesApart(plan: readonly Pick<Planned, "fileName">[], subjects: Subjects): void {
  const names = new Map(subjects.map((subject) => [assetKey(subject.name).toLowerCase(), subject.name]));
  for (const { fileName } of plan) {
    const subject = names.get(assetKey(fileName).toLowerCase());
    if (subject === undefined) continue;
    throw new WaybillError("INPUT_INVALID", {
      what: "A subject has the name that the bundle would have, and would be overwritten. Nothing was signed.",
      got: fileName,
      todo: "Leave bundles of earlier runs out of the subjects (`!*.intoto.jsonl`), or set `provenance-name`.",
    });
  }
}

/**
 * A statement is public: what an earlier step put into an input, a name or a variable must not be a secret.
 * @throws WaybillError INPUT_INVALID
 */
export function assertPublishable(statement: Statement, reveals: (text: string) => boolean): void {
  if (!reveals(statement.bytes.toString("utf8"))) return;
  throw new WaybillError("INPUT_INVALID", {
    what: "A statement would publish a secret of this job. Nothing was signed.",
    todo: "Look for a token in the names of files, in the event's inputs and in the runner's variables.",
  });
}

/**
 * Where every target is already known to fail, a signature would be made for nothing, at every try.
 * @param report hears of each target
 * @throws WaybillError the first target's own
 */
export function assertStorable(held: readonly Held[], report: (published: Published) => void): void {
  for (const { at } of held) {
    const failures = at.flatMap(({ target, holding }) =>
      holding.kind === "unknown"
        ? [{ target: target.name, status: "failed", error: holding.error } as const]
        : [],
    );
    const [first] = failures;
    if (first === undefined || failures.length < at.length) continue;
    for (const failure of failures) report(failure);
    throw first.error;
  }
}
