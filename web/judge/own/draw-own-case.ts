/** A case of somebody's own inputs. Loaded with the first. */
import { count, isTensor } from "../../arrays/index.js";
import { bindOutputs, type Exercise, type Inputs, type Text } from "../../format/index.js";
import { answered, type Drawing, type DrawnCase } from "../draw-cases.js";
import { JudgeError } from "../errors.js";
import { ownCaseName } from "./case-names.js";
import { mostNumbers } from "./read-array.js";

const title: Text = { en: "Your own case", zh: "自己的用例" };

/**
 * That case with its right answer.
 *
 * @throws {JudgeError} when the inputs are not those of a case, or the exercise knows no answer to them
 */
export async function drawOwnCase(exercise: Exercise, inputs: Inputs, drawing: Drawing): Promise<readonly DrawnCase[]> {
  if (exercise.written) throw bad("The exercise has its right answers written out, and computes no others.");
  if (sizeOfAll(inputs) > mostNumbers) throw bad(`There are more than ${mostNumbers} numbers in them.`);
  try {
    const drawn = await answered(exercise, [{ name: ownCaseName, title, sample: false, inputs }], drawing);
    for (const one of drawn) bindOutputs(exercise.signature, inputs, one.expected);
    return drawn;
  } catch (error) {
    drawing.signal?.throwIfAborted();
    throw bad(`The exercise has no right answer to them: ${error instanceof Error ? error.message : error}`, error);
  }
}

const bad = (why: string, cause?: unknown) =>
  new JudgeError("bad-inputs", `These inputs cannot be judged. ${why}`, { cause });

function sizeOfAll(inputs: Inputs): number {
  const sizes = Object.values(inputs).flatMap((input) => {
    if (typeof input !== "object") return [1];
    return (isTensor(input) ? [input] : Object.values(input)).map(({ shape }) => count(shape));
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}
