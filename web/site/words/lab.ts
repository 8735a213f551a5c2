import type { Locale } from "../../elements/toolkit.js";

const en = {
  title: "Lab",
  lead: "Five experiments that run in this page, on the same C++ kernels as the judge. Predict first, then run, then read what was measured. Every run can be repeated by its seed and shared by a link.",
  all: "All experiments",
  labs: {
    sentence: {
      title: "Your sentence",
      about:
        "Type a sentence and follow it from tokens to weights to output. Every switch changes the picture at once.",
    },
    help: {
      title: "Does attention help?",
      about:
        "A classifier learns small tasks with four ways of pooling, five seeds each. You say first which one wins.",
    },
    tasks: {
      title: "Three kinds of tasks",
      about:
        "One attention layer in classification, in copying with reordering and in pictures, each against its baseline without attention.",
    },
    induction: {
      title: "An induction head is born",
      about:
        "A two-layer model learns to continue repeated sequences, in under a minute. Watch what each of its heads attends to on the way.",
    },
    tiles: {
      title: "Tiles",
      about:
        "FlashAttention step by step: which tile is in fast memory, how the running maximum and sum are corrected, and how many bytes move.",
    },
  },
};

const zh: typeof en = {
  title: "实验室",
  lead: "五个实验都在本页运行，用的是和评测相同的 C++ 内核。先预测，再运行，最后看测得的结果。每次运行都能用随机种子重现，也能用链接分享。",
  all: "全部实验",
  labs: {
    sentence: {
      title: "你的句子",
      about: "输入一句话，从 token 一路看到权重和输出。每个开关都会立刻改变图像。",
    },
    help: {
      title: "注意力有用吗？",
      about: "分类器用四种池化方式学习几个小任务，每种五个随机种子。先说说你认为哪种会赢。",
    },
    tasks: {
      title: "三类任务",
      about: "同一个注意力层用于分类、重排复制和小图片，分别与不带注意力的基线对比。",
    },
    induction: {
      title: "归纳头的诞生",
      about: "一个两层模型学习续写重复的序列，不到一分钟就能学会。训练过程中可以看到每个头关注哪里。",
    },
    tiles: {
      title: "分块",
      about: "一步步看 FlashAttention：哪一块在快速内存里，m 和 l 怎样修正，一共搬了多少字节。",
    },
  },
};

export const labWords: Readonly<Record<Locale, typeof en>> = { en, zh };
