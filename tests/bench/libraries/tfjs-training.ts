import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import * as tf from "@tensorflow/tfjs-core";
import type { TaskOf } from "../problem.js";
import type { Make } from "./tfjs.js";

const [rate, beta1, beta2, decay, eps] = [3e-3, 0.9, 0.98, 0.01, 1e-8];

/** Embeddings are products with one-hot rows: the gradient of `gather` is not in the WebAssembly backend. */
export function prepareTrainingStep(task: TaskOf<"training-step">, make: Make): () => readonly tf.Tensor[] {
  const { batch, seq, width, heads, vocabulary, inputs } = task;
  const ids = (data: Float32Array) => tf.tensor1d(Int32Array.from(data), "int32");
  const hot = (data: Float32Array) => tf.keep(tf.cast(tf.oneHot(ids(data), vocabulary), "float32"));
  const [tokens, targets] = [hot(inputs.tokens), hot(inputs.targets)];
  const hidden = (_: unknown, at: number) => (at % seq > Math.floor(at / seq) ? -1e9 : 0);
  const mask = make(Float32Array.from({ length: seq * seq }, hidden), seq, seq);
  const square = width * width;
  const initial: readonly (readonly [string, Float32Array, ...number[]])[] = [
    ["embedding", inputs.embedding, vocabulary, width],
    ["positions", inputs.positions, seq, width],
    ["unembedding", inputs.unembedding, vocabulary, width],
    ...Array.from({ length: 8 }, (_, i) => {
      const data = inputs.weights.slice(i * square, (i + 1) * square);
      return [`w${i}`, data, width, width] as const;
    }),
  ];
  const parameters = new Map(
    initial.map(([name, data, ...shape]) => [name, tf.variable(tf.tensor(data, shape), true, name)]),
  );
  const moments = new Map(
    initial.map(([name, , ...shape]) => [name, [tf.variable(tf.zeros(shape)), tf.variable(tf.zeros(shape))] as const]),
  );
  const of = (name: string): tf.Tensor => parameters.get(name) as tf.Variable;
  const split = (x: tf.Tensor) => tf.transpose(tf.reshape(x, [batch, seq, heads, width / heads]), [0, 2, 1, 3]);
  const project = (x: tf.Tensor, name: string) => tf.matMul(tf.reshape(x, [batch * seq, width]), of(name));

  const loss = () => {
    let x = tf.reshape(tf.matMul(tokens, of("embedding")), [batch, seq, width]);
    for (const layer of [0, 4]) {
      const placed = tf.add(x, of("positions"));
      const q = split(project(placed, `w${layer}`));
      const k = split(project(placed, `w${layer + 1}`));
      const v = split(project(x, `w${layer + 2}`));
      const scores = tf.add(tf.mul(tf.matMul(q, k, false, true), (width / heads) ** -0.5), mask);
      const merged = tf.reshape(tf.transpose(tf.matMul(tf.softmax(scores), v), [0, 2, 1, 3]), [batch, seq, width]);
      x = tf.add(x, tf.reshape(project(merged, `w${layer + 3}`), [batch, seq, width]));
    }
    const logits = tf.matMul(tf.reshape(x, [batch * seq, width]), of("unembedding"), false, true);
    return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), targets), -1))) as tf.Scalar;
  };

  let step = 0;
  return () => {
    step += 1;
    const { value, grads } = tf.variableGrads(loss, [...parameters.values()]);
    for (const [name, parameter] of parameters) {
      const gradient = grads[name];
      const [first, second] = moments.get(name) ?? [];
      if (!gradient || !first || !second) throw new Error(`no gradient of ${name}`);
      first.assign(tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1)));
      second.assign(tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
      const scaled = tf.div(second, 1 - beta2 ** step);
      const update = tf.div(tf.div(first, 1 - beta1 ** step), tf.add(tf.sqrt(scaled), eps));
      parameter.assign(tf.sub(tf.mul(parameter, 1 - rate * decay), tf.mul(update, rate)));
    }
    return [value];
  };
}
