import * as core from "@actions/core";

import { redact } from "../net/redact.ts";
import type { Log } from "../log.ts";

/** The step's log, as the runner reads it: groups and annotations are workflow commands, all else is only text. */
export function runnerLog(): Log {
  return {
    info: (text) => core.info(inert(redact(text))),
    debug: (text) => core.debug(inert(redact(text))),
    notice: (text, title) => core.notice(redact(text), title === undefined ? {} : { title }),
    warning: (text, title) => core.warning(redact(text), title === undefined ? {} : { title }),
    error: (text, title) => core.error(redact(text), title === undefined ? {} : { title }),
    async group(name, work) {
      core.startGroup(inert(name));
      try {
        return await work();
      } finally {
        core.endGroup();
      }
    },
  };
}

/**
 * Text that the runner cannot take for a command: it reads `::name::` at the start of a line, and `##[name]` anywhere
 * in one (actions/runner, ActionCommand.cs).
 */
export function inert(text: string): string {
  return text
    .split("\n")
    .map((line) =>
      line
        .replaceAll(/[\p{Cc}\u2028\u2029]/gu, "?")
        .replace(/^(\s*)::/, "$1: :")
        .replaceAll("##[", "## ["),
    )
    .join("\n");
}
