/** What the texts reckon is right. */
import { describe, expect, test } from "vitest";
import { parseNumber } from "../../web/questions/index.js";
import { locales, pairs, read, shownTexts, withoutCode } from "./texts.js";

/** The value of a formula of numbers alone, `e` included; undefined for any other. */
function reckoned(formula: string): number | undefined {
  const plain = formula
    .replace(/\\[,!;]|\{,\}|\\(?:left|right|bigl|bigr)/g, "")
    .replace(/\\frac\{([^{}]*)\}\{([^{}]*)\}/g, "(($1)/($2))")
    .replace(/\\frac(\d)(\d)/g, "($1/$2)")
    .replace(/\\sqrt(?:\{([^{}]*)\}|\s*(\d+))/g, (_, group, digits) => `√(${group ?? digits})`)
    .replace(/\^\{([^{}]*)\}/g, "^($1)")
    .replace(/\be(?=\^)/g, `${Math.E}`)
    .replace(/\\(?:cdot|times)/g, "*")
    .replace(/(?<=\d) *(?=√)/g, "*")
    .replace(/\\%/g, " / 100")
    .trim();
  if (!/\d/.test(plain) || /[a-z\\{}&_]/i.test(plain)) return undefined;
  const read = parseNumber(plain, { en: "", zh: "" });
  return "values" in read ? read.values[0] : undefined;
}

/** How far a number may be off that was rounded to the digits written: 0.731 by 0.0005, 60000 (after "about") by 5000. */
function rounding(written: string, about: boolean): number {
  const digits = /^-?(\d+)(?:\.(\d+))?$/.exec(written.replace(/\\[,%]|\{,\}|\s/g, ""));
  if (!digits) return 1e-9;
  const percent = written.includes("%") ? 100 : 1;
  if (digits[2] !== undefined) return 0.5 / 10 ** digits[2].length / percent;
  const zeros = /0*$/.exec(digits[1] as string)?.[0].length ?? 0;
  return about ? (0.5 * 10 ** zeros) / percent : 1e-9;
}

const formulas = pairs.flatMap((pair) =>
  locales.flatMap((locale) =>
    [...withoutCode(read(`${pair}.${locale}.md`)).matchAll(/\$\$([\s\S]*?)\$\$|\$([^$\n]+)\$/g)].map(
      ([, shown, within]) => ({ where: `${pair}.${locale}.md`, formula: (shown ?? within ?? "").trim() }),
    ),
  ),
);

/** The sides of an equation, each with its value, and whether "about" stands before it. */
const sidesOf = (formula: string) =>
  [...`=${formula}`.matchAll(/(=|\\approx)([^=]*?)(?=\\approx|=|$)/g)].map(([, sign, side = ""]) => ({
    side: side.trim().replace(/\.$/, ""),
    about: sign !== "=",
    value: reckoned(side.trim().replace(/\.$/, "")),
  }));

test("equations of numbers are true", () => {
  const equations = formulas
    .map(({ where, formula }) => ({
      where,
      formula,
      sides: sidesOf(formula).filter(({ value }) => value !== undefined),
    }))
    .filter(({ sides }) => sides.length > 1);
  expect(equations.length).toBeGreaterThan(30);
  for (const { where, formula, sides } of equations) {
    const [first, ...others] = sides;
    for (const { side, about, value } of others) {
      const tolerance = rounding(side, about) + rounding((first as { side: string }).side, false);
      expect(Math.abs((value as number) - (first?.value as number)), `${where}: ${formula}`).toBeLessThanOrEqual(
        tolerance,
      );
    }
  }
});

test("a softmax in a text subtracts the same from numerator and denominator", () => {
  const quotients = shownTexts.flatMap(({ where, text }) =>
    [
      ...text.matchAll(/np\.exp\(([^()]*(?:\([^()]*\))?[^()]*)\) \/ np\.exp\(([^()]*(?:\([^()]*\))?[^()]*)\)\.sum\(/g),
    ].map(([code, above, below]) => ({ where, code, above, below })),
  );
  expect(quotients.length).toBeGreaterThanOrEqual(2);
  for (const { where, code, above, below } of quotients) expect(above, `${where}: ${code}`).toBe(below);
});

describe("attention's share of a layer (limits-of-attention)", () => {
  const share = (length: number, width: number, ffn: number) => Math.round((100 * length) / (length + ffn * width));

  test.each(locales)("is L / (L + 6D), or L / (L + 12D) with a causal mask (%s)", (locale) => {
    const percents = [...read(`web/questions/limits-of-attention/answer.${locale}.md`).matchAll(/(\d+) %/g)];
    const wanted = [share(1e5, 4096, 6), share(1e5, 4096, 12), share(1e5, 8192, 6), share(1e5, 8192, 12)];
    expect(percents.map(([, percent]) => Number(percent))).toEqual(wanted);
  });
});
