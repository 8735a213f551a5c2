import { camelCase, functionName } from "../../format/index.js";
import type { Finding, Rule } from "../rule.js";

/** The programs define the function that the task asks for. */
export const sources: Rule = {
  name: "sources",
  about: "Starter and solution define the function, with the signature's arguments in order.",
  check: async ({ signature, starter, solution }) => {
    const names = signature.arguments.map(({ name }) => name);
    const heads = {
      python: `def ${functionName(signature, "python")}(${names.join(", ")}):`,
      javascript: `function ${functionName(signature, "javascript")}(${names.map(camelCase).join(", ")})`,
    };
    return Object.entries({ starter, solution }).flatMap(([part, programs]) =>
      (["javascript", "python"] as const).flatMap((language): readonly Finding[] => {
        const source = programs[language];
        if (source === undefined || source.includes(heads[language])) return [];
        return [
          { where: `${part}.${language}`, problem: "does not define the function", mend: `write ${heads[language]}` },
        ];
      }),
    );
  },
};
