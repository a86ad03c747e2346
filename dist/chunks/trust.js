import { n as readGivenTrust, t as instanceFor } from "./github2.js";

export { readGivenTrust };
