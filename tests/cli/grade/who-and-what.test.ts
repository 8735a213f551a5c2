import { expect, test } from "vitest";
import { whoAndWhat } from "../../../web/cli/grade/who-and-what.js";

const slugs = ["softmax", "softmax-backward", "causal-mask", "scaled-dot-product-attention"];

test.each([
  ["alice/softmax", "alice", "softmax"],
  ["softmax/alice", "alice", "softmax"],
  ["alice_softmax", "alice", "softmax"],
  ["softmax-alice", "alice", "softmax"],
  ["张伟/softmax", "张伟", "softmax"],
  ["Bob Li/week 3/causal_mask", "Bob Li", "causal-mask"],
  ["scaled_dot_product_attention", "scaled_dot_product_attention", "scaled-dot-product-attention"],
  ["softmax-backward", "softmax-backward", "softmax-backward"],
  ["alice/softmax backward (2)", "alice", "softmax-backward"],
  ["causal-mask/alice/softmax", "alice", "softmax"],
  ["Alice Chen_12345_assignsubmission_file/softmax", "Alice Chen", "softmax"],
  ["Alice Chen_12345_assignsubmission_file_softmax", "Alice Chen", "softmax"],
  ["softmax-alice-2/solution", "alice-2", "softmax"],
  ["alice/homework", "alice", undefined],
  ["softmaximum", "softmaximum", undefined],
])("%s is %s's %s", (path, learner, exercise) => {
  expect(whoAndWhat(path.split("/"), slugs)).toEqual({ learner, exercise });
});
