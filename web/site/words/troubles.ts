import type { Locale } from "../../elements/toolkit.js";
import type { Trouble } from "../storage/trouble.js";

/** What is wrong with the storage, and what to do about it. */
export const troubleWords: Readonly<Record<Locale, Readonly<Record<Trouble, string>> & { readonly work: string }>> = {
  en: {
    forbidden: "This browser does not let the page save anything. Export your work before you leave.",
    full: "The storage that this browser gives the page is full: what you do now is not saved. Export your work, then make room.",
    damaged: "Some saved work could not be read and was set aside. You can save it to a file.",
    newer:
      "Some work was saved by a newer version of this page, and this version leaves it alone. Reload the page to go on with it.",
    work: "Your work",
  },
  zh: {
    forbidden: "浏览器不允许本页保存数据，离开前请先导出。",
    full: "浏览器给本页的存储空间已满，现在的改动没有保存。请先导出，再腾出空间。",
    damaged: "有一部分存档读不出来，已另行保留，可以存成文件。",
    newer: "有一部分数据由更新版本的页面保存，当前版本不会改动它。刷新页面后即可继续。",
    work: "我的数据",
  },
};
