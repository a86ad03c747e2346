import { printable } from "../net/http.ts";

/** A shorter piece of a secret at a text's end is not told from other words. */
const TELLING = 8;

/** The secrets of one registry: kept out of the log, and out of what the registry says when it refuses. */
export class Secrets {
  readonly #values = new Set<string>();
  readonly #mask: (secret: string) => void;

  constructor(mask: (secret: string) => void) {
    this.#mask = mask;
  }

  add(value: string): void {
    if (value === "" || this.#values.has(value)) return;
    this.#values.add(value);
    this.#mask(value);
  }

  /** The text without them, as one line of at most 300 printable characters. */
  conceal(text: string): string {
    let rest = text;
    for (const value of this.#values) {
      rest = rest.replaceAll(value, "***");
      // What was cut before may end in the first half of one.
      for (let length = Math.min(value.length, rest.length); length >= TELLING; length--) {
        if (!rest.endsWith(value.slice(0, length))) continue;
        rest = `${rest.slice(0, -length)}***`;
        break;
      }
    }
    return printable(rest);
  }
}
