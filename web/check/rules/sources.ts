import { type Exercise, functionName, type Language, languages, spelled } from "../../format/index.js";
import type { Finding, Rule } from "../rule.js";

/** The programs define the function that the task asks for, or the class. */
export const sources: Rule = {
  name: "sources",
  about: "Starter and solution define the function, with the signature's arguments in order, or the class.",
  check: async (exercise) => {
    const findings: Finding[] = [];
    for (const language of exercise.languages) {
      const { what, lines } = asked(exercise, language);
      for (const part of ["starter", "solution"] as const) {
        const source = await exercise[part](language);
        const missing = lines.find((line) => !source.includes(line));
        if (missing !== undefined)
          findings.push({
            where: `${part}.${language}`,
            problem: `does not define the ${what}`,
            fix: `define ${missing}`,
          });
      }
    }
    return findings;
  },
};

function asked({ module, signature }: Exercise, language: Language): { what: string; lines: readonly string[] } {
  if (module && languages[language].arrays === "torch") {
    const method = (name: string, names: readonly string[]) => `${name}(${["self", ...names].join(", ")})`;
    const lines = [
      `class ${module.name}(`,
      method("__init__", Object.keys(module.init)),
      method("forward", module.forward),
    ];
    return { what: "class", lines };
  }
  const names = signature.arguments.map(({ name }) => spelled(name, language)).join(", ");
  return { what: "function", lines: [`${functionName(signature, language)}(${names})`] };
}
