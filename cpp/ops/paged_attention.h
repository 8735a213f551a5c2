// A decoding step over keys and values that lie in pages (PagedAttention of vLLM, arXiv 2309.06180).
//
//   q  [batch, num_heads, head_dim], one query a sequence
//   k_pages  [pages, page_size, num_kv_heads, head_dim];  v_pages  [pages, page_size, num_kv_heads, value_dim]
//   lengths  [batch], int32, how many keys each sequence has;  table  [batch, max_pages], int32
//   out  [batch, num_heads, value_dim]
//
//   key p of sequence b: slot p mod page_size of page table[b][p div page_size]
//   out[b][h] = softmax(scale q[b][h] k^T) v  over the keys of sequence b,
//   of the key head floor(h / (num_heads / num_kv_heads))
//
// Entries of the table and slots of pages beyond a length are not looked at. A sequence of length 0 gives zeros. A
// length outside [0, max_pages * page_size], or a page outside [0, pages) that a length needs: Status::bad_index.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status paged_attention(const float* q, const float* k_pages, const float* v_pages,
                                         const int32_t* lengths, const int32_t* table,  //
                                         float* out,                                    //
                                         int32_t batch, int32_t num_heads, int32_t head_dim, int32_t pages,
                                         int32_t page_size, int32_t num_kv_heads, int32_t value_dim, int32_t max_pages,
                                         float scale);
