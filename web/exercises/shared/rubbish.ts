/** What lies in the slots of a cache that hold no token. */
import type { Random } from "../../format/random.js";
import { edited } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";

/** Numbers like any others, numbers so large that no sum hides them, or what a freed array may hold. */
export type Rubbish = "ordinary" | "large" | "nan";

/** Of both signs, so that scores lie above and below all others. In float32 their products with queries stay finite. */
const size = 1e30;

/** The same numbers where there is a token, and rubbish elsewhere. */
export function withRubbish(
  random: Random,
  x: FloatTensor,
  rubbish: Rubbish,
  isToken: (index: readonly number[]) => boolean,
): FloatTensor {
  if (rubbish === "ordinary") return x;
  const large = random.normal(x.shape);
  let at = 0;
  return edited(x, (value, index) => {
    const other = Math.sign(large.data[at++] as number) || 1;
    if (isToken(index)) return value;
    return rubbish === "nan" ? Number.NaN : other * size;
  });
}
