import { list, type Row } from "../operation.js";

/**
 * Attention over the regions of a spatial pyramid: level n pools the image to n x n means (`adaptive_avg_pool2d`), a region's
 * score is `pooled · q / sqrt(channels)`, and out is the mean of all regions weighted by the softmax of the scores.
 *
 * Pooling: He, Zhang, Ren, Sun (arXiv 1406.4729).
 */
export const spatialPyramidAttention = {
  inputs: {
    /** `[batch, channels, height, width]` */
    x: "batch channels height width",
    /** `[channels]` */
    q: "channels",
  },
  params: {
    /** Divisions of the image, each from 1 to 1024. Default [1, 2, 4]. */
    levels: list([1, 2, 4], { number: "numLevels", squares: "regions" }),
    /** Return `weights`. Default true here, where they come for free. */
    returnWeights: true,
  },
  outputs: {
    /** `[batch, channels]` */
    out: "batch channels",
    /** `[batch, regions]`: level after level, regions in rows from the top. Unless `returnWeights: false`. */
    weights: "batch regions if returnWeights",
  },
  dimensions: "batch channels height width numLevels regions",
} as const satisfies Row;
