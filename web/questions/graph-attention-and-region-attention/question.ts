import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Graph attention and region attention", zh: "图注意力与区域注意力" },
  topic: "applications",
  difficulty: "medium",
  asked: 1,
  choices: [
    {
      id: "image-is-a-graph",
      right: false,
      text: {
        en: "None about graph attention: patches form a complete graph, so a vision Transformer is the model of the graph attention paper.",
        zh: "图注意力这一项没有问题：图像块构成完全图，所以视觉 Transformer 就是图注意力论文里的模型。",
      },
      why: {
        en: "Any self-attention can be called attention on a complete graph, but then the word “graph” says nothing. The point of a graph attention network is to use given edges: it attends only along them, and it scores additively.",
        zh: "任何自注意力都可以说成完全图上的注意力，但这样一来“图”字就没有信息了。图注意力网络的要点是利用给定的边：只关注有边相连的节点，而且用的是加性打分。",
      },
    },
    {
      id: "softmax-over-neighbours",
      right: true,
      text: {
        en: "Graph attention takes the softmax over the neighbours of a node in a given graph; an image has no edges.",
        zh: "图注意力在给定的图上沿节点的邻居做 softmax；图像本身没有边。",
      },
      why: {
        en: "In GAT, αᵢⱼ is a softmax over j ∈ N(i), and N(i) is part of the data: in the experiments of the paper, citations and protein interactions.",
        zh: "GAT 中 αᵢⱼ 是对 j ∈ N(i) 的 softmax，而 N(i) 是数据的一部分：论文实验用的是引文关系和蛋白质相互作用。",
      },
    },
    {
      id: "regions-need-no-weights",
      right: false,
      text: {
        en: "Region attention is not attention: once a detector has cut out the regions, nothing is left to weight.",
        zh: "区域注意力根本不算注意力：检测器把区域切出来之后，就没有什么可加权的了。",
      },
      why: {
        en: "The detector only proposes regions. In Anderson et al. (2017) a softmax over the regions follows, whose weights depend on the words generated so far or on the question. Region Attention Networks (Wang et al., 2019) learn a weight for every crop of a face.",
        zh: "检测器只负责给出候选区域。在 Anderson 等（2017）的模型里，随后还要对各区域做 softmax，权重取决于已生成的词或问题。Region Attention Networks（Wang 等，2019）则给人脸的每个裁剪区域学一个权重。",
      },
    },
    {
      id: "only-space-counts",
      right: false,
      text: {
        en: "The list is complete, because attention in vision always distributes weights over positions of the image.",
        zh: "这份清单已经完整，因为视觉注意力总是把权重分配给图像中的位置。",
      },
      why: {
        en: "Squeeze-and-excitation weights channels, with one weight per channel for all positions; video models also attend over time.",
        zh: "squeeze-and-excitation 加权的是通道，每个通道一个权重，所有位置共用；视频模型还沿时间做注意力。",
      },
    },
    {
      id: "regions-are-keys",
      right: true,
      text: {
        en: "“Region” says what the keys are: boxes instead of grid cells. The weights can be computed as in any other attention.",
        zh: "“区域”说的是 key 是什么：检测框，而不是网格单元。权重的算法可以和其他注意力一样。",
      },
      why: {
        en: "“Region” and “global” are on different axes: one can attend to all regions. A list that mixes what is attended to, how far, and on what data is not a classification.",
        zh: "它与“全局”不在同一个维度上：完全可以对所有区域做全局注意力。把“关注什么”“看多远”“用在什么数据上”混在一起，就不成其为分类。",
      },
    },
  ],
  sources: [
    { title: "Veličković et al., Graph Attention Networks (2017)", url: "https://arxiv.org/abs/1710.10903" },
    {
      title:
        "Anderson et al., Bottom-Up and Top-Down Attention for Image Captioning and Visual Question Answering (2017)",
      url: "https://arxiv.org/abs/1707.07998",
    },
    {
      title: "Brody et al., How Attentive are Graph Attention Networks? (2021)",
      url: "https://arxiv.org/abs/2105.14491",
    },
    {
      title:
        "Wang et al., Region Attention Networks for Pose and Occlusion Robust Facial Expression Recognition (2019)",
      url: "https://arxiv.org/abs/1905.04075",
    },
    { title: "Hu et al., Squeeze-and-Excitation Networks (2017)", url: "https://arxiv.org/abs/1709.01507" },
  ],
  practise: ["graph-attention", "pyramid-attention"],
} satisfies Question;
