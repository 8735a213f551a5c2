import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "How does the router learn?", zh: "路由器是怎么学的" },
  topic: "scale",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "through-gate-values",
      right: true,
      text: {
        en: "The gate values multiply the experts' outputs, and the gradient reaches the router through them.",
        zh: "门控值与专家的输出相乘，梯度通过它们传到路由器。",
      },
      why: {
        en: "The choice has no gradient, but gᵢ does: ∂L/∂gᵢ is the dot product of ∂L/∂y and the output of expert i. The router learns how much to trust those that it has chosen.",
        zh: "选择本身没有梯度，gᵢ 有：∂L/∂gᵢ 是 ∂L/∂y 与专家 i 输出的点积。路由器学到的是，对选中的专家该信任多少。",
      },
    },
    {
      id: "rescaled-all-logits",
      right: false,
      text: {
        en: "If the softmax runs over all E experts and the chosen values are rescaled to sum to 1, all E logits get a gradient.",
        zh: "如果 softmax 在全部 E 个专家上做，再把选中的值缩放到和为 1，那么 E 个 logits 都有梯度。",
      },
      why: {
        en: "Rescaling cancels the common denominator. What is left is the softmax over the chosen logits alone, and the others no longer occur in it.",
        zh: "缩放把公共的分母消掉了，剩下的正是只对选中 logits 做的 softmax，其他 logits 不再出现。",
      },
    },
    {
      id: "straight-through",
      right: false,
      text: {
        en: "Through a straight-through estimate: backward, the choice is treated as if all experts had been weighted.",
        zh: "靠直通估计（straight-through）：反向时当作所有专家都参与了加权。",
      },
      why: {
        en: "That would need the outputs of all experts, which a sparse layer does not compute. The usual layers differentiate only what was computed.",
        zh: "那就需要所有专家的输出，而稀疏层根本不算它们。通常的做法只对实际算过的部分求导。",
      },
    },
    {
      id: "not-chosen-nothing",
      right: true,
      text: {
        en: "If the softmax runs over the chosen experts only, this token's output gives the other logits no gradient.",
        zh: "如果 softmax 只在选中的专家上做，这个 token 的输出就不会给其他 logits 带来梯度。",
      },
      why: {
        en: "Their logits do not enter the output at all. They move only through other tokens, or through an auxiliary loss on the probabilities of all experts.",
        zh: "那些 logits 根本不参与输出。它们只能靠别的 token，或者靠作用在所有专家概率上的辅助损失来更新。",
      },
    },
    {
      id: "one-expert-as-usual",
      right: false,
      text: {
        en: "For k = 1 nothing special is needed: the softmax over the one chosen expert trains the router as for k = 2.",
        zh: "k = 1 时不必特殊处理：对选中的那一个专家做 softmax，路由器照样能像 k = 2 那样训练。",
      },
      why: {
        en: "A softmax over one number is always 1, so its gradient is 0 and the router learns nothing from the task. Switch Transformers take the probability from a softmax over all experts.",
        zh: "单个数的 softmax 恒为 1，梯度为 0，路由器从任务中什么也学不到。Switch Transformers 用的是对所有专家做 softmax 得到的概率。",
      },
    },
  ],
  sources: [
    {
      title: "Shazeer et al., Outrageously Large Neural Networks: The Sparsely-Gated Mixture-of-Experts Layer (2017)",
      url: "https://arxiv.org/abs/1701.06538",
    },
    {
      title:
        "Fedus et al., Switch Transformers: Scaling to Trillion Parameter Models with Simple and Efficient Sparsity (2021)",
      url: "https://arxiv.org/abs/2101.03961",
    },
    { title: "Jiang et al., Mixtral of Experts (2024)", url: "https://arxiv.org/abs/2401.04088" },
    { title: "DeepSeek-AI, DeepSeek-V3 Technical Report (2024)", url: "https://arxiv.org/abs/2412.19437" },
  ],
  practise: ["top-k-router", "mixture-of-experts"],
} satisfies Question;
