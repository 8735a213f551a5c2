import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Object detection: the queries of DETR", zh: "目标检测：DETR 的 query" },
  topic: "applications",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "proposals",
      right: false,
      text: {
        en: "The queries are features of region proposals, which a first network finds and the decoder refines.",
        zh: "query 是候选区域的特征，由前一个网络找出，再由解码器精修。",
      },
      why: {
        en: "That describes two-stage detectors. DETR has no proposals and no anchors: its queries are learned vectors, the same for every image.",
        zh: "这说的是两阶段检测器。DETR 没有候选区域，也没有锚框：它的 query 一开始就是学到的向量，对每张图都一样。",
      },
    },
    {
      id: "values-get-positions",
      right: false,
      text: {
        en: "Positional encodings are added to keys and values alike, so that box coordinates can be read from the output.",
        zh: "位置编码同时加到 key 和 value 上，这样就能从输出里读出框的坐标。",
      },
      why: {
        en: "In DETR they are added to queries and keys of every attention layer, not to values: positions decide where to look, and the values are still features. The box comes from a small feed-forward network.",
        zh: "DETR 在每个注意力层把位置编码加到 query 和 key 上，不加到 value 上：位置决定看哪里，value 仍是特征。框由一个小的前馈网络给出。",
      },
    },
    {
      id: "learned-slots",
      right: true,
      text: {
        en: "In cross-attention, N learned object queries serve as queries; keys and values come from the H·W positions of the encoded image.",
        zh: "交叉注意力中，由 N 个学到的 object query 充当 query；key 和 value 来自编码后图像的 H·W 个位置。",
      },
      why: {
        en: "The weights have shape (N, H·W) for each head, and every query ends in one prediction: a class (possibly “no object”) and a box.",
        zh: "每个头的权重形状是 (N, H·W)；每个 query 最后给出一个预测：一个类别（可能是“无目标”）和一个框。",
      },
    },
    {
      id: "one-class-each",
      right: false,
      text: {
        en: "Each object query stands for one class, so N must be the number of classes in the data set.",
        zh: "每个 object query 代表一个类别，所以 N 必须等于数据集的类别数。",
      },
      why: {
        en: "Queries are slots without a class; during training they come to prefer certain regions and box sizes. N only has to exceed the number of objects in an image; the paper uses 100.",
        zh: "query 是不带类别的槽位，训练后会偏好某些区域和框的大小。N 只需多于一张图中的目标数；论文取 100。",
      },
    },
    {
      id: "slots-see-each-other",
      right: true,
      text: {
        en: "With self-attention among the object queries, they can agree on which one takes which object, so non-maximum suppression is not needed.",
        zh: "object query 之间的自注意力让它们协商谁认领哪个目标，从而不需要非极大值抑制。",
      },
      why: {
        en: "The training loss matches predictions to objects one to one (Hungarian matching), so a duplicate is an error; to avoid duplicates, the slots must know about each other.",
        zh: "训练损失把预测与目标一对一匹配（匈牙利匹配），重复就是错；要避免重复，各槽位必须知道彼此的存在。",
      },
    },
  ],
  sources: [
    {
      title: "Carion et al., End-to-End Object Detection with Transformers (2020)",
      url: "https://arxiv.org/abs/2005.12872",
    },
    {
      title: "Zhu et al., Deformable DETR: Deformable Transformers for End-to-End Object Detection (2020)",
      url: "https://arxiv.org/abs/2010.04159",
    },
  ],
  practise: ["query-pooling", "decoder-layer"],
} satisfies Question;
