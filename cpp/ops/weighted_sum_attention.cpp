// As the formula reads.
#include "ops/weighted_sum_attention.h"

#include "arena.h"
#include "ops/softmax.h"
#include "simd/rows.h"

dojo::Status weighted_sum_attention(const float* x, const float* w, float* out, float* weights, int32_t n,
                                    int32_t dim) {
  using namespace dojo;
  if (!valid_dimensions({n, dim})) return Status::bad_shape;
  Scratch scratch;
  float* const a = weights != nullptr ? weights : scratch.take<float>(extent(n));
  if (scratch.exhausted()) return Status::out_of_memory;
  const size_t width = extent(dim);
  for (size_t i = 0; i < extent(n); ++i) a[i] = dot(x + i * width, w, width);
  const Status status = softmax(a, a, 1, n, 1);
  if (status == Status::ok) sum_rows(a, x, extent(n), width, width, out);
  return status;
}
