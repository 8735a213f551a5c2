import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "The state of linear attention", zh: "线性注意力的状态" },
  topic: "variants",
  difficulty: "hard",
  asked: 2,
  choices: [
    {
      id: "copies-exactly",
      right: false,
      text: {
        en: "Since every key and value is added to its state, it can repeat any earlier passage exactly, like softmax attention.",
        zh: "每个 key 和 value 都加进了状态，所以它能像 softmax 注意力那样，原样复述前面任何一段。",
      },
      why: {
        en: "The state has a fixed size, so it cannot distinguish more texts than fit into its bits. Beyond that, associations overlap and copying gets worse; Jelassi et al. show it.",
        zh: "状态大小固定，它能区分的文本数受其位数限制。超过之后各个关联互相重叠，复制就会出错；Jelassi 等对此有分析和实验。",
      },
    },
    {
      id: "recurrent-matrix",
      right: true,
      text: {
        en: "It is a recurrent network. For each head, its state is a matrix, the width of φ(k) times the width of v, plus a vector if the weights are normalised.",
        zh: "它是一个循环网络，每个头的状态是一个矩阵，大小为 φ(k) 的维度乘 v 的维度；如果权重要归一化，再加一个向量。",
      },
      why: {
        en: "Sₜ = Sₜ₋₁ + vₜφ(kₜ)ᵀ, and the output is Sₜφ(qₜ). Where the weights are normalised, it is divided by zₜ·φ(qₜ), with the vector zₜ = zₜ₋₁ + φ(kₜ).",
        zh: "Sₜ = Sₜ₋₁ + vₜφ(kₜ)ᵀ，输出是 Sₜφ(qₜ)；如果权重要归一化，再除以 zₜ·φ(qₜ)，其中向量 zₜ = zₜ₋₁ + φ(kₜ)。",
      },
    },
    {
      id: "only-sequential",
      right: false,
      text: {
        en: "As it is recurrent, training has to go through the tokens one by one, as with an LSTM.",
        zh: "既然是循环网络，训练就只能像 LSTM 那样逐个 token 进行。",
      },
      why: {
        en: "The recurrence is linear in the state, so it can be computed in chunks: matrix products within a chunk, and only the state is passed on between chunks.",
        zh: "递推对状态是线性的，可以分块计算：块内用矩阵乘法，块与块之间只传状态。",
      },
    },
    {
      id: "constant-step",
      right: true,
      text: {
        en: "A decoding step costs the same after 100 tokens as after 100,000.",
        zh: "一步解码的开销，在 100 个 token 之后和 10 万个之后是一样的。",
      },
      why: {
        en: "It updates and reads one matrix of fixed size. With softmax attention each step reads a cache that has grown by all tokens before it.",
        zh: "它只更新和读取一个大小固定的矩阵。softmax 注意力每一步都要读缓存，而缓存随之前的 token 一起增长。",
      },
    },
    {
      id: "capacity",
      right: true,
      text: {
        en: "With keys of d features after φ, at most d associations can be stored without disturbing each other.",
        zh: "经过 φ 之后的 key 有 d 个特征，则最多能存 d 个互不干扰的关联。",
      },
      why: {
        en: "Reading with kᵢ gives vᵢ undisturbed only if the keys are orthogonal, and d dimensions hold no more than d orthogonal directions (Schlag et al.).",
        zh: "只有各个 key 正交，用 kᵢ 去读才能不受干扰地得到 vᵢ，而 d 维空间里最多有 d 个正交方向（Schlag 等）。",
      },
    },
  ],
  sources: [
    {
      title:
        "Katharopoulos et al., Transformers are RNNs: Fast Autoregressive Transformers with Linear Attention (2020)",
      url: "https://arxiv.org/abs/2006.16236",
    },
    {
      title: "Schlag et al., Linear Transformers Are Secretly Fast Weight Programmers (2021)",
      url: "https://arxiv.org/abs/2102.11174",
    },
    {
      title: "Yang et al., Gated Linear Attention Transformers with Hardware-Efficient Training (2023)",
      url: "https://arxiv.org/abs/2312.06635",
    },
    {
      title: "Jelassi et al., Repeat After Me: Transformers are Better than State Space Models at Copying (2024)",
      url: "https://arxiv.org/abs/2402.01032",
    },
    {
      title: "Kimi Team, Kimi Linear: An Expressive, Efficient Attention Architecture (2025)",
      url: "https://arxiv.org/abs/2510.26692",
    },
  ],
  practise: ["recurrent-linear-attention", "linear-attention"],
} satisfies Question;
