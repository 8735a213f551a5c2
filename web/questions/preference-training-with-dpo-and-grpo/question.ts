import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "DPO and GRPO", zh: "DPO 与 GRPO" },
  topic: "training",
  difficulty: "hard",
  asked: 3,
  choices: [
    {
      id: "reference-for-both",
      right: true,
      text: {
        en: "DPO needs the log-probabilities of both answers under a frozen reference, and no separate reward model.",
        zh: "DPO 需要冻结的参考模型对两个回答的对数概率，不需要单独的奖励模型。",
      },
      why: {
        en: "The reward is implied: β times the log-ratio of policy and reference. The loss pushes it up for the preferred answer, relative to the other.",
        zh: "奖励是隐含的：β 乘以策略与参考模型的对数概率之差。损失要求它在更好的回答上更大。",
      },
    },
    {
      id: "dpo-samples",
      right: false,
      text: {
        en: "DPO draws new answers from the current policy in each step and compares them by preference.",
        zh: "DPO 每一步都从当前策略采样新的回答，再按偏好比较。",
      },
      why: {
        en: "It is trained on a fixed set of pairs, like a classifier. It is GRPO that samples. (There are online variants of DPO, but then the pairs have to be judged by someone.)",
        zh: "它像分类器一样，在固定的成对数据上训练。要采样的是 GRPO。（DPO 有在线的变体，但那就需要有人或模型来给新的回答对作判断。）",
      },
    },
    {
      id: "group-as-baseline",
      right: true,
      text: {
        en: "GRPO measures an answer against the others drawn for the same prompt, and needs no value network.",
        zh: "GRPO 把一个回答与同一 prompt 采样出的其他回答作比较，不需要价值网络。",
      },
      why: {
        en: "The mean reward of the group is the baseline; in the original form the difference is also divided by the group's standard deviation.",
        zh: "组内奖励的平均值就是基线；原始形式还要再除以组内的标准差。",
      },
    },
    {
      id: "equal-rewards",
      right: false,
      text: {
        en: "A group whose answers are all right drives the policy most strongly, since every answer is reinforced.",
        zh: "一组回答全对时，对策略的推动最大，因为每个回答都得到强化。",
      },
      why: {
        en: "All rewards equal the mean, so every advantage is 0 and the rewards of the group teach nothing, whether all answers are right or all wrong. Such prompts are often filtered out.",
        zh: "所有奖励都等于平均值，优势全为 0，这一组的奖励什么也教不了，全对全错都一样。这样的 prompt 常被过滤掉。",
      },
    },
    {
      id: "answer-tokens",
      right: true,
      text: {
        en: "In both, the sums run over the tokens of the answer; those of the prompt are only read.",
        zh: "两者都只对回答的 token 求和，prompt 的 token 只是被读取。",
      },
      why: {
        en: "What is compared or reinforced is π(answer | prompt). The probability of the prompt itself does not occur.",
        zh: "被比较或被强化的是 π(回答 | prompt)，prompt 自身的概率并不出现。",
      },
    },
  ],
  sources: [
    {
      title: "Rafailov et al., Direct Preference Optimization: Your Language Model is Secretly a Reward Model (2023)",
      url: "https://arxiv.org/abs/2305.18290",
    },
    {
      title: "Shao et al., DeepSeekMath: Pushing the Limits of Mathematical Reasoning in Open Language Models (2024)",
      url: "https://arxiv.org/abs/2402.03300",
    },
  ],
  practise: ["dpo-loss", "token-log-probs"],
} satisfies Question;
