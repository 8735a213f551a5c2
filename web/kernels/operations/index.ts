import { additiveAttention } from "./additive-attention.js";
import { alibiBias } from "./alibi-bias.js";
import { attentionTextClassifier } from "./attention-text-classifier.js";
import { narrowAttention } from "./cache/narrow-attention.js";
import { storeNarrow } from "./cache/store-narrow.js";
import { cbam } from "./cbam.js";
import { crossEntropy } from "./cross-entropy.js";
import { crossEntropyBackward } from "./cross-entropy-backward.js";
import { gelu } from "./gelu.js";
import { graphAttention } from "./graph-attention.js";
import { layerNorm } from "./layer-norm.js";
import { layerNormBackward } from "./layer-norm-backward.js";
import { linear } from "./linear.js";
import { linearAttention } from "./linear-attention.js";
import { linearBackward } from "./linear-backward.js";
import { luongAttention } from "./luong-attention.js";
import { mergeAttention } from "./merge-attention.js";
import { multiHeadAttention } from "./multi-head-attention.js";
import { nonLocal } from "./non-local.js";
import { pagedAttention } from "./paged-attention.js";
import { rmsNorm } from "./rms-norm.js";
import { rotaryEmbedding } from "./rotary-embedding.js";
import { scaledDotProductAttention } from "./scaled-dot-product-attention.js";
import { scaledDotProductAttentionBackward } from "./scaled-dot-product-attention-backward.js";
import { sinusoidalEncoding } from "./sinusoidal-encoding.js";
import { softmax } from "./softmax.js";
import { softmaxBackward } from "./softmax-backward.js";
import { spatialAttention } from "./spatial-attention.js";
import { spatialPyramidAttention } from "./spatial-pyramid-attention.js";
import { squeezeExcitation } from "./squeeze-excitation.js";
import { swiglu } from "./swiglu.js";
import { adamwStep } from "./training/adamw-step.js";
import { add } from "./training/add.js";
import { deltaRule } from "./training/delta-rule.js";
import { embedding } from "./training/embedding.js";
import { embeddingBackward } from "./training/embedding-backward.js";
import { geluBackward } from "./training/gelu-backward.js";
import { multiHeadAttentionBackward } from "./training/multi-head-attention-backward.js";
import { multiHeadAttentionForward } from "./training/multi-head-attention-forward.js";
import { relativeScores } from "./training/relative-scores.js";
import { relu } from "./training/relu.js";
import { reluBackward } from "./training/relu-backward.js";
import { rmsNormBackward } from "./training/rms-norm-backward.js";
import { transformerEncoderLayer } from "./transformer-encoder-layer.js";
import { weightedSumAttention } from "./weighted-sum-attention.js";

/** The operation table: a row for each operation, under its name. */
export const operations = {
  additiveAttention,
  alibiBias,
  attentionTextClassifier,
  cbam,
  crossEntropy,
  crossEntropyBackward,
  gelu,
  graphAttention,
  layerNorm,
  layerNormBackward,
  linear,
  linearAttention,
  linearBackward,
  luongAttention,
  mergeAttention,
  multiHeadAttention,
  nonLocal,
  pagedAttention,
  rmsNorm,
  rotaryEmbedding,
  scaledDotProductAttention,
  scaledDotProductAttentionBackward,
  sinusoidalEncoding,
  softmax,
  softmaxBackward,
  spatialAttention,
  spatialPyramidAttention,
  squeezeExcitation,
  swiglu,
  transformerEncoderLayer,
  weightedSumAttention,
};

/** What training takes beside them: in a module of their own, together with all others (`loadTrainingKernels`). */
export const trainingOperations = {
  adamwStep,
  add,
  deltaRule,
  embedding,
  embeddingBackward,
  geluBackward,
  multiHeadAttentionBackward,
  multiHeadAttentionForward,
  relativeScores,
  relu,
  reluBackward,
  rmsNormBackward,
};

/** What a key/value cache of a narrow type takes: in a module of its own, without all others (`createKeyValueCache`). */
export const cacheOperations = { narrowAttention, storeNarrow };
