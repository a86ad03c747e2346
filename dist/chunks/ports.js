import { c as withRefreshedRoots, o as consumerPorts, s as rootsReader } from "./verify.js";

export { consumerPorts, rootsReader, withRefreshedRoots };
