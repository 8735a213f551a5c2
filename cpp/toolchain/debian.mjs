// @ts-check
// Unpacks Debian packages into a folder of the checkout and makes their programs run from there. Nothing outside
// that folder is touched, so it needs no rights: apt gets a private state with an empty list of installed packages
// (it then resolves everything, the C library included), the archives are unpacked, not installed, and patchelf
// points the programs to the C library beside them. The distribution's newest Emscripten so runs on an older system.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { CommandError, capture, findProgram, SetupError, say } from "./command.mjs";

/** The releases that have an Emscripten with the final relaxed-SIMD opcodes, the best one first. */
const suites = ["forky", "trixie"];

const libraryFolder = "usr/lib/x86_64-linux-gnu";
const loaderName = "ld-linux-x86-64.so.2";
/** Marks a program that its script starts by the loader. */
const movedSuffix = ".program";

/**
 * Why Debian's packages cannot be unpacked on this machine.
 *
 * @returns {string | undefined} undefined when they can
 */
export function whyNotDebian() {
  if (process.platform !== "linux") return "this is not Linux";
  if (process.arch !== "x64") return `this machine is ${process.arch}, not x86-64`;
  if (!findProgram("apt-get") || !findProgram("dpkg-deb")) return "there is no apt on this machine";
  if (debianKeyring() === undefined) return "Debian's archive keyring is not on this machine";
  return undefined;
}

/**
 * Downloads packages with all that they need and unpacks them into a new folder.
 *
 * @param {string} home the folder for the download, and for the root folder that is made beside it
 * @param {readonly string[]} packages
 * @param {(root: string) => Promise<void>} finish makes the tools in the unpacked root ready, and tries them; when it
 *   throws, the next release is tried
 * @returns {Promise<string>} the root folder: `<home>/debian-<release>`
 * @throws {SetupError} when no release could be installed
 */
export async function unpackDebian(home, packages, finish) {
  const mirrors = await debianMirrors();
  /** @type {string[]} */
  const failures = [];
  for (const suite of suites) {
    const root = join(home, `debian-${suite}`);
    try {
      const archives = await download(join(home, "download"), mirrors, suite, packages);
      await unpack(archives, root);
      await relocate(root);
      await finish(root);
      rmSync(join(home, "download"), { recursive: true, force: true });
      return root;
    } catch (error) {
      if (error instanceof SetupError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      say(`  Debian ${suite} did not work: ${reason}`);
      failures.push(suite);
      rmSync(root, { recursive: true, force: true });
    }
  }
  throw new SetupError(
    `The packages could not be installed from Debian ${failures.join(" or ")}; the reasons are above. ` +
      "If the network was missing, run the command again: it continues where it stopped.",
  );
}

/**
 * Points the programs under `root` to the loader and the libraries beside them. To be repeated when `root` has moved.
 *
 * @param {string} root
 */
export async function relocate(root) {
  const libraries = join(root, libraryFolder);
  const loader = join(libraries, loaderName);
  const llvm = readdirSync(join(root, "usr/lib"))
    .filter((name) => name.startsWith("llvm-"))
    .map((name) => join(root, "usr/lib", name));
  const searched = [libraries, join(libraries, "binaryen"), ...llvm.map((folder) => join(folder, "lib"))];
  const programs = [join(root, "usr/bin"), ...llvm.map((folder) => join(folder, "bin"))]
    .flatMap(filesIn)
    .filter((path) => !path.endsWith("/patchelf") && !path.endsWith(movedSuffix));
  // patchelf is itself a program that this system's loader cannot start.
  const patchelf = (/** @type {readonly string[]} */ args) =>
    capture(loader, ["--library-path", libraries, join(root, "usr/bin/patchelf"), ...args]);

  // RPATH, not RUNPATH: the libraries inherit it from the program, unless they have a RUNPATH of their own.
  await patchelf(["--remove-rpath", ...searched.flatMap(filesIn).filter((path) => elfKind(path) === "library")]);
  const movable = programs.filter((path) => elfKind(path) === "movable program");
  await patchelf(["--set-interpreter", loader, ...movable]);
  await patchelf(["--force-rpath", "--set-rpath", searched.join(":"), ...movable]);
  // patchelf breaks programs with a fixed address (Python): those are started by the loader.
  for (const path of programs.filter((path) => elfKind(path) === "fixed program")) startByLoader(path);
}

/**
 * Replaces a program by a script that starts it with the loader and the libraries beside it.
 *
 * @param {string} path
 */
function startByLoader(path) {
  const moved = path + movedSuffix;
  renameSync(path, moved);
  writeFileSync(
    path,
    [
      "#!/bin/sh",
      'here=$(dirname "$(readlink -f "$0")")',
      `libraries=$(readlink -f "$here/../../${libraryFolder}")`,
      `exec "$libraries/${loaderName}" --argv0 "$0" --library-path "$libraries" "$here/${basename(moved)}" "$@"`,
      "",
    ].join("\n"),
    { mode: 0o755 },
  );
}

/**
 * The mirrors that this machine's own apt uses, so that a local mirror or proxy is used here too.
 *
 * @returns {Promise<string[]>}
 */
async function debianMirrors() {
  const listing = await capture("apt-get", ["indextargets", "--no-release-info", "--format", "$(REPO_URI)"]);
  const mirrors = [...new Set(listing.split("\n").filter((uri) => uri !== ""))].filter(
    (uri) => !uri.includes("security"),
  );
  if (mirrors.length === 0) {
    throw new SetupError("apt on this machine has no package source. Add a Debian mirror to /etc/apt/sources.list.");
  }
  return mirrors;
}

/** @returns {string | undefined} the value of `signed-by` for Debian's own archives */
function debianKeyring() {
  for (const path of [
    "/usr/share/keyrings/debian-archive-keyring.gpg",
    "/usr/share/keyrings/debian-archive-keyring.pgp",
  ]) {
    if (existsSync(path)) return path;
  }
  return undefined;
}

/**
 * Writes apt's private configuration. The machine's own (proxies, credentials) is read before it and stays in force.
 *
 * @param {string} folder
 * @returns {string} the file
 */
function writeAptConfiguration(folder) {
  for (const name of ["state/lists/partial", "cache/archives/partial", "log"]) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const nothingInstalled = join(folder, "status");
  writeFileSync(nothingInstalled, "");
  const file = join(folder, "apt.conf");
  const settings = {
    "Dir::Etc::SourceList": join(folder, "sources.list"),
    "Dir::Etc::SourceParts": "/dev/null",
    "Dir::Etc::Preferences": "/dev/null",
    "Dir::Etc::PreferencesParts": "/dev/null",
    "Dir::State": join(folder, "state"),
    "Dir::State::status": nothingInstalled,
    "Dir::Cache": join(folder, "cache"),
    "Dir::Log": join(folder, "log"),
    "APT::Architecture": "amd64",
    "APT::Default-Release": "",
    "APT::Install-Recommends": "false",
    "APT::Keep-Downloaded-Packages": "true",
    // The folder belongs to whoever runs this; apt's own user may not enter it.
    "APT::Sandbox::User": "root",
    "APT::Update::Error-Mode": "any",
    "Acquire::Languages": "none",
    "Acquire::Retries": "3",
    "Acquire::http::Timeout": "30",
    "Acquire::https::Timeout": "30",
    // A mirror may be a frozen copy.
    "Acquire::Check-Valid-Until": "false",
    "Debug::NoLocking": "true",
  };
  // The machine's hooks would act on the machine's package lists, not on ours.
  const hooks = [
    "APT::Update::Pre-Invoke",
    "APT::Update::Post-Invoke",
    "APT::Update::Post-Invoke-Success",
    "APT::Architectures",
  ];
  writeFileSync(
    file,
    [
      ...hooks.map((name) => `#clear ${name};`),
      ...Object.entries(settings).map(([name, value]) => `${name} "${value}";`),
      'APT::Architectures { "amd64"; };',
      "",
    ].join("\n"),
  );
  return file;
}

/**
 * @param {string} folder
 * @param {readonly string[]} mirrors
 * @param {string} suite
 * @param {readonly string[]} packages
 * @returns {Promise<string[]>} the downloaded archives
 */
async function download(folder, mirrors, suite, packages) {
  const configuration = writeAptConfiguration(folder);
  const apt = (/** @type {readonly string[]} */ args) =>
    capture("apt-get", ["-c", configuration, "-q", "-y", ...args], { env: { ...process.env, LC_ALL: "C" } });

  say(`  Reading the package list of Debian ${suite}`);
  await firstThatWorks(mirrors, async (mirror) => {
    writeFileSync(join(folder, "sources.list"), `deb [signed-by=${debianKeyring()}] ${mirror} ${suite} main\n`);
    await apt(["update"]);
  });

  // Lines of: 'address' file size hash. What an interrupted download has left would not be listed: look at an empty cache.
  const empty = join(folder, "empty/");
  mkdirSync(join(empty, "partial"), { recursive: true });
  const wanted = (await apt(["install", "--print-uris", "-o", `Dir::Cache::archives=${empty}`, ...packages]))
    .split("\n")
    .map((line) => /^'\S+' (\S+\.deb) (\d+) /.exec(line))
    .flatMap((match) => (match?.[1] && match[2] ? [{ name: match[1], size: Number(match[2]) }] : []));
  const archives = join(folder, "cache/archives");
  const total = wanted.reduce((sum, archive) => sum + archive.size, 0);
  // Unpacked, these packages take between four and five times the room of their archives.
  checkRoom(folder, total * 6);
  say(`  Downloading ${wanted.length} packages, ${megabytes(total)}, from Debian ${suite}`);
  const stopReporting = reportGrowth(archives, total);
  try {
    await apt(["install", "--download-only", ...packages]);
  } finally {
    stopReporting();
  }
  const arrived = new Set(readdirSync(archives));
  const missing = wanted.filter(({ name }) => !arrived.has(name));
  if (missing.length > 0) throw new Error(`apt did not download ${missing.map(({ name }) => name).join(", ")}`);
  return wanted.map(({ name }) => join(archives, name));
}

/**
 * @template T
 * @param {readonly T[]} choices
 * @param {(choice: T) => Promise<void>} attempt
 */
async function firstThatWorks(choices, attempt) {
  /** @type {unknown} */
  let failure;
  for (const choice of choices) {
    try {
      return await attempt(choice);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/**
 * @param {readonly string[]} archives
 * @param {string} root
 */
async function unpack(archives, root) {
  say("  Unpacking");
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const queue = [...archives];
  const worker = async () => {
    for (let archive = queue.pop(); archive !== undefined; archive = queue.pop()) {
      await capture("dpkg-deb", ["-x", archive, root]);
    }
  };
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
  } catch (error) {
    if (error instanceof CommandError && error.output.includes("No space left")) throw diskFull(root);
    throw error;
  }
  for (const name of ["doc", "man", "info", "locale"]) {
    rmSync(join(root, "usr/share", name), { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @returns {string[]} the files directly in it; none when there is no such folder
 */
function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(folder, entry.name));
}

/**
 * What an ELF file is, by its type and by whether it asks for a loader (a PT_INTERP header).
 *
 * @param {string} path
 * @returns {"movable program" | "fixed program" | "library" | undefined} undefined when it is none of these
 */
function elfKind(path) {
  const bytes = Buffer.alloc(4096);
  const file = openSync(path, "r");
  const length = readSync(file, bytes, 0, bytes.length, 0);
  closeSync(file);
  if (length < 64 || bytes.toString("latin1", 0, 4) !== "\x7fELF") return undefined;
  const type = bytes.readUInt16LE(16);
  const headers = Number(bytes.readBigUInt64LE(32));
  const headerSize = bytes.readUInt16LE(54);
  const headerTypes = Array.from({ length: bytes.readUInt16LE(56) }, (_, index) => headers + index * headerSize)
    .filter((offset) => offset + 4 <= length)
    .map((offset) => bytes.readUInt32LE(offset));
  const [executable, sharedObject, interpreterHeader] = [2, 3, 3];
  const hasInterpreter = headerTypes.includes(interpreterHeader);
  if (type === executable) return hasInterpreter ? "fixed program" : undefined;
  if (type === sharedObject) return hasInterpreter ? "movable program" : "library";
  return undefined;
}

/**
 * @param {string} folder
 * @param {number} bytes
 */
function checkRoom(folder, bytes) {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < bytes) throw diskFull(folder, bytes);
}

/**
 * @param {string} folder
 * @param {number} [bytes]
 */
function diskFull(folder, bytes) {
  const need = bytes === undefined ? "" : ` (${megabytes(bytes)} are needed)`;
  return new SetupError(
    `There is not enough room on the disk that holds ${folder}${need}. Make room and run this again.`,
  );
}

/**
 * Says from time to time how much has arrived.
 *
 * @param {string} folder
 * @param {number} total bytes
 * @returns {() => void} stops it
 */
function reportGrowth(folder, total) {
  let said = 0;
  const timer = setInterval(() => {
    const share = Math.min(folderSize(folder) / total, 1);
    if (share >= said + 0.2) {
      said = Math.floor(share * 5) / 5;
      say(`    ${megabytes(share * total)} of ${megabytes(total)}`);
    }
  }, 1000);
  return () => clearInterval(timer);
}

/** @param {string} folder @returns {number} bytes in it and in its folder of partial downloads */
function folderSize(folder) {
  let sum = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    try {
      const path = join(folder, entry.name);
      sum += entry.isDirectory() ? folderSize(path) : statSync(path).size;
    } catch {
      // apt has just renamed it.
    }
  }
  return sum;
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}
