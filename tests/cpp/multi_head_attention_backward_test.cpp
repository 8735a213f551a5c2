#include "ops/training/multi_head_attention_backward.h"

#include <cmath>
#include <limits>

#include "hard_rows.h"
#include "multi_head_backward.h"
#include "multi_head_case.h"
#include "outputs.h"

namespace {

using plain::MultiHeadAttention;
using Saved = plain::MultiHeadSaved<float>;

/// What the forward pass gives, in T, and a gradient to go back with.
template <class T>
plain::MultiHeadSaved<T> saved_of(const MultiHeadAttention& m, const std::vector<float>& dout) {
  const Outputs<double> f = plain::multi_head_attention_forward<double>(m, plain::Order::forward);
  const auto part = [&f](const char* name) { return std::vector<T>(f.at(name).begin(), f.at(name).end()); };
  return {part("q"), part("k"), part("v"), part("context"), part("lse"), plain::as<T>(dout)};
}

Saved forward(Draw& draw, const MultiHeadAttention& m) {
  return saved_of<float>(m, draw.normal(m.batch * m.seq_q * m.model_dim));
}

dojo::Status call(const MultiHeadAttention& m, const Saved& s, bool with_biases, Outputs<float>& result) {
  constexpr float unwritten = std::numeric_limits<float>::quiet_NaN();
  result["dquery"].assign(m.query.size(), unwritten), result["dkey"].assign(m.key.size(), unwritten);
  result["dvalue"].assign(m.value.size(), unwritten), result["dwq"].assign(m.wq.size(), unwritten);
  result["dwk"].assign(m.wk.size(), unwritten), result["dwv"].assign(m.wv.size(), unwritten);
  result["dwo"].assign(m.wo.size(), unwritten);
  const auto bias = [&](const char* name) -> float* {
    if (!with_biases) return nullptr;
    result[name].assign(m.model_dim, unwritten);
    return result[name].data();
  };
  return multi_head_attention_backward(
      m.query.data(), m.key.data(), m.value.data(), m.wq.data(), m.wk.data(), m.wv.data(), m.wo.data(),
      optional(m.key_mask), s.q.data(), s.k.data(), s.v.data(), s.context.data(), s.lse.data(), s.dout.data(),
      optional(m.query_offset), result["dquery"].data(), result["dkey"].data(), result["dvalue"].data(),
      result["dwq"].data(), result["dwk"].data(), result["dwv"].data(), result["dwo"].data(), bias("dbq"), bias("dbk"),
      bias("dbv"), bias("dbo"), int32(m.batch), int32(m.seq_q), int32(m.seq_k), int32(m.model_dim), int32(m.key_dim),
      int32(m.value_dim), int32(m.num_heads), m.causal ? 1 : 0);
}

Actual run(const MultiHeadAttention& m, const Saved& saved) {
  Actual actual;
  EXPECT_EQ(call(m, saved, true, actual.values), dojo::Status::ok);
  const size_t dim = m.model_dim;
  actual.shapes = {{"dquery", {m.batch, m.seq_q, dim}},
                   {"dkey", {m.batch, m.seq_k, m.key_dim}},
                   {"dvalue", {m.batch, m.seq_k, m.value_dim}},
                   {"dwk", {dim, m.key_dim}},
                   {"dwv", {dim, m.value_dim}}};
  for (const char* const name : {"dwq", "dwo"}) actual.shapes[name] = {dim, dim};
  for (const char* const name : {"dbq", "dbk", "dbv", "dbo"}) actual.shapes[name] = {dim};
  return actual;
}

auto formula(const MultiHeadAttention& m, const Saved& saved) {
  return [m, saved](auto type, plain::Order order) {
    using T = decltype(type);
    return plain::multi_head_attention_backward<T>(
        m,
        {plain::as<T>(saved.q), plain::as<T>(saved.k), plain::as<T>(saved.v), plain::as<T>(saved.context),
         plain::as<T>(saved.lse), plain::as<T>(saved.dout)},
        order);
  };
}

void expect_agreement(Draw& draw, const MultiHeadAttention& m) {
  const Saved saved = forward(draw, m);
  expect_outputs(run(m, saved), formula(m, saved));
}

/// The forward pass of the same name, which has the biases.
MultiHeadAttention forward_case(const std::string& name) {
  for (const GoldenCase& golden : load_golden("multi_head_attention_forward")) {
    if (golden.name == name) return multi_head_of(golden);
  }
  ADD_FAILURE() << "no forward case " << name;
  return {};
}

GOLDEN_TEST(multi_head_attention_backward) {
  const GoldenCase& golden = GetParam();
  const MultiHeadAttention m = multi_head_of(golden);
  const Saved saved{golden.floats("q"),       golden.floats("k"),   golden.floats("v"),
                    golden.floats("context"), golden.floats("lse"), golden.floats("dout")};
  // PyTorch went back from what it had in float64; the files hold 12 digits, and the kernel is given their float32.
  const plain::MultiHeadSaved<double> exact = saved_of<double>(forward_case(golden.name), saved.dout);
  const Outputs<double> right = plain::multi_head_attention_backward(m, exact, plain::Order::forward);
  const Actual actual = run(m, saved);
  for (const auto& [name, values] : actual.values) {
    const std::vector<double>& expected = golden.output(name).values;
    expect_same_formula(name, right.at(name), expected);
    EXPECT_EQ(actual.shapes.at(name), golden.output(name).shape);
    const auto part = [&, output = name](auto type, plain::Order order) {
      return formula(m, saved)(type, order).at(output);
    };
    expect_close(name, actual.shapes.at(name), values, reference(expected, part));
  }
}

TEST(multi_head_attention_backward, many_sizes) {
  Draw draw(1);
  for (const size_t seq_q : {1U, 7U, 33U}) {
    for (const size_t seq_k : {1U, 9U, 130U}) {
      for (const size_t head_dim : {1U, 5U, 8U}) {
        MultiHeadAttention m;
        m.batch = 2, m.seq_q = seq_q, m.seq_k = seq_k, m.num_heads = 3, m.model_dim = 3 * head_dim;
        m.key_dim = 6, m.value_dim = 5, m.causal = head_dim == 5;
        m = draw_case(draw, m, 0.2F);
        if (head_dim == 8) m.key_mask = draw.booleans(m.batch * seq_k, 0.5);
        expect_agreement(draw, m);
      }
    }
  }
}

TEST(multi_head_attention_backward, queries_may_stand_anywhere_among_the_keys) {
  Draw draw(2);
  MultiHeadAttention m;
  m.batch = 3, m.seq_q = 4, m.seq_k = 9, m.num_heads = 2, m.model_dim = 6, m.key_dim = 6, m.value_dim = 6;
  m.causal = true;
  m = draw_case(draw, m);
  m.query_offset = {5, 0, -2};
  expect_agreement(draw, m);
}

TEST(multi_head_attention_backward, bias_gradients_may_be_absent) {
  Draw draw(3);
  MultiHeadAttention m;
  m.batch = 2, m.seq_q = 4, m.seq_k = 6, m.num_heads = 2, m.model_dim = 8, m.key_dim = 7, m.value_dim = 5;
  m = draw_case(draw, m);
  const Saved saved = forward(draw, m);
  const Outputs<float> all = run(m, saved).values;
  Outputs<float> few;
  ASSERT_EQ(call(m, saved, false, few), dojo::Status::ok);
  EXPECT_EQ(few.size(), 7U);
  for (const auto& [name, values] : few) EXPECT_EQ(values, all.at(name)) << name;
}

TEST(multi_head_attention_backward, central_differences) {
  Draw draw(4);
  for (int round = 0; round < 8; ++round) {
    SCOPED_TRACE(round);
    MultiHeadAttention m;
    m.batch = 2, m.seq_q = 1 + draw.below(4), m.seq_k = 1 + draw.below(6);
    m.num_heads = 2, m.model_dim = 4, m.key_dim = 3, m.value_dim = 5, m.causal = round % 2 == 0;
    m = draw_case(draw, m);
    if (round % 3 == 0) m.key_mask = draw.booleans(m.batch * m.seq_k, 0.6);
    if (round % 4 == 0) m.query_offset = {1, -1};
    const Saved saved = forward(draw, m);
    const Outputs<float> gradients = run(m, saved).values;
    std::vector<std::pair<const char*, std::vector<float> MultiHeadAttention::*>> leaves = {
        {"dquery", &MultiHeadAttention::query}, {"dkey", &MultiHeadAttention::key},
        {"dvalue", &MultiHeadAttention::value}, {"dwq", &MultiHeadAttention::wq},
        {"dwk", &MultiHeadAttention::wk},       {"dwv", &MultiHeadAttention::wv},
        {"dwo", &MultiHeadAttention::wo},       {"dbq", &MultiHeadAttention::bq},
        {"dbk", &MultiHeadAttention::bk},       {"dbv", &MultiHeadAttention::bv},
        {"dbo", &MultiHeadAttention::bo}};
    for (const auto& [name, leaf] : leaves) {
      MultiHeadAttention at = m;
      std::vector<float>& values = at.*leaf;
      for (size_t i = 0; i < values.size(); ++i) {
        const auto loss = [&](float value) {
          values[i] = value;
          const std::vector<double> out =
              plain::multi_head_attention_forward<double>(at, plain::Order::forward).at("out");
          double total = 0;
          for (size_t o = 0; o < out.size(); ++o) total += out[o] * double{saved.dout[o]};
          return total;
        };
        const float middle = values[i], above = middle + 0.002F, below = middle - 0.002F;
        const double slope = (loss(above) - loss(below)) / (double{above} - double{below});
        values[i] = middle;
        ASSERT_NEAR(gradients.at(name)[i], slope, 2e-5 * (1 + std::abs(slope))) << name << " at " << i;
      }
    }
  }
}

TEST(multi_head_attention_backward, a_query_that_may_attend_nothing_moves_the_last_bias_alone) {
  Draw draw(5);
  MultiHeadAttention m;
  m.batch = 2, m.seq_q = 3, m.seq_k = 5, m.num_heads = 2, m.model_dim = 4, m.key_dim = 4, m.value_dim = 4;
  m = draw_case(draw, m);
  m.key_mask = std::vector<uint8_t>(10, 0);
  const Saved saved = forward(draw, m);
  for (const auto& [name, values] : run(m, saved).values) {
    if (name == "dbo") continue;
    for (const float value : values) EXPECT_EQ(value, 0.0F) << name;
  }
  // One entry of two.
  m.key_mask[1] = m.key_mask[3] = 1;
  expect_agreement(draw, m);
}

TEST(multi_head_attention_backward, what_padding_hides_gets_no_gradient) {
  Draw draw(6);
  MultiHeadAttention m;
  m.batch = 2, m.seq_q = 5, m.seq_k = 30, m.num_heads = 2, m.model_dim = 8, m.key_dim = 3, m.value_dim = 3;
  m = draw_case(draw, m);
  m.key_mask = draw.booleans(m.batch * m.seq_k, 0.6);
  const Outputs<float> gradients = run(m, forward(draw, m)).values;
  for (size_t at = 0; at < m.key.size(); ++at) {
    if (m.key_mask[at / 3] != 0) continue;
    EXPECT_EQ(gradients.at("dkey")[at], 0.0F);
    EXPECT_EQ(gradients.at("dvalue")[at], 0.0F);
  }
}

// All terms have one sign: what is left of the sums' rounding shows.
TEST(multi_head_attention_backward, sums_over_fifty_thousand_queries) {
  MultiHeadAttention m;
  m.batch = 500, m.seq_q = 101, m.seq_k = 2, m.num_heads = 1, m.model_dim = 1, m.key_dim = 1, m.value_dim = 1;
  m.query = row_of(m.batch * m.seq_q, [](double i) { return 0.1 + std::fmod(i, 7) / 100; });
  m.key = row_of(m.batch * m.seq_k, [](double i) { return std::fmod(i, 2) == 0 ? 1.0 : -1.0; });
  m.value = row_of(m.batch * m.seq_k, [](double i) { return std::fmod(i, 2) == 0 ? 2.0 : 0.5; });
  m.wq = m.wk = m.wv = m.wo = {1.0F};
  const Saved saved =
      saved_of<float>(m, row_of(m.batch * m.seq_q, [](double i) { return 0.3 + std::fmod(i, 5) / 100; }));
  const Outputs<double> expected = formula(m, saved)(double{}, plain::Order::interleaved);
  for (const auto& [name, values] : run(m, saved).values) {
    // Of dk, which the keys get with both signs, nothing is left in their sum.
    if (name != "dbk") expect_as_float64(values, expected.at(name));
  }
}

TEST(multi_head_attention_backward, any_dimension_may_be_zero_or_one) {
  Draw draw(7);
  for (const size_t size : {size_t{0}, size_t{1}}) {
    for (size_t at = 0; at < 6; ++at) {
      SCOPED_TRACE(at);
      MultiHeadAttention m;
      m.batch = 2, m.seq_q = 3, m.seq_k = 5, m.num_heads = 1, m.model_dim = 4, m.key_dim = 6, m.value_dim = 8;
      size_t* const dimensions[] = {&m.batch, &m.seq_q, &m.seq_k, &m.model_dim, &m.key_dim, &m.value_dim};
      *dimensions[at] = size;
      expect_agreement(draw, draw_case(draw, m));
    }
  }
}

TEST(multi_head_attention_backward, heads_of_nothing_take_no_time) {
  MultiHeadAttention m;
  m.batch = 0, m.seq_q = 0, m.model_dim = 0, m.num_heads = std::numeric_limits<int32_t>::max();
  Outputs<float> result;
  EXPECT_EQ(call(m, {}, true, result), dojo::Status::ok);
  m.batch = std::numeric_limits<int32_t>::max(), m.seq_k = 0;
  EXPECT_EQ(call(m, {}, true, result), dojo::Status::ok);
}

TEST(multi_head_attention_backward, shapes_that_cannot_be) {
  Draw draw(8);
  MultiHeadAttention m;
  m.model_dim = 4;
  m = draw_case(draw, m);
  const Saved saved = forward(draw, m);
  Outputs<float> result;
  EXPECT_EQ(call(m, saved, true, result), dojo::Status::ok);
  for (const size_t num_heads : {0U, 3U}) {
    m.num_heads = num_heads;
    EXPECT_EQ(call(m, saved, true, result), dojo::Status::bad_shape);
  }
  const auto of_sizes = [](int32_t seq_q, int32_t value_dim) {
    return multi_head_attention_backward(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                                         nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                                         nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                                         nullptr, nullptr, 3, seq_q, 1, 1, 1, value_dim, 1, 0);
  };
  EXPECT_EQ(of_sizes(-1, 1), dojo::Status::bad_shape);
  EXPECT_EQ(of_sizes(1, -1), dojo::Status::bad_shape);
  EXPECT_EQ(of_sizes(std::numeric_limits<int32_t>::max(), 1), dojo::Status::bad_shape);
}

}  // namespace
