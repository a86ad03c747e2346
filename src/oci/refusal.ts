import { WaybillError, type Code } from "../errors.ts";
import { list, text } from "../json.ts";
import type { CallFailed, HttpAnswer } from "../net/http.ts";
import type { Credentials } from "./credentials.ts";
import { repositoryText } from "./reference.ts";
import type { Secrets } from "./secrets.ts";
import type { RepositoryName } from "./types.ts";

/** What a token allows in a repository (distribution's token authentication, "Requesting a token"). */
export type Actions = "pull" | "pull,push";

/** What was attempted, and with which right: what every error text of a registry says. */
export interface Attempt {
  readonly name: RepositoryName;
  /** before the repository's name: `store the manifest sha256-… in` */
  readonly doing: string;
  readonly actions: Actions;
  /** what a manifest is stored under, where it is a tag */
  readonly tag?: string;
}

/** Whom the registry took us for, once that is known. */
export interface Admission {
  readonly credentials: Credentials | undefined;
  readonly secrets: Secrets;
}

export function scopeOf({ path }: RepositoryName, actions: Actions): string {
  return `repository:${path}:${actions}`;
}

/** @param said status and words of whoever let us not in; @param todo where it is not what is missing as a rule */
export function denied(attempt: Attempt, admission: Admission, said: string, todo?: string): WaybillError {
  const { name, doing, actions } = attempt;
  return new WaybillError("REGISTRY_DENIED", {
    what: `${name.registry} let nobody in to ${doing} ${repositoryText(name)}.`,
    got: `${said}; ${source(admission.credentials)}; scope asked for: ${scopeOf(name, actions)}`,
    expected: actions === "pull" ? "credentials that may pull" : "credentials that may pull and push",
    todo: todo ?? missing(attempt, admission.credentials),
  });
}

export function invalid(attempt: Attempt, got: string, expected: string): WaybillError {
  const { name, doing } = attempt;
  return new WaybillError("REGISTRY_INVALID", {
    what: `The answer of ${name.registry} cannot be believed, asked to ${doing} ${repositoryText(name)}.`,
    got,
    expected,
    todo: "Look for a proxy or a mirror in between; if there is none, the registry is at fault.",
  });
}

/** Of a call that ended without a usable answer. */
export function unavailable(attempt: Attempt, admission: Admission, failed: CallFailed): WaybillError {
  const { name, doing } = attempt;
  const { last, attempts } = failed;
  if (last.tooLarge === true) return invalid(attempt, last.text, "an answer no longer than that");
  const limited = last.status === 429;
  return new WaybillError("REGISTRY_UNAVAILABLE", {
    what: `${name.registry} gave no usable answer, asked to ${doing} ${repositoryText(name)}.`,
    got: `${admission.secrets.conceal(last.text)}, after ${attempts} ${attempts === 1 ? "try" : "tries"}; ${source(admission.credentials)}`,
    todo:
      limited && admission.credentials?.kind === "anonymous"
        ? `Log in to ${name.registry} before this step: those who log in may ask more often. Then run the job again.`
        : "Run the job again: it finishes what is left. A larger `max-wait` has it wait longer.",
    cause: failed,
  });
}

/**
 * What an answer that is no success means.
 * @param by whose answer it is, where a redirect led elsewhere
 */
export function refusal(
  attempt: Attempt,
  admission: Admission,
  answer: HttpAnswer,
  by?: string,
): WaybillError {
  const { name, doing } = attempt;
  const where = by === undefined ? "" : ` of ${by}, where ${name.registry} led`;
  const said = `${saidIn(answer, admission.secrets)}${where}`;
  const reason = reasonOf(attempt, answer.status, errorsIn(answer));
  if (reason === undefined && (answer.status === 401 || answer.status === 403)) {
    return denied(attempt, admission, said);
  }
  const code: Code =
    reason === undefined && answer.status >= 500 ? "REGISTRY_UNAVAILABLE" : "REGISTRY_REFUSED";
  return new WaybillError(code, {
    what: `${name.registry} refused to ${doing} ${repositoryText(name)}${reason === undefined ? "" : `: ${reason.why}`}.`,
    got: `${said}; ${source(admission.credentials)}`,
    todo: reason?.todo ?? "See what the registry says; if it is of no use, ask those who run it.",
  });
}

interface RegistryFault {
  readonly code: string;
  readonly message: string;
}

interface Reason {
  readonly why: string;
  readonly todo: string;
}

const IMMUTABLE_CODES = new Set([
  "TAG_INVALID",
  "TAG_IMMUTABLE",
  "TAG_ALREADY_EXISTS",
  "IMAGE_TAG_ALREADY_EXISTS",
]);
const QUOTA_CODES = new Set(["TOOMANYREQUESTS", "QUOTA_EXCEEDED"]);
const UNFIT_CODES = new Set(["MANIFEST_INVALID", "MANIFEST_UNVERIFIED", "UNSUPPORTED"]);
const NO_REPOSITORY_CODES = new Set(["NAME_UNKNOWN", "REPOSITORY_NOT_FOUND"]);

/** The refusals that have a cause of their own, whatever status and code the registry chose for them. */
function reasonOf(attempt: Attempt, status: number, errors: readonly RegistryFault[]): Reason | undefined {
  if (attempt.actions === "pull" || status === 401) return undefined;
  const { name, tag } = attempt;
  const said = (codes: ReadonlySet<string>, message?: RegExp): boolean =>
    errors.some((error) => codes.has(error.code) || message?.test(error.message) === true);
  // ECR: 400 TAG_INVALID; Harbor: 412 PRECONDITION; others: 403 DENIED or 409, and the word in the message.
  if (tag !== undefined && said(IMMUTABLE_CODES, /immutab|cannot be overwritten/i)) {
    return {
      why: `its rules let nobody change the tag ${tag}`,
      todo: `Exempt tags that begin with \`sha256-\` from immutability in ${repositoryText(name)}, or set \`registry-layout: referrers\` where the registry has the referrers API.`,
    };
  }
  // Harbor: 403 DENIED "… will exceed the configured upper limit of …".
  if (status === 507 || said(QUOTA_CODES, /quota|exceed|storage limit/i)) {
    return {
      why: "its quota is used up",
      todo: `Make room in ${repositoryText(name)}, or have its quota raised, and run the job again.`,
    };
  }
  if (said(UNFIT_CODES)) {
    return {
      why: "it does not take a manifest of this kind",
      todo: "Set another `registry-layout`, or store the bundles elsewhere with `attestation-repository`.",
    };
  }
  if (said(NO_REPOSITORY_CODES)) {
    return {
      why: "it has no such repository",
      todo: "Look for a typing error; some registries, ECR among them, want a repository created first.",
    };
  }
  if (status === 413) {
    return {
      why: "it is too large for it",
      todo: "Have the limit of the registry, or of the proxy before it, raised.",
    };
  }
  return undefined;
}

/** Status and words of an answer, as far as they are fit to print. */
export function saidIn(answer: HttpAnswer, secrets: Secrets): string {
  const words = secrets.conceal(wordsOf(answer));
  return words === "" ? `status ${answer.status}` : `status ${answer.status} (${words})`;
}

/** The body of a refusal (distribution spec, "Error codes"). */
function errorsIn(answer: HttpAnswer): RegistryFault[] {
  let body: unknown;
  try {
    body = JSON.parse(answer.body.toString("utf8"));
  } catch {
    return [];
  }
  return list(body, "errors").map((error) => ({
    code: text(error, "code") ?? "",
    message: text(error, "message") ?? "",
  }));
}

function wordsOf(answer: HttpAnswer): string {
  const errors = errorsIn(answer);
  if (errors.length > 0) return errors.map(({ code, message }) => `${code}: ${message}`).join("; ");
  // A page for people says nothing in one line.
  if (/html/i.test(answer.headers.get("content-type") ?? "")) return "";
  return answer.body.subarray(0, 65_536).toString("utf8");
}

function source(credentials: Credentials | undefined): string {
  if (credentials === undefined) return "no credentials sent";
  if (credentials.kind !== "anonymous") return `credentials from ${credentials.source}`;
  const { looked } = credentials;
  return looked.length === 0 ? "no credentials" : `no credentials, looked for in ${looked.join(", ")}`;
}

/** What is missing as a rule. */
function missing({ name, actions }: Attempt, credentials: Credentials | undefined): string {
  const writes = actions !== "pull";
  const login = `log in to ${name.registry} before this step (docker/login-action), or set \`registry-username\` and \`registry-password\``;
  const isLoggedIn = credentials !== undefined && credentials.kind !== "anonymous";
  if (name.registry === "ghcr.io") {
    const connect =
      "connect the package to this repository, with the role Write (package settings, Manage Actions access)";
    return `Give the job \`packages: ${writes ? "write" : "read"}\`${isLoggedIn ? "" : ` and ${login}`}; if that is there, ${connect}.`;
  }
  if (!isLoggedIn) return `${login.charAt(0).toUpperCase()}${login.slice(1)}.`;
  return `See whether these credentials are still valid and may ${writes ? "push to" : "pull from"} ${repositoryText(name)}; otherwise ${login}.`;
}
