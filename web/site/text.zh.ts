import type { SiteMessages } from "./text.en.js";

export const zh: SiteMessages = {
  name: "Attention Dojo",
  skip: "跳到正文",
  navigation: "主导航",
  exercises: "练习",
  questions: "题库",
  review: "复习",
  due: (n) => `${n} 项到期`,
  interview: "模拟面试",
  lab: "实验室",
  work: "我的数据",
  docs: "文档",
  theme: "配色",
  themes: { auto: "跟随系统", light: "浅色", dark: "深色" },
  language: "语言",
  shortcuts: "键盘快捷键",
  footer: "一切都在本页运行，你写的代码不会离开浏览器。",

  exercise: {
    solved: "已解决",
    share: "分享或交作业",
    nextUp: (title) => `下一题：${title}`,
  },

  missing: {
    title: "没有这个页面",
    text: "这个地址下没有内容。",
    exercise: (slug) => `没有名为“${slug}”的练习。`,
    back: "去练习列表",
  },
};
