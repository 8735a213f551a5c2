import type { Row } from "../../operation.js";

/** Rectified linear unit, element by element: `max(x, 0)`, NaN where x is NaN. Meaning: `torch.relu`, ONNX Relu (14). */
export const relu = {
  inputs: {
    /** Any shape. */
    x: "...count",
  },
  params: {},
  outputs: {
    /** The shape of x. */
    y: "...count",
  },
  inPlace: true,
} as const satisfies Row;
