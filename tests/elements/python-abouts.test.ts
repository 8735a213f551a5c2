/** What the editor says of names of torch and NumPy: each is there, and its text is short. */
import { expect, test } from "vitest";
import { abouts } from "../../web/elements/exercise/editor/python-abouts.js";
import listed from "../../web/elements/exercise/editor/python-names.json" with { type: "json" };
import { localeNames } from "../../web/format/index.js";

const names = new Set(
  Object.values(listed)
    .flat()
    .map((written) => /^\w*/.exec(written)?.[0] ?? ""),
);

test("every explained name can be completed, as it is or in place", () => {
  expect(Object.keys(abouts).filter((name) => !names.has(name) && !names.has(`${name}_`))).toEqual([]);
});

test("an explanation is whole sentences, of at most 100 characters", () => {
  const texts = Object.values(abouts).flatMap((about) => localeNames.map((locale) => about[locale] ?? ""));
  expect(texts.filter((text) => text.length > 100 || !/[.。]$/.test(text))).toEqual([]);
});
