import { type Array as JaxArray, jit, nn, numpy as np, tree, valueAndGrad } from "@jax-js/jax";
import type { TaskOf } from "../problem.js";

const [rate, beta1, beta2, decay, eps] = [3e-3, 0.9, 0.98, 0.01, 1e-8];

type Parameters = Record<string, JaxArray>;

/** Gives the loss of each step. Arrays are consumed by what they go into, unless `.ref` is taken. */
export function prepareTrainingStep({
  batch,
  seq,
  width,
  heads,
  vocabulary,
  inputs,
}: TaskOf<"training-step">): () => JaxArray {
  const array = (data: Float32Array, ...shape: number[]) => np.array(data.slice()).reshape(shape);
  const hot = (ids: Float32Array) => {
    const data = new Float32Array(batch * seq * vocabulary);
    ids.forEach((id, row) => {
      data[row * vocabulary + id] = 1;
    });
    return array(data, batch, seq, vocabulary);
  };
  const hidden = (_: unknown, at: number) => (at % seq > Math.floor(at / seq) ? -1e9 : 0);
  const mask = array(Float32Array.from({ length: seq * seq }, hidden), seq, seq);
  const [tokens, targets] = [hot(inputs.tokens), hot(inputs.targets)];
  const square = width * width;
  const parameters: Parameters = {
    embedding: array(inputs.embedding, vocabulary, width),
    positions: array(inputs.positions, seq, width),
    unembedding: array(inputs.unembedding, vocabulary, width),
  };
  for (let i = 0; i < 8; i++)
    parameters[`w${i}`] = array(inputs.weights.slice(i * square, (i + 1) * square), width, width);

  const split = (x: JaxArray) => x.reshape([batch, seq, heads, width / heads]).transpose([0, 2, 1, 3]);
  const loss = (given: Parameters, tokens: JaxArray, targets: JaxArray, mask: JaxArray): JaxArray => {
    const of = (name: string): JaxArray => given[name] as JaxArray;
    let x = np.matmul(tokens, of("embedding"));
    for (const layer of [0, 4]) {
      const placed = x.ref.add(of("positions").ref);
      const q = split(np.matmul(placed.ref, of(`w${layer}`)));
      const k = split(np.matmul(placed, of(`w${layer + 1}`)));
      const v = split(np.matmul(x.ref, of(`w${layer + 2}`)));
      const scores = np
        .matmul(q, k.transpose([0, 1, 3, 2]))
        .mul((width / heads) ** -0.5)
        .add(mask.ref);
      const merged = np.matmul(nn.softmax(scores, -1), v).transpose([0, 2, 1, 3]).reshape([batch, seq, width]);
      x = x.add(np.matmul(merged, of(`w${layer + 3}`)));
    }
    of("positions").dispose();
    mask.dispose();
    const logits = np.matmul(x, of("unembedding").transpose());
    return nn
      .logSoftmax(logits, -1)
      .mul(targets)
      .sum()
      .mul(-1 / (batch * seq));
  };

  const step = jit(
    (
      given: Parameters,
      first: Parameters,
      second: Parameters,
      tokens: JaxArray,
      targets: JaxArray,
      mask: JaxArray,
      bias1: JaxArray,
      bias2: JaxArray,
    ) => {
      const [value, gradients] = valueAndGrad(loss)(tree.ref(given), tokens, targets, mask);
      const [newParameters, newFirst, newSecond]: [Parameters, Parameters, Parameters] = [{}, {}, {}];
      for (const [name, gradient] of Object.entries(gradients)) {
        const [parameter, m, v] = [given[name], first[name], second[name]];
        if (!parameter || !m || !v) throw new Error(`no parameter ${name}`);
        const one = m.mul(beta1).add(gradient.ref.mul(1 - beta1));
        const two = v.mul(beta2).add(gradient.ref.mul(gradient).mul(1 - beta2));
        newFirst[name] = one.ref;
        newSecond[name] = two.ref;
        const update = one.div(bias1.ref).div(np.sqrt(two.div(bias2.ref)).add(eps));
        newParameters[name] = parameter.mul(1 - rate * decay).sub(update.mul(rate));
      }
      bias1.dispose();
      bias2.dispose();
      return [value, newParameters, newFirst, newSecond] as const;
    },
  );

  const zeros = (): Parameters =>
    Object.fromEntries(Object.entries(parameters).map(([name, { shape }]) => [name, np.zeros(shape)]));
  let state: readonly [Parameters, Parameters, Parameters] = [parameters, zeros(), zeros()];
  let count = 0;
  return () => {
    count += 1;
    const bias = (beta: number) => np.array(1 - beta ** count);
    const [value, ...next] = step(...state, tokens.ref, targets.ref, mask.ref, bias(beta1), bias(beta2));
    state = next;
    return value;
  };
}
