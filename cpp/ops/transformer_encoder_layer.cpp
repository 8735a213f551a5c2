// The two sub-layers one after the other, in y and two scratch tensors.
#include "ops/transformer_encoder_layer.h"

#include "arena.h"
#include "ops/gelu.h"
#include "ops/layer_norm.h"
#include "ops/linear.h"
#include "ops/multi_head_attention.h"
#include "simd/elementary.h"
#include "simd/span.h"

namespace dojo {
namespace {

enum Activation : int32_t { activation_relu = 0, activation_gelu = 1 };

// The weights in the order of the exported function, and what every step needs.
struct Encoder {
  const float *wq, *bq, *wk, *bk, *wv, *bv, *wo, *bo, *w1, *b1, *w2, *b2, *gamma1, *beta1, *gamma2, *beta2;
  int32_t batch, seq, model_dim, hidden_dim, num_heads, activation;
  float eps;

  int32_t rows() const { return batch * seq; }
  size_t size() const { return extent(rows()) * extent(model_dim); }
};

Status attention(const Encoder& e, const float* x, float* y) {
  return multi_head_attention(x, x, x, e.wq, e.bq, e.wk, e.bk, e.wv, e.bv, e.wo, e.bo, nullptr, nullptr, y, nullptr,
                              e.batch, e.seq, e.seq, e.model_dim, e.model_dim, e.model_dim, e.num_heads, 0);
}

Status feed_forward(const Encoder& e, const float* x, float* hidden, float* y) {
  Status status = linear(x, e.w1, e.b1, hidden, e.rows(), e.model_dim, e.hidden_dim);
  const size_t count = extent(e.rows()) * extent(e.hidden_dim);
  if (e.activation == activation_relu) {
    map_span(hidden, hidden, count, relu);
  } else if (status == Status::ok) {
    status = gelu(hidden, hidden, static_cast<int32_t>(count), 0);
  }
  return status == Status::ok ? linear(hidden, e.w2, e.b2, y, e.rows(), e.hidden_dim, e.model_dim) : status;
}

Status norm1(const Encoder& e, const float* x, float* y) {
  return layer_norm(x, e.gamma1, e.beta1, y, e.rows(), e.model_dim, e.eps);
}

Status norm2(const Encoder& e, const float* x, float* y) {
  return layer_norm(x, e.gamma2, e.beta2, y, e.rows(), e.model_dim, e.eps);
}

// y <- x + y
void add(const float* x, float* y, size_t count) {
  for (size_t i = 0; i < count; ++i) y[i] += x[i];
}

// x' = x + attention(norm1(x)); y = x' + feed_forward(norm2(x')). `normal` and `hidden` are scratch.
Status encode_norm_first(const Encoder& e, const float* x, float* normal, float* between, float* hidden, float* y) {
  Status status = norm1(e, x, normal);
  if (status == Status::ok) status = attention(e, normal, between);
  if (status != Status::ok) return status;
  add(x, between, e.size());
  status = norm2(e, between, normal);
  if (status == Status::ok) status = feed_forward(e, normal, hidden, y);
  if (status == Status::ok) add(between, y, e.size());
  return status;
}

// x' = norm1(x + attention(x)); y = norm2(x' + feed_forward(x')).
Status encode_norm_last(const Encoder& e, const float* x, float* between, float* hidden, float* y) {
  Status status = attention(e, x, between);
  if (status != Status::ok) return status;
  add(x, between, e.size());
  status = norm1(e, between, between);
  if (status == Status::ok) status = feed_forward(e, between, hidden, y);
  if (status != Status::ok) return status;
  add(between, y, e.size());
  return norm2(e, y, y);
}

}  // namespace
}  // namespace dojo

dojo::Status transformer_encoder_layer(const float* x, const float* wq, const float* bq, const float* wk,
                                       const float* bk, const float* wv, const float* bv, const float* wo,
                                       const float* bo, const float* w1, const float* b1, const float* w2,
                                       const float* b2, const float* gamma1, const float* beta1, const float* gamma2,
                                       const float* beta2, float* y, int32_t batch, int32_t seq, int32_t model_dim,
                                       int32_t hidden_dim, int32_t num_heads, int32_t norm_first, int32_t activation,
                                       float eps) {
  using namespace dojo;
  const int64_t rows = int64_t{batch} * seq;
  if (!valid_dimensions({batch, seq, model_dim, hidden_dim}) || !is_dimension(rows) ||
      !is_dimension(rows * hidden_dim) || (activation != activation_relu && activation != activation_gelu)) {
    return Status::bad_shape;
  }
  const Encoder encoder{wq,     bq,    wk,     bk,    wv,    bv,  wo,        bo,         w1,        b1,         w2, b2,
                        gamma1, beta1, gamma2, beta2, batch, seq, model_dim, hidden_dim, num_heads, activation, eps};
  Scratch scratch;
  auto* const between = scratch.take<float>(encoder.size());
  auto* const hidden = scratch.take<float>(extent(encoder.rows()), extent(hidden_dim));
  auto* const normal = scratch.take<float>(norm_first != 0 ? encoder.size() : 0);
  if (scratch.exhausted()) return Status::out_of_memory;
  return norm_first != 0 ? encode_norm_first(encoder, x, normal, between, hidden, y)
                         : encode_norm_last(encoder, x, between, hidden, y);
}
