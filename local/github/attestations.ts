import type { Answer } from "../server.ts";
import {
  errorAnswer,
  forbidden,
  invalid,
  isObject,
  notFound,
  objectOf,
  type Operation,
  pageSize,
  type RestCall,
  urlWith,
} from "./operation.ts";
import type { Attestation } from "./state.ts";

/** GitHub's attestation store. */
export const attestationOperations: readonly Operation[] = [
  { method: "POST", path: /\/attestations/, handle: createAttestation },
  {
    method: "GET",
    path: /\/attestations\/(?<digest>[^/]+)/,
    scope: "attestations",
    handle: listAttestations,
  },
];

/** The short names that the `predicate_type` filter takes beside a predicate's URI. */
const SHORT_TYPES: Readonly<Record<string, RegExp>> = {
  provenance: /^https:\/\/slsa\.dev\/provenance\//,
  sbom: /^https:\/\/(?:spdx\.dev|cyclonedx\.org)\//,
  release: /^https:\/\/in-toto\.io\/attestation\/release\//,
};

function createAttestation(call: RestCall): Answer {
  const { state, permissions } = call;
  if (permissions.attestations !== "write") return forbidden();
  if (state.attestationRefusal !== undefined) {
    return errorAnswer(state.attestationRefusal.status, state.attestationRefusal.message);
  }
  const bundle = objectOf(call.body)?.["bundle"];
  const statement = isObject(bundle) ? statementOf(bundle) : undefined;
  if (!isObject(bundle) || statement === undefined) return invalid("Attestation", "bundle", "invalid");
  const attestation: Attestation = { id: state.nextId(), bundle, ...statement };
  state.attestations.push(attestation);
  return { status: 201, body: { id: attestation.id } };
}

function listAttestations(call: RestCall): Answer {
  const { state, params, query, world } = call;
  const type = query.get("predicate_type");
  const all = state.attestations
    .filter((a) => a.subjectDigests.includes(params["digest"] ?? "") && (type === null || isOfType(a, type)))
    .toReversed();
  if (all.length === 0) return notFound();
  const { items, link } = pageAround(call, all);
  return {
    status: 200,
    ...(link === "" ? {} : { headers: { link } }),
    body: {
      attestations: items.map((a) => ({
        ...(state.bundles === "inline"
          ? { bundle: a.bundle }
          : { bundle: null, bundle_url: world.bundleUrl(a.id) }),
        repository_id: state.repository.id,
        initiator: "user",
      })),
    },
  };
}

/** The part after or before a cursor, which is an attestation's id here and opaque to a caller; newest first. */
function pageAround(call: RestCall, all: readonly Attestation[]): { items: Attestation[]; link: string } {
  const size = pageSize(call);
  const after = call.query.get("after");
  const before = call.query.get("before");
  const rest = all.filter(
    (a) => (after === null || a.id < Number(after)) && (before === null || a.id > Number(before)),
  );
  const items = before === null ? rest.slice(0, size) : rest.slice(-size);
  const [first, last] = [items[0], items.at(-1)];
  const links: string[] = [];
  if (first !== undefined && first !== all[0]) links.push(linkTo(call, "before", "prev", first));
  if (last !== undefined && last !== all.at(-1)) links.push(linkTo(call, "after", "next", last));
  return { items, link: links.join(", ") };
}

function linkTo(call: RestCall, cursor: "after" | "before", rel: string, at: Attestation): string {
  const query = new URLSearchParams(call.query);
  query.delete("after");
  query.delete("before");
  query.set(cursor, String(at.id));
  return `<${urlWith({ ...call, query }, {})}>; rel="${rel}"`;
}

function isOfType(attestation: Attestation, type: string): boolean {
  return SHORT_TYPES[type]?.test(attestation.predicateType) ?? attestation.predicateType === type;
}

/** What the store indexes a bundle by; undefined where the bundle holds no in-toto statement. */
function statementOf(
  bundle: Readonly<Record<string, unknown>>,
): Pick<Attestation, "subjectDigests" | "predicateType"> | undefined {
  const envelope = bundle["dsseEnvelope"];
  const payload = isObject(envelope) ? envelope["payload"] : undefined;
  const statement = typeof payload === "string" ? objectOf(Buffer.from(payload, "base64")) : undefined;
  const subjects = statement?.["subject"];
  const predicateType = statement?.["predicateType"];
  if (!Array.isArray(subjects) || typeof predicateType !== "string") return undefined;
  const subjectDigests = subjects.flatMap((subject: unknown) => {
    const digest = isObject(subject) && isObject(subject["digest"]) ? subject["digest"]["sha256"] : undefined;
    return typeof digest === "string" ? [`sha256:${digest}`] : [];
  });
  return { subjectDigests, predicateType };
}
