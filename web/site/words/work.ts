import type { Locale } from "../../elements/toolkit.js";

const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** "1 exercise and 3 questions"; only the kind there is, where there is only one. */
const items = (exercises: number, questions: number) =>
  [exercises ? count(exercises, "exercise") : "", questions ? count(questions, "question") : ""]
    .filter(Boolean)
    .join(" and ");

const itemsZh = (exercises: number, questions: number) =>
  [exercises ? `${exercises} 道练习` : "", questions ? `${questions} 个问题` : ""].filter(Boolean).join("、");

const en = {
  title: "Your work",
  intro:
    "Code and progress are stored in this browser only. Save them to a file to keep a copy or to move to another machine.",
  export: "Export",
  exportText: (exercises: number, questions: number) =>
    exercises + questions ? `Your work on ${items(exercises, questions)}.` : "Nothing to export yet.",
  exportButton: "Save to a file",
  import: "Import",
  importText: "Choose a file that was saved here. Before anything is replaced, you see what would change.",
  importButton: "Choose a file",
  preview: "What the file would change",
  from: (when: string) => `Saved ${when}`,
  added: "new",
  replaced: "replaces yours",
  history: "adds to your earlier versions",
  same: "no change",
  newer: "stays: saved by a newer version of this page",
  newerStays:
    "What a newer version of this page has saved here stays as it is. To import it too, reload the page to get the newer version, and choose the file again.",
  solvedInFile: "solved",
  solvedHere: "solved here",
  keptSolved: "stays solved",
  more: (n: number) => `and ${n} more`,
  leftOut: (n: number) => `${n === 1 ? "One part" : `${n} parts`} of the file cannot be read and will be left out:`,
  nothing: "The file contains nothing new.",
  confirm: (exercises: number, questions: number) => `Import ${items(exercises, questions)}`,
  cancel: "Cancel",
  done: (exercises: number, questions: number) => `${items(exercises, questions)} imported.`,
  undo: "Undo",
  undone: "The import is undone.",
  exercise: "Exercise",
  question: "Question",
  item: "Exercise or question",
  change: "Change",
  delete: "Delete",
  deleted: "Deleted.",
  aside: {
    damaged: {
      title: "Set aside",
      text: (n: number, size: string) =>
        `${count(n, "entry", "entries")} could not be read: ${size}. Nothing in them was changed. Save them to a file before you delete them.`,
    },
    earlier: {
      title: "Earlier versions",
      text: (n: number, size: string) =>
        `Submitted code, and code and answers that were replaced, of ${count(n, "exercise or question", "exercises and questions")}: ${size}. You find them below the editor.`,
    },
  },
  errors: {
    "too-large": "The file is larger than anything this page saves.",
    "not-json": "This is not a JSON file.",
    "not-ours": "This file was not saved by Attention Dojo.",
    "newer-version": "This file was saved by a newer version of the page. Reload the page and try again.",
    damaged: (where: string) => `The file is damaged at ${where}. Nothing was changed.`,
    unreadable: "The file could not be read.",
    "no-room": (canDelete: boolean) =>
      `There is not enough room in this browser’s storage for what is in the file. Nothing was changed. ${canDelete ? "Make room below, and try again." : "There is nothing here to delete, so import the file in another browser."}`,
  },
};

export type WorkWords = typeof en;

const zh: WorkWords = {
  title: "我的数据",
  intro: "代码和进度只存在这个浏览器里。想备份或换一台机器继续，就导出成文件。",
  export: "导出",
  exportText: (exercises, questions) =>
    exercises + questions ? `共有 ${itemsZh(exercises, questions)}的记录。` : "还没有可导出的内容。",
  exportButton: "保存为文件",
  import: "导入",
  importText: "选择之前在这里导出的文件。替换之前，会先列出改动给你看。",
  importButton: "选择文件",
  preview: "导入后的改动",
  from: (when) => `导出于 ${when}`,
  added: "新增",
  replaced: "覆盖现有记录",
  history: "补充之前的版本",
  same: "无变化",
  newer: "保持不变：由更新版本的页面保存",
  newerStays: "更新版本的页面在这里保存的记录保持不变。要导入这部分，请刷新页面换到新版本，再重新选择文件。",
  solvedInFile: "已解决",
  solvedHere: "本地已解决",
  keptSolved: "保持已解决",
  more: (n) => `另有 ${n} 处`,
  leftOut: (n) => `文件里有 ${n} 处读不出来，导入时会跳过：`,
  nothing: "文件里没有新内容。",
  confirm: (exercises, questions) => `导入 ${itemsZh(exercises, questions)}`,
  cancel: "取消",
  done: (exercises, questions) => `已导入 ${itemsZh(exercises, questions)}。`,
  undo: "撤销",
  undone: "已撤销导入。",
  exercise: "练习",
  question: "问题",
  item: "题目",
  change: "改动",
  delete: "删除",
  deleted: "已删除。",
  aside: {
    damaged: {
      title: "另行保留的数据",
      text: (n, size) => `有 ${n} 条记录读不出来，共 ${size}，内容原样保留。删除之前请先保存为文件。`,
    },
    earlier: {
      title: "之前的版本",
      text: (n, size) => `${n} 道题里提交过的代码，以及被替换掉的代码和回答，共 ${size}，可以在编辑器下方找到。`,
    },
  },
  errors: {
    "too-large": "文件过大，不可能是本页导出的。",
    "not-json": "这不是 JSON 文件。",
    "not-ours": "这不是 Attention Dojo 导出的文件。",
    "newer-version": "文件由更新版本的页面导出，请刷新页面后再试。",
    damaged: (where) => `文件在 ${where} 处已损坏，没有改动任何数据。`,
    unreadable: "文件读取失败。",
    "no-room": (canDelete) =>
      `浏览器的存储空间放不下文件里的内容，没有改动任何数据。${canDelete ? "请先在下方腾出空间，再试一次。" : "这里没有可以删除的内容，请换一个浏览器导入。"}`,
  },
};

export const workWords: Readonly<Record<Locale, WorkWords>> = { en, zh };
