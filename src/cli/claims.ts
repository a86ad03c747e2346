import { readFile } from "node:fs/promises";
import * as path from "node:path";

import { kindOf, WaybillError } from "../errors.ts";
import { at, isRecord, text } from "../json.ts";
import type { Exec } from "../exec.ts";
import type { WorkflowStep } from "./workflow.ts";

/** What a claim of the rehearsed run was taken from, for people to judge. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly source: string;
}

/** The run that is rehearsed: the claims of its token, and where each came from. */
export interface RehearsedRun {
  readonly serverUrl: string;
  readonly claims: Readonly<Record<string, string>>;
  readonly event: unknown;
  /** the event file's bytes, undefined where none was given */
  readonly eventFile: Uint8Array | undefined;
  readonly facts: readonly Fact[];
  /** what the user should know of them */
  readonly notes: readonly string[];
}

export const STAND_IN = "stand-in";
const NO_COMMIT = "0".repeat(40);
const REPOSITORY = /^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/;

/**
 * The run as the repository around `cwd`, the event and the workflow tell it; stand-ins for what none of them knows.
 */
export async function rehearsedRun(
  from: {
    readonly cwd: string;
    readonly tag: string | undefined;
    readonly event: GivenEvent | undefined;
    readonly workflow: WorkflowStep | undefined;
  },
  exec: Exec,
): Promise<RehearsedRun> {
  const git = async (...args: string[]): Promise<string | undefined> => {
    const { code, stdout } = await exec("git", args, { cwd: from.cwd });
    return code === 0 && stdout.trim() !== "" ? stdout.trim() : undefined;
  };
  const origin = originOf(await git("remote", "get-url", "origin"));
  const sha = await git("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
  const event = from.event?.content;
  const ref = await refOf({ tag: from.tag, event }, git);
  const eventName = eventNameOf(event);
  const workflow = from.workflow?.path ?? ".github/workflows/release.yml";
  const visibility = visibilityOf(event);
  const facts: Fact[] = [
    { name: "repository", value: `${origin.serverUrl}/${origin.repository}`, source: origin.source },
    {
      name: "commit",
      value: sha ?? NO_COMMIT,
      source: sha === undefined ? `${STAND_IN}: no commit here` : "HEAD",
    },
    { name: "ref", value: ref.value, source: ref.source },
    { name: "event", value: eventName, source: event === undefined ? STAND_IN : "--event" },
    { name: "workflow", value: workflow, source: from.workflow === undefined ? STAND_IN : "--workflow" },
    { name: "run", value: "17200000001, attempt 1", source: STAND_IN },
    {
      name: "visibility",
      value: visibility ?? "public",
      source: visibility === undefined ? STAND_IN : "--event",
    },
  ];
  const environment = from.workflow?.environment;
  return {
    serverUrl: origin.serverUrl,
    claims: {
      repository: origin.repository,
      sha: sha ?? NO_COMMIT,
      ref: ref.value,
      event_name: eventName,
      repository_visibility: visibility ?? "public",
      workflow_ref: `${origin.repository}/${workflow}@${ref.value}`,
      runner_environment: from.workflow?.selfHosted === true ? "self-hosted" : "github-hosted",
      ...(environment === undefined ? {} : { environment }),
    },
    event: event ?? {},
    eventFile: from.event?.bytes,
    facts,
    notes: [...origin.notes, ...(await tagNotes(ref.value, sha, git)), ...(await folderNotes(from.cwd, git))],
  };
}

type Git = (...args: string[]) => Promise<string | undefined>;

interface Origin {
  readonly serverUrl: string;
  readonly repository: string;
  readonly source: string;
  readonly notes: readonly string[];
}

const GITHUB = "https://github.com";

/** The repository of a remote's address, in git's forms (git-clone, "GIT URLS"); credentials in it are not looked at. */
function originOf(address: string | undefined): Origin {
  const url = /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?(?<host>[^:/]+)(?::\d+)?\/(?<path>.+)$/.exec(
    address ?? "",
  );
  const scp = /^(?:[^@/:]+@)?(?<host>[^:/]+):(?!\/\/)(?<path>.+)$/.exec(address ?? "");
  const { host, path: rest } = url?.groups ?? scp?.groups ?? {};
  const repository = rest?.replace(/^\/+|\/+$/g, "").replace(/\.git$/, "") ?? "";
  if (host === undefined || !REPOSITORY.test(repository)) {
    const why = address === undefined ? "no remote `origin` here" : "`origin` is no repository on GitHub";
    return { serverUrl: GITHUB, repository: "octo-org/rocket", source: `${STAND_IN}: ${why}`, notes: [] };
  }
  const known = { repository, source: "`origin`", notes: [] };
  if (/^(?:www\.|ssh\.)?github\.com$/i.test(host)) return { ...known, serverUrl: GITHUB };
  if (/^[a-z0-9-]+\.ghe\.com$/i.test(host)) return { ...known, serverUrl: `https://${host.toLowerCase()}` };
  const notes = [`\`origin\` is at ${host}, which was taken for another name of github.com.`];
  return { ...known, serverUrl: GITHUB, notes };
}

/** From the tag given, or as the event says, or the branch that is checked out. */
async function refOf(
  from: { readonly tag: string | undefined; readonly event: unknown },
  git: Git,
): Promise<{ readonly value: string; readonly source: string }> {
  if (from.tag !== undefined) return { value: `refs/tags/${from.tag}`, source: "--tag" };
  const released = text(from.event, "release", "tag_name");
  const told = released === undefined ? eventRef(from.event) : `refs/tags/${released}`;
  if (told !== undefined && /^refs\/[^\s\p{C}]+$/u.test(told)) return { value: told, source: "--event" };
  const branch = await git("symbolic-ref", "--quiet", "HEAD");
  if (branch !== undefined) return { value: branch, source: "the branch checked out" };
  return { value: "refs/heads/main", source: `${STAND_IN}: no branch is checked out` };
}

function eventRef(event: unknown): string | undefined {
  const number = at(event, "pull_request", "number");
  return typeof number === "number" ? `refs/pull/${number}/merge` : text(event, "ref");
}

/** By what only that event has (docs.github.com, "Webhook events and payloads"). */
function eventNameOf(event: unknown): string {
  if (isRecord(at(event, "release"))) return "release";
  if (isRecord(at(event, "pull_request"))) return "pull_request";
  if (at(event, "schedule") !== undefined) return "schedule";
  if (at(event, "inputs") !== undefined) return "workflow_dispatch";
  return "push";
}

function visibilityOf(event: unknown): string | undefined {
  const told = text(event, "repository", "visibility");
  return told !== undefined && ["public", "private", "internal"].includes(told) ? told : undefined;
}

async function tagNotes(ref: string, sha: string | undefined, git: Git): Promise<string[]> {
  if (!ref.startsWith("refs/tags/") || sha === undefined) return [];
  const tagged = await git("rev-parse", "--verify", "--quiet", `${ref}^{commit}`);
  if (tagged === undefined || tagged === sha) return [];
  return [
    `The tag ${ref.slice("refs/tags/".length)} exists here and names ${tagged}, not the commit checked out.`,
  ];
}

async function folderNotes(cwd: string, git: Git): Promise<string[]> {
  const below = await git("rev-parse", "--show-prefix");
  if (below === undefined) return [];
  return [
    `This is the folder ${path.basename(cwd)} of a checkout; in a job, paths are usually relative to the checkout's top.`,
  ];
}

/** An event file. */
export interface GivenEvent {
  readonly bytes: Uint8Array;
  readonly content: unknown;
}

/** @throws WaybillError USAGE where the file cannot be read, or is no JSON object */
export async function readEvent(file: string): Promise<GivenEvent> {
  let bytes: Buffer;
  let content: unknown;
  try {
    bytes = await readFile(file);
    content = JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw notAnEvent(file, kindOf(error));
  }
  if (!isRecord(content)) throw notAnEvent(file, "JSON that is no object");
  return { bytes, content };
}

function notAnEvent(file: string, got: string): WaybillError {
  return new WaybillError("USAGE", {
    what: `The event ${file} cannot be read.`,
    got,
    expected: "a file with an event's payload as JSON, as GITHUB_EVENT_PATH names one in a job",
  });
}
