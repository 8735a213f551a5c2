import type { Language } from "./languages.js";
import { say, type Text } from "./locales.js";
import type { Mistake } from "./mistake.js";
import { type Signature, spelled } from "./signature.js";

/** A mistake as a learner of this language reads it: arguments are called what they are called in the learner's code. */
export function spellNames(
  mistake: Omit<Mistake, "ways">,
  signature: Signature,
  language: Language,
): Omit<Mistake, "ways"> {
  const names = new Map(signature.arguments.map(({ name }) => [name, spelled(name, language)]));
  const spell = (text: string) => text.replace(/[a-z]\w*/gi, (word) => names.get(word) ?? word);
  const inBoth = (text: Text): Text => ({ en: spell(text.en), zh: spell(say(text, "zh")) });
  return { ...mistake, title: inBoth(mistake.title), explanation: inBoth(mistake.explanation) };
}
