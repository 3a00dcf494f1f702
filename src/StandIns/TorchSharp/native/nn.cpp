// Layers and losses.
#include "shim.h"

#include <ATen/ops/binary_cross_entropy.h>
#include <ATen/ops/binary_cross_entropy_with_logits.h>
#include <ATen/ops/celu.h>
#include <ATen/ops/cosine_similarity.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/dropout.h>
#include <ATen/ops/elu.h>
#include <ATen/ops/embedding.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/glu.h>
#include <ATen/ops/group_norm.h>
#include <ATen/ops/hardsigmoid.h>
#include <ATen/ops/hardswish.h>
#include <ATen/ops/hardtanh.h>
#include <ATen/ops/huber_loss.h>
#include <ATen/ops/kl_div.h>
#include <ATen/ops/l1_loss.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/log_sigmoid.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/mish.h>
#include <ATen/ops/mse_loss.h>
#include <ATen/ops/nll_loss_nd.h>
#include <ATen/ops/one_hot.h>
#include <ATen/ops/pad.h>
#include <ATen/ops/relu6.h>
#include <ATen/ops/selu.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/smooth_l1_loss.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/softplus.h>

using shim::ref;

FT_API Handle ft_linear(Handle input, Handle weight, Handle bias) {
  return shim::give([&] { return at::linear(ref(input), ref(weight), shim::maybe(bias)); });
}
FT_API Handle ft_embedding(Handle weight, Handle indices, int64_t padding_index, uint8_t scale_by_freq, uint8_t sparse) {
  return shim::give([&] {
    return at::embedding(ref(weight), ref(indices), padding_index, scale_by_freq != 0, sparse != 0);
  });
}
FT_API Handle ft_layer_norm(Handle input, const int64_t* shape, int64_t rank, Handle weight, Handle bias, double eps) {
  return shim::give([&] {
    return at::layer_norm(ref(input), shim::ints(shape, rank), shim::maybe(weight), shim::maybe(bias), eps);
  });
}
FT_API Handle ft_group_norm(Handle input, int64_t groups, Handle weight, Handle bias, double eps) {
  return shim::give([&] { return at::group_norm(ref(input), groups, shim::maybe(weight), shim::maybe(bias), eps); });
}
FT_API Handle ft_dropout(Handle input, double p, uint8_t training) {
  return shim::give([&] { return at::dropout(ref(input), p, training != 0); });
}
FT_API int32_t ft_dropout_(Handle input, double p, uint8_t training) {
  return shim::run([&] {
    at::Tensor self = ref(input);
    at::dropout_(self, p, training != 0);
  });
}
FT_API Handle ft_softmax(Handle input, int64_t dim, int32_t dtype) {
  return shim::give([&] { return at::softmax(ref(input), dim, shim::dtype(dtype)); });
}
FT_API Handle ft_log_softmax(Handle input, int64_t dim, int32_t dtype) {
  return shim::give([&] { return at::log_softmax(ref(input), dim, shim::dtype(dtype)); });
}
// approximate: 0 = by erf, 1 = by tanh.
FT_API Handle ft_gelu(Handle input, int32_t approximate) {
  return shim::give([&] { return at::gelu(ref(input), approximate != 0 ? "tanh" : "none"); });
}
FT_API int32_t ft_gelu_(Handle input, int32_t approximate) {
  return shim::run([&] {
    at::Tensor self = ref(input);
    at::gelu_(self, approximate != 0 ? "tanh" : "none");
  });
}

#define ACTIVATION(name) \
  FT_API Handle ft_##name(Handle input) { \
    return shim::give([&] { return at::name(ref(input)); }); \
  } \
  FT_API int32_t ft_##name##_(Handle input) { \
    return shim::run([&] { \
      at::Tensor self = ref(input); \
      at::name##_(self); \
    }); \
  }
ACTIVATION(silu)
ACTIVATION(mish)
ACTIVATION(selu)
ACTIVATION(relu6)
ACTIVATION(hardsigmoid)
ACTIVATION(hardswish)

FT_API Handle ft_log_sigmoid(Handle input) {
  return shim::give([&] { return at::log_sigmoid(ref(input)); });
}
FT_API Handle ft_elu(Handle input, FtScalar alpha) {
  return shim::give([&] { return at::elu(ref(input), shim::scalar(alpha)); });
}
FT_API Handle ft_celu(Handle input, FtScalar alpha) {
  return shim::give([&] { return at::celu(ref(input), shim::scalar(alpha)); });
}
FT_API Handle ft_leaky_relu(Handle input, FtScalar slope) {
  return shim::give([&] { return at::leaky_relu(ref(input), shim::scalar(slope)); });
}
FT_API Handle ft_hardtanh(Handle input, FtScalar min, FtScalar max) {
  return shim::give([&] { return at::hardtanh(ref(input), shim::scalar(min), shim::scalar(max)); });
}
FT_API Handle ft_softplus(Handle input, FtScalar beta, FtScalar threshold) {
  return shim::give([&] { return at::softplus(ref(input), shim::scalar(beta), shim::scalar(threshold)); });
}
FT_API Handle ft_glu(Handle input, int64_t dim) {
  return shim::give([&] { return at::glu(ref(input), dim); });
}
FT_API Handle ft_prelu(Handle input, Handle weight) {
  return shim::give([&] { return ref(input).prelu(ref(weight)); });
}
FT_API Handle ft_one_hot(Handle input, int64_t classes) {
  return shim::give([&] { return at::one_hot(ref(input), classes); });
}
FT_API Handle ft_pad(Handle input, const int64_t* pad, int64_t count, const char* mode, double value) {
  return shim::give([&] {
    const bool constant = std::string(mode) == "constant";
    return at::pad(
        ref(input), shim::ints(pad, count), mode, constant ? shim::optional<double>(value) : shim::optional<double>());
  });
}

// reduction: 0 none, 1 mean, 2 sum, as libtorch numbers them.
FT_API Handle ft_cross_entropy(
    Handle input, Handle target, Handle weight, int64_t reduction, int64_t ignore_index, double label_smoothing) {
  return shim::give([&] {
    return at::cross_entropy_loss(
        ref(input), ref(target), shim::maybe(weight), reduction, ignore_index, label_smoothing);
  });
}
FT_API Handle ft_nll_loss(Handle input, Handle target, Handle weight, int64_t reduction, int64_t ignore_index) {
  return shim::give([&] { return at::nll_loss_nd(ref(input), ref(target), shim::maybe(weight), reduction, ignore_index); });
}
FT_API Handle ft_binary_cross_entropy(Handle input, Handle target, Handle weight, int64_t reduction) {
  return shim::give([&] { return at::binary_cross_entropy(ref(input), ref(target), shim::maybe(weight), reduction); });
}
FT_API Handle ft_binary_cross_entropy_with_logits(
    Handle input, Handle target, Handle weight, Handle positive_weight, int64_t reduction) {
  return shim::give([&] {
    return at::binary_cross_entropy_with_logits(
        ref(input), ref(target), shim::maybe(weight), shim::maybe(positive_weight), reduction);
  });
}
FT_API Handle ft_mse_loss(Handle input, Handle target, int64_t reduction) {
  return shim::give([&] { return at::mse_loss(ref(input), ref(target), reduction); });
}
FT_API Handle ft_l1_loss(Handle input, Handle target, int64_t reduction) {
  return shim::give([&] { return at::l1_loss(ref(input), ref(target), reduction); });
}
FT_API Handle ft_smooth_l1_loss(Handle input, Handle target, int64_t reduction, double beta) {
  return shim::give([&] { return at::smooth_l1_loss(ref(input), ref(target), reduction, beta); });
}
FT_API Handle ft_huber_loss(Handle input, Handle target, int64_t reduction, double delta) {
  return shim::give([&] { return at::huber_loss(ref(input), ref(target), reduction, delta); });
}
FT_API Handle ft_kl_div(Handle input, Handle target, int64_t reduction, uint8_t log_target) {
  return shim::give([&] { return at::kl_div(ref(input), ref(target), reduction, log_target != 0); });
}
FT_API Handle ft_cosine_similarity(Handle first, Handle second, int64_t dim, double eps) {
  return shim::give([&] { return at::cosine_similarity(ref(first), ref(second), dim, eps); });
}
