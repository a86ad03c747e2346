import { n as usageText, t as OWN_OPTIONS } from "./options.js";

export { usageText };
