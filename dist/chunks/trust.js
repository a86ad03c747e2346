import { n as readGivenTrust, t as instanceFor } from "./services.js";

export { readGivenTrust };
