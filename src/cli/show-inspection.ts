import { WaybillError } from "../errors.ts";
import { digestEntries } from "../intoto/digest.ts";
import { at, text } from "../json.ts";
import type { CertificateFacts } from "../verify/certificate.ts";
import { buildTypeOf, builderIdOf } from "../verify/provenance.ts";
import type { SignedStatement } from "../verify/statement.ts";
import { inert, inertJson } from "./inert.ts";
import type { Inspection } from "./inspection.ts";

/** Of a statement with a thousand subjects the first few; JSON has them all. */
const MOST_SUBJECTS = 20;
const MOST_CHARACTERS = 300;

/** Whose word a line is: `checked` under the trusted root, or `claimed` by whoever wrote the bundle. */
type Mark = "checked" | "claimed" | "refused";

type Line = readonly [mark: Mark, name: string, value: string];

/** Each line begins with its mark, so that none can be read without it. */
export function renderInspection(origin: string, inspection: Inspection): string {
  const { cryptography, mediaType, message } = inspection;
  const lines: Line[] = [
    ["claimed", "media type", mediaType ?? "none: a DSSE envelope alone"],
    ...cryptographyLines(inspection),
    ...certificateLines(inspection),
    ...(message === undefined
      ? []
      : [[cryptography.sound ? "checked" : "claimed", "signature over", message] as const]),
    ...statementLines(inspection.statement),
  ];
  const end = cryptography.sound
    ? "It is signed by whoever the certificate names. Nobody was asked who may: `waybill verify` compares that with what you expect."
    : "Nothing here is checked: all of it is the word of whoever wrote the bundle.";
  return [
    `In ${shown(origin)}:`,
    ...lines.map(([mark, name, value]) => `  ${mark.padEnd(8)} ${name.padEnd(20)} ${shown(value)}`),
    `  ${end}`,
    "",
    "",
  ].join("\n");
}

function cryptographyLines({ cryptography, logIndexes }: Inspection): Line[] {
  if (!cryptography.sound) {
    const logs = logIndexes.map((index): Line => ["claimed", "log entry", index]);
    return [["refused", "evidence", told(cryptography.refusal)], ...logs];
  }
  const { root, times } = cryptography;
  return [
    ["checked", "signature", `by the certificate's key, under ${root}`],
    ...times.map(({ time, source }): Line => ["checked", "signed at", `${time.toISOString()} (${source})`]),
    ...cryptography.logIndexes.map((index): Line => ["checked", "log entry", index]),
  ];
}

const FACTS: Partial<Record<keyof CertificateFacts, string>> = {
  issuer: "identity issued by",
  buildSignerURI: "signing workflow",
  buildSignerDigest: "at its commit",
  runnerEnvironment: "runner",
  sourceRepositoryURI: "source",
  sourceRepositoryRef: "source reference",
  sourceRepositoryDigest: "source commit",
  sourceRepositoryVisibilityAtSigning: "source visibility",
  buildConfigURI: "calling workflow",
  buildTrigger: "event",
  runInvocationURI: "run",
  deploymentEnvironment: "environment",
};

function certificateLines({ certificate, cryptography }: Inspection): Line[] {
  if (certificate === undefined) return [];
  if (certificate instanceof WaybillError) return [["refused", "certificate", told(certificate)]];
  const mark = cryptography.sound ? "checked" : "claimed";
  const facts = Object.entries(FACTS).flatMap(([fact, name]): Line[] => {
    const value = text(certificate, fact);
    return value === undefined ? [] : [[mark, name, value]];
  });
  return [[mark, "certificate's name", certificate.subjectAlternativeName], ...facts];
}

function statementLines(statement: SignedStatement | WaybillError | undefined): Line[] {
  if (statement === undefined) return [];
  if (statement instanceof WaybillError) return [["refused", "statement", told(statement)]];
  const { subjects, predicateType, type } = statement;
  const rest = subjects.length - MOST_SUBJECTS;
  return [
    ["claimed", "statement", type],
    ["claimed", "predicate type", predicateType],
    ...subjects.slice(0, MOST_SUBJECTS).map(({ name, digest }): Line => {
      const digests = digestEntries(digest).map((entry) => entry.join(":"));
      return [
        "claimed",
        "subject",
        `${digests.join(", ") || "no digest that is known"} ${name ?? "(no name)"}`,
      ];
    }),
    ...(rest > 0 ? [["claimed", "subjects", `and ${rest} more`] as const] : []),
    ...provenanceLines(statement),
  ];
}

function provenanceLines(statement: SignedStatement): Line[] {
  const { predicate } = statement;
  const definition = at(predicate, "buildDefinition");
  const stated: readonly (readonly [name: string, value: string | undefined])[] = [
    ["builder", builderIdOf(statement)],
    ["build type", buildTypeOf(statement)],
    [
      "built from",
      text(definition, "resolvedDependencies", 0, "uri") ?? text(predicate, "materials", 0, "uri"),
    ],
    [
      "built from commit",
      text(definition, "resolvedDependencies", 0, "digest", "gitCommit") ??
        text(predicate, "materials", 0, "digest", "sha1"),
    ],
    [
      "build's run",
      text(predicate, "runDetails", "metadata", "invocationId") ??
        text(predicate, "metadata", "buildInvocationID") ??
        text(predicate, "metadata", "buildInvocationId"),
    ],
  ];
  return stated.flatMap(([name, value]): Line[] => (value === undefined ? [] : [["claimed", name, value]]));
}

function told({ code, parts: { what, got } }: WaybillError): string {
  return `${code}: ${what}${got === undefined ? "" : ` (${got})`}`;
}

/** On one line, whatever it holds. */
function shown(value: string): string {
  const cut = value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS)}…` : value;
  return inert(cut);
}

/** An object on a line: under `checked` what the trusted root vouches for, under `claimed` what somebody says. */
export function renderInspectionJson(origin: string, inspection: Inspection | WaybillError): string {
  if (inspection instanceof WaybillError)
    return line({ inspected: false, bundle: origin, code: inspection.code, message: inspection.message });
  const { cryptography, mediaType, message, logIndexes } = inspection;
  const certificate = readable(inspection.certificate);
  const statement = readable(inspection.statement);
  const claimed = {
    mediaType,
    ...(cryptography.sound ? {} : { logIndexes, certificate }),
    ...(message === undefined || cryptography.sound ? {} : { message }),
    statement: statement === undefined || "code" in statement ? statement : statement.json,
  };
  const checked = cryptography.sound
    ? {
        trustedRoot: cryptography.root,
        signedTimes: cryptography.times.map(({ time, source }) => ({ time: time.toISOString(), source })),
        logIndexes: cryptography.logIndexes,
        certificate,
        ...(message === undefined ? {} : { message }),
      }
    : null;
  const refused = cryptography.sound
    ? {}
    : { refused: { code: cryptography.refusal.code, message: cryptography.refusal.message } };
  return line({ inspected: true, bundle: origin, checked, ...refused, claimed });
}

/** A refusal as an object that says so. */
function readable<T extends object>(
  value: T | WaybillError | undefined,
): T | { readonly code: string; readonly message: string } | undefined {
  return value instanceof WaybillError ? { code: value.code, message: value.message } : value;
}

function line(value: unknown): string {
  try {
    return `${inertJson(JSON.stringify(value))}\n`;
  } catch {
    // A statement is as deep as its signer likes, and JSON.stringify is not.
    return line({
      inspected: false,
      code: "STATEMENT_MALFORMED",
      message: "The statement is too deep to be shown.",
    });
  }
}
