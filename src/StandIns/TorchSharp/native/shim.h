// The C ABI between TorchSharp.dll and libtorch.
//
// A tensor crosses the border as the address of its TensorImpl with one reference owned by the other side. Every entry
// point catches what libtorch throws, keeps the message for ft_last_error, and answers null (tensors) or -1 (status).
#pragma once

#include <ATen/core/Tensor.h>
#include <torch/csrc/api/include/torch/version.h>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#define FT_API extern "C" __attribute__((visibility("default")))
#define FT_TORCH_AT_LEAST(major, minor) \
  (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

using Handle = c10::TensorImpl*;

// A scalar: kind 0 = integer, 1 = floating point, 2 = boolean, 3 = complex. Integers and booleans use `integer`.
struct FtScalar {
  int64_t kind;
  int64_t integer;
  double real;
  double imaginary;
};

// What a factory takes beside the shape. dtype -1 = the default one; device_type -1 = the CPU.
struct FtOptions {
  int32_t dtype;
  int32_t device_type;
  int32_t device_index;
  int32_t requires_grad;
};

namespace shim {

#if FT_TORCH_AT_LEAST(2, 2)
template <class T>
using optional = std::optional<T>;
#else
template <class T>
using optional = c10::optional<T>;
#endif

static_assert(sizeof(at::Tensor) == sizeof(Handle), "a tensor is one pointer to its implementation");

extern const at::Tensor undefined;
void record_current_exception() noexcept;
Handle hand_over(at::Tensor tensor) noexcept;

// A handle seen as a tensor without touching its reference count; a null handle is the undefined tensor.
inline const at::Tensor& ref(const Handle& handle) {
  return handle == nullptr ? undefined : reinterpret_cast<const at::Tensor&>(handle);
}

inline optional<at::Tensor> maybe(const Handle& handle) {
  return handle == nullptr ? optional<at::Tensor>() : optional<at::Tensor>(ref(handle));
}

at::Scalar scalar(const FtScalar& value);
at::TensorOptions options(const FtOptions& value);
std::vector<at::Tensor> list(const Handle* handles, int64_t count);

inline optional<at::ScalarType> dtype(int32_t value) {
  return value < 0 ? optional<at::ScalarType>() : optional<at::ScalarType>(static_cast<at::ScalarType>(value));
}

inline at::IntArrayRef ints(const int64_t* values, int64_t count) {
  return at::IntArrayRef(values, static_cast<size_t>(count));
}

template <class Body>
Handle give(Body&& body) noexcept {
  try {
    return hand_over(body());
  } catch (...) {
    record_current_exception();
    return nullptr;
  }
}

template <class Body>
int32_t run(Body&& body) noexcept {
  try {
    body();
    return 0;
  } catch (...) {
    record_current_exception();
    return -1;
  }
}

template <class Body>
int32_t give2(Handle* first, Handle* second, Body&& body) noexcept {
  return run([&] {
    auto result = body();
    *first = hand_over(std::get<0>(std::move(result)));
    *second = hand_over(std::get<1>(std::move(result)));
  });
}

}  // namespace shim
