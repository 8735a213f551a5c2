import type { Locale } from "../../elements/toolkit.js";
import type { Item } from "../review/item.js";
import type { Trouble } from "../storage/trouble.js";

interface TroubleWords extends Readonly<Record<Trouble, string>> {
  /** Where the reader has in front of them what a newer version of the page has saved. */
  readonly newerHere: Readonly<Record<Item["kind"], string>>;
  readonly work: string;
}

/** What is wrong with the storage, and what to do about it. */
export const troubleWords: Readonly<Record<Locale, TroubleWords>> = {
  en: {
    forbidden: "This browser does not let the page save anything. Export your work before you leave.",
    full: "The storage that this browser gives the page is full: what you do now is not saved. Export your work, then make room.",
    damaged: "Some saved work could not be read and was set aside. You can save it to a file.",
    newer:
      "Some work was saved by a newer version of this page. This version leaves it alone, and saves nothing else on the same exercises and questions. Reload the page to go on with it.",
    newerHere: {
      exercise:
        "Your work on this exercise was saved by a newer version of this page. This version cannot read it, and nothing that you write here is saved. Reload the page to get the newer version. If this message stays, copy your code before you leave.",
      question:
        "Your answer to this question was saved by a newer version of this page. This version cannot read it, and nothing that you answer here is saved. Reload the page to get the newer version. If this message stays, copy your answer before you leave.",
    },
    work: "Your work",
  },
  zh: {
    forbidden: "浏览器不允许本页保存数据，离开前请先导出。",
    full: "浏览器给本页的存储空间已满，现在的改动没有保存。请先导出，再腾出空间。",
    damaged: "有一部分存档读不出来，已另行保留，可以存成文件。",
    newer:
      "有一部分数据由更新版本的页面保存，当前版本不会改动它，在这些题目里新写的内容也不会保存。刷新页面后即可继续。",
    newerHere: {
      exercise:
        "这道练习的记录由更新版本的页面保存，当前版本读不了，在这里写的代码也不会保存。请刷新页面换到新版本；如果刷新后仍有这条提示，离开前请先把代码复制出来。",
      question:
        "这个问题的回答由更新版本的页面保存，当前版本读不了，在这里的回答也不会保存。请刷新页面换到新版本；如果刷新后仍有这条提示，离开前请先把回答复制出来。",
    },
    work: "我的数据",
  },
};
