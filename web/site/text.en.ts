export const en = {
  name: "Attention Dojo",
  skip: "Skip to the content",
  navigation: "Main",
  exercises: "Exercises",
  questions: "Questions",
  review: "Review",
  due: (n: number) => `${n} due`,
  interview: "Interview",
  lab: "Lab",
  work: "Your work",
  docs: "Docs",
  theme: "Theme",
  themes: { auto: "System", light: "Light", dark: "Dark" },
  language: "Language",
  shortcuts: "Keyboard shortcuts",
  footer: "Everything runs in this page. Nothing you write leaves your browser.",

  exercise: {
    solved: "Solved",
    share: "Share or hand in",
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
