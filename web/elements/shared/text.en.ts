/** How many of a thing: "1 value", "3 values". */
const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

export const en = {
  loading: "Loading the exercise",
  loadFailed: "The exercise could not be loaded.",
  retry: "Try again",
  start: "Start the exercise",

  task: "Task",
  hints: "Hints",
  solution: "Solution",
  aboutExercise: "About the exercise",
  yourCode: "Your code",
  result: "Result",

  topics: {
    numerics: "Numerics",
    basics: "Basics",
    core: "Core",
    vision: "Vision",
    layers: "Layers",
    models: "Models",
    bugs: "Find the bug",
  },
  difficulties: { easy: "Easy", medium: "Medium", hard: "Hard" },
  languages: { javascript: "JavaScript", python: "Python" },
  programmingLanguage: "Programming language",
  python: {
    offered: "Python with NumPy runs in this page. It loads when you start to write: about 9 MB, once.",
    load: "Load it now",
    loading: "Loading Python with NumPy",
    bytes: (loaded: string, total: string) => `${loaded} of ${total} MB`,
    starting: "Starting Python",
    ready: "Python with NumPy is ready.",
    failed: "Python did not load.",
    waiting: "Your code runs as soon as Python is ready.",
  },

  signature: {
    caption: "Arguments and result",
    name: "Name",
    shape: "Shape",
    meaning: "Meaning",
    returns: "returns",
    optional: "optional",
    optionalJavaScript: "return { out, weights } to have the weights checked and drawn too",
    optionalPython: "return (out, weights) to have the weights checked and drawn too",
    kinds: { float: "float", int: "integer", bool: "boolean", number: "number", params: "object" },
  },

  editor: {
    label: (language: string) => `Code editor, ${language}`,
    keys: "Tab indents. To leave the editor with the keyboard, press Escape, then Tab.",
    solutionLabel: (language: string) => `Solution in ${language}`,
  },

  run: "Run",
  submit: "Submit",
  reset: "Reset",
  cancel: "Cancel",
  running: "Running",
  resetDone: "The code is back at the start.",
  undo: "Undo",
  undone: "Your code is back.",
  cancelled: "Cancelled.",
  judgeFailed: "The judge could not run.",
  shortcuts: (run: string, submit: string) => `${run} runs, ${submit} submits`,

  emptyTitle: "Nothing run yet",
  emptyText: "Run tries the sample cases. Submit draws fresh numbers and tries every case.",

  verdicts: {
    accepted: "Accepted",
    "wrong-answer": "Wrong answer",
    "runtime-error": "Runtime error",
    "time-limit": "Time limit",
    "output-limit": "Output limit",
    "compile-error": "Does not compile",
  },
  samplesPassed: "Sample cases passed",
  samplesPassedText: "Now submit: fresh numbers, and the cases that catch mistakes.",
  passed: (passed: number, total: number) => `${passed} of ${count(total, "case")} passed`,
  seed: "Seed",
  repeat: "Repeat with this seed",
  milliseconds: (ms: number) => (ms < 1 ? "under 1 ms" : `${Math.round(ms)} ms`),
  namedMistake: "The mistake",
  cases: "Cases",
  expected: "Expected",
  actual: "Yours",
  difference: "Difference",
  nothingReturned: "No usable array came back.",
  inputs: "Inputs",
  console: "Console",
  line: (line: number) => `Line ${line}`,
  goToLine: (line: number) => `Go to line ${line} in the editor`,
  trace: "Trace",
  values: (n: number) => count(n, "value"),

  hint: (n: number, total: number) => `Hint ${n} of ${total}`,
  showHint: (n: number, total: number) => `Show hint ${n} of ${total}`,
  noHintsYet: "From a nudge to almost the answer. Take one only when you need it.",
  allHintsShown: "That was the last hint.",

  showSolution: "Show the solution",
  solutionWarning: "You have not solved this one yet. Seeing the solution takes away the pleasure of finding it.",
  hintsLeft: (n: number) => `${count(n, "hint")} left to try first.`,
  showAnyway: "Show it anyway",
  keepTrying: "Keep trying",

  heatmap: {
    matrix: "Heat map",
    row: "row",
    column: "column",
    batch: "batch",
    head: "head",
    dimension: (n: number) => `dimension ${n}`,
    masked: "masked",
    keys: "Arrow keys move from cell to cell.",
    asTable: "Values as a table",
    cut: (rows: number, columns: number, ofRows: number, ofColumns: number) =>
      `Shown: the first ${rows} × ${columns} of ${ofRows} × ${ofColumns} cells.`,
    malformed: "The data do not fit the shape.",
    notComputed: (reason: string) => `The weights cannot be computed: ${reason}`,
  },
};

/** Every word the elements say. English defines the keys; a key missing from another language does not compile. */
export type Messages = typeof en;
