// Scaled dot-product attention, and the layers around it.
#include "../../multi_head_backward.h"
#include "../../parts.h"
#include "../../plain_backward.h"
#include "../twin.h"

namespace twin {

using plain::as;
using plain::Bounded;
using plain::Order;

namespace {

/// The rows of every head of `past`, [heads, .., dim], and those of `rows` after them.
std::vector<float> concatenate(const std::vector<float>& past, const std::vector<float>& rows, size_t heads) {
  std::vector<float> all;
  for (size_t head = 0; head < heads; ++head) {
    for (const std::vector<float>* const part : {&past, &rows}) {
      const size_t size = part->size() / heads;
      all.insert(all.end(), part->begin() + static_cast<ptrdiff_t>(head * size),
                 part->begin() + static_cast<ptrdiff_t>((head + 1) * size));
    }
  }
  return all;
}

plain::Attention attention_of(const Call& call) {
  plain::Attention a;
  const size_t past = call.size("seq_past");
  a.batch = call.size("batch"), a.num_heads = call.size("num_heads"), a.num_kv_heads = call.size("num_kv_heads");
  a.seq_q = call.size("seq_q"), a.keys = past + call.size("seq_k");
  a.head_dim = call.size("head_dim"), a.value_dim = call.size("value_dim");
  const size_t heads = a.batch * a.num_kv_heads;
  a.q = call.floats("q");
  a.k = concatenate(call.floats("past_k"), call.floats("k"), heads);
  a.v = concatenate(call.floats("past_v"), call.floats("v"), heads);
  a.mask = call.booleans("mask"), a.bias = call.floats("bias"), a.sinks = call.floats("sinks");
  a.query_offset = call.integers("query_offset"), a.kv_lengths = call.integers("kv_lengths");
  if (a.query_offset.empty()) a.query_offset.assign(a.batch, static_cast<int32_t>(past));
  a.scale = call.number("scale"), a.softcap = call.number("softcap");
  a.causal = call.integer("causal") != 0;
  a.window_left = call.integer("window", 0), a.window_right = call.integer("window", 1);
  return a;
}

plain::MultiHeadAttention projections_of(const Call& call, const char* seq_k) {
  plain::MultiHeadAttention m;
  m.batch = call.size("batch"), m.seq_k = call.size(seq_k);
  m.wq = call.floats("wq"), m.bq = call.floats("bq"), m.wk = call.floats("wk"), m.bk = call.floats("bk");
  m.wv = call.floats("wv"), m.bv = call.floats("bv"), m.wo = call.floats("wo"), m.bo = call.floats("bo");
  return m;
}

/// Of a sequence that attends itself.
plain::MultiHeadAttention self_attention_of(const Call& call, const char* dim) {
  plain::MultiHeadAttention m = projections_of(call, "seq");
  m.seq_q = m.seq_k;
  m.model_dim = m.key_dim = m.value_dim = call.size(dim);
  return m;
}

plain::MultiHeadAttention multi_head_of(const Call& call) {
  plain::MultiHeadAttention m = projections_of(call, "seq_k");
  m.seq_q = call.size("seq_q"), m.num_heads = call.size("num_heads");
  m.model_dim = call.size("model_dim"), m.key_dim = call.size("key_dim"), m.value_dim = call.size("value_dim");
  m.query = call.floats("query"), m.key = call.floats("key"), m.value = call.floats("value");
  m.key_mask = call.booleans("key_mask"), m.query_offset = call.integers("query_offset");
  m.causal = call.integer("causal") != 0;
  return m;
}

}  // namespace

Expected scaled_dot_product_attention(const Call& call) {
  const plain::Attention a = attention_of(call);
  const plain::AttentionOutputs<Bounded> outputs = plain::attention<Bounded>(a, Order::forward);
  return {{"out", outputs.out},
          {"weights", outputs.weights},
          {"lse", outputs.lse},
          {"present_k", as<Bounded>(a.k)},
          {"present_v", as<Bounded>(a.v)}};
}

Expected scaled_dot_product_attention_backward(const Call& call) {
  const plain::Forward<Bounded> forward{as<Bounded>(call.floats("out")), as<Bounded>(call.floats("lse")),
                                        as<Bounded>(call.floats("dout"))};
  const plain::AttentionGradients<Bounded> gradients =
      plain::attention_backward(attention_of(call), forward, Order::forward);
  return {{"dq", gradients.dq}, {"dk", gradients.dk}, {"dv", gradients.dv}};
}

Expected multi_head_attention(const Call& call) {
  const plain::MultiHeadAttention m = multi_head_of(call);
  const plain::AttentionOutputs<Bounded> outputs =
      plain::multi_head_attention(m, as<Bounded>(m.query), as<Bounded>(m.key), as<Bounded>(m.value), Order::forward);
  return {{"out", outputs.out}, {"weights", outputs.weights}};
}

Expected multi_head_attention_forward(const Call& call) {
  return plain::multi_head_attention_forward<Bounded>(multi_head_of(call), Order::forward);
}

Expected multi_head_attention_backward(const Call& call) {
  const auto given = [&call](const char* name) { return as<Bounded>(call.floats(name)); };
  return plain::multi_head_attention_backward<Bounded>(
      multi_head_of(call), {given("q"), given("k"), given("v"), given("context"), given("lse"), given("dout")},
      Order::forward);
}

Expected merge_attention(const Call& call) {
  return plain::merge_attention<Bounded>(
      {call.size("parts"), call.size("batch") * call.size("num_heads") * call.size("seq_q"), call.size("value_dim"),
       call.floats("outs"), call.floats("lses")},
      Order::forward);
}

Expected paged_attention(const Call& call) {
  return plain::paged_attention<Bounded>(
      {call.size("num_heads"), call.size("num_kv_heads"), call.size("head_dim"), call.size("value_dim"),
       call.size("page_size"), call.size("max_pages"), call.floats("q"), call.floats("k_pages"), call.floats("v_pages"),
       call.integers("lengths"), call.integers("table"), call.number("scale")},
      Order::forward);
}

Expected attention_text_classifier(const Call& call) {
  plain::TextClassifier c{self_attention_of(call, "dim"), call.integers("ids"), call.floats("embedding"),
                          call.floats("wc"), call.floats("bc")};
  c.attention.key_mask = call.booleans("mask");
  const plain::AttentionOutputs<Bounded> outputs = plain::attention_text_classifier<Bounded>(c, Order::forward);
  return {{"logits", outputs.out}, {"weights", outputs.weights}};
}

Expected transformer_encoder_layer(const Call& call) {
  plain::EncoderLayer e;
  e.attention = self_attention_of(call, "model_dim");
  e.attention.num_heads = call.size("num_heads");
  e.hidden_dim = call.size("hidden_dim");
  e.x = call.floats("x"), e.w1 = call.floats("w1"), e.b1 = call.floats("b1"), e.w2 = call.floats("w2");
  e.b2 = call.floats("b2"), e.gamma1 = call.floats("gamma1"), e.beta1 = call.floats("beta1");
  e.gamma2 = call.floats("gamma2"), e.beta2 = call.floats("beta2");
  e.norm_first = call.integer("norm_first") != 0, e.gelu = call.integer("activation") == 1;
  e.eps = call.number("eps");
  return {{"y", plain::transformer_encoder_layer<Bounded>(e, Order::forward)}};
}

}  // namespace twin
