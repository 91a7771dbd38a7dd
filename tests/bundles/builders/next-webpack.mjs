// The same applications as next.mjs, built by webpack: the builder reads its own name from the command line.
import "./next.mjs";
