import { a as readStart, i as readCredentialFile, n as entryFor, r as helperFor, t as dockerAddress } from "./credential-kinds.js";

export { dockerAddress, entryFor, helperFor, readCredentialFile, readStart };
