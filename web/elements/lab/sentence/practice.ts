import type { SentenceSettings } from "../../../lab/sentence/settings.js";

/** At most so many exercises are linked to. */
const most = 4;

/** Slugs of the exercises that practise what is switched on, the most particular first. */
export function practiceFor(settings: SentenceSettings): readonly string[] {
  const { tokens, positions, causal, softcap, window, heads } = settings;
  const slugs = [
    ...(softcap > 0 ? ["bug-cap-after-the-mask"] : []),
    ...(window > 0 ? ["sliding-window-attention"] : []),
    ...(positions === "rotary" ? ["rotary-embedding", "rope-attention"] : []),
    ...(causal ? ["causal-mask"] : []),
    ...(tokens === "bytes" ? ["bpe-merges"] : []),
    ...(heads > 1 ? ["split-heads"] : []),
    "attention-weights",
  ];
  return ["scaled-dot-product-attention", ...slugs].slice(0, most);
}
