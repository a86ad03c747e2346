import type { Inputs } from "../inputs.ts";
import { referenceText, registryOrigin } from "../oci/reference.ts";
import type { Reference } from "../oci/types.ts";

/** The tags under which made-up images stand in for real ones begin with it; one registry stands for all, so each has its own. */
const TAG = "rehearsal";

/** An embedded registry in the place of all that the inputs name. */
export interface Shelf {
  /** what its user should know of the stand-ins */
  readonly notices: readonly string[];
  /** Makes an image for each that the inputs name. @returns the inputs, which name the stand-ins now */
  stock(inputs: Inputs): Inputs;
  /** the address in this process of what lies at a registry */
  lead(url: string): string;
  close(): Promise<void>;
}

/**
 * Nothing was built or pushed when a release is rehearsed, and nobody is called: a two-platform image of no content stands for each
 * image, under its repository.
 */
export async function openShelf(): Promise<Shelf> {
  const { startRegistry } = await import("../../local/registry/start.ts");
  const { pushIndex } = await import("../../local/registry/images.ts");
  const registry = await startRegistry();
  const origins = new Set<string>();
  const notices: string[] = [];
  const standIn = (reference: Reference): Reference => {
    const { repository } = reference;
    const tag = `${TAG}-${notices.length + 1}`;
    pushIndex(registry.state, repository.path, { tag, content: referenceText(reference) });
    notices.push(
      `A made-up image stands in for ${referenceText(reference)}: its digest is not the real one's.`,
    );
    return { repository, tag, digest: undefined };
  };
  return {
    notices,
    stock(inputs) {
      const { plainHttp, repository } = inputs.registry;
      const named = [
        ...inputs.images.map((image) => image.repository),
        ...(repository === undefined ? [] : [repository]),
      ];
      for (const { registry: host } of named) origins.add(registryOrigin(host, plainHttp));
      const login = { username: undefined, password: undefined };
      return {
        ...inputs,
        images: inputs.images.map(standIn),
        registry: { ...inputs.registry, ...login },
      };
    },
    lead(url) {
      const { origin } = new URL(url);
      return origins.has(origin) ? `${registry.url}${url.slice(origin.length)}` : url;
    },
    close: () => registry.close(),
  };
}
