/** A program in `scriptLanguage` that defines the exercise's function. It runs where learners' code runs, never beside the judge. */
export interface Script {
  readonly script: string;
}
