// Which keys a query may attend, as far as this is one interval: causal order, window and key lengths. Work outside
// the interval is never done; masks are applied inside it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "attention/problem.h"

namespace dojo {

/// The score of a key that may not be attended.
inline constexpr float masked_score = -std::numeric_limits<float>::infinity();

/// The keys begin <= j < end.
struct KeyRange {
  size_t begin = 0;
  size_t end = 0;

  bool empty() const { return begin >= end; }
  bool overlaps(KeyRange other) const { return begin < other.end && other.begin < end; }
};

/// The smallest range that holds both.
inline KeyRange hull(KeyRange a, KeyRange b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

/// What of `range` lies in `bounds`: if nothing, an empty range inside `bounds`.
inline KeyRange clip(KeyRange range, KeyRange bounds) {
  const size_t begin = std::clamp(range.begin, bounds.begin, bounds.end);
  return {begin, std::clamp(range.end, begin, bounds.end)};
}

/// Query i stands at position p = i + query_offset (without one: after the past) and attends the keys
///   p - window_left <= j <= p + window_right, j <= p if causal, j < kv_length.
inline KeyRange attended_keys(const AttentionProblem& problem, size_t batch, size_t query) {
  const auto keys = static_cast<int64_t>(problem.keys());
  const int64_t offset =
      problem.query_offset != nullptr ? int64_t{problem.query_offset[batch]} : static_cast<int64_t>(problem.seq_past);
  const int64_t position = static_cast<int64_t>(query) + offset;
  int64_t begin = 0;
  int64_t end = keys;
  if (problem.kv_lengths != nullptr) end = std::min(end, int64_t{problem.kv_lengths[batch]});
  if (problem.causal) end = std::min(end, position + 1);
  if (problem.window_left >= 0) begin = std::max(begin, position - problem.window_left);
  if (problem.window_right >= 0) end = std::min(end, position + problem.window_right + 1);
  if (end <= begin) return {};
  return {static_cast<size_t>(begin), static_cast<size_t>(end)};
}

/// Whether a query may attend a key of its range: what the masks say that are no interval. A bias of -infinity hides
/// as a mask does.
inline bool is_visible(const AttentionProblem& problem, size_t batch, size_t head, size_t query, size_t j) {
  const auto element = [&](const auto& mask) {
    return mask.row(batch, head, query)[j * static_cast<size_t>(mask.key_stride)];
  };
  if (problem.mask.data != nullptr && element(problem.mask) == 0) return false;
  return problem.bias.data == nullptr || element(problem.bias) != masked_score;
}

/// visit(j) for every key j that a query may attend.
template <class Visit>
void for_each_visible_key(const AttentionProblem& problem, size_t batch, size_t head, size_t query,
                          const Visit& visit) {
  const KeyRange keys = attended_keys(problem, batch, query);
  for (size_t j = keys.begin; j < keys.end; ++j) {
    if (is_visible(problem, batch, head, query, j)) visit(j);
  }
}

/// Whether a query may attend a key j of which is_wanted(j) holds.
template <class Predicate>
bool sees_key(const AttentionProblem& problem, size_t batch, size_t head, size_t query, const Predicate& is_wanted) {
  const KeyRange keys = attended_keys(problem, batch, query);
  for (size_t j = keys.begin; j < keys.end; ++j) {
    if (is_wanted(j) && is_visible(problem, batch, head, query, j)) return true;
  }
  return false;
}

}  // namespace dojo
