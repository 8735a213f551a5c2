import type { FloatTensor } from "../../kernels/index.js";

/** A parameter, its gradient, and the moving averages of gradient and squared gradient up to the step before. */
export type State = Readonly<Record<"w" | "g" | "m" | "v", FloatTensor>>;
export type Settings = Readonly<Record<"step" | "lr" | "beta1" | "beta2" | "eps" | "decay", number>>;

/** The parameter after one step of AdamW (Loshchilov and Hutter, 2019, algorithm 2), in float64. */
export function adamwStep({ w, g, m, v }: State, { step, lr, beta1, beta2, eps, decay }: Settings): FloatTensor {
  const next = (weight: number, at: number) => {
    const gradient = g.data[at] as number;
    const first = beta1 * (m.data[at] as number) + (1 - beta1) * gradient;
    const second = beta2 * (v.data[at] as number) + (1 - beta2) * gradient ** 2;
    const mean = first / (1 - beta1 ** step);
    const root = Math.sqrt(second / (1 - beta2 ** step));
    return weight - lr * (mean / (root + eps) + decay * weight);
  };
  return { shape: w.shape, data: w.data.map(next) };
}
