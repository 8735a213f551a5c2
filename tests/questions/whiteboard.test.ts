import { expect, test } from "vitest";
import { checkLine } from "../../web/questions/index.js";

const text = { en: "", zh: "" };
const line = (right: string, ...names: readonly string[]) => ({ ask: text, why: text, names, right });
const scores = line("(B, H, L, S)", "B", "H", "L", "S", "D");
const gradient = line("p_i (g_i - s)", "p_i", "g_i", "s");
const bytes = line("2 * 32 * 8 * 128 * 2");

test.each([
  [scores, "(B, H, L, S)"],
  [scores, "B,H,L,S"],
  [scores, "[ B, H, L, S ]"],
  [scores, "（B，H，L，S）"],
  [scores, "(B, H, L, S,)"],
  [scores, "(B, H, L, S D / D)"],
  [gradient, "p_i*(g_i-s)"],
  [gradient, "p_i g_i − p_i s"],
  [gradient, "(g_i - s) p_i"],
  [gradient, "p_{i}·(g_{i} - s)"],
  [gradient, "-p_i (s - g_i)"],
  [bytes, "131072"],
  [bytes, "2^17"],
  [bytes, "2·32·8·128·2"],
  [line("n^2/2", "n"), "n²/2"],
  [line("n^2/2", "n"), "0.5nn"],
  [line("L S D", "L", "S", "D"), "LSD"],
])("%o is met by %s", (asked, written) => expect(checkLine(asked, written)).toEqual({ is: "right" }));

test.each([
  [scores, "(B, H, S, L)", { is: "wrong", agree: [true, true, false, false] }],
  [scores, "(B, L, S)", { is: "wrong-count", given: 3, wanted: 4 }],
  [scores, "(B, H, L, K)", { is: "unknown-name", found: "K" }],
  [scores, "", { is: "empty" }],
  [scores, "(B, H, L, S", { is: "unreadable", found: "," }],
  [scores, "B; H", { is: "unreadable", found: ";" }],
  [scores, "(B, H, , S)", { is: "unreadable", found: "," }],
  [gradient, "p_i (1 - s)", { is: "wrong", agree: [false] }],
  [gradient, "p_i (g_i - s", { is: "unreadable", found: "" }],
  [gradient, "p_i * ", { is: "unreadable", found: "" }],
  [bytes, "131072.5", { is: "wrong", agree: [false] }],
  [bytes, "1/0", { is: "wrong", agree: [false] }],
  [bytes, "x".repeat(10_000), { is: "unknown-name", found: "x".repeat(200) }],
  [bytes, "(".repeat(10_000), { is: "unreadable", found: "" }],
  [bytes, "<img src=x onerror=alert(1)>", { is: "unreadable", found: "<" }],
])("%o is not met by %.20s, and why is told", (asked, written, told) =>
  expect(checkLine(asked, written)).toEqual(told),
);
