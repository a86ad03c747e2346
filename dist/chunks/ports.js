import { d as rootsReader, f as withRefreshedRoots, u as consumerPorts } from "./verify.js";

export { consumerPorts, rootsReader, withRefreshedRoots };
