import { n as asInput, r as readVerifyInputs, t as STEP_INPUTS } from "./inputs3.js";

export { STEP_INPUTS, asInput, readVerifyInputs };
