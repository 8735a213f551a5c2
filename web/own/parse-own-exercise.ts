import { ownLimits } from "./own-exercise.js";
import { OwnExerciseError } from "./own-exercise-error.js";

/** The value that a JSON file holds, not yet checked. Throws OwnExerciseError when it is too large, too deep or no JSON. */
export function parseOwnExercise(json: string): unknown {
  // UTF-8 has no fewer bytes than the string has characters.
  if (json.length > ownLimits.fileBytes)
    throw new OwnExerciseError("too-large", "", `The file is larger than ${ownLimits.fileBytes} bytes.`);
  if (depthOf(json) > ownLimits.depth)
    throw new OwnExerciseError("too-large", "", `The file is nested more than ${ownLimits.depth} deep.`);
  try {
    return JSON.parse(json);
  } catch (error) {
    const why = error instanceof Error ? error.message : `${error}`;
    throw new OwnExerciseError("unreadable", "", `The file is no JSON: ${why}`, { cause: error });
  }
}

/** How deep brackets nest outside of strings, without recursion. */
function depthOf(json: string): number {
  let [depth, deepest] = [0, 0];
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (inString) {
      if (character === "\\") at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "[" || character === "{") deepest = Math.max(deepest, ++depth);
    else if (character === "]" || character === "}") depth--;
  }
  return deepest;
}
