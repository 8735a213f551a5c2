import type { Signature } from "./exercise.js";
import type { Language } from "./languages.js";

/** The name a learner gives the function: snake_case in Python, camelCase in JavaScript. */
export function functionName(signature: Signature, language: Language): string {
  return language === "python" ? signature.name : camelCase(signature.name);
}

/** `num_heads` becomes `numHeads`. */
export function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
