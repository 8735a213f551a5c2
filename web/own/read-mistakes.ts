import type { ScriptedMistake, Way } from "../format/mistake.js";
import { fields, type Given, invalid, lines, list, name, optional, slug, text, tooLarge } from "./given.js";
import { ownLimits } from "./own-exercise.js";
import { readLabel, readText } from "./read-text.js";

export function readMistakes(given: Given): readonly ScriptedMistake[] {
  const mistakes = optional(given, (all) => list(all, ownLimits.mistakes), []).map(readMistake);
  const twice = mistakes.findIndex(({ code }, i) => mistakes.findIndex((other) => other.code === code) < i);
  if (twice >= 0)
    invalid({ path: `mistakes[${twice}].code`, value: undefined }, `is "${mistakes[twice]?.code}" a second time.`);
  const ways = mistakes.reduce((total, { ways }) => total + ways.length, 0);
  if (ways > ownLimits.ways) tooLarge(given, `have ${ways} ways; at most ${ownLimits.ways} are allowed.`);
  return mistakes;
}

function readMistake(given: Given): ScriptedMistake {
  const parts = fields(given, ["code", "title", "explanation", "ways", "raises"]);
  return {
    code: name(parts.code, slug, 'a name in lower case with hyphens, such as "missing-scale"'),
    title: readLabel(parts.title),
    explanation: readText(parts.explanation, 4000),
    ways: list(parts.ways, ownLimits.ways, 1).map((way) =>
      typeof way.value === "function"
        ? (way.value as Way)
        : { script: lines(way, ownLimits.sourceChars, "a function, or a program in JavaScript") },
    ),
    ...(parts.raises.value !== undefined && { raises: readRaises(parts.raises) }),
  };
}

/** A file gives words to look for, never a pattern: patterns can take for ever. */
function readRaises(given: Given): RegExp {
  if (given.value instanceof RegExp) return given.value;
  const part = text(given, 200, "a part of the message");
  return new RegExp(part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "i");
}
