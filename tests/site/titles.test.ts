import { expect, test } from "vitest";
import { openExercise, slugs } from "../../web/exercises/index.js";
import { loadMistake } from "../../web/site/review/schedule/titles.js";

test("a mistake that comes back calls arguments as the reader's language does", async () => {
  let respelled = 0;
  for (const slug of slugs) {
    const exercise = await openExercise(slug);
    const names = exercise.signature.arguments.map(({ name }) => name).filter((name) => name.includes("_"));
    const snake = new RegExp(`\\b(${names.join("|")})\\b`);
    for (const { code, title, explanation } of names.length ? await exercise.mistakes() : []) {
      const texts = (mistake: { title: typeof title; explanation: typeof explanation } | null) =>
        [mistake?.title, mistake?.explanation].flatMap((text) => [text?.en, text?.zh]).join("\n");
      if (!snake.test(texts({ title, explanation }))) continue;
      respelled++;
      expect(texts(await loadMistake(slug, code, "python"))).toMatch(snake);
      expect(texts(await loadMistake(slug, code, "javascript"))).not.toMatch(snake);
    }
  }
  expect(respelled).toBeGreaterThan(0);
});
