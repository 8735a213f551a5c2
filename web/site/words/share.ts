import type { Locale } from "../../elements/toolkit.js";

const en = {
  title: "Share or hand in",
  close: "Close",
  link: "Link with your code",
  linkHelp: "Anyone who opens it sees your code in the editor. It runs only when they press Run.",
  tooLong: "Your code is too long for a link. Save it as a file and send that.",
  save: "Save the code",
  card: {
    title: "Results as text",
    verdict: (accepted: boolean, passed: number, of: number) =>
      accepted ? `Accepted, ${of} of ${of} cases` : `${passed} of ${of} cases passed`,
    unsubmitted: "Not submitted yet",
    hints: (count: number) => (count === 0 ? "No hints" : count === 1 ? "1 hint" : `${count} hints`),
    revealed: "Looked at the solution",
  },
  handIn: {
    title: "Hand in",
    help: "Saves a small file with your program for your teacher, who has it judged again.",
    name: "Your name, as your teacher knows it",
    save: "Save the file",
    saved: (file: string) => `Saved as ${file}. Upload it where your course collects answers.`,
    submitFirst: "Submit your program first. The file has what you last submitted, and its verdict.",
    changed: "You have changed the code since you submitted it. The file has the submitted one.",
  },
  copy: "Copy",
  copied: "Copied.",
  selectIt: "The browser does not let this page copy. The text is selected: copy it with the keyboard.",
  send: "Send …",
  from: "The code in the editor comes from a link.",
  fromHelp: (mine: boolean) =>
    `It runs only when you press Run. ${mine ? "Your own code is kept and does not change." : "It is not saved until you choose to use it."}`,
  use: "Use this code",
  back: (mine: boolean): string => (mine ? "Back to my code" : "Back to the starter"),
  used: "This is your code now.",
  undo: "Undo",
  problems: {
    unreadable: "The code in the link cannot be read. The link may have been cut off.",
    "too-long": "The link contains more code than this page accepts.",
  },
};

export type ShareWords = typeof en;

const zh: ShareWords = {
  title: "分享或交作业",
  close: "关闭",
  link: "带代码的链接",
  linkHelp: "对方打开后会在编辑器里看到你的代码，点“运行”之前不会执行。",
  tooLong: "代码太长，放不进链接。请保存成文件再发送。",
  save: "保存代码",
  card: {
    title: "文字成绩单",
    verdict: (accepted, passed, of) => (accepted ? `通过，${of} / ${of} 个用例` : `通过 ${passed} / ${of} 个用例`),
    unsubmitted: "尚未提交",
    hints: (count) => (count === 0 ? "没有用提示" : `用了 ${count} 条提示`),
    revealed: "看过题解",
  },
  handIn: {
    title: "交作业",
    help: "把你的程序存成一个小文件交给老师，老师会重新评测。",
    name: "你的姓名（老师认得的写法）",
    save: "保存文件",
    saved: (file) => `已保存为 ${file}，请上传到课程收作业的地方。`,
    submitFirst: "请先提交程序。文件里是你最后一次提交的程序和它的结果。",
    changed: "提交之后你又改了代码，文件里是提交时的版本。",
  },
  copy: "复制",
  copied: "已复制。",
  selectIt: "浏览器不允许本页复制。文字已选中，请用键盘复制。",
  send: "发送…",
  from: "编辑器里的代码来自链接。",
  fromHelp: (mine) =>
    `点“运行”之前不会执行。${mine ? "你自己的代码还在，不会被改动。" : "在你选择改用它之前不会保存。"}`,
  use: "改用这份代码",
  back: (mine) => (mine ? "回到我的代码" : "回到初始代码"),
  used: "这份代码现在是你的了。",
  undo: "撤销",
  problems: {
    unreadable: "链接里的代码读不出来，可能在传送途中被截断了。",
    "too-long": "链接里的代码太长，本页不接受。",
  },
};

/** Every word about sharing. */
export const shareWords: Readonly<Record<Locale, ShareWords>> = { en, zh };
