/** The compiler, pinned: everything in this room that touches it goes through here. */
export { ts } from "ts-morph";
