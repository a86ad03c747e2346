import { n as OWN_OPTIONS, r as usageText } from "./verify.js";

export { usageText };
