import { n as readGivenTrust, t as instanceFor } from "./memory.js";

export { readGivenTrust };
