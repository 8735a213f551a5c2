/** A Python program for an exercise, as people write them. NumPy is there as `np`. */
export interface Program {
  readonly exercise: string;
  readonly source: string;
}

/** A wrong one, and the code of the mistake that the judge must name. */
export interface WrongProgram extends Program {
  readonly mistake: string;
}

/** A right one, and what is particular about it. */
export interface RightProgram extends Program {
  readonly name: string;
}

export const softmax = `def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
`;

export const unstableSoftmax = `def softmax(s, axis=-1):
    e = np.exp(s)
    return e / e.sum(axis=axis, keepdims=True)
`;
