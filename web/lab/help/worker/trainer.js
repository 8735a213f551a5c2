// @ts-check
// Trains a classifier around a learner's `pool`, in the worker that runs learner code: the same texts in the same order, the same
// first weights and the same optimizer as the poolings that the kernels train.

/**
 * @typedef {object} Texts
 * @property {number} length Of the longest; shorter ones are padded.
 * @property {readonly number[]} ids
 * @property {readonly number[]} lengths
 * @property {readonly number[]} labels
 */

/**
 * @typedef {object} Plan
 * @property {number} batch Texts in a step.
 * @property {number} steps
 * @property {number} every After how many steps the accuracy is measured.
 * @property {number} lr
 * @property {number} weightDecay
 */

/**
 * @param {(tokens: Tensor, mask: Tensor, params: Record<string, Tensor>) => unknown} pool
 * @param {Record<string, Tensor>} weights
 * @param {Texts} texts
 * @param {number} from
 * @param {number} to
 */
function logitsOf(pool, weights, texts, from, to) {
  const { embedding, headHidden, headHiddenBias, head, headBias, ...params } = weights;
  if (!embedding || !head || !headBias) throw new TypeError("weights are missing");
  const shape = [to - from, texts.length];
  const tokens = lookUp(embedding, texts.ids.slice(from * texts.length, to * texts.length), shape);
  const mask = maskOf(texts.lengths.slice(from, to), texts.length);
  const pooled = pool(tokens, mask, params);
  const wanted = [to - from, embedding.shape.at(-1) ?? 1];
  if (!(pooled instanceof Tensor)) throw new TypeError(`pool must return a tensor of shape [${wanted}]`);
  if (String(pooled.shape) !== String(wanted))
    throw new TypeError(`pool must return shape [${wanted}], this is [${pooled.shape}]`);
  const seen = headHidden && headHiddenBias ? pooled.matmul(headHidden).add(headHiddenBias).relu() : pooled;
  return seen.matmul(head).add(headBias);
}

/** 1 at a token, 0 at padding: `[batch, length, 1]`. @param {readonly number[]} lengths @param {number} length */
function maskOf(lengths, length) {
  const data = new Float64Array(lengths.length * length);
  for (let i = 0; i < data.length; i++) data[i] = i % length < get(lengths, Math.floor(i / length)) ? 1 : 0;
  return new Tensor([lengths.length, length, 1], data);
}

/**
 * @param {Parameters<typeof logitsOf>[0]} pool
 * @param {Record<string, Tensor>} weights
 * @param {Texts} texts
 */
function accuracyOf(pool, weights, texts) {
  const count = texts.labels.length;
  let right = 0;
  for (let from = 0; from < count; from += 64) {
    const to = Math.min(count, from + 64);
    startTape();
    const { data, shape } = logitsOf(pool, weights, texts, from, to);
    const classes = shape.at(-1) ?? 1;
    for (let row = 0; row < to - from; row++) {
      const logits = data.subarray(row * classes, (row + 1) * classes);
      if (logits.indexOf(Math.max(...logits)) === get(texts.labels, from + row)) right += 1;
    }
  }
  startTape();
  return right / count;
}

/**
 * One step of AdamW, as PyTorch's.
 *
 * @param {Tensor} weight
 * @param {{ m: Float64Array, v: Float64Array }} moments
 * @param {Plan} plan
 * @param {number} step From 1.
 */
function improve(weight, { m, v }, { lr, weightDecay }, step) {
  const { data, gradient } = weight;
  if (!gradient) return;
  for (let i = 0; i < data.length; i++) {
    const slope = get(gradient, i);
    m[i] = 0.9 * get(m, i) + 0.1 * slope;
    v[i] = 0.999 * get(v, i) + 0.001 * slope * slope;
    const mean = get(m, i) / (1 - 0.9 ** step);
    const root = Math.sqrt(get(v, i) / (1 - 0.999 ** step));
    data[i] = get(data, i) * (1 - lr * weightDecay) - (lr * mean) / (root + 1e-8);
  }
  gradient.fill(0);
}

/**
 * @param {Parameters<typeof logitsOf>[0]} pool
 * @param {Record<string, Tensor>} weights
 * @param {Plan} plan
 * @param {Texts} training
 * @param {readonly Texts[]} tests The first is measured along the way, all of them at the end.
 */
function trainWith(pool, weights, plan, training, tests) {
  if (typeof pool !== "function") throw new TypeError("there is no function called pool");
  const learning = Object.values(weights).map((weight) => ({
    weight,
    moments: { m: new Float64Array(weight.data.length), v: new Float64Array(weight.data.length) },
  }));
  const curve = [];
  const losses = [];
  const started = performance.now();
  let measuring = 0;
  for (let step = 1; step <= plan.steps; step++) {
    const from = (step - 1) * plan.batch;
    startTape();
    const logits = logitsOf(pool, weights, training, from, from + plan.batch);
    const loss = crossEntropyOf(logits, training.labels.slice(from, from + plan.batch));
    flowBack(loss);
    for (const { weight, moments } of learning) improve(weight, moments, plan, step);
    losses.push(get(loss.data, 0));
    if (step % plan.every) continue;
    const before = performance.now();
    const [first] = tests;
    if (first) curve.push(accuracyOf(pool, weights, first));
    measuring += performance.now() - before;
  }
  const msPerStep = (performance.now() - started - measuring) / plan.steps;
  return { curve, losses, accuracies: tests.map((texts) => accuracyOf(pool, weights, texts)), msPerStep };
}

/** An array of any depth, as one row of numbers. @param {unknown} array @returns {number[]} */
const flat = (array) => (Array.isArray(array) ? array.flat(8) : [Number(array)]);

/** @param {unknown} array @returns {number[]} */
function shapeOf(array) {
  const shape = [];
  for (let inner = array; Array.isArray(inner); inner = inner[0]) shape.push(inner.length);
  return shape;
}

/** @param {Record<string, unknown>} entries @returns {Texts} */
function readTexts({ ids, lengths, labels }) {
  return { length: shapeOf(ids)[1] ?? 0, ids: flat(ids), lengths: flat(lengths), labels: flat(labels) };
}

/**
 * What the runtime calls, with plain arrays.
 *
 * @param {Parameters<typeof logitsOf>[0]} pool
 * @param {Record<string, unknown>} weights
 * @param {Record<keyof Plan, readonly number[]>} plan
 * @param {Record<string, unknown>} training
 * @param {...Record<string, unknown>} tests
 */
function trainFromArrays(pool, weights, plan, training, ...tests) {
  const named = Object.entries(weights).map(([name, array]) => {
    return [name, new Tensor(shapeOf(array), Float64Array.from(flat(array)), true)];
  });
  const numbers = /** @type {Plan} */ (
    Object.fromEntries(Object.entries(plan).map(([name, [value]]) => [name, Number(value)]))
  );
  const result = trainWith(pool, Object.fromEntries(named), numbers, readTexts(training), tests.map(readTexts));
  return { curve: result.curve, accuracies: result.accuracies, time: [result.msPerStep] };
}
