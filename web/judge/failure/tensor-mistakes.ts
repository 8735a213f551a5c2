/** Mistakes that only classes with weights can have: they are told by what the program does, not by its numbers. */
import type { Exercise, Mistake, Text } from "../../format/index.js";
import type { CallOutcome, Outcome, SideEffect } from "../../runtimes/index.js";

type Named = Omit<Mistake, "ways">;

const sideEffects: Readonly<Record<SideEffect, Named>> = {
  "made-weights": {
    code: "weights-made-in-forward",
    title: { en: "Layers are made in forward", zh: "在 forward 里创建层" },
    explanation: {
      en: "forward makes a layer or a parameter anew each time it is called, with fresh random weights. Such weights are never trained, no optimizer knows them, and weights that are loaded do not reach them. Make every layer in __init__ and only call it in forward.",
      zh: "forward 每次调用都会新建层或参数，权重重新随机初始化。这样的权重不会被训练，优化器看不到，加载的权重也放不进去。请在 __init__ 里创建所有层，forward 里只调用。",
    },
  },
  "changed-weights": {
    code: "weights-drawn-anew",
    title: { en: "forward changes the weights", zh: "forward 修改了权重" },
    explanation: {
      en: "After forward the parameters are not what they were: they are initialised or overwritten in it. Initialise once, in __init__; forward must leave the weights alone.",
      zh: "forward 执行之后参数变了：它在里面被重新初始化或覆盖。初始化只应在 __init__ 里做一次，forward 不应改动权重。",
    },
  },
  drew: {
    code: "random-in-forward",
    title: { en: "forward draws random numbers", zh: "forward 里用到了随机数" },
    explanation: {
      en: "The module is in eval mode, and something in forward is random all the same: most often F.dropout without training=self.training, or nn.Dropout made in forward. Keep an nn.Dropout from __init__, or pass self.training.",
      zh: "模块处于 eval 模式，forward 仍然用到了随机数：多半是 F.dropout 没有传 training=self.training，或者在 forward 里新建了 nn.Dropout。请在 __init__ 里创建 nn.Dropout，或者传入 self.training。",
    },
  },
};

const missingBias = (listed: string): Named => ({
  code: "missing-bias",
  title: { en: "A layer has no bias", zh: "有的层没有偏置" },
  explanation: {
    en: `The exercise has biases that your module has no place for: ${listed}. A layer was made with bias=False, or a weight is applied without adding one. nn.Linear has a bias unless told otherwise.`,
    zh: `题目给出的偏置在模块里没有对应的参数：${listed}。可能是层用了 bias=False，或者只乘了权重、没有加偏置。nn.Linear 默认带偏置。`,
  },
});

export function mistakeOfTensors(tensors: Outcome["tensors"], { module }: Exercise): Named | undefined {
  if (!tensors) return undefined;
  const done = (["made-weights", "changed-weights", "drew"] as const).find((one) => tensors.sideEffects.includes(one));
  if (done) return sideEffects[done];
  const without = tensors.placement?.without ?? [];
  const names = Object.keys(module?.parameters ?? {});
  return without.length > 0 ? missingBias(without.map((number) => names[number]).join(", ")) : undefined;
}

type Unplaced = Extract<CallOutcome, { status: "unplaced" }>;

const mostListed = 12;

/** Weights that have no place in the learner's module. */
export function unplaced({ module }: Exercise, { className, found, wanted }: Unplaced): Text {
  const names = Object.keys(module?.parameters ?? {});
  const list = (all: readonly string[]) =>
    all.length > mostListed ? `${all.slice(0, mostListed).join(", ")}, ...` : all.join(", ");
  const [here, needed] = [
    list(found.map(({ name, shape }) => `${name} (${shape.join(", ")})`)),
    list(wanted.map((number) => names[number] as string)),
  ];
  if (wanted.length === 0)
    return {
      en: `${className} has parameters that this exercise has no weights for: ${here}. Leave them out, or give them names that say what they are.`,
      zh: `${className} 里有题目没有对应权重的参数：${here}。请去掉它们，或者用能看出用途的名称。`,
    };
  if (found.length === 0)
    return {
      en: `${className} has no parameters for these weights: ${needed}. Make the layers in __init__ as attributes of self.`,
      zh: `${className} 里没有放这些权重的参数：${needed}。请在 __init__ 里把层设为 self 的属性。`,
    };
  return {
    en: `The weights ${needed} found no place in ${className}; nothing says what its parameters ${here} are. Use the starter's names, and the sizes of the arguments of __init__.`,
    zh: `权重 ${needed} 在 ${className} 里没有找到位置，参数 ${here} 看不出用途。请使用初始代码里的名称，并按 __init__ 参数给出的大小创建。`,
  };
}
