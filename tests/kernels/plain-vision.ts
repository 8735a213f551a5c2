import type { Tensor } from "../../web/kernels/index.js";
import { type Arithmetic, at0, type Formula, get, indices, type Named, size, type Values } from "./arithmetic.js";

/* Attention over images, [batch, channels, height, width]. */

const sigmoid = (round: (x: number) => number, x: number) => round(1 / round(1 + round(Math.exp(-x))));

/** relu(z · w1ᵀ + b1) · w2ᵀ + b2 */
const twoLayers = (arithmetic: Arithmetic, z: Values, inputs: Named<Tensor>) =>
  arithmetic.linear(
    arithmetic.linear(z, get(inputs, "w1"), inputs.b1).map((value) => Math.max(value, 0)),
    get(inputs, "w2"),
    inputs.b2,
  );

const mean = (arithmetic: Arithmetic, count: number, term: (i: number) => number) =>
  count ? arithmetic.round(arithmetic.sum(count, term) / count) : 0;
const maximum = (count: number, term: (i: number) => number) => (count ? Math.max(...indices(count).map(term)) : 0);

const squeezeExcitation: Formula = (arithmetic, inputs) => {
  const { round } = arithmetic;
  const x = get(inputs, "x");
  const pixels = size(x, 2) * size(x, 3);
  const means = indices(size(x, 0) * size(x, 1)).map((plane) =>
    mean(arithmetic, pixels, (p) => at0(x.data, plane * pixels + p)),
  );
  const gate = twoLayers(arithmetic, means, inputs).map((value) => sigmoid(round, value));
  return { y: Array.from(x.data, (value, i) => round(value * at0(gate, Math.floor(i / pixels)))), gate };
};

const cbam: Formula = (arithmetic, inputs) => {
  const { round } = arithmetic;
  const [x, kernel] = [get(inputs, "x"), get(inputs, "kernel")];
  const [batch, channels, height, width] = [size(x, 0), size(x, 1), size(x, 2), size(x, 3)];
  const pixels = height * width;
  const plane = (at: number) => (p: number) => at0(x.data, at * pixels + p);
  const excite = (of: (at: number) => number) => twoLayers(arithmetic, indices(batch * channels).map(of), inputs);
  const means = excite((at) => mean(arithmetic, pixels, plane(at)));
  const maxima = excite((at) => maximum(pixels, plane(at)));
  const channel = means.map((value, i) => sigmoid(round, round(value + at0(maxima, i))));
  const scaled = Array.from(x.data, (value, i) => round(value * at0(channel, Math.floor(i / pixels))));

  const [taps, kernelWidth] = [size(kernel, 2) * size(kernel, 3), size(kernel, 3)];
  const [top, left] = [Math.floor((size(kernel, 2) - 1) / 2), Math.floor((kernelWidth - 1) / 2)];
  const spatial = indices(batch).flatMap((b) => {
    const column = (p: number) => (k: number) => at0(scaled, (b * channels + k) * pixels + p);
    const maps = [
      indices(pixels).map((p) => mean(arithmetic, channels, column(p))),
      indices(pixels).map((p) => maximum(channels, column(p))),
    ];
    return indices(pixels).map((p) => {
      const total = arithmetic.sum(2 * taps, (tap) => {
        const row = Math.floor(p / width) + Math.floor((tap % taps) / kernelWidth) - top;
        const col = (p % width) + (tap % kernelWidth) - left;
        const inside = row >= 0 && row < height && col >= 0 && col < width;
        return inside ? at0(kernel.data, tap) * at0(maps[Math.floor(tap / taps)] ?? [], row * width + col) : 0;
      });
      return sigmoid(round, inputs.bias ? round(total + at0(inputs.bias.data, 0)) : total);
    });
  });
  const y = scaled.map((value, i) => {
    const [b, p] = [Math.floor(i / pixels / channels), i % pixels];
    return round(value * at0(spatial, b * pixels + p));
  });
  return { y, channel, spatial };
};

/** One image as rows of pixels. */
const pixelRows = (x: Tensor, b: number): number[] => {
  const [channels, pixels] = [size(x, 1), size(x, 2) * size(x, 3)];
  return indices(pixels * channels).map((at) =>
    at0(x.data, (b * channels + (at % channels)) * pixels + Math.floor(at / channels)),
  );
};

const nonLocal: Formula = (arithmetic, inputs) => {
  const { round } = arithmetic;
  const x = get(inputs, "x");
  const [channels, pixels, dim] = [size(x, 1), size(x, 2) * size(x, 3), size(inputs.g, 0)];
  const images = indices(size(x, 0)).map((b) => {
    const rows = pixelRows(x, b);
    const project = (name: string) => arithmetic.linear(rows, get(inputs, name));
    const [q, k, v] = channels
      ? [project("theta"), project("phi"), project("g")]
      : [0, 0, 0].map(() => indices(pixels * dim).map(() => 0));
    const weights = indices(pixels).map(
      (i) =>
        arithmetic.softmax(indices(pixels).map((j) => arithmetic.dot(dim, q ?? [], i * dim, k ?? [], j * dim))).weights,
    );
    const attended = weights.flatMap((row) => indices(dim).map((d) => arithmetic.dot(pixels, row, 0, v ?? [], d, dim)));
    const z = dim ? arithmetic.linear(attended, get(inputs, "wz")) : rows.map(() => 0);
    const y = indices(channels * pixels).map((at) => {
      const [channel, p] = [Math.floor(at / pixels), at % pixels];
      return round(at0(x.data, b * channels * pixels + at) + at0(z, p * channels + channel));
    });
    return { y, weights: weights.flat() };
  });
  return { y: images.flatMap(({ y }) => y), weights: images.flatMap(({ weights }) => weights) };
};

const spatialPyramidAttention: Formula = (arithmetic, inputs, options) => {
  const { round } = arithmetic;
  const [x, q] = [get(inputs, "x"), get(inputs, "q")];
  const [channels, height, width] = [size(x, 1), size(x, 2), size(x, 3)];
  const scale = round(Math.max(channels, 1) ** -0.5);
  const part = (i: number, n: number, length: number) =>
    [Math.floor((i * length) / n), Math.ceil(((i + 1) * length) / n)] as const;
  const images = indices(size(x, 0)).map((b) => {
    const regions = ((options.levels ?? [1, 2, 4]) as readonly number[]).flatMap((n) =>
      indices(n * n).map((region) => {
        const [top, bottom] = part(Math.floor(region / n), n, height);
        const [left, right] = part(region % n, n, width);
        const across = right - left;
        return indices(channels).map((channel) =>
          mean(arithmetic, (bottom - top) * across, (p) => {
            const row = (b * channels + channel) * height + top + Math.floor(p / across);
            return at0(x.data, row * width + left + (p % across));
          }),
        );
      }),
    );
    const scores = regions.map((region) => round(arithmetic.dot(channels, region, 0, q.data, 0) * scale));
    const { weights } = arithmetic.softmax(scores);
    const out = indices(channels).map((c) =>
      arithmetic.sum(weights.length, (r) => at0(weights, r) * at0(regions[r] ?? [], c)),
    );
    return { out, weights };
  });
  return { out: images.flatMap(({ out }) => out), weights: images.flatMap(({ weights }) => weights) };
};

export const visionFormulas = { squeezeExcitation, cbam, nonLocal, spatialPyramidAttention };
