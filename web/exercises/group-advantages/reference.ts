import type { FloatTensor } from "../../kernels/index.js";
import { rowsOf } from "../shared/largest.js";

/** Each reward of a row by how many standard deviations it lies above the row's mean (Shao et al., 2024), in float64. */
export function groupAdvantages(rewards: FloatTensor): FloatTensor {
  const ofGroup = (group: readonly number[]) => {
    const mean = group.reduce((sum, reward) => sum + reward, 0) / group.length;
    const variance = group.reduce((sum, reward) => sum + (reward - mean) ** 2, 0) / group.length;
    return group.map((reward) => (variance > 0 ? (reward - mean) / Math.sqrt(variance) : 0));
  };
  return { shape: rewards.shape, data: Float32Array.from(rowsOf(rewards).flatMap(ofGroup)) };
}
