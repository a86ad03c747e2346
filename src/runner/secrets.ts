import { setSecret } from "@actions/core";

/** Shorter than any credential: masking it would only tear other texts. */
const SHORTEST = 8;

/**
 * The values that must not be printed. The runner masks them in the log; files, outputs and the summary are not
 * masked by anybody, so every text goes through {@link Secrets.scrub} first. Only known values are replaced: a file
 * that is named like a token is still that file.
 */
export class Secrets {
  readonly #values = new Set<string>();

  mask(value: string): void {
    if (value.length < SHORTEST || this.#values.has(value)) return;
    this.#values.add(value);
    setSecret(value);
  }

  scrub(text: string): string {
    let rest = text;
    for (const value of this.#values) rest = rest.replaceAll(value, "***");
    return rest;
  }
}
