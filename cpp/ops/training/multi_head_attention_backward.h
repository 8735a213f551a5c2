// The gradients of multi-head attention (ops/multi_head_attention.h, whose notation this is), from what the forward
// pass computed on the way (multi_head_attention_forward.h).
//
//   q, context  [batch, seq_q, model_dim];  k, v  [batch, seq_k, model_dim];  lse  [batch, num_heads, seq_q]
//   dout        [batch, seq_q, model_dim], the gradient by out
//   dquery, dkey, dvalue, dwq, dwk, dwv, dwo   as what they are the gradients of
//   dbq, dbk, dbv, dbo                         [model_dim], each optional
//
//   dcontext = dout wo,  dwo = dout^T context,  dbo = sum of dout over the queries
//   dq, dk, dv of each head: ops/scaled_dot_product_attention_backward.h
//   dquery = dq wq,  dwq = dq^T query,  dbq = sum of dq over the queries;  of key and value likewise
//
// A query that may attend nothing (lse -infinity) has gradient 0 and adds to dbo alone.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status multi_head_attention_backward(
    const float* query, const float* key, const float* value, const float* wq, const float* wk, const float* wv,
    const float* wo, const uint8_t* key_mask, const float* q, const float* k, const float* v, const float* context,
    const float* lse, const float* dout, const int32_t* query_offset,                                       //
    float* dquery, float* dkey, float* dvalue, float* dwq, float* dwk, float* dwv, float* dwo, float* dbq,  //
    float* dbk, float* dbv, float* dbo,                                                                     //
    int32_t batch, int32_t seq_q, int32_t seq_k, int32_t model_dim, int32_t key_dim, int32_t value_dim,     //
    int32_t num_heads, int32_t causal);
