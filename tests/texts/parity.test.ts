/** The two languages say the same: what needs no translation is the same in both. */
import { expect, test } from "vitest";
import { bilingualTexts, pairs, read, withoutCode } from "./texts.js";

const all = (text: string, found: RegExp): readonly string[] => [...text.matchAll(found)].map(([, it]) => it as string);
/** Each once: a formula that English repeats, Chinese may leave to the sentence before. */
const sorted = (texts: readonly string[]) => [...new Set(texts)].sort();

/** Words of a formula are translated, and the full stop after it is a matter of the language. */
const plainFormula = (formula: string) =>
  formula
    .replace(/\\text\{[^}]*\}|\\underbrace\{|\\qquad|\\quad/g, "")
    .replace(/\s+|[.,，。]\s*$/g, "")
    .trim();

const parts: Readonly<Record<string, (text: string) => readonly string[]>> = {
  "headings, by their level": (text) => all(withoutCode(text), /^(#+) /gm),
  "formulas, displayed": (text) => all(withoutCode(text), /\$\$([\s\S]*?)\$\$/g).map(plainFormula),
  "formulas in the text": (text) =>
    sorted(all(withoutCode(text).replace(/\$\$[\s\S]*?\$\$/g, ""), /\$([^$\n]+)\$/g).map(plainFormula)),
  "code in the text": (text) => sorted(all(text.replace(/^```[\s\S]*?^```$/gm, ""), /`([^`\n]+)`/g)),
  "addresses of links": (text) => sorted(all(text, /\]\(([^)]+)\)/g)),
  "blocks of code, without comments": (text) =>
    all(text, /^```[^\n]*\n([\s\S]*?)^```$/gm).map((code) =>
      code
        .replace(/\s*(?:#|\/\/) .*$/gm, "")
        .replace(/(label|labels|title|dimensions)="[^"]*"/g, "$1")
        .replace(/ +/g, " "),
    ),
  "items of lists, and rows of tables": (text) =>
    all(withoutCode(text), /^\s*(-|\d+\.|\|) /gm).map((it) => it[0] as string),
};

/** As each language counts large numbers; B is how Chinese engineers say the size of a model. */
const units: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8, B: 1e9, million: 1e6, billion: 1e9 };

/** Numbers of two digits and more, or with decimals; small ones are words in English. */
const numbersOf = (text: string) =>
  sorted(
    all(
      withoutCode(text)
        .replace(/\]\([^)]*\)/g, "]")
        .replace(/\$\$?[^$]*\$\$?/g, " ")
        .replace(/(?<=\d),(?=\d{3}(?!\d))/g, "")
        .replace(/(\d+(?:\.\d+)?) (万|亿|B|million|billion)(?!\w)/g, (_, number, unit) =>
          String(Math.round(Number(number) * (units[unit] as number))),
        ),
      /(?<![\w.-])(\d+\.\d+|\d{2,})(?![\w]|\.\d)/g,
    ),
  );

const partsOf = (text: string) => ({
  ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part(text)])),
  numbers: numbersOf(text),
});

test.each(pairs)("%s has the same structure, formulas, code, links and numbers in both languages", (pair) => {
  expect(partsOf(read(`${pair}.zh.md`))).toEqual(partsOf(read(`${pair}.en.md`)));
});

test("titles, explanations and choices have the same formulas, code and numbers in both languages", () => {
  const same = [parts["formulas in the text"], parts["code in the text"], numbersOf] as const;
  const partsIn = (text: string) => same.map((part) => part?.(text).join(" | ")).join(" || ");
  const unlike = bilingualTexts.filter(({ en, zh }) => partsIn(en) !== partsIn(zh));
  expect(unlike.map(({ where, en, zh }) => `${where}: ${en} / ${zh}`)).toEqual([]);
});
