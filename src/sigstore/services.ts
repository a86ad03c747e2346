import { ServiceSelector, type Service, type ServiceConfiguration } from "@sigstore/protobuf-specs";

import { WaybillError } from "../errors.ts";
import { callableUrl } from "../net/url.ts";

/** The API versions that we speak, for each kind of service. */
export const SUPPORTED = { ca: [1], log: [1, 2], tsa: [1] } as const;

export interface Endpoint {
  readonly url: string;
  readonly version: number;
}

/**
 * The services to use, as protobuf-specs' SigningConfig says: valid now, of a version we speak, one per operator (its
 * highest version, then its newest), and as many as the selector asks for.
 * @throws WaybillError TRUST_UNSATISFIED when the selector asks for more than there is
 */
export function selectServices(
  kind: keyof typeof SUPPORTED,
  services: readonly Service[],
  config: ServiceConfiguration | undefined,
  now: Date,
): Endpoint[] {
  const versions: readonly number[] = SUPPORTED[kind];
  const usable = services
    .filter((service) => versions.includes(service.majorApiVersion) && validAt(service, now))
    .toSorted((a, b) => b.majorApiVersion - a.majorApiVersion || startOf(b) - startOf(a));
  const perOperator = usable
    .filter((service, index) => usable.findIndex((s) => s.operator === service.operator) === index)
    .map((service) => ({ url: endpointUrl(kind, service.url), version: service.majorApiVersion }));
  switch (config?.selector ?? ServiceSelector.ANY) {
    case ServiceSelector.ALL:
      return perOperator;
    case ServiceSelector.EXACT: {
      const count = config?.count ?? 1;
      if (perOperator.length < count) {
        throw new WaybillError("TRUST_UNSATISFIED", {
          what: `The signing config asks for ${count} services (${kind}) of different operators.`,
          got: `${perOperator.length} that are valid now and of an API version in ${versions.join(", ")}`,
        });
      }
      return perOperator.slice(0, count);
    }
    case ServiceSelector.ANY:
    case ServiceSelector.SERVICE_SELECTOR_UNDEFINED:
    default:
      return perOperator.slice(0, 1);
  }
}

function endpointUrl(kind: string, url: string): string {
  const callable = callableUrl(url);
  if (callable === undefined) {
    throw new WaybillError("TRUST_INVALID", {
      what: `The signing config names a service (${kind}) that cannot be called.`,
      got: url.slice(0, 200),
      expected: "an https URL without credentials (plain http on this machine alone)",
    });
  }
  return callable.href;
}

function validAt(service: Service, now: Date): boolean {
  const start = service.validFor?.start;
  const end = service.validFor?.end;
  return start !== undefined && start <= now && (end === undefined || now <= end);
}

function startOf(service: Service): number {
  return service.validFor?.start?.getTime() ?? 0;
}
