import type { ExerciseMemory } from "../../elements/toolkit.js";
import type { Language } from "../../format/index.js";

/** Code of one exercise, in one language, that is shown and not kept. */
export interface Visiting {
  readonly slug: string;
  readonly language: Language;
  readonly code: string;
}

/** A memory in which that code takes the place of the learner's, which stays as it is; all else is the learner's own. */
export function createSharedMemory(own: ExerciseMemory, { slug, language, code }: Visiting): ExerciseMemory {
  let shown: string | undefined = code;
  return {
    read: (asked) => {
      const kept = own.read(asked);
      if (asked !== slug || shown === undefined) return kept;
      return { ...kept, sources: { ...kept.sources, [language]: shown } };
    },
    write: (asked, remembered) => {
      if (asked !== slug) return own.write(asked, remembered);
      const { [language]: written, ...others } = remembered.sources;
      const { [language]: mine } = own.read(slug).sources;
      shown = written;
      own.write(slug, { ...remembered, sources: { ...others, ...(mine !== undefined && { [language]: mine }) } });
    },
  };
}
