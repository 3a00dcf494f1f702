using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Element by element (native/pointwise.cpp).</summary>
internal static partial class Native
{
    [LibraryImport(Library)]
    internal static partial nint ft_abs(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_abs_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_acos(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_acos_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_acosh(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_acosh_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_asin(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_asin_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_asinh(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_asinh_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_atan(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_atan_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_atanh(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_atanh_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_bitwise_not(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_bitwise_not_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_ceil(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_ceil_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_cos(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_cos_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_cosh(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_cosh_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_deg2rad(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_deg2rad_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_digamma(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_digamma_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_erf(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_erf_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_erfc(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_erfc_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_erfinv(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_erfinv_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_exp(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_exp_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_exp2(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_exp2_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_expm1(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_expm1_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_floor(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_floor_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_frac(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_frac_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_i0(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_i0_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_lgamma(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_lgamma_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_log(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_log_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_log10(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_log10_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_log1p(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_log1p_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_log2(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_log2_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_logical_not(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_logical_not_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_neg(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_neg_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_rad2deg(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_rad2deg_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_reciprocal(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_reciprocal_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_relu(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_relu_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_rsqrt(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_rsqrt_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_sgn(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_sgn_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_sigmoid(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_sigmoid_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_sign(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_sign_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_sin(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_sin_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_sinc(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_sinc_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_sinh(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_sinh_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_sqrt(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_sqrt_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_square(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_square_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_tan(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_tan_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_tanh(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_tanh_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_trunc(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_trunc_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_angle(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_isfinite(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_isinf(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_isnan(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_isneginf(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_isposinf(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_isreal(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_signbit(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_atan2(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_atan2_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_bitwise_and(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_bitwise_and_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_bitwise_or(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_bitwise_or_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_bitwise_xor(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_bitwise_xor_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_copysign(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_copysign_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_eq(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_eq_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_float_power(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_float_power_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_floor_divide(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_floor_divide_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_fmod(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_fmod_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_ge(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_ge_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_gt(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_gt_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_le(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_le_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_logical_and(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_logical_and_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_logical_or(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_logical_or_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_logical_xor(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_logical_xor_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_lt(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_lt_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_mul(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_mul_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_ne(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_ne_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_pow(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_pow_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_remainder(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_remainder_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_xlogy(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_xlogy_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_fmax(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_fmin(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_hypot(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_logaddexp(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_logaddexp2(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_maximum(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_minimum(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_eq_scalar(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial int ft_eq_scalar_(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial nint ft_floor_divide_scalar(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial int ft_floor_divide_scalar_(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial nint ft_fmod_scalar(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial int ft_fmod_scalar_(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial nint ft_ge_scalar(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial int ft_ge_scalar_(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial nint ft_gt_scalar(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial int ft_gt_scalar_(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial nint ft_le_scalar(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial int ft_le_scalar_(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial nint ft_lt_scalar(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial int ft_lt_scalar_(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial nint ft_mul_scalar(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial int ft_mul_scalar_(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial nint ft_ne_scalar(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial int ft_ne_scalar_(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial nint ft_pow_scalar(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial int ft_pow_scalar_(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial nint ft_remainder_scalar(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial int ft_remainder_scalar_(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial nint ft_add(TensorHandle self, TensorHandle other, NativeScalar alpha);

    [LibraryImport(Library)]
    internal static partial int ft_add_(TensorHandle self, TensorHandle other, NativeScalar alpha);

    [LibraryImport(Library)]
    internal static partial nint ft_add_scalar(TensorHandle self, NativeScalar other, NativeScalar alpha);

    [LibraryImport(Library)]
    internal static partial int ft_add_scalar_(TensorHandle self, NativeScalar other, NativeScalar alpha);

    [LibraryImport(Library)]
    internal static partial nint ft_sub(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int ft_sub_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_sub_scalar(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial int ft_sub_scalar_(TensorHandle self, NativeScalar other);

    [LibraryImport(Library)]
    internal static partial nint ft_rsub_scalar(TensorHandle self, NativeScalar left);

    [LibraryImport(Library)]
    internal static partial nint ft_rdiv_scalar(TensorHandle self, NativeScalar left);

    [LibraryImport(Library)]
    internal static partial nint ft_div(TensorHandle self, TensorHandle other, int mode);

    [LibraryImport(Library)]
    internal static partial int ft_div_(TensorHandle self, TensorHandle other, int mode);

    [LibraryImport(Library)]
    internal static partial nint ft_div_scalar(TensorHandle self, NativeScalar other, int mode);

    [LibraryImport(Library)]
    internal static partial int ft_div_scalar_(TensorHandle self, NativeScalar other, int mode);

    [LibraryImport(Library)]
    internal static partial nint ft_round(TensorHandle self, long decimals);

    [LibraryImport(Library)]
    internal static partial int ft_round_(TensorHandle self, long decimals);

    [LibraryImport(Library)]
    internal static unsafe partial nint ft_clamp(TensorHandle self, NativeScalar* min, NativeScalar* max);

    [LibraryImport(Library)]
    internal static unsafe partial int ft_clamp_(TensorHandle self, NativeScalar* min, NativeScalar* max);

    [LibraryImport(Library)]
    internal static partial nint ft_clamp_tensor(TensorHandle self, TensorHandle min, TensorHandle max);

    [LibraryImport(Library)]
    internal static partial int ft_clamp_tensor_(TensorHandle self, TensorHandle min, TensorHandle max);

    [LibraryImport(Library)]
    internal static partial nint ft_addcmul(TensorHandle self, TensorHandle first, TensorHandle second, NativeScalar value);

    [LibraryImport(Library)]
    internal static partial int ft_addcmul_(TensorHandle self, TensorHandle first, TensorHandle second, NativeScalar value);

    [LibraryImport(Library)]
    internal static partial nint ft_addcdiv(TensorHandle self, TensorHandle first, TensorHandle second, NativeScalar value);

    [LibraryImport(Library)]
    internal static partial int ft_addcdiv_(TensorHandle self, TensorHandle first, TensorHandle second, NativeScalar value);

    [LibraryImport(Library)]
    internal static partial nint ft_lerp(TensorHandle self, TensorHandle end, TensorHandle weight);

    [LibraryImport(Library)]
    internal static partial int ft_lerp_(TensorHandle self, TensorHandle end, TensorHandle weight);

    [LibraryImport(Library)]
    internal static partial int ft_fill_(TensorHandle self, NativeScalar value);

    [LibraryImport(Library)]
    internal static partial int ft_zero_(TensorHandle self);

    [LibraryImport(Library)]
    internal static unsafe partial nint ft_nan_to_num(TensorHandle self, double nan, double* posinf, double* neginf);

    [LibraryImport(Library)]
    internal static unsafe partial nint ft_logit(TensorHandle self, double* eps);

    [LibraryImport(Library)]
    internal static partial nint ft_isclose(TensorHandle self, TensorHandle other, double rtol, double atol, [MarshalAs(UnmanagedType.U1)] bool equalNan);

    [LibraryImport(Library)]
    internal static partial int ft_allclose(TensorHandle self, TensorHandle other, double rtol, double atol, [MarshalAs(UnmanagedType.U1)] bool equalNan);
}
