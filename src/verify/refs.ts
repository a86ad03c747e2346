/** A workflow's URI in two: `WORKFLOW@refs/…` or `WORKFLOW@COMMIT`. */
export interface SplitUri {
  readonly workflow: string;
  /** whole, as in `refs/tags/v1`, or a commit; undefined where the URI names none */
  readonly ref: string | undefined;
}

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const ENDS_IN_COMMIT = /@(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Splits at the first `@refs/`, or else at the `@` of a commit that ends the text. A workflow's path cannot hold the
 * former: it is one file in `.github/workflows`. A reference may hold any number of `@` (`refs/tags/pkg@1.2.3`).
 */
export function splitUri(uri: string): SplitUri {
  const start = uri.indexOf("@refs/");
  if (start > 0 && uri.length > start + "@refs/".length)
    return { workflow: uri.slice(0, start), ref: uri.slice(start + 1) };
  const commit = ENDS_IN_COMMIT.exec(uri);
  if (commit !== null && commit.index > 0)
    return { workflow: uri.slice(0, commit.index), ref: uri.slice(commit.index + 1) };
  return { workflow: uri, ref: undefined };
}

export function isCommit(text: string): boolean {
  return COMMIT.test(text);
}

const BRANCH = "refs/heads/";
const TAG = "refs/tags/";

export function branchOf(ref: string | undefined): string | undefined {
  return ref?.startsWith(BRANCH) === true ? ref.slice(BRANCH.length) : undefined;
}

export function tagOf(ref: string | undefined): string | undefined {
  return ref?.startsWith(TAG) === true ? ref.slice(TAG.length) : undefined;
}

/** Which of a workflow's versions a name means: any, that of one reference, or none of them. */
export type Naming = "any" | "one" | undefined;

/**
 * Whether `wanted` names the workflow that `uri` is: alone (any version), with its whole reference, with the short name
 * of its tag (never of a branch: whoever may push a branch could name it like a tag), or with the commit of its file.
 * All is compared exactly; what is wanted is never split at an `@` of which it is not known what it is.
 * @param commit of the workflow's file, where it is known (Build Signer Digest)
 */
export function namesWorkflow(wanted: string, uri: string, commit?: string): Naming {
  if (wanted === uri) return splitUri(uri).ref === undefined ? "any" : "one";
  const { workflow, ref } = splitUri(uri);
  if (ref === undefined) return undefined;
  const named = splitUri(wanted);
  if (named.ref !== undefined) {
    const isIt = named.workflow === workflow && named.ref === commit && isCommit(named.ref);
    return isIt ? "one" : undefined;
  }
  if (wanted === workflow) return "any";
  const tag = tagOf(ref);
  return tag !== undefined && wanted === `${workflow}@${tag}` ? "one" : undefined;
}

/** A semantic version as Go's module system reads it: `v` and one to three numbers; what is not given is 0. */
interface Version {
  readonly numbers: readonly [string, string, string];
  /** how many of the numbers were given */
  readonly given: number;
  /** with its hyphen; build metadata is left out */
  readonly prerelease: string;
}

const NUMBER = "(0|[1-9]\\d*)";
const IDENTIFIER = "(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)";
const VERSION = new RegExp(
  `^v${NUMBER}(?:\\.${NUMBER}(?:\\.${NUMBER}(-${IDENTIFIER}(?:\\.${IDENTIFIER})*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?)?)?$`,
);

/** @returns undefined for what is no version */
export function readVersion(text: string): Version | undefined {
  const found = VERSION.exec(text);
  if (found === null) return undefined;
  const [, major = "0", minor, patch, prerelease = ""] = found;
  const given = patch !== undefined ? 3 : minor !== undefined ? 2 : 1;
  return { numbers: [major, minor ?? "0", patch ?? "0"], given, prerelease };
}

/** Equal in all that `wanted` gives: `v1` is any v1, `v1.2.3` is that one. */
export function isVersionOf(tag: Version, wanted: Version): boolean {
  if (!wanted.numbers.every((number, index) => index >= wanted.given || number === tag.numbers[index]))
    return false;
  return wanted.given < 3 || wanted.prerelease === tag.prerelease;
}

const RELEASE_TAG = /^refs\/tags\/v(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(-[a-z]+)?$/;

/** `refs/tags/vX.Y.Z` and nothing behind it but, where a builder has one, its `suffix` (`-java`). */
export function isReleaseTag(ref: string | undefined, suffix = ""): boolean {
  const found = ref === undefined ? null : RELEASE_TAG.exec(ref);
  return found !== null && (found[1] ?? "") === suffix;
}
