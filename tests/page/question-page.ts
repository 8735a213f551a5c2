import { existsSync, readdirSync } from "node:fs";

const folder = new URL("../../web/questions/", import.meta.url);

/** How many questions there are. */
export const questionCount = readdirSync(folder).filter((slug) =>
  existsSync(new URL(`${slug}/question.ts`, folder)),
).length;
