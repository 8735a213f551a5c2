import { expect, test } from "vitest";
import { programOfNotebook } from "../../../web/cli/grade/notebook.js";

const notebook = (...cells: readonly object[]) =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
const code = (source: unknown) => ({ cell_type: "code", source, outputs: [], execution_count: null, metadata: {} });

test("code cells are put together, and say where they come from", () => {
  const text = notebook(
    { cell_type: "markdown", source: ["# Softmax"], metadata: {} },
    code(["import numpy as np\n", "\n"]),
    code("def softmax(x, axis):\n    return x"),
  );
  expect(programOfNotebook(text)).toBe(
    "# cell 2\nimport numpy as np\n\n\n\n# cell 3\ndef softmax(x, axis):\n    return x\n",
  );
});

test("what only IPython understands is left out, without a change of lines", () => {
  expect(programOfNotebook(notebook(code("%matplotlib inline\n!pip install x\nif True:\n    !ls\nx = 7 % 3")))).toBe(
    "# cell 1\npass  # %matplotlib inline\npass  # !pip install x\nif True:\n    pass  # !ls\nx = 7 % 3\n",
  );
  expect(programOfNotebook(notebook(code("%%bash\nrm -r *"), code("%%time\nx = 1")))).toBe(
    "# cell 1\n# %%bash\n# rm -r *\n\n# cell 2\npass  # %%time\nx = 1\n",
  );
});

test.each([
  ["{ damaged", "not JSON"],
  ["[1, 2]", "no list of cells"],
  ['{"worksheets": []}', "no list of cells"],
  [notebook(), "no cell with code"],
  [notebook({ cell_type: "markdown", source: "x" }), "no cell with code"],
])("%s is refused with a sentence", (text, says) => expect(() => programOfNotebook(text)).toThrow(says));

test("strange cells are no code", () => {
  const strange = JSON.stringify({ cells: [null, 3, { cell_type: "code", source: [1, "x = 1"] }] });
  expect(programOfNotebook(strange)).toBe("# cell 3\nx = 1\n");
});
