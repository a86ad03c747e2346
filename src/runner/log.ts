import * as core from "@actions/core";

import type { Log } from "../log.ts";

/** The step's log, as the runner reads it: groups and annotations are workflow commands, all else is only text. */
export function runnerLog(): Log {
  return {
    info: (text) => core.info(inert(text)),
    debug: (text) => core.debug(inert(text)),
    // The command's own escaping keeps an annotation's text inside it.
    notice: (text, title) => core.notice(printable(text), titled(title)),
    warning: (text, title) => core.warning(printable(text), titled(title)),
    error: (text, title) => core.error(printable(text), titled(title)),
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

/** An annotation's title may be a file's name. */
function titled(title: string | undefined): { title?: string } {
  return title === undefined ? {} : { title: printable(title) };
}

/**
 * Text that the runner cannot take for a command: it reads `::name::` at the start of a line, and `##[name]` anywhere
 * in one (actions/runner, ActionCommand.cs).
 */
export function inert(text: string): string {
  return printable(text)
    .split("\n")
    .map((line) => line.replace(/^(\s*)::/, "$1: :").replaceAll("##[", "## ["))
    .join("\n");
}

/** Lines of text without what moves the cursor, breaks a line or turns its direction. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, "?");
}
