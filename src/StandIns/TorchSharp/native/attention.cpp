// Scaled dot-product attention: libtorch's own from 2.0 on, composed before.
#include "shim.h"

#if FT_TORCH_AT_LEAST(2, 0)
#include <ATen/ops/scaled_dot_product_attention.h>
#else
#include <ATen/ops/bmm.h>
#include <ATen/ops/dropout.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros_like.h>
#include <ATen/ops/softmax.h>

#include <cmath>
#include <limits>
#endif

using shim::ref;

#if !FT_TORCH_AT_LEAST(2, 0)
namespace {

// A mask that is added to the scores: booleans say who takes part.
at::Tensor additive(const at::Tensor& mask, const at::Tensor& like) {
  if (mask.scalar_type() != at::kBool) {
    return mask.to(like.scalar_type());
  }
  return at::zeros_like(mask, like.options()).masked_fill_(mask.logical_not(), -std::numeric_limits<double>::infinity());
}

at::Tensor attend(
    const at::Tensor& query, const at::Tensor& key, const at::Tensor& value, const at::Tensor& mask, double p, bool causal) {
  TORCH_CHECK(query.dim() >= 2 && key.dim() == query.dim() && value.dim() == query.dim(),
      "scaled_dot_product_attention: query, key and value need the same number of dimensions, at least 2");
  TORCH_CHECK(!(causal && mask.defined()), "scaled_dot_product_attention: give a mask or is_causal, not both");
  const auto rows = query.size(-2), columns = key.size(-2), width = query.size(-1);
  const double scale = 1.0 / std::sqrt(static_cast<double>(width));

  at::Tensor bias;
  if (causal) {
    bias = additive(at::ones({rows, columns}, query.options().dtype(at::kBool)).tril_(), query);
  } else if (mask.defined()) {
    bias = additive(mask, query);
  }

  auto batch = query.sizes().vec();
  batch.resize(batch.size() - 2);
  auto scores_shape = batch;
  scores_shape.push_back(rows);
  scores_shape.push_back(columns);
  const at::Tensor q = query.reshape({-1, rows, width});
  const at::Tensor k = key.reshape({-1, columns, width}).transpose(1, 2);
  const at::Tensor v = value.reshape({-1, columns, value.size(-1)});

  // A bias without a gradient is where the product starts from: no pass of its own over the scores.
  at::Tensor scores;
  if (bias.defined() && !bias.requires_grad()) {
    scores = at::empty(scores_shape, q.options().requires_grad(false)).copy_(bias.expand(scores_shape)).view({-1, rows, columns});
    scores.baddbmm_(q, k, 1.0, scale);
  } else {
    scores = at::bmm(q.mul(scale), k);
    if (bias.defined()) {
      scores = scores.view(scores_shape).add(bias).view({-1, rows, columns});
    }
  }
  at::Tensor weights = at::softmax(scores, -1);
  if (p > 0.0) {
    weights = at::dropout(weights, p, true);
  }
  auto result_shape = batch;
  result_shape.push_back(rows);
  result_shape.push_back(value.size(-1));
  return at::bmm(weights, v).view(result_shape);
}

}  // namespace
#endif

FT_API Handle ft_scaled_dot_product_attention(
    Handle query, Handle key, Handle value, Handle mask, double p, uint8_t causal) {
  return shim::give([&] {
#if FT_TORCH_AT_LEAST(2, 0)
    return at::scaled_dot_product_attention(ref(query), ref(key), ref(value), shim::maybe(mask), p, causal != 0);
#else
    return attend(ref(query), ref(key), ref(value), ref(mask), p, causal != 0);
#endif
  });
}
