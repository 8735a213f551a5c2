import type { LoadProgress } from "../judge/index.node.js";
import { megabytes } from "./megabytes.js";
import type { Terminal } from "./terminal.js";

/** What a judge calls when it has to load a runtime: says so. */
export const tellDownload =
  (terminal: Terminal) =>
  ({ bytesTotal }: LoadProgress): void =>
    terminal.complain(`Downloading Python with NumPy from npm, once (${megabytes(bytesTotal)}).`);
