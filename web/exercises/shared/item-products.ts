/** What becomes of items and the vector that scores them where w[i] is taken for the weight of item i. */
import { generate, type Nd } from "../../arrays/nd.js";

/** Row i of x [n, d] times w[i]; where w [d] is too short NaN, as in JavaScript. */
export const rowTimes = (x: Nd, w: Nd): Nd => {
  const [, d] = x.shape as [number, number];
  return generate(x.shape, (index) => {
    const [item, feature] = index as [number, number];
    return (x.data[item * d + feature] as number) * (w.data[item] ?? Number.NaN);
  });
};
