import type { SiteMessages } from "./text.js";

export const zh: SiteMessages = {
  name: "Attention Dojo",
  skip: "跳到正文",
  navigation: "主导航",
  exercises: "练习",
  questions: "题库",
  review: "复习",
  due: (n) => `${n} 项到期`,
  interview: "模拟面试",
  work: "我的数据",
  docs: "文档",
  theme: "配色",
  themes: { auto: "跟随系统", light: "浅色", dark: "深色" },
  language: "语言",
  notSaved: "浏览器不允许本页保存数据，离开前请先导出。",
  damaged: "有一部分存档读不出来，已另行保留。",
  footer: "一切都在本页运行，你写的代码不会离开浏览器。",

  list: {
    title: "手写注意力机制",
    intro: "自己动手写。正确答案由 C++ 内核算出，评测器会直接指出你犯的是哪个错。",
    continue: "继续",
    begin: "开始",
    solvedOf: (solved, total) => `已解决 ${solved} / ${total}`,
    allSolved: "全部解决",
    solved: "已解决",
    started: "做过",
    untouched: "未开始",
    about: {
      numerics: "softmax，以及浮点数会给它带来的麻烦。",
      basics: "一个查询、几个向量：打分、求权重、加权求和。",
      core: "查询、键、值，掩码，多头。",
      vision: "在特征图的各个位置上做注意力。",
      layers: "注意力层之间的那些层。",
      models: "把零件拼成模型。",
      bugs: "完整但有错的程序：找出来，改对。",
    },
    picture: "一个注意力头在读句子",
    pictureNote: "权重为示意，带因果掩码。",
    query: "查询",
    key: "键",
    words: ["小猫", "睡", "了", "因为", "它", "很", "累"],
  },

  exercise: {
    previous: "上一题",
    next: "下一题",
    nextUp: (title) => `下一题：${title}`,
  },

  missing: {
    title: "没有这个页面",
    text: "这个地址下没有内容。",
    exercise: (slug) => `没有名为“${slug}”的练习。`,
    back: "去练习列表",
  },
};
