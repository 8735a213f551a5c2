import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "What attention is", zh: "什么是注意力机制" },
  topic: "basics",
  difficulty: "easy",
  asked: 2,
  choices: [
    {
      id: "fixed-weights",
      right: false,
      text: {
        en: "It learns one weight for each position during training and applies these weights to every input.",
        zh: "它在训练中为每个位置学到一个权重，之后对所有输入都用这组权重。",
      },
      why: {
        en: "That is a fixed linear filter. Attention weights are computed from the input, so they change with it; weights per position would also tie the layer to one length.",
        zh: "那是固定的线性滤波器。注意力权重由输入算出，随输入而变；而且按位置存权重，会把这一层绑死在某个长度上。",
      },
    },
    {
      id: "shorter-sequence",
      right: false,
      text: {
        en: "It finds the important inputs and removes the others, so later layers see a shorter sequence.",
        zh: "它找出重要的输入，删掉其余的，让后面的层处理更短的序列。",
      },
      why: {
        en: "Nothing is removed: softmax gives every unmasked value a positive weight, and there is one output for each query. Even hard attention (Xu et al., 2015), which samples one position, does not shorten the sequence.",
        zh: "什么也没有删：softmax 给每个未被屏蔽的 value 一个正的权重，每个 query 都有一个输出。即便是只采样一个位置的硬注意力（hard attention，Xu 等，2015），也不会缩短序列。",
      },
    },
    {
      id: "weighted-sum",
      right: true,
      text: {
        en: "It returns a weighted sum of a set of values, with weights that a learned function computes from the input.",
        zh: "它返回一组 value 的加权和，权重由一个学到的函数根据输入算出。",
      },
      why: {
        en: "Both halves matter: the weighted sum says what the output is, and the weights, computed from the input by a learned function, distinguish attention from a fixed average or a convolution.",
        zh: "两半都不可少：加权和说明了输出是什么；权重由学到的函数根据输入算出，这把注意力与固定平均、卷积区别开来。",
      },
    },
    {
      id: "human-attention",
      right: false,
      text: {
        en: "It is a model of human visual attention, and its weights show what the network has understood.",
        zh: "它是对人类视觉注意力的建模，权重显示出网络理解了什么。",
      },
      why: {
        en: "Only the name comes from human attention, not the operation. Whether the weights explain a prediction is disputed (Jain and Wallace, 2019), so it cannot be part of a definition.",
        zh: "来自人类注意力的只是名字，不是运算。权重能否解释预测尚有争议（Jain 和 Wallace，2019），不能写进定义。",
      },
    },
    {
      id: "dynamic-resources",
      right: false,
      text: {
        en: "It allocates computing resources dynamically: important inputs get more computation, the others less.",
        zh: "它动态分配计算资源：重要的输入多算，次要的输入少算。",
      },
      why: {
        en: "Every pair of query and key is scored, and every value is multiplied by its weight, however small. Only the weights change from input to input, not the amount of computation.",
        zh: "每一对 query 和 key 都要打分，每个 value 都要乘以权重，权重再小也一样。随输入变化的是权重，不是计算量。",
      },
    },
  ],
  sources: [
    {
      title: "Bahdanau et al., Neural Machine Translation by Jointly Learning to Align and Translate (2014)",
      url: "https://arxiv.org/abs/1409.0473",
    },
    { title: "Vaswani et al., Attention Is All You Need (2017)", url: "https://arxiv.org/abs/1706.03762" },
    {
      title: "Xu et al., Show, Attend and Tell: Neural Image Caption Generation with Visual Attention (2015)",
      url: "https://arxiv.org/abs/1502.03044",
    },
    { title: "Jain and Wallace, Attention is not Explanation (2019)", url: "https://arxiv.org/abs/1902.10186" },
  ],
  practise: ["weighted-sum-attention", "attention-weights", "lab/sentence"],
} satisfies Question;
