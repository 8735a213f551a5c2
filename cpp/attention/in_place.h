// Register tiles for few queries: of keys and queries over the depth, of queries and columns over the keys. Processors
// foresee one run of memory, but not the order in which a tile goes through several rows; so each step of a tile also
// reads a word of what comes next, in the order of memory.
//
// Rows consist of words of 4 bytes. `Element` says what a word holds: word i of a batch of words holds the elements i,
// i + batch_width .. of `in_word` batches; `widen` gives one of these as floats, `factor` times too small. With a scale
// the words are followed by what the row is to be multiplied by.
#pragma once

#include <algorithm>

#include "attention/few_queries.h"
#include "simd/long_sum.h"
#include "simd/span.h"

namespace dojo {

/// Of how many keys the sums of values stay in registers.
template <class Element>
inline constexpr size_t value_keys = Element::in_word == 1 ? 8 : 24;

/// Rows of keys or values that are equally far apart.
struct Run {
  const float* data;
  size_t stride;
  size_t count;  // those of a block
  size_t rest;   // those of all keys

  const float* row(size_t i) const { return data + i * stride; }
};

/// The rows from key `begin` on, of a block that ends at `end`.
inline Run run_of(const AttentionProblem& problem, const QueryPanel& panel, const Heads<const float>& past,
                  const Heads<const float>& rows, size_t begin, size_t end) {
  const bool is_past = begin < problem.seq_past;
  const Heads<const float>& heads = is_past ? past : rows;
  const size_t last = is_past ? problem.seq_past : panel.keys.end;
  return {heads.row(panel.batch, panel.kv_head, begin - (is_past ? 0 : problem.seq_past)), heads.row_stride,
          std::min(end, last) - begin, last - begin};
}

inline void touch(const float* soon) { (void)*static_cast<const volatile float*>(soon); }

template <class Element>
constexpr size_t padded(size_t dim) {
  return round_up(dim, Element::in_word * batch_width);
}

/// How many words of a row hold numbers.
template <class Element>
constexpr size_t words_of(size_t dim) {
  return Element::in_word == 1 ? dim : padded<Element>(dim) / Element::in_word;
}

/// Whether rows follow each other.
template <class Element>
bool is_run(const Run& run, size_t dim) {
  return run.stride == words_of<Element>(dim) + (Element::has_scale ? batch_width : 0);
}

/// scores[key][lane] <- products of `Keys` keys with `Lanes` queries. One of the two is a batch.
template <class Element, size_t Keys, size_t Lanes>
void multiply_rows(const float* q, const float* const* keys, size_t words, const float* next, float* scores) {
  constexpr size_t groups = Keys * Lanes / batch_width;
  LongSum total[groups];
  size_t d = 0;
  do {
    const size_t end = std::min(words, d + longest_sum * batch_width / Element::in_word);
    // Of a single query two sums for a key, where its words have several parts: fewer additions wait for the one
    // before.
    constexpr size_t sets = Lanes == 1 ? std::min(Element::in_word, size_t{2}) : 1;
    Batch sum[sets][groups * batch_width];
    for (auto& of_set : sum) {
      for (Batch& of_pair : of_set) of_pair = Batch(0.0F);
    }
    const auto step = [&](const auto& load_words) {
      Batch words_of[Keys];
      unrolled<Keys>([&](size_t i) { words_of[i] = load_words(keys[i] + d); });
      unrolled<Element::in_word>([&](size_t part) {
        const float* const of_part = q + (d * Element::in_word + part * batch_width) * Lanes;
        Batch key[Keys];
        unrolled<Keys>([&](size_t i) { key[i] = Element::widen(words_of[i], part); });
        unrolled<Lanes>([&](size_t lane) {
          const Batch query = load(of_part + lane * batch_width);
          unrolled<Keys>([&](size_t i) {
            Batch& of_pair = sum[part % sets][i * Lanes + lane];
            of_pair = multiply_add(key[i], query, of_pair);
          });
        });
      });
    };
    // The same in a loop: V8 gathers the loads of all that is written out, and those of four parts spill registers.
    const auto step_by_part = [&] {
      Batch words_of[Keys];
      unrolled<Keys>([&](size_t i) { words_of[i] = load(keys[i] + d); });
      const float* of_part = q + d * Element::in_word * Lanes;
#pragma GCC unroll 1
      for (const float* const last = of_part + Element::in_word * batch_width * Lanes; of_part != last;
           of_part += batch_width * Lanes) {
        Batch key[Keys];
        unrolled<Keys>([&](size_t i) {
          key[i] = Element::widen(words_of[i], 0);
          words_of[i] = xsimd::bitwise_cast<float>(xsimd::bitwise_cast<int32_t>(words_of[i])
                                                   << static_cast<int>(32 / Element::in_word));
        });
        unrolled<Lanes>([&](size_t lane) {
          const Batch query = load(of_part + lane * batch_width);
          unrolled<Keys>([&](size_t i) {
            Batch& of_pair = sum[0][i * Lanes + lane];
            of_pair = multiply_add(key[i], query, of_pair);
          });
        });
      }
    };
#pragma GCC unroll 1
    for (; d + batch_width <= end; d += batch_width) {
      touch(next + Keys * d);
      if constexpr (Element::in_word > 2 && Lanes > 1) {
        step_by_part();
      } else {
        step([](const float* at) { return load(at); });
      }
    }
    if (d < end) {
      step([&](const float* at) { return load_partly(at, end - d, 0.0F); });
      d = end;
    }
    for (size_t group = 0; group < groups; ++group) {
      Batch* const of_group = sum[0] + group * batch_width;
      if constexpr (sets == 2) {
        for (size_t i = 0; i < batch_width; ++i) of_group[i] += sum[1][group * batch_width + i];
      }
      xsimd::transpose(of_group, of_group + batch_width);
      for (size_t i = 1; i < batch_width; ++i) of_group[0] += of_group[i];
      total[group].add(of_group[0]);
    }
  } while (d < words);
  for (size_t group = 0; group < groups; ++group) {
    if constexpr (Lanes == batch_width) {
      const Batch scale(Element::has_scale ? keys[group][words] : 1.0F);
      store(scores + group * panel_width, Element::has_scale ? total[group].sum * scale : total[group].sum);
    } else {
      float products[batch_width];
      store(products, total[group].sum);
      for (size_t i = 0; i < batch_width; ++i) {
        const size_t key = group * batch_width + i;
        scores[key * panel_width] = Element::has_scale ? products[i] * keys[key][words] : products[i];
      }
    }
  }
}

template <class Element, size_t Keys, size_t Lanes>
void score_run(const Run& run, const QueryPanel& panel, size_t dim, float* scores) {
  const size_t words = words_of<Element>(dim);
  for (size_t i = 0; i < run.count; i += Keys) {
    // Beyond the last key the last one again, whose product nobody reads.
    const float* rows[Keys];
    for (size_t key = 0; key < Keys; ++key) rows[key] = run.row(std::min(i + key, run.count - 1));
    const float* const next = is_run<Element>(run, dim) && i + 2 * Keys <= run.rest ? run.row(i + Keys) : panel.q;
    for (size_t lane = 0; lane < panel.rows; lane += Lanes) {
      multiply_rows<Element, Keys, Lanes>(panel.q + lane * padded<Element>(dim), rows, words, next,
                                          scores + i * panel_width + lane);
    }
  }
}

/// part[lane][..] <- part[lane][..] + sum over keys of s[key][lane] v[key][..], for `Lanes` lanes and `Batches` of
/// columns. Of floats, which are not padded, one batch alone may have fewer columns.
template <class Element, size_t Lanes, size_t Batches>
void add_columns(const float* v, size_t stride, size_t keys, size_t columns, const float* scores, const float* next,
                 size_t step, size_t dim, float* part) {
  Batch sum[Lanes * Batches];
  const auto for_sums = [&](const auto& f) {
    unrolled<Lanes>([&](size_t lane) {
      unrolled<Batches>([&](size_t b) { f(sum[lane * Batches + b], part + lane * dim + b * batch_width); });
    });
  };
  for_sums([](Batch& of_pair, const float* at) { of_pair = load(at); });
#pragma GCC unroll 1
  for (const float* const end = scores + keys * panel_width; scores != end; scores += panel_width, v += stride) {
    touch(next);
    next += step;
    constexpr size_t loads = Batches / Element::in_word;
    Batch words[loads];
    unrolled<loads>([&](size_t i) { words[i] = Batches == 1 ? load_first(v, columns) : load(v + i * batch_width); });
    unrolled<Element::in_word>([&](size_t of_word) {
      Batch value[loads];
      unrolled<loads>([&](size_t i) { value[i] = Element::widen(words[i], of_word); });
      unrolled<Lanes>([&](size_t lane) {
        const Batch weight(scores[lane]);
        unrolled<loads>([&](size_t i) {
          Batch& of_pair = sum[lane * Batches + i * Element::in_word + of_word];
          of_pair = multiply_add(weight, value[i], of_pair);
        });
      });
    });
  }
  for_sums([](Batch of_pair, float* at) { store(at, of_pair); });
}

template <class Element, size_t Lanes, size_t Batches>
void add_run(const Run& run, const QueryPanel& panel, size_t columns, const float* scores, float* part) {
  constexpr size_t words = Batches * batch_width / Element::in_word;
  constexpr size_t lanes_of_rest = Element::in_word == 1 ? batch_width : Lanes;
  const size_t dim = padded<Element>(columns);
  const size_t held = words_of<Element>(columns) * Element::in_word;
  for (size_t i = 0; i < run.count; i += value_keys<Element>) {
    const size_t keys = std::min(value_keys<Element>, run.count - i);
    const bool is_followed = is_run<Element>(run, columns) && i + 2 * value_keys<Element> <= run.rest;
    const size_t step = is_followed ? words : 0;
    for (size_t lane = 0; lane < panel.rows; lane += Lanes) {
      const float* const s = scores + i * panel_width + lane;
      const float* next = is_followed ? run.row(i + value_keys<Element>) : s;
      const float* v = run.row(i);
      float* target = part + lane * dim;
      size_t column = 0;
      for (; column + Batches * batch_width <= held; column += Batches * batch_width) {
        add_columns<Element, Lanes, Batches>(v + column / Element::in_word, run.stride, keys, 0, s, next, step, dim,
                                             target + column);
        next += step * value_keys<Element>;
      }
      for (; column < dim; column += Element::in_word * batch_width) {
        add_columns<Element, lanes_of_rest, Element::in_word>(v + column / Element::in_word, run.stride, keys,
                                                              columns - column, s, s, 0, dim, target + column);
      }
    }
  }
}

template <class Element>
void load_in_place(const AttentionProblem& problem, size_t batch, size_t kv_head, size_t first, float factor,
                   QueryBlock& block) {
  QueryPanel& panel = block.panel[0];
  describe_panel(problem, batch, kv_head, first, panel);
  block.head_dim = problem.head_dim;
  block.panels = 1;
  block.keys = panel.keys;
  const Batch scale(factor * Element::factor);
  // [lanes][dim, padded], a batch of lanes interleaved. Lanes beyond the rows of the panel repeat the last one.
  const size_t dim = padded<Element>(problem.head_dim);
  const size_t lanes = panel.rows == 1 ? 1 : batch_width;
  std::fill_n(panel.q, panel_width * dim, 0.0F);
  for (size_t lane = 0; lane < round_up(panel.rows, lanes); ++lane) {
    const float* const row = problem.q.row(batch, panel.row[lane].head, panel.row[lane].query);
    float* const target = panel.q + round_down(lane, lanes) * dim + lane % lanes * batch_width;
    for (size_t d = 0; d < problem.head_dim; d += batch_width) {
      store(target + d * lanes, load_first(row + d, problem.head_dim - d) * scale);
    }
  }
}

template <class Element>
PanelScores score_in_place(const AttentionProblem& problem, const QueryPanel& panel, KeyRange keys, float* scores) {
  const KeyRange own = clip(panel.keys, keys);
  for (size_t j = own.begin; j < own.end;) {
    const Run run = run_of(problem, panel, problem.past_k, problem.k, j, own.end);
    float* const target = scores + (j - keys.begin) * panel_width;
    if (panel.rows == 1) {
      score_run<Element, keys_at_once, 1>(run, panel, problem.head_dim, target);
    } else {
      score_run<Element, std::max(8 / batch_width, size_t{1}), batch_width>(run, panel, problem.head_dim, target);
    }
    j += run.count;
  }
  return {scores, keys.begin, own};
}

template <class Element>
void add_in_place(const AttentionProblem& problem, const QueryPanel& panel, KeyRange keys, const PanelScores& scores,
                  const float* rescale, float* part, float* o) {
  const size_t dim = problem.value_dim;
  const size_t longest = part_of_block(keys.end - keys.begin);
  if constexpr (Element::factor != 1.0F) {
    const Batch factor(Element::factor);
    map_span(scores.row(keys.begin), scores.row(keys.begin), (keys.end - keys.begin) * panel_width,
             [factor](Batch weight) { return weight * factor; });
  }
  for (size_t j = keys.begin; j < keys.end;) {
    const size_t first = j;
    const size_t end = std::min(keys.end, first + longest);
    std::fill_n(part, panel_width * padded<Element>(dim), 0.0F);
    while (j < end) {
      const Run run = run_of(problem, panel, problem.past_v, problem.v, j, end);
      if constexpr (Element::has_scale) {
        for (size_t i = 0; i < run.count; ++i) {
          const Batch scale(run.row(i)[words_of<Element>(dim)]);
          map_span(scores.row(j + i), scores.row(j + i), panel_width, [scale](Batch weight) { return weight * scale; });
        }
      }
      if (panel.rows == 1) {
        add_run<Element, 1, std::min(4 * Element::in_word, size_t{8})>(run, panel, dim, scores.row(j), part);
      } else {
        add_run<Element, 2 * batch_width / std::max(Element::in_word, size_t{2}),
                std::max(Element::in_word, size_t{2})>(run, panel, dim, scores.row(j), part);
      }
      j += run.count;
    }
    for (size_t lane = 0; lane < panel.rows; ++lane) {
      const Batch r(first == keys.begin ? rescale[lane] : 1.0F);
      const float* const sum = part + lane * padded<Element>(dim);
      float* const target = o + lane * dim;
      for (size_t e = 0; e < dim; e += batch_width) {
        store_first(target + e, multiply_add(r, load_first(target + e, dim - e), load(sum + e)), dim - e);
      }
    }
  }
}

template <class Element>
inline constexpr InPlaceProducts in_place_products{load_in_place<Element>, score_in_place<Element>,
                                                   add_in_place<Element>};

}  // namespace dojo
