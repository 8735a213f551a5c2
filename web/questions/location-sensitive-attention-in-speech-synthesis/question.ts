import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Location-sensitive attention in speech synthesis", zh: "语音合成中的位置敏感注意力" },
  topic: "applications",
  difficulty: "hard",
  asked: 1,
  rubric: [
    {
      en: "The query is the decoder's state, one for each step of the spectrogram; keys and values come from the encoded characters.",
      zh: "query 是解码器状态，频谱图每走一步一个；key 和 value 来自编码后的字符。",
    },
    {
      en: "The weights of earlier steps, passed through a convolution, enter the score together with query and key.",
      zh: "之前各步的权重经过卷积后，与 query、key 一起进入打分。",
    },
    {
      en: "Content alone hardly distinguishes the same sound at two places of the text; location does.",
      zh: "只看内容很难区分文本中不同位置的相同发音，加上位置信息就可以。",
    },
    {
      en: "It is meant to prevent skipped and repeated words: in speech the alignment moves forward.",
      zh: "目的是防止漏词和重复，因为语音中的对齐是向前推进的。",
    },
    {
      en: "It favours moving forward but does not enforce it; monotonic attention or predicted durations do.",
      zh: "它只是倾向于向前，并不强制；强制单调要靠单调注意力或时长预测。",
    },
    {
      en: "Chorowski et al. (2015) proposed it for speech recognition; Tacotron 2 adopted it for synthesis.",
      zh: "它由 Chorowski 等（2015）为语音识别提出，Tacotron 2 把它用到合成上。",
    },
  ],
  sources: [
    {
      title: "Chorowski et al., Attention-Based Models for Speech Recognition (2015)",
      url: "https://arxiv.org/abs/1506.07503",
    },
    {
      title: "Shen et al., Natural TTS Synthesis by Conditioning WaveNet on Mel Spectrogram Predictions (2017)",
      url: "https://arxiv.org/abs/1712.05884",
    },
    {
      title: "Ren et al., FastSpeech: Fast, Robust and Controllable Text to Speech (2019)",
      url: "https://arxiv.org/abs/1905.09263",
    },
  ],
  practise: ["additive-attention"],
} satisfies Question;
