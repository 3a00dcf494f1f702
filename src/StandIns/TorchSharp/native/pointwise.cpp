// Element by element: unary, binary, comparison, logic, and fills.
#include "shim.h"

#include <ATen/ScalarOps.h>

using shim::ref;

#define UNARY(name) \
  FT_API Handle ft_##name(Handle self) { \
    return shim::give([&] { return ref(self).name(); }); \
  }
#define UNARY_INPLACE(name) \
  UNARY(name) \
  FT_API int32_t ft_##name##_(Handle self) { \
    return shim::run([&] { ref(self).name##_(); }); \
  }
#define BINARY(name) \
  FT_API Handle ft_##name(Handle self, Handle other) { \
    return shim::give([&] { return ref(self).name(ref(other)); }); \
  }
#define BINARY_INPLACE(name) \
  BINARY(name) \
  FT_API int32_t ft_##name##_(Handle self, Handle other) { \
    return shim::run([&] { ref(self).name##_(ref(other)); }); \
  }
#define WITH_SCALAR(name) \
  FT_API Handle ft_##name##_scalar(Handle self, FtScalar other) { \
    return shim::give([&] { return ref(self).name(shim::scalar(other)); }); \
  } \
  FT_API int32_t ft_##name##_scalar_(Handle self, FtScalar other) { \
    return shim::run([&] { ref(self).name##_(shim::scalar(other)); }); \
  }

UNARY_INPLACE(abs)
UNARY_INPLACE(acos)
UNARY_INPLACE(acosh)
UNARY_INPLACE(asin)
UNARY_INPLACE(asinh)
UNARY_INPLACE(atan)
UNARY_INPLACE(atanh)
UNARY_INPLACE(bitwise_not)
UNARY_INPLACE(ceil)
UNARY_INPLACE(cos)
UNARY_INPLACE(cosh)
UNARY_INPLACE(deg2rad)
UNARY_INPLACE(digamma)
UNARY_INPLACE(erf)
UNARY_INPLACE(erfc)
UNARY_INPLACE(erfinv)
UNARY_INPLACE(exp)
UNARY_INPLACE(exp2)
UNARY_INPLACE(expm1)
UNARY_INPLACE(floor)
UNARY_INPLACE(frac)
UNARY_INPLACE(i0)
UNARY_INPLACE(lgamma)
UNARY_INPLACE(log)
UNARY_INPLACE(log10)
UNARY_INPLACE(log1p)
UNARY_INPLACE(log2)
UNARY_INPLACE(logical_not)
UNARY_INPLACE(neg)
UNARY_INPLACE(rad2deg)
UNARY_INPLACE(reciprocal)
UNARY_INPLACE(relu)
UNARY_INPLACE(rsqrt)
UNARY_INPLACE(sgn)
UNARY_INPLACE(sigmoid)
UNARY_INPLACE(sign)
UNARY_INPLACE(sin)
UNARY_INPLACE(sinc)
UNARY_INPLACE(sinh)
UNARY_INPLACE(sqrt)
UNARY_INPLACE(square)
UNARY_INPLACE(tan)
UNARY_INPLACE(tanh)
UNARY_INPLACE(trunc)
UNARY(angle)
UNARY(isfinite)
UNARY(isinf)
UNARY(isnan)
UNARY(isneginf)
UNARY(isposinf)
UNARY(isreal)
UNARY(signbit)

BINARY_INPLACE(atan2)
BINARY_INPLACE(bitwise_and)
BINARY_INPLACE(bitwise_or)
BINARY_INPLACE(bitwise_xor)
BINARY_INPLACE(copysign)
BINARY_INPLACE(eq)
BINARY_INPLACE(float_power)
BINARY_INPLACE(floor_divide)
BINARY_INPLACE(fmod)
BINARY_INPLACE(ge)
BINARY_INPLACE(gt)
BINARY_INPLACE(le)
BINARY_INPLACE(logical_and)
BINARY_INPLACE(logical_or)
BINARY_INPLACE(logical_xor)
BINARY_INPLACE(lt)
BINARY_INPLACE(mul)
BINARY_INPLACE(ne)
BINARY_INPLACE(pow)
BINARY_INPLACE(remainder)
BINARY_INPLACE(xlogy)
BINARY(fmax)
BINARY(fmin)
BINARY(hypot)
BINARY(logaddexp)
BINARY(logaddexp2)
BINARY(maximum)
BINARY(minimum)

WITH_SCALAR(eq)
WITH_SCALAR(floor_divide)
WITH_SCALAR(fmod)
WITH_SCALAR(ge)
WITH_SCALAR(gt)
WITH_SCALAR(le)
WITH_SCALAR(lt)
WITH_SCALAR(mul)
WITH_SCALAR(ne)
WITH_SCALAR(pow)
WITH_SCALAR(remainder)

FT_API Handle ft_add(Handle self, Handle other, FtScalar alpha) {
  return shim::give([&] { return ref(self).add(ref(other), shim::scalar(alpha)); });
}
FT_API int32_t ft_add_(Handle self, Handle other, FtScalar alpha) {
  return shim::run([&] { ref(self).add_(ref(other), shim::scalar(alpha)); });
}
FT_API Handle ft_add_scalar(Handle self, FtScalar other, FtScalar alpha) {
  return shim::give([&] { return ref(self).add(shim::scalar(other), shim::scalar(alpha)); });
}
FT_API int32_t ft_add_scalar_(Handle self, FtScalar other, FtScalar alpha) {
  return shim::run([&] { ref(self).add_(shim::scalar(other), shim::scalar(alpha)); });
}
FT_API Handle ft_sub(Handle self, Handle other) {
  return shim::give([&] { return ref(self).sub(ref(other)); });
}
FT_API int32_t ft_sub_(Handle self, Handle other) {
  return shim::run([&] { ref(self).sub_(ref(other)); });
}
FT_API Handle ft_sub_scalar(Handle self, FtScalar other) {
  return shim::give([&] { return ref(self).sub(shim::scalar(other)); });
}
FT_API int32_t ft_sub_scalar_(Handle self, FtScalar other) {
  return shim::run([&] { ref(self).sub_(shim::scalar(other)); });
}
namespace {
// A number that promotes types as a number does, not as a tensor.
at::Tensor wrapped(const FtScalar& value, const at::Tensor& like) {
  at::Tensor number = c10::scalar_to_tensor(shim::scalar(value), like.device());
  number.unsafeGetTensorImpl()->set_wrapped_number(true);
  return number;
}
}  // namespace

FT_API Handle ft_rsub_scalar(Handle self, FtScalar left) {
  return shim::give([&] { return wrapped(left, ref(self)).sub(ref(self)); });
}
FT_API Handle ft_rdiv_scalar(Handle self, FtScalar left) {
  return shim::give([&] { return wrapped(left, ref(self)).div(ref(self)); });
}

namespace {
// The optional text of a rounding mode, of whatever type this libtorch gives it.
template <class Answer, class First, class Second, class Third>
Third third_argument(Answer (*)(First, Second, Third));
using Rounding = decltype(third_argument(static_cast<at::_ops::div_Tensor_mode::schema*>(nullptr)));

Rounding rounding(int32_t mode) {
  return mode == 1 ? Rounding("trunc") : mode == 2 ? Rounding("floor") : Rounding();
}
}  // namespace

FT_API Handle ft_div(Handle self, Handle other, int32_t mode) {
  return shim::give([&] { return ref(self).div(ref(other), rounding(mode)); });
}
FT_API int32_t ft_div_(Handle self, Handle other, int32_t mode) {
  return shim::run([&] { ref(self).div_(ref(other), rounding(mode)); });
}
FT_API Handle ft_div_scalar(Handle self, FtScalar other, int32_t mode) {
  return shim::give([&] { return ref(self).div(shim::scalar(other), rounding(mode)); });
}
FT_API int32_t ft_div_scalar_(Handle self, FtScalar other, int32_t mode) {
  return shim::run([&] { ref(self).div_(shim::scalar(other), rounding(mode)); });
}
FT_API Handle ft_round(Handle self, int64_t decimals) {
  return shim::give([&] { return ref(self).round(decimals); });
}
FT_API int32_t ft_round_(Handle self, int64_t decimals) {
  return shim::run([&] { ref(self).round_(decimals); });
}

namespace {
shim::optional<at::Scalar> bound(const FtScalar* value) {
  return value == nullptr ? shim::optional<at::Scalar>() : shim::optional<at::Scalar>(shim::scalar(*value));
}
}  // namespace

FT_API Handle ft_clamp(Handle self, const FtScalar* min, const FtScalar* max) {
  return shim::give([&] { return ref(self).clamp(bound(min), bound(max)); });
}
FT_API int32_t ft_clamp_(Handle self, const FtScalar* min, const FtScalar* max) {
  return shim::run([&] { ref(self).clamp_(bound(min), bound(max)); });
}
FT_API Handle ft_clamp_tensor(Handle self, Handle min, Handle max) {
  return shim::give([&] { return ref(self).clamp(shim::maybe(min), shim::maybe(max)); });
}
FT_API int32_t ft_clamp_tensor_(Handle self, Handle min, Handle max) {
  return shim::run([&] { ref(self).clamp_(shim::maybe(min), shim::maybe(max)); });
}
FT_API Handle ft_addcmul(Handle self, Handle first, Handle second, FtScalar value) {
  return shim::give([&] { return ref(self).addcmul(ref(first), ref(second), shim::scalar(value)); });
}
FT_API int32_t ft_addcmul_(Handle self, Handle first, Handle second, FtScalar value) {
  return shim::run([&] { ref(self).addcmul_(ref(first), ref(second), shim::scalar(value)); });
}
FT_API Handle ft_addcdiv(Handle self, Handle first, Handle second, FtScalar value) {
  return shim::give([&] { return ref(self).addcdiv(ref(first), ref(second), shim::scalar(value)); });
}
FT_API int32_t ft_addcdiv_(Handle self, Handle first, Handle second, FtScalar value) {
  return shim::run([&] { ref(self).addcdiv_(ref(first), ref(second), shim::scalar(value)); });
}
FT_API Handle ft_lerp(Handle self, Handle end, Handle weight) {
  return shim::give([&] { return ref(self).lerp(ref(end), ref(weight)); });
}
FT_API int32_t ft_lerp_(Handle self, Handle end, Handle weight) {
  return shim::run([&] { ref(self).lerp_(ref(end), ref(weight)); });
}
FT_API int32_t ft_fill_(Handle self, FtScalar value) {
  return shim::run([&] { ref(self).fill_(shim::scalar(value)); });
}
FT_API int32_t ft_zero_(Handle self) {
  return shim::run([&] { ref(self).zero_(); });
}
FT_API Handle ft_nan_to_num(Handle self, double nan, const double* posinf, const double* neginf) {
  const auto maybe = [](const double* v) { return v == nullptr ? shim::optional<double>() : shim::optional<double>(*v); };
  return shim::give([&] { return ref(self).nan_to_num(nan, maybe(posinf), maybe(neginf)); });
}
FT_API Handle ft_logit(Handle self, const double* eps) {
  return shim::give([&] { return ref(self).logit(eps == nullptr ? shim::optional<double>() : shim::optional<double>(*eps)); });
}
FT_API Handle ft_isclose(Handle self, Handle other, double rtol, double atol, uint8_t equal_nan) {
  return shim::give([&] { return ref(self).isclose(ref(other), rtol, atol, equal_nan != 0); });
}
FT_API int32_t ft_allclose(Handle self, Handle other, double rtol, double atol, uint8_t equal_nan) {
  int32_t result = -1;
  shim::run([&] { result = ref(self).allclose(ref(other), rtol, atol, equal_nan != 0) ? 1 : 0; });
  return result;
}
