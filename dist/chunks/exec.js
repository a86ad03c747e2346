import { t as commandExec } from "./exec2.js";

export { commandExec };
