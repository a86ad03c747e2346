import { t as parseBareEnvelope } from "./envelope2.js";

export { parseBareEnvelope };
