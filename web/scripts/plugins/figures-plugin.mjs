// @ts-check
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { benchFile, bestPeer, significant } from "../docs/bench-tables.mjs";
import { importSource } from "../import-source.mjs";
import { inRoot } from "../paths.mjs";

const name = "virtual:attention-dojo-figures";

/** What the first page says of our speed: one thread of a browser, eight heads over 512 positions. */
const published = { engine: /^Chromium/, title: "SDPA 1x8x512x64" };

/**
 * Vite plugin for the page: `import { figures } from "virtual:attention-dojo-figures"` gives what the first page counts, from
 * the content and from the published figures.
 *
 * @returns {import("vite").Plugin}
 */
export function figures() {
  return {
    name: "attention-dojo:figures",
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: async (id) =>
      id === `\0${name}` ? `export const figures = ${JSON.stringify(await readFigures())};` : undefined,
  };
}

/** What there is to do, what the judge names, and how many times longer than ours the fastest other library takes. */
export async function readFigures() {
  /** @type {{ knownMistakes: number }} */
  const { knownMistakes } = await importSource(inRoot("web/exercises/figures.ts"));
  const count = (/** @type {string} */ room, /** @type {string} */ file) =>
    readdirSync(inRoot("web", room)).filter((slug) => existsSync(inRoot("web", room, slug, file))).length;
  return {
    exercises: count("exercises", "exercise.ts"),
    questions: count("questions", "question.ts"),
    mistakes: knownMistakes,
    speed: readSpeed(),
  };
}

/** @returns {string} `1.66` */
function readSpeed() {
  /** @type {import("../docs/bench-tables.mjs").Bench} */
  const { environments } = JSON.parse(readFileSync(benchFile, "utf8"));
  const rows = environments.find(({ engine }) => published.engine.test(engine))?.rows;
  const row = rows?.find(
    ({ title, threads, way }) => title.en === published.title && threads === "one" && way === "fresh",
  );
  const best = row && bestPeer(row.peers);
  if (!best) throw new Error(`${benchFile} has no ${published.title}.`);
  return significant(best.median);
}
