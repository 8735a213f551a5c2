import { functionName, spelled } from "../../format/index.js";
import type { Finding, Rule } from "../rule.js";

/** The programs define the function that the task asks for. */
export const sources: Rule = {
  name: "sources",
  about: "Starter and solution define the function, with the signature's arguments in order.",
  check: async (exercise) => {
    const { signature } = exercise;
    const findings: Finding[] = [];
    for (const language of exercise.languages) {
      const names = signature.arguments.map(({ name }) => spelled(name, language)).join(", ");
      const head = `${functionName(signature, language)}(${names})`;
      for (const part of ["starter", "solution"] as const)
        if (!(await exercise[part](language)).includes(head))
          findings.push({
            where: `${part}.${language}`,
            problem: "does not define the function",
            fix: `define ${head}`,
          });
    }
    return findings;
  },
};
