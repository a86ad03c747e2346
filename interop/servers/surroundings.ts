import type { ToolName } from "../../scripts/tools.ts";
import type { Server } from "./process.ts";

/** Every port of the stack. The timestamp authority and Rekor take 2112 as well, which cannot be changed. */
export const PORT_NAMES = [
  "postgres",
  "trees",
  "treesHttp",
  "signer",
  "signerHttp",
  "ct",
  "fulcio",
  "fulcioGrpc",
  "fulcioMetrics",
  "rekor",
  "rekorGrpc",
  "rekorMetrics",
  "timestamp",
] as const;

/** What every part of the stack is started with. */
export interface Surroundings {
  readonly folder: string;
  readonly ports: Readonly<Record<(typeof PORT_NAMES)[number], number>>;
  readonly tool: (name: ToolName) => string;
  /** what is started is kept here at once, so that it ends whatever comes after it */
  readonly keep: <S extends Server>(server: S) => S;
  readonly deadline: AbortSignal;
}
