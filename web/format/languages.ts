/** A programming language that a learner may write. */
export type Language = "javascript" | "python";
