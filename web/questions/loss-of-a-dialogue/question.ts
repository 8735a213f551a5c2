import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "What enters the loss of a dialogue?", zh: "微调对话时哪些 token 计入损失" },
  topic: "training",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "attention-mask-hides",
      right: false,
      text: {
        en: "The user's turns are left out by the attention mask, so that the model cannot simply copy them.",
        zh: "用户的话由注意力掩码屏蔽掉，免得模型照抄。",
      },
      why: {
        en: "Then the answer could not depend on the question. Which tokens are read and which are predicted are two decisions, made in two places.",
        zh: "那样回答就与问题无关了。读哪些 token、预测哪些 token，是两件事，在两个地方决定。",
      },
    },
    {
      id: "assistant-only",
      right: true,
      text: {
        en: "Usually the assistant's tokens only, including the one that ends the turn; the others get the ignore index as target.",
        zh: "通常只有助手的 token，包括结束这一轮的那个；其他位置的目标设为忽略值。",
      },
      why: {
        en: "The model should learn to answer, not to imitate users. Without the end-of-turn token in the loss it does not learn to stop.",
        zh: "要学的是回答，而不是模仿用户。如果结束 token 不计入损失，模型就学不会停下来。",
      },
    },
    {
      id: "mean-over-all",
      right: false,
      text: {
        en: "PyTorch's cross_entropy divides by the number of all positions, those with the ignore index included.",
        zh: "PyTorch 的 cross_entropy 除以全部位置的个数，包括目标为忽略值的位置。",
      },
      why: {
        en: "With the default reduction it averages over the targets that are not ignored. Multiplying the losses by a mask and then taking the plain mean is how this mistake is made.",
        zh: "默认的 reduction 只对未被忽略的目标取平均。先把损失乘以掩码、再取平均，才会犯这个错误。",
      },
    },
    {
      id: "prompt-can-be-detached",
      right: false,
      text: {
        en: "Tokens without a loss contribute no gradient, so the prompt can be run without building a graph.",
        zh: "不计损失的 token 不产生梯度，所以 prompt 部分可以不建计算图。",
      },
      why: {
        en: "The answer attends to the keys and values of the prompt, and the gradient flows through them into the weights. Detaching them gives another gradient.",
        zh: "回答会关注 prompt 的 key 和 value，梯度通过它们流回权重。截断之后梯度就不同了。",
      },
    },
    {
      id: "prompt-is-still-read",
      right: true,
      text: {
        en: "Masking the loss changes nothing in the forward pass: the prompt is read as before.",
        zh: "屏蔽损失不改变前向：prompt 照样会被读到。",
      },
      why: {
        en: "Logits are the same with and without it. Only which of them are compared with a target is different.",
        zh: "有没有它，logits 都一样。不同的只是拿其中哪些去与目标比较。",
      },
    },
  ],
  sources: [
    {
      title: "PyTorch documentation, torch.nn.CrossEntropyLoss",
      url: "https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html",
    },
    {
      title: "TRL documentation, SFTTrainer",
      url: "https://huggingface.co/docs/trl/sft_trainer",
    },
    {
      title: "Shi et al., Instruction Tuning With Loss Over Instructions (2024)",
      url: "https://arxiv.org/abs/2405.14394",
    },
  ],
  practise: ["next-token-loss", "cross-entropy"],
} satisfies Question;
