/** One term for one thing, and plain words: what is banned here has a better word, given beside it. */
import { describe, expect, test } from "vitest";
import { type Locale, type ShownText, shownTexts, withoutCode } from "./texts.js";

interface Banned {
  readonly found: RegExp;
  readonly better: string;
  /** Only in texts whose path this matches. */
  readonly within?: RegExp;
}

const english: readonly Banned[] = [
  { found: /\bmend(?:s|ed|ing)?\b/i, better: "fix" },
  { found: /\bstands?\b(?! for\b)/i, better: "is" },
  { found: /\b(?:whoever|whatever is)\b/i, better: "anyone who" },
  { found: /\bas to\b/i, better: "about" },
  { found: /\bdear(?:er|est)?\b/i, better: "expensive" },
  { found: /\b(?:timid|anew|thereby|therein)\b/i, better: "a plain word" },
  { found: /\b(?:is|are|was|were) none\b/i, better: "is not one" },
  { found: /\bis told\b/i, better: "is written" },
  { found: /\bneed be\b/i, better: "if necessary" },
  { found: /\bhangs on\b/i, better: "depends on" },
  { found: /\ban? \w+ of (?:yours|ours|your own|its own|their own|one's own)\b/i, better: "your, its own" },
  {
    found: /\battend(?:s|ed|ing)? (?:a|an|the|all|any|each|every|its|no|other|keys?|positions?|words?)\b/i,
    better: "attend to",
  },
  { found: /\bhidden (?:keys?|positions?|tokens?)\b/i, better: "masked" },
  { found: /\bfeed-forward (?:net|part|block)\b/i, better: "feed-forward network" },
  { found: /\blength of (?:a|an|the|one|each|its) (?:query|key|value|vector|head)\b/i, better: "width or norm" },
];

const content = /^web\/(exercises|questions)\//;
const chinese: readonly Banned[] = [
  { found: /判题/, better: "评测" },
  { found: /参考解(?!析)/, better: "题解、参考答案" },
  { found: /热图/, better: "热力图" },
  { found: /补齐/, better: "填充" },
  { found: /查询(?!注意力)/, better: "query" },
  { found: /(?<![关学向捷])(?<!Tab )键(?![盘位])/, better: "key" },
  { found: /嵌入/, better: "embedding、词向量、位置编码", within: content },
  { found: /注意(?!力|到|的是)/, better: "关注", within: content },
  { found: /提问|来问/, better: "充当 query", within: content },
  { found: /完整(?:的)?(?:自)?注意力/, better: "全注意力" },
  { found: /感知 IO/, better: "IO 感知" },
  { found: /遮(?!挡)/, better: "屏蔽" },
  { found: /轴(?!标题)/, better: "维" },
  { found: /得分(?!比例)/, better: "分数", within: content },
  { found: /(?<![单神])前馈(?!网络|层|神经)/, better: "前馈网络" },
  { found: /等人/, better: "X 等（年）" },
  { found: /批次/, better: "batch" },
  { found: /路子|配料|善意|半途|碰掉|改对/, better: "通行的说法" },
  { found: /长度为 1 的维/, better: "大小为 1 的维" },
];

const banned: Readonly<Record<Locale, readonly Banned[]>> = { en: english, zh: chinese };

function findings(locale: Locale, { found, within }: Banned): readonly string[] {
  const lines = ({ where, text }: ShownText) =>
    withoutCode(text)
      .split("\n")
      .filter((line) => found.test(line))
      .map((line) => `${where}: …${line.slice(Math.max(0, line.search(found) - 30)).slice(0, 90)}`);
  return shownTexts
    .filter((it) => it.locale === locale && (within === undefined || within.test(it.where)))
    .flatMap(lines);
}

test("there are texts of every kind", () => {
  for (const kind of ["prompt.en.md", "answer.zh.md", "docs/judge.en.md", "exercise.ts", "mistakes.ts", "help.ts"])
    expect(
      shownTexts.some(({ where }) => where.includes(kind)),
      kind,
    ).toBe(true);
});

describe.each(["en", "zh"] as const)("no text (%s) says", (locale) => {
  test.each(banned[locale].map((it) => [it.found.source, it.better, it] as const))("%s, but %s", (_, __, it) => {
    expect(findings(locale, it)).toEqual([]);
  });
});
