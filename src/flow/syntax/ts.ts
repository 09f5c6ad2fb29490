/** The compiler, pinned: everything in this room that touches it goes through here. */
export { Project as TypedProject, ts } from "ts-morph";
