/**
 * What this Node can forbid a learner's process, as arguments of its command line. It forbids no network, and Node promises
 * nothing against who breaks V8 itself: that would take a container.
 */
export interface Fences {
  readonly processArguments: readonly string[];
  /** Of the worker thread in it, which would be free without them; and unlike its process it may start no other thread. */
  readonly workerArguments: readonly string[];
}

/** Node's permission model under the name that this Node has for it: no files, no processes, no addons, no inspector. */
const permissions = () =>
  ["--permission", "--experimental-permission"].find((flag) => process.allowedNodeEnvironmentFlags.has(flag));

export function fences(): Fences {
  // Its databases are files that the permission model forgets.
  const sqlite = process.allowedNodeEnvironmentFlags.has("--experimental-sqlite") ? ["--no-experimental-sqlite"] : [];
  const permission = permissions();
  const both = [...(permission ? [permission] : []), ...sqlite];
  return {
    processArguments: [
      ...both,
      ...(permission ? ["--allow-worker"] : []),
      "--disallow-code-generation-from-strings", // As the page's policy.
    ],
    // Without a program of its own to run, a thread may read the folder in which its process was started.
    workerArguments: [...both, "--eval", "0"],
  };
}
