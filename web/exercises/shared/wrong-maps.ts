/** Feature maps [B, C, h, w] squeezed and gated in float64, right and wrong. Mistakes are built of it. */
import { expand, mean, type Nd, permute, squeeze } from "../../arrays/nd.js";
import type { Text } from "../../format/locales.js";

/** Folds one axis, which stays with size 1: `mean`, `sum`, `max`. */
export type Fold = (x: Nd, axis: number) => Nd;

/** [B, C, h, w] to [B, C]. */
export const overPixels = (x: Nd, fold: Fold = mean): Nd => squeeze(squeeze(fold(fold(x, 2), 3), 3), 2);

/** The gate [B, C] as [B, C, 1, 1]. */
export const ofChannels = (gate: Nd): Nd => expand(expand(gate, 2), 3);

/** [B, C, h, w] to [B, h, w, C], and back. */
export const channelsLast = (x: Nd): Nd => permute(x, [0, 2, 3, 1]);
export const channelsSecond = (x: Nd): Nd => permute(x, [0, 3, 1, 2]);

interface MapText {
  readonly title: Text;
  readonly explanation: Text;
}

const texts = {
  "maximum-for-mean": {
    title: { en: "The maximum in the place of the mean", zh: "该取均值的地方取了最大值" },
    explanation: {
      en: "The largest number was taken where the average belongs. A maximum follows a single pixel; the mean depends on all of them.",
      zh: "该求平均的地方取了最大的数。最大值只由一个像素决定，均值则取决于所有像素。",
    },
  },
  "sum-for-mean": {
    title: { en: "The sum in the place of the mean", zh: "该取均值的地方求了和" },
    explanation: {
      en: "The pixels were added up and not divided by their number. The larger the map, the larger the result, and weights that were trained at one size fit no other.",
      zh: "像素加起来之后没有除以个数。特征图越大，结果越大，在一种尺寸上训练的权重换个尺寸就不能用了。",
    },
  },
  "unstable-sigmoid": {
    title: { en: "The sigmoid overflows", zh: "sigmoid 溢出" },
    explanation: {
      en: "exp(z) / (1 + exp(z)) is infinity divided by infinity, which is NaN, where z is near 1000. Write 1 / (1 + exp(-z)): far below zero it is 1 / infinity = 0, which is right. (Python's math.exp raises instead of giving infinity.)",
      zh: "z 在 1000 附近时，exp(z) / (1 + exp(z)) 是无穷除以无穷，得到 NaN。应写成 1 / (1 + exp(-z))：z 远小于零时它是 1 / 无穷 = 0，结果正确。（Python 的 math.exp 不会给出无穷，而是抛出异常。）",
    },
  },
} as const satisfies Readonly<Record<string, MapText>>;

/** Code, title and explanation, to be spread into an exercise's own mistake. */
export const knownOfMaps = (code: keyof typeof texts): { readonly code: string } & MapText => ({
  code,
  ...texts[code],
});
