export const en = {
  name: "Attention Dojo",
  skip: "Skip to the content",
  navigation: "Main",
  exercises: "Exercises",
  questions: "Questions",
  review: "Review",
  due: (n: number) => `${n} due`,
  interview: "Interview",
  work: "Your work",
  docs: "Docs",
  theme: "Theme",
  themes: { auto: "System", light: "Light", dark: "Dark" },
  language: "Language",
  footer: "Everything runs in this page. Nothing you write leaves your browser.",

  list: {
    title: "Attention, from scratch",
    intro: "Write it yourself. C++ kernels compute the right answer, and the judge names the mistake you made.",
    continue: "Continue",
    begin: "Begin",
    solvedOf: (solved: number, total: number) => `${solved} of ${total} solved`,
    allSolved: "All solved",
    solved: "Solved",
    started: "Started",
    untouched: "Not started",
    about: {
      numerics: "The softmax, and what floating point does to it.",
      core: "Scores, weights, weighted sums; queries, keys and values; masks; heads.",
      positions: "How attention learns the position of a token.",
      inference: "Caches, decoding, serving.",
      efficiency: "The same result in less memory and time.",
      backward: "Gradients by hand.",
      blocks: "The layers around attention, and the whole block.",
      training: "Losses, optimisers, choosing the next token.",
      vision: "Attention over images and graphs.",
      bugs: "Complete programs with bugs: find them and fix them.",
    },
    picture: "One head, reading a sentence",
    pictureNote: "Made-up weights, causal mask.",
    query: "query",
    key: "key",
    words: ["the", "cat", "slept", "because", "it", "was", "tired"],
  },

  exercise: {
    share: "Share",
    previous: "Previous",
    next: "Next",
    nextUp: (title: string) => `Next exercise: ${title}`,
  },

  missing: {
    title: "Nothing here",
    text: "There is no page at this address.",
    exercise: (slug: string) => `There is no exercise called “${slug}”.`,
    back: "Go to the exercises",
  },
};

/** Every word of the page around the elements. A key missing from a language does not compile. */
export type SiteMessages = typeof en;
