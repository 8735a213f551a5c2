// One step of AdamW (arXiv 1711.05101), in the order of torch.optim.AdamW.
//
//   param, grad, m, v, new_param, new_m, new_v  [count];  step >= 1 counts from 1;  beta1, beta2 in [0, 1)
//
//   new_m     = m + (1 - beta1) (grad - m)
//   new_v     = beta2 v + (1 - beta2) grad^2
//   new_param = (1 - lr weight_decay) param
//               - lr / (1 - beta1^step) new_m / (sqrt(new_v) / sqrt(1 - beta2^step) + eps)
//
// Any new one may be the memory of any old one.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status adamw_step(const float* param, const float* grad, const float* m, const float* v,  //
                                    float* new_param, float* new_m, float* new_v,                           //
                                    int32_t count, float lr, double beta1, double beta2, float eps, float weight_decay,
                                    int32_t step);
