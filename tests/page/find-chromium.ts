import { ensureChromium } from "../../web/scripts/chromium.mjs";

/** Workers inherit the environment, so one search is enough. */
export default async function findChromium(): Promise<void> {
  process.env.CHROMIUM_PATH = await ensureChromium();
}
