import type { Locale } from "../../elements/toolkit.js";

const en = {
  needs: "Builds on",
  leads: "Leads to",
  previous: "Previous",
  next: "Next",
};

export type AroundWords = typeof en;

const zh: AroundWords = { needs: "先做", leads: "之后可做", previous: "上一题", next: "下一题" };

/** What is around an exercise on the path. */
export const aroundWords: Readonly<Record<Locale, AroundWords>> = { en, zh };
