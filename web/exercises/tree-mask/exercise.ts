import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { ints, number } from "../../format/tensors.js";
import { visibleAncestors } from "./reference.js";

const of = (name: string, title: Text, parents: readonly number[], past: number): ExerciseCase => ({
  name,
  title,
  sample: false,
  inputs: { parents: { shape: [parents.length], data: Int32Array.from(parents) }, past },
});
const sample = (name: string, title: Text, parents: readonly number[], past: number): ExerciseCase => ({
  ...of(name, title, parents, past),
  sample: true,
});

/** Each node hangs below one of the nodes before it; now and then it is another root. */
const drawn = (random: Random, nodes: number) =>
  Array.from({ length: nodes }, (_, node) => (node === 0 || node === 5 ? -1 : random.between(0, node - 1)));

export default {
  title: { en: "Mask of a draft tree", zh: "草稿树的掩码" },
  track: "inference",
  difficulty: "medium",
  minutes: 15,
  asked: 1,
  after: ["attention-mask"],
  signature: {
    name: "tree_mask",
    arguments: [
      {
        name: "parents",
        kind: "int",
        shape: ["T"],
        about: { en: "number of each node's parent, -1 for a root", zh: "每个节点的父节点编号，根为 -1" },
      },
      {
        name: "past",
        kind: "number",
        about: { en: "how many tokens are in the cache", zh: "缓存中有多少个 token" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "bool",
        shape: ["T", "S"],
        about: {
          en: "true where the node may attend to the key; S = past + T, the cache first",
          zh: "true 表示该节点可以关注该 key；S = past + T，缓存在前",
        },
      },
    ],
  },
  cases: (random) => {
    const turn = random.between(0, 1);
    return [
      sample("one-root", { en: "A root with two branches", zh: "一个根，两个分支" }, [-1, 0, 0, 1, 3 - turn], 2),
      sample("two-roots", { en: "Two roots", zh: "两个根" }, [-1, -1, turn, 1, 2], 3),
      of("nothing-cached", { en: "Nothing is in the cache", zh: "缓存是空的" }, [-1, 0, 0, 2, 1, 3, -1, 6], 0),
      of("drawn-tree", { en: "A tree of thirteen nodes", zh: "十三个节点的树" }, drawn(random, 13), 5),
      of(
        "binary-tree",
        { en: "Each node has two children", zh: "每个节点有两个子节点" },
        Array.from({ length: 15 }, (_, node) => (node === 0 ? -1 : (node - 1) >> 1)),
        random.between(3, 7),
      ),
      of("square", { en: "As many nodes as cached tokens", zh: "节点数与缓存的 token 数相同" }, [-1, 0, 0, 1, 2, 2], 6),
      of("chain", { en: "A chain: one guess after the other", zh: "一条链：逐个往后猜" }, [-1, 0, 1, 2, 3], 4),
      of("one-node", { en: "A single node", zh: "只有一个节点" }, [-1], 3),
      of("star", { en: "Alternatives for one token", zh: "同一个 token 的多个候选" }, [-1, 0, 0, 0, 0, 0, 0], 1),
    ];
  },
  // No kernel builds a mask.
  expected: (_kernels, inputs) => ({ out: visibleAncestors(ints(inputs, "parents"), number(inputs, "past")) }),
  // The answer is 0 or 1, exactly.
  tolerance: { absolute: 1e-6, relative: 0 },
  pictures: [
    {
      of: "out",
      title: { en: "What each node may attend to", zh: "每个节点可以关注的 key" },
      rows: { en: "node", zh: "节点" },
      columns: { en: "key: cache, then nodes", zh: "key：先缓存，后节点" },
    },
  ],
} satisfies Definition;
