// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { CommandError, capture, findProgram, passThrough, SetupError, say } from "../../cpp/toolchain/command.mjs";
import { inRoot, root } from "./paths.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macApplication = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** Where Playwright's own browser goes: into the checkout, like everything else that is installed. */
const playwrightFolder = inRoot(".toolchain/browsers");

/**
 * Finds a Chromium, or installs one: Debian's package as root, Playwright's own elsewhere.
 *
 * @returns {Promise<string>} the program
 * @throws {SetupError} when there is none and none can be had
 */
export async function ensureChromium() {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) {
    if (await works(asked)) return asked;
    throw new SetupError(`CHROMIUM_PATH is ${asked}, which does not run.`);
  }
  const candidates = [
    ...names.map(findProgram),
    macApplication,
    await playwrightChromium(process.env),
    await playwrightChromium({ ...process.env, PLAYWRIGHT_BROWSERS_PATH: playwrightFolder }),
  ];
  for (const candidate of candidates) {
    if (candidate !== undefined && (await works(candidate))) return candidate;
  }
  const installed = canInstallPackages() ? await installPackage() : await downloadWithPlaywright();
  if (installed !== undefined && (await works(installed))) return installed;
  throw new SetupError(
    "There is no Chromium for the page tests, and none could be installed. Install one and run this again: " +
      "apt install chromium (Debian, as root), or Google Chrome; or set CHROMIUM_PATH to one.",
  );
}

/** @param {string} program */
async function works(program) {
  if (!existsSync(program)) return false;
  return capture(program, ["--version"]).then(
    () => true,
    () => false,
  );
}

/** @returns {boolean} whether this is Debian (Ubuntu's package only points to a snap) and we are root */
function canInstallPackages() {
  const release = "/etc/os-release";
  return process.getuid?.() === 0 && existsSync(release) && /^ID=debian$/m.test(readFileSync(release, "utf8"));
}

/** @returns {Promise<string | undefined>} the program */
async function installPackage() {
  say("Installing Debian's chromium package (about 100 MB)");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    await capture("apt-get", ["-q", "update"], { env });
    await capture("apt-get", ["-q", "-y", "install", "--no-install-recommends", "chromium"], { env });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    say(error.message);
  }
  return findProgram("chromium");
}

/** @returns {Promise<string | undefined>} the program */
async function downloadWithPlaywright() {
  say("Downloading Playwright's Chromium (about 150 MB)");
  const env = { ...process.env, PLAYWRIGHT_BROWSERS_PATH: playwrightFolder };
  await passThrough(
    process.execPath,
    [inRoot("node_modules/@playwright/test/cli.js"), "install", "--no-shell", "chromium"],
    {
      cwd: root,
      env,
    },
  );
  return playwrightChromium(env);
}

/**
 * Asks Playwright where its Chromium is, or would be.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>}
 */
async function playwrightChromium(env) {
  const script = 'process.stdout.write(require("@playwright/test").chromium.executablePath())';
  return capture(process.execPath, ["-e", script], { cwd: root, env }).catch(() => undefined);
}
