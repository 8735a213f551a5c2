import type { Track } from "../../format/index.js";
import type { QuestionTopic } from "../../questions/index.js";

/** The post that an interview is for. */
export const roles = ["any", "research", "applied", "systems"] as const;
export type Role = (typeof roles)[number];

interface Weights {
  readonly tracks: Readonly<Record<Track, number>>;
  readonly topics: Readonly<Record<QuestionTopic, number>>;
}

/** How much likelier a subject is than another one that is asked as often. */
export const weightsOf: Readonly<Record<Role, Weights>> = {
  any: {
    tracks: {
      numerics: 1,
      core: 2,
      positions: 1,
      inference: 1,
      efficiency: 1,
      backward: 1,
      blocks: 1,
      training: 1,
      vision: 0.5,
      bugs: 1,
    },
    topics: {
      basics: 2,
      transformers: 2,
      positions: 1,
      variants: 1,
      cost: 2,
      hardware: 1,
      inference: 2,
      decoding: 1,
      training: 1,
      scale: 0.5,
      effect: 1,
      applications: 0.5,
    },
  },
  research: {
    tracks: {
      numerics: 1,
      core: 3,
      positions: 3,
      inference: 0.5,
      efficiency: 2,
      backward: 3,
      blocks: 3,
      training: 2,
      vision: 1,
      bugs: 1,
    },
    topics: {
      basics: 2,
      transformers: 3,
      positions: 3,
      variants: 3,
      cost: 1,
      hardware: 1,
      inference: 0.5,
      decoding: 0.5,
      training: 2,
      scale: 1,
      effect: 3,
      applications: 1,
    },
  },
  applied: {
    tracks: {
      numerics: 2,
      core: 3,
      positions: 1,
      inference: 1,
      efficiency: 0.5,
      backward: 1,
      blocks: 2,
      training: 3,
      vision: 2,
      bugs: 3,
    },
    topics: {
      basics: 2,
      transformers: 2,
      positions: 1,
      variants: 1,
      cost: 1,
      hardware: 0.5,
      inference: 1,
      decoding: 2,
      training: 3,
      scale: 0.5,
      effect: 2,
      applications: 3,
    },
  },
  systems: {
    tracks: {
      numerics: 2,
      core: 2,
      positions: 1,
      inference: 4,
      efficiency: 4,
      backward: 1,
      blocks: 0.5,
      training: 0.5,
      vision: 0.2,
      bugs: 1,
    },
    topics: {
      basics: 1,
      transformers: 2,
      positions: 1,
      variants: 1,
      cost: 3,
      hardware: 4,
      inference: 4,
      decoding: 3,
      training: 0.5,
      scale: 3,
      effect: 0.5,
      applications: 0.3,
    },
  },
};

/** What is asked most comes up three times as often as what is asked often, and nine times as often as the rest. */
export const weightOfAsked: Readonly<Record<1 | 2 | 3, number>> = { 3: 9, 2: 3, 1: 1 };
