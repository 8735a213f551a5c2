import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Attention between the atoms of a molecule", zh: "分子中原子之间的注意力" },
  topic: "applications",
  difficulty: "hard",
  asked: 1,
  rubric: [
    {
      en: "Each atom is query, key and value of self-attention; the matrix of weights is atoms by atoms.",
      zh: "每个原子同时是自注意力的 query、key 和 value，权重矩阵为原子数 × 原子数。",
    },
    {
      en: "Bonds and distances are mixed into the weights (adjacency matrix, a function of the distance matrix), together with softmax(QKᵀ/√d).",
      zh: "化学键和距离（邻接矩阵、距离矩阵的函数）与 softmax(QKᵀ/√d) 一起混入权重。",
    },
    {
      en: "Atoms have no order: permutation equivariance is wanted here, and positional encodings are not.",
      zh: "原子没有顺序：这里正需要置换等变性，不需要序列位置编码。",
    },
    {
      en: "Pooling over the atoms, with padding masked, gives one vector for the molecule, and an output layer predicts the property.",
      zh: "对原子池化（屏蔽填充）得到分子向量，再由输出层预测性质。",
    },
    {
      en: "A large weight does not prove a chemical interaction; that has to be tested, by ablation or experiment.",
      zh: "权重大不等于存在化学相互作用，须用消融或实验检验。",
    },
    {
      en: "Evaluates on scaffolds not seen in training, against a graph network and a fingerprint baseline.",
      zh: "在训练中未出现的分子骨架上评测，与图网络和分子指纹基线比较。",
    },
  ],
  sources: [
    { title: "Maziarka et al., Molecule Attention Transformer (2020)", url: "https://arxiv.org/abs/2002.08264" },
    {
      title: "Wu et al., MoleculeNet: A Benchmark for Molecular Machine Learning (2017)",
      url: "https://arxiv.org/abs/1703.00564",
    },
  ],
  practise: ["graph-attention"],
} satisfies Question;
