// Making tensors, what a tensor says of itself, and moving data in and out.
#include "shim.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/empty_strided.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/from_file.h>
#include <ATen/ops/full.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/logspace.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/randperm.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include <cstring>

using at::Generator;
using shim::ref;

namespace {

shim::optional<Generator> maybe(const Generator* generator) {
  return generator == nullptr ? shim::optional<Generator>() : shim::optional<Generator>(*generator);
}

at::Tensor finish(at::Tensor tensor, const FtOptions& options) {
  if (options.requires_grad != 0) {
    tensor.set_requires_grad(true);
  }
  return tensor;
}

template <class Body>
Handle make(const FtOptions& options, Body&& body) {
  return shim::give([&] { return finish(body(shim::options(options)), options); });
}

at::TensorOptions like(const at::Tensor& tensor, const FtOptions& wanted) {
  auto result = tensor.options().requires_grad(false);
  if (wanted.dtype >= 0) {
    result = result.dtype(static_cast<at::ScalarType>(wanted.dtype));
  }
  if (wanted.device_type >= 0) {
    result = result.device(
        at::Device(static_cast<at::DeviceType>(wanted.device_type), static_cast<at::DeviceIndex>(wanted.device_index)));
  }
  return result;
}

}  // namespace

FT_API Handle ft_empty(const int64_t* sizes, int64_t rank, FtOptions options) {
  return make(options, [&](auto o) { return at::empty(shim::ints(sizes, rank), o); });
}
FT_API Handle ft_empty_strided(const int64_t* sizes, const int64_t* strides, int64_t rank, FtOptions options) {
  return make(options, [&](auto o) { return at::empty_strided(shim::ints(sizes, rank), shim::ints(strides, rank), o); });
}
FT_API Handle ft_zeros(const int64_t* sizes, int64_t rank, FtOptions options) {
  return make(options, [&](auto o) { return at::zeros(shim::ints(sizes, rank), o); });
}
FT_API Handle ft_full(const int64_t* sizes, int64_t rank, FtScalar value, FtOptions options) {
  return make(options, [&](auto o) { return at::full(shim::ints(sizes, rank), shim::scalar(value), o); });
}
FT_API Handle ft_rand(const int64_t* sizes, int64_t rank, const Generator* generator, FtOptions options) {
  return make(options, [&](auto o) { return at::rand(shim::ints(sizes, rank), maybe(generator), o); });
}
FT_API Handle ft_randn(const int64_t* sizes, int64_t rank, const Generator* generator, FtOptions options) {
  return make(options, [&](auto o) { return at::randn(shim::ints(sizes, rank), maybe(generator), o); });
}
FT_API Handle ft_randint(
    int64_t low, int64_t high, const int64_t* sizes, int64_t rank, const Generator* generator, FtOptions options) {
  return make(options, [&](auto o) { return at::randint(low, high, shim::ints(sizes, rank), maybe(generator), o); });
}
FT_API Handle ft_randperm(int64_t count, const Generator* generator, FtOptions options) {
  return make(options, [&](auto o) { return at::randperm(count, maybe(generator), o); });
}
FT_API Handle ft_arange(FtScalar start, FtScalar stop, FtScalar step, FtOptions options) {
  return make(options, [&](auto o) {
    return at::arange(shim::scalar(start), shim::scalar(stop), shim::scalar(step), o);
  });
}
FT_API Handle ft_linspace(double start, double end, int64_t steps, FtOptions options) {
  return make(options, [&](auto o) { return at::linspace(start, end, steps, o); });
}
FT_API Handle ft_logspace(double start, double end, int64_t steps, double base, FtOptions options) {
  return make(options, [&](auto o) { return at::logspace(start, end, steps, base, o); });
}
FT_API Handle ft_eye(int64_t rows, int64_t columns, FtOptions options) {
  return make(options, [&](auto o) { return at::eye(rows, columns, o); });
}
FT_API Handle ft_empty_like(Handle self, FtOptions options) {
  return shim::give([&] { return finish(at::empty_like(ref(self), like(ref(self), options)), options); });
}

// Copies `bytes` bytes of host memory into a new tensor of the given shape and type.
FT_API Handle ft_from_memory(const void* data, int64_t bytes, const int64_t* sizes, int64_t rank, FtOptions options) {
  return shim::give([&] {
    FtOptions host = options;
    host.device_type = -1;
    at::Tensor tensor = at::empty(shim::ints(sizes, rank), shim::options(host));
    TORCH_CHECK(static_cast<int64_t>(tensor.nbytes()) == bytes, "The shape asks for ", tensor.nbytes(),
        " bytes, but the data holds ", bytes, ".");
    std::memcpy(tensor.data_ptr(), data, static_cast<size_t>(bytes));
    if (options.device_type > 0) {
      tensor = tensor.to(shim::options(options).device());
    }
    return finish(std::move(tensor), options);
  });
}

// A tensor over a file: its own private copy of the pages that are written, or the file itself where it is shared.
FT_API Handle ft_from_file(const char* filename, int8_t shared, int64_t size, FtOptions options) {
  return shim::give([&] {
    FtOptions host = options;
    host.device_type = -1;
    at::Tensor tensor = at::from_file(filename, shared > 0, size, shim::options(host));
    return finish(options.device_type > 0 ? tensor.to(shim::options(options).device()) : tensor, options);
  });
}

// A tensor over memory that the caller keeps; `release` is called with `state` once libtorch is done with it.
FT_API Handle ft_from_buffer(
    void* data, const int64_t* sizes, int64_t rank, FtOptions options, void (*release)(void*), void* state) {
  return shim::give([&] {
    return finish(
        at::from_blob(data, shim::ints(sizes, rank), [release, state](void*) { release(state); }, shim::options(options)),
        options);
  });
}

FT_API void* ft_data(Handle self) {
  void* result = nullptr;
  shim::run([&] { result = ref(self).data_ptr(); });
  return result;
}
FT_API int64_t ft_dim(Handle self) { return ref(self).dim(); }
FT_API int64_t ft_numel(Handle self) { return ref(self).numel(); }
FT_API int64_t ft_element_size(Handle self) { return static_cast<int64_t>(ref(self).element_size()); }
FT_API int64_t ft_storage_offset(Handle self) { return ref(self).storage_offset(); }
FT_API int32_t ft_dtype(Handle self) { return static_cast<int32_t>(ref(self).scalar_type()); }
FT_API int32_t ft_device_type(Handle self) { return static_cast<int32_t>(ref(self).device().type()); }
FT_API int32_t ft_device_index(Handle self) { return ref(self).device().index(); }
FT_API int32_t ft_sizes(Handle self, int64_t* sizes) {
  return shim::run([&] {
    const auto shape = ref(self).sizes();
    std::copy(shape.begin(), shape.end(), sizes);
  });
}
FT_API int32_t ft_strides(Handle self, int64_t* strides) {
  return shim::run([&] {
    const auto steps = ref(self).strides();
    std::copy(steps.begin(), steps.end(), strides);
  });
}
FT_API uint8_t ft_is_contiguous(Handle self) { return ref(self).is_contiguous() ? 1 : 0; }
FT_API uint8_t ft_is_sparse(Handle self) { return ref(self).is_sparse() ? 1 : 0; }
FT_API uint8_t ft_is_pinned(Handle self) {
  uint8_t result = 0;
  shim::run([&] { result = ref(self).is_pinned() ? 1 : 0; });
  return result;
}

// One element as a scalar; reads across devices.
FT_API int32_t ft_item(Handle self, FtScalar* result) {
  return shim::run([&] {
    const at::Scalar value = ref(self).item();
    if (value.isBoolean()) {
      *result = FtScalar{2, value.toBool() ? 1 : 0, 0, 0};
    } else if (value.isIntegral(false)) {
      *result = FtScalar{0, value.toLong(), 0, 0};
    } else if (value.isFloatingPoint()) {
      *result = FtScalar{1, 0, value.toDouble(), 0};
    } else {
      const auto both = value.toComplexDouble();
      *result = FtScalar{3, 0, both.real(), both.imag()};
    }
  });
}

// dtype -1 and device_type -1 keep what the tensor has.
FT_API Handle ft_to(
    Handle self, int32_t dtype, int32_t device_type, int32_t device_index, uint8_t non_blocking, uint8_t copy) {
  return shim::give([&] {
    FtOptions wanted{dtype, device_type, device_index, 0};
    return ref(self).to(like(ref(self), wanted), non_blocking != 0, copy != 0);
  });
}
FT_API int32_t ft_copy_(Handle self, Handle source, uint8_t non_blocking) {
  return shim::run([&] { ref(self).copy_(ref(source), non_blocking != 0); });
}
FT_API Handle ft_clone(Handle self) {
  return shim::give([&] { return ref(self).clone(); });
}
FT_API Handle ft_contiguous(Handle self) {
  return shim::give([&] { return ref(self).contiguous(); });
}
FT_API Handle ft_pin_memory(Handle self) {
  return shim::give([&] { return ref(self).pin_memory(); });
}
FT_API Handle ft_alias(Handle self) {
  return shim::give([&] { return ref(self).alias(); });
}
// Gives the tensor the data of another one (any type or device) and keeps its identity, as `x.data = y` in Python.
FT_API int32_t ft_set_data(Handle self, Handle source) {
  return shim::run([&] {
    c10::AutoGradMode no_grad(false);
    ref(self).set_data(ref(source));
  });
}
FT_API int32_t ft_set_(Handle self, Handle source) {
  return shim::run([&] { ref(self).set_(ref(source)); });
}
