const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How the Chromium that the environment names is started. */
export const launchOptions = () => ({
  executablePath: process.env.CHROMIUM_PATH ?? "",
  // A sandbox within a container's root account does not start; as anybody else it does.
  args: process.getuid?.() === 0 ? ["--no-sandbox", ...flags] : flags,
});
