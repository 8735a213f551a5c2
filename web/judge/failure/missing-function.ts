import type { Language, Text } from "../../format/index.js";
import { definedIn } from "./language-signs.js";

const mostListed = 5;
const bare = (name: string) => name.replaceAll("_", "").toLowerCase();

/** What was found in the place of the function that the exercise asks for. */
export function missingFunction(wanted: string, source: string, language: Language): Text {
  const defined = definedIn(source, language);
  const same = defined.filter(({ name }) => name === wanted);
  if (same.some(({ isInner }) => !isInner))
    return {
      en: `Your code defines ${wanted}, but not as a function. Define a function of this name.`,
      zh: `代码定义了 ${wanted}，但它不是函数。请用这个名字定义函数。`,
    };
  if (same.length > 0)
    return {
      en: `${wanted} is defined inside a class or another function, where it cannot be called. Move it out of there, without indentation.`,
      zh: `${wanted} 定义在类或别的函数里面，无法调用。请把它移到外面，不要缩进。`,
    };
  const functions = defined.filter(({ isFunction, isInner }) => isFunction && !isInner);
  return otherFunctions(wanted, [...new Set(functions.map(({ name }) => name))]);
}

/** In the dialects that have classes. */
export const missingClass = (wanted: string, functionName: string): Text => ({
  en: `Your code defines no class ${wanted}(nn.Module), and no function ${functionName}. Define one of them.`,
  zh: `代码没有定义类 ${wanted}(nn.Module)，也没有定义函数 ${functionName}。请定义其中一个。`,
});

function otherFunctions(wanted: string, found: readonly string[]): Text {
  const meant = found.find((name) => bare(name) === bare(wanted)) ?? (found.length === 1 ? found[0] : undefined);
  if (meant !== undefined)
    return {
      en: `Your code defines ${meant}, but the exercise calls ${wanted}. Rename ${meant} to ${wanted}.`,
      zh: `代码定义的是 ${meant}，而题目调用的是 ${wanted}。请把 ${meant} 改名为 ${wanted}。`,
    };
  const [en, zh] = [`Your code defines no function named ${wanted}`, `代码没有定义名为 ${wanted} 的函数`];
  if (found.length === 0)
    return { en: `${en}. Keep the name that the exercise gives.`, zh: `${zh}。请保留题目给出的函数名。` };
  const some = found.slice(0, mostListed).join(", ");
  return {
    en: `${en}; it defines ${some}. Give the one that the exercise calls the name ${wanted}.`,
    zh: `${zh}，定义的是 ${some}。请把题目要调用的那个命名为 ${wanted}。`,
  };
}
