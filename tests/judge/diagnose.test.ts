import { describe, expect, test } from "vitest";
import type { Nd } from "../../web/arrays/nd.js";
import type { Mistake, Signature, Way } from "../../web/format/index.js";
import { diagnose, type JudgedCase } from "../../web/judge/diagnose.js";

const tolerance = { absolute: 1e-4, relative: 1e-4 };
const signature: Signature = {
  name: "twice",
  arguments: [],
  outputs: [
    { name: "out", kind: "float", shape: ["n"], about: { en: "" } },
    { name: "weights", kind: "float", shape: ["m"], about: { en: "" }, optional: true },
  ],
};
const text = { en: "", zh: "" };
const row = (...data: number[]): Nd => ({ shape: [data.length], data: Float64Array.from(data) });
const float = (...data: number[]) => ({ shape: [data.length], data: Float32Array.from(data) });
const mistake = (code: string, ...ways: Way[]): Mistake => ({ code, title: text, explanation: text, ways });

/** A case of `x` whose right answer is `2x`. */
const judged = (x: number, learner: JudgedCase["learner"]): JudgedCase => ({
  inputs: () => ({ x: row(x, -x) }),
  expected: { out: float(2 * x, -2 * x) },
  learner,
});
const wrongly = (x: number, ...out: number[]) => judged(x, { returned: { out: row(...out) }, wrong: "out" });
const rightly = (x: number) => judged(x, { returned: { out: row(2 * x, -2 * x) } });

const times =
  (factor: number): Way =>
  ({ x }) =>
    row(...(x as Nd).data.map((value) => value * factor));
const tripled = mistake("tripled", times(3));
const halved = mistake("halved", times(1), times(0.5));
const name = (mistakes: readonly Mistake[], cases: readonly JudgedCase[]) =>
  diagnose(mistakes, cases, { signature, tolerance })?.code;

describe("diagnose", () => {
  test("names the mistake whose answer the learner gave, by whichever way", () => {
    expect(name([tripled, halved], [wrongly(1, 3, -3), wrongly(2, 6, -6)])).toBe("tripled");
    expect(name([tripled, halved], [wrongly(1, 0.5, -0.5), wrongly(2, 1, -1)])).toBe("halved");
  });

  test("gives no name to another wrong answer", () => {
    expect(name([tripled, halved], [wrongly(1, 7, -7)])).toBeUndefined();
    expect(name([tripled, halved], [wrongly(1, 3, -3.1)])).toBeUndefined();
  });

  test("forgives the rounding of float32", () => {
    expect(name([tripled], [wrongly(1, 3 * (1 + 2e-4), -3)])).toBe("tripled");
  });

  test("asks for the first failing case and half of all", () => {
    expect(name([tripled], [rightly(0), wrongly(1, 3, -3), wrongly(2, 5, 5)])).toBe("tripled");
    expect(name([tripled], [wrongly(2, 5, 5), wrongly(1, 3, -3), wrongly(3, 9, -9)])).toBeUndefined();
    expect(name([tripled], [wrongly(1, 3, -3), wrongly(2, 5, 5), wrongly(3, 5, 5)])).toBeUndefined();
  });

  test("a way that would have failed an accepted case must explain every other", () => {
    expect(name([tripled], [rightly(1), wrongly(2, 6, -6)])).toBe("tripled");
    expect(name([tripled], [rightly(1), wrongly(2, 6, -6), wrongly(3, 1, 1)])).toBeUndefined();
  });

  test("nor may it have failed more accepted cases than it explains", () => {
    expect(name([tripled], [rightly(1), rightly(4), wrongly(2, 6, -6)])).toBeUndefined();
    expect(name([tripled], [rightly(1), rightly(4), wrongly(2, 6, -6), wrongly(3, 9, -9)])).toBe("tripled");
  });

  test("prefers what explains more, then what contradicts less, then the first", () => {
    const onlyTwo = mistake("only-two", ({ x }) =>
      row(...(x as Nd).data.map((value) => (Math.abs(value) === 2 ? 6 * Math.sign(value) : value * 2))),
    );
    expect(name([onlyTwo, tripled], [wrongly(2, 6, -6), wrongly(3, 9, -9)])).toBe("tripled");
    expect(name([tripled, onlyTwo], [rightly(3), wrongly(2, 6, -6)])).toBe("only-two");
    expect(name([mistake("a", times(3)), mistake("b", times(3))], [wrongly(1, 3, -3)])).toBe("a");
  });

  test("a way that is right in a failing case explains nothing there", () => {
    expect(name([mistake("nearly-right", times(2.0002))], [wrongly(1, 2.0003, -2.0003)])).toBeUndefined();
  });

  test("NaN and infinities must stand in the same places", () => {
    const nan = mistake("nan-first", () => row(Number.NaN, 1));
    const infinite = mistake("infinite", () => row(Number.POSITIVE_INFINITY, 1));
    expect(name([nan, infinite], [wrongly(1, Number.NaN, 1)])).toBe("nan-first");
    expect(name([nan, infinite], [wrongly(1, Number.POSITIVE_INFINITY, 1)])).toBe("infinite");
    expect(name([nan, infinite], [wrongly(1, 1, Number.NaN)])).toBeUndefined();
    expect(name([nan, infinite], [wrongly(1, Number.NEGATIVE_INFINITY, 1)])).toBeUndefined();
  });

  test("a wrong shape is named when it is wrong in the same way", () => {
    const longer = mistake("longer", () => row(1, 2, 3));
    expect(name([longer], [wrongly(1, 1, 2, 3)])).toBe("longer");
    expect(name([longer], [wrongly(1, 1, 2)])).toBeUndefined();
  });

  test("a mistake in the second output alone is named by it", () => {
    const second: Way = ({ x }) => ({ out: times(3)({ x: x as Nd }) as Nd, weights: row(9) });
    const learner: JudgedCase["learner"] = { returned: { out: row(2, -2), weights: row(9) }, wrong: "weights" };
    const withWeights: JudgedCase = { ...judged(1, learner), expected: { out: float(2, -2), weights: float(1) } };
    expect(name([tripled, mistake("nine", second)], [withWeights])).toBe("nine");
  });

  test("of two mistakes that give the first wrong output, the one that gives the others too is named", () => {
    const one = mistake("one", ({ x }) => ({ out: times(3)({ x: x as Nd }) as Nd, weights: row(1) }));
    const both = mistake("both", ({ x }) => ({ out: times(3)({ x: x as Nd }) as Nd, weights: row(9) }));
    const learner: JudgedCase["learner"] = { returned: { out: row(3, -3), weights: row(9) }, wrong: "out" };
    const twoWrong: JudgedCase = { ...judged(1, learner), expected: { out: float(2, -2), weights: float(1) } };
    expect(name([one, both], [twoWrong])).toBe("both");
  });

  test("an error is named by its message, or beside a case with the same values", () => {
    const raises: Mistake = { ...mistake("raises", times(3)), raises: /not aligned/ };
    const throwsFor = (size: number) =>
      mistake("throws", ({ x }) => {
        if ((x as Nd).data[0] === size) throw new RangeError();
        return times(3)({ x: x as Nd });
      });
    expect(name([raises], [judged(1, { threw: "ValueError: shapes (2,) and (3,) not aligned" })])).toBe("raises");
    expect(name([raises], [judged(1, { threw: "ValueError: something else" })])).toBeUndefined();
    expect(name([throwsFor(1)], [judged(1, { threw: "TypeError" })])).toBeUndefined();
    expect(name([throwsFor(1)], [judged(1, { threw: "TypeError" }), wrongly(2, 6, -6)])).toBe("throws");
    expect(name([tripled], [judged(1, { threw: "TypeError" }), wrongly(2, 6, -6)])).toBeUndefined();
  });

  test("a way that changes its arguments harms no other", () => {
    const destructive = mistake("destructive", ({ x }) => {
      (x as Nd).data.fill(0);
      return row(0, 0);
    });
    expect(name([destructive, tripled], [wrongly(1, 3, -3), wrongly(2, 6, -6)])).toBe("tripled");
  });
});
