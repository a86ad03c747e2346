import { setSecret } from "@actions/core";

import { redact } from "../net/redact.ts";

/**
 * The values that must not be printed. The runner masks them in the log; files, outputs and the summary are not
 * masked by anybody, so every text goes through {@link Secrets.scrub} first.
 */
export class Secrets {
  readonly #values = new Set<string>();

  mask(value: string): void {
    if (value === "") return;
    this.#values.add(value);
    setSecret(value);
  }

  scrub(text: string): string {
    let rest = text;
    for (const value of this.#values) rest = rest.replaceAll(value, "***");
    return redact(rest);
  }
}
