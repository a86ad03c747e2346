import { t as openRepository } from "./challenge.js";

export { openRepository };
