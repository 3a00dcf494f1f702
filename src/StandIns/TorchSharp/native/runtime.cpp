// Errors, lifetimes, threads, gradient mode and devices.
#include "shim.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <c10/util/Exception.h>

#include <atomic>
#include <string>

namespace {
thread_local std::string last_error;
std::atomic<int64_t> live{0};
std::atomic<int64_t> peak{0};
}  // namespace

namespace shim {

const at::Tensor undefined;

void record_current_exception() noexcept {
  try {
    throw;
  } catch (const c10::Error& error) {
    last_error = error.what_without_backtrace();
  } catch (const std::exception& error) {
    last_error = error.what();
  } catch (...) {
    last_error = "libtorch threw something that is no exception.";
  }
}

Handle hand_over(at::Tensor tensor) noexcept {
  if (!tensor.defined()) {
    last_error = "libtorch answered with an undefined tensor.";
    return nullptr;
  }
  const auto now = live.fetch_add(1, std::memory_order_relaxed) + 1;
  auto seen = peak.load(std::memory_order_relaxed);
  while (now > seen && !peak.compare_exchange_weak(seen, now, std::memory_order_relaxed)) {
  }
  return tensor.unsafeReleaseTensorImpl();
}

at::Scalar scalar(const FtScalar& value) {
  switch (value.kind) {
    case 0:
      return at::Scalar(value.integer);
    case 1:
      return at::Scalar(value.real);
    case 2:
      return at::Scalar(value.integer != 0);
    default:
      return at::Scalar(c10::complex<double>(value.real, value.imaginary));
  }
}

at::TensorOptions options(const FtOptions& value) {
  const auto kind = value.device_type < 0 ? at::kCPU : static_cast<at::DeviceType>(value.device_type);
  auto result = at::TensorOptions().device(at::Device(kind, static_cast<at::DeviceIndex>(value.device_index)));
  if (value.dtype >= 0) {
    result = result.dtype(static_cast<at::ScalarType>(value.dtype));
  }
  return result;
}

std::vector<at::Tensor> list(const Handle* handles, int64_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(static_cast<size_t>(count));
  for (int64_t i = 0; i < count; ++i) {
    tensors.push_back(ref(handles[i]));
  }
  return tensors;
}

}  // namespace shim

FT_API const char* ft_last_error() { return last_error.c_str(); }
FT_API int64_t ft_live_tensors() { return live.load(std::memory_order_relaxed); }
FT_API int64_t ft_peak_tensors() { return peak.load(std::memory_order_relaxed); }

FT_API void ft_release(Handle tensor) {
  live.fetch_sub(1, std::memory_order_relaxed);
  c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(tensor);
}

FT_API const char* ft_version() { return TORCH_VERSION; }
FT_API const char* ft_configuration() {
  static const std::string text = at::show_config();
  return text.c_str();
}
FT_API const char* ft_parallel_configuration() {
  thread_local std::string text;
  text = at::get_parallel_info();
  return text.c_str();
}

FT_API int32_t ft_get_num_threads() { return at::get_num_threads(); }
FT_API int32_t ft_set_num_threads(int32_t count) {
  return shim::run([&] { at::set_num_threads(count); });
}
FT_API int32_t ft_get_num_interop_threads() { return at::get_num_interop_threads(); }
FT_API int32_t ft_set_num_interop_threads(int32_t count) {
  return shim::run([&] { at::set_num_interop_threads(count); });
}

FT_API uint8_t ft_grad_enabled() { return c10::GradMode::is_enabled() ? 1 : 0; }
FT_API void ft_set_grad_enabled(uint8_t enabled) { c10::GradMode::set_enabled(enabled != 0); }
FT_API uint8_t ft_inference_enabled() { return c10::InferenceMode::is_enabled() ? 1 : 0; }
FT_API c10::InferenceMode* ft_enter_inference(uint8_t enabled) { return new c10::InferenceMode(enabled != 0); }
FT_API void ft_leave_inference(c10::InferenceMode* mode) { delete mode; }

FT_API int32_t ft_set_default_dtype(int32_t dtype) {
  return shim::run([&] { at::set_default_dtype(c10::scalarTypeToTypeMeta(static_cast<at::ScalarType>(dtype))); });
}
FT_API int32_t ft_get_default_dtype() {
  return static_cast<int32_t>(c10::typeMetaToScalarType(c10::get_default_dtype()));
}

FT_API uint8_t ft_deterministic() { return at::globalContext().deterministicAlgorithms() ? 1 : 0; }
FT_API void ft_set_deterministic(uint8_t on, uint8_t warn_only) {
  at::globalContext().setDeterministicAlgorithms(on != 0, warn_only != 0);
}
FT_API int32_t ft_set_matmul_precision(const char* precision) {
  return shim::run([&] { at::globalContext().setFloat32MatmulPrecision(std::string(precision)); });
}

FT_API int32_t ft_cuda_device_count() {
  try {
    if (!at::hasCUDA() || !c10::impl::hasDeviceGuardImpl(at::kCUDA)) {
      return 0;
    }
    return static_cast<int32_t>(c10::impl::getDeviceGuardImpl(at::kCUDA)->deviceCount());
  } catch (...) {
    return 0;
  }
}
FT_API uint8_t ft_cudnn_available() {
  try {
    return at::hasCUDA() && at::detail::getCUDAHooks().hasCuDNN() ? 1 : 0;
  } catch (...) {
    return 0;
  }
}
FT_API int32_t ft_cuda_synchronize(int32_t device_index) {
  return shim::run([&] {
    const auto* guard = c10::impl::getDeviceGuardImpl(at::kCUDA);
    const auto index = device_index < 0 ? guard->getDevice().index() : static_cast<at::DeviceIndex>(device_index);
    at::detail::getCUDAHooks().deviceSynchronize(index);
  });
}
