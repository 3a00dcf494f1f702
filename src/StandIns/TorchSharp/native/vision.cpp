// Convolutions, pooling, batch normalisation and resizing.
#include "shim.h"

#include <ATen/ops/adaptive_avg_pool1d.h>
#include <ATen/ops/adaptive_avg_pool2d.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/conv1d.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/upsample_bicubic2d.h>
#include <ATen/ops/upsample_bilinear2d.h>
#include <ATen/ops/upsample_nearest2d.h>

using shim::ints;
using shim::ref;

FT_API Handle ft_conv1d(
    Handle input, Handle weight, Handle bias, const int64_t* stride, const int64_t* padding, const int64_t* dilation,
    int64_t groups) {
  return shim::give([&] {
    return at::conv1d(
        ref(input), ref(weight), shim::maybe(bias), ints(stride, 1), ints(padding, 1), ints(dilation, 1), groups);
  });
}
FT_API Handle ft_conv2d(
    Handle input, Handle weight, Handle bias, const int64_t* stride, const int64_t* padding, const int64_t* dilation,
    int64_t groups) {
  return shim::give([&] {
    return at::conv2d(
        ref(input), ref(weight), shim::maybe(bias), ints(stride, 2), ints(padding, 2), ints(dilation, 2), groups);
  });
}
FT_API Handle ft_batch_norm(
    Handle input, Handle weight, Handle bias, Handle running_mean, Handle running_var, uint8_t training,
    double momentum, double eps) {
  return shim::give([&] {
    return at::batch_norm(
        ref(input), shim::maybe(weight), shim::maybe(bias), shim::maybe(running_mean), shim::maybe(running_var),
        training != 0, momentum, eps, true);
  });
}
FT_API Handle ft_max_pool2d(
    Handle input, const int64_t* kernel, const int64_t* stride, const int64_t* padding, const int64_t* dilation,
    uint8_t ceil_mode) {
  return shim::give([&] {
    return at::max_pool2d(
        ref(input), ints(kernel, 2), ints(stride, 2), ints(padding, 2), ints(dilation, 2), ceil_mode != 0);
  });
}
FT_API Handle ft_avg_pool2d(
    Handle input, const int64_t* kernel, const int64_t* stride, const int64_t* padding, uint8_t ceil_mode,
    uint8_t count_include_pad, const int64_t* divisor) {
  return shim::give([&] {
    return at::avg_pool2d(
        ref(input), ints(kernel, 2), ints(stride, 2), ints(padding, 2), ceil_mode != 0, count_include_pad != 0,
        divisor == nullptr ? shim::optional<int64_t>() : shim::optional<int64_t>(*divisor));
  });
}
FT_API Handle ft_adaptive_avg_pool1d(Handle input, int64_t size) {
  return shim::give([&] { return at::adaptive_avg_pool1d(ref(input), ints(&size, 1)); });
}
FT_API Handle ft_adaptive_avg_pool2d(Handle input, const int64_t* size) {
  return shim::give([&] { return at::adaptive_avg_pool2d(ref(input), ints(size, 2)); });
}
// mode: 0 nearest, 2 bilinear, 3 bicubic (InterpolationMode).
FT_API Handle ft_upsample2d(Handle input, const int64_t* size, int32_t mode, uint8_t align_corners) {
  return shim::give([&] {
    switch (mode) {
      case 2:
        return at::upsample_bilinear2d(ref(input), ints(size, 2), align_corners != 0);
      case 3:
        return at::upsample_bicubic2d(ref(input), ints(size, 2), align_corners != 0);
      default:
        return at::upsample_nearest2d(ref(input), ints(size, 2));
    }
  });
}
