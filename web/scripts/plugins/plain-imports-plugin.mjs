// @ts-check

/** `load(() => import("./file.js"), [], import.meta.url)`, with whatever name `load` has in the chunk. */
const wrapped = /\b[\w$]+\(\(\)=>(import\([^()]+\)),\[\],import\.meta\.url\)/g;

/**
 * Vite plugin: what is imported later is imported plainly. Vite wraps every such import in a call that first loads what goes
 * with it, which is nothing where `modulePreload` is off and styles are JavaScript: 200 bytes of the first load of an exercise.
 *
 * @returns {import("vite").Plugin}
 */
export function plainImports() {
  return {
    name: "attention-dojo:plain-imports",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === "chunk") file.code = file.code.replace(wrapped, "$1");
        }
      },
    },
  };
}
