using TorchSharp.Interop;

namespace TorchSharp;

/// <content>Functions of one element.</content>
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The absolute value of each element.</summary>
        public Tensor abs() => Wrap(Native.ft_abs(_handle));

        /// <summary>The absolute value of each element, in place.</summary>
        public Tensor abs_() => InPlace(Native.ft_abs_(_handle));

        /// <summary>The arc cosine of each element.</summary>
        public Tensor acos() => Wrap(Native.ft_acos(_handle));

        /// <summary>The arc cosine of each element, in place.</summary>
        public Tensor acos_() => InPlace(Native.ft_acos_(_handle));

        /// <summary>The inverse hyperbolic cosine of each element.</summary>
        public Tensor acosh() => Wrap(Native.ft_acosh(_handle));

        /// <summary>The inverse hyperbolic cosine of each element, in place.</summary>
        public Tensor acosh_() => InPlace(Native.ft_acosh_(_handle));

        /// <summary>The arc sine of each element.</summary>
        public Tensor asin() => Wrap(Native.ft_asin(_handle));

        /// <summary>The arc sine of each element, in place.</summary>
        public Tensor asin_() => InPlace(Native.ft_asin_(_handle));

        /// <summary>The inverse hyperbolic sine of each element.</summary>
        public Tensor asinh() => Wrap(Native.ft_asinh(_handle));

        /// <summary>The inverse hyperbolic sine of each element, in place.</summary>
        public Tensor asinh_() => InPlace(Native.ft_asinh_(_handle));

        /// <summary>The arc tangent of each element.</summary>
        public Tensor atan() => Wrap(Native.ft_atan(_handle));

        /// <summary>The arc tangent of each element, in place.</summary>
        public Tensor atan_() => InPlace(Native.ft_atan_(_handle));

        /// <summary>The inverse hyperbolic tangent of each element.</summary>
        public Tensor atanh() => Wrap(Native.ft_atanh(_handle));

        /// <summary>The inverse hyperbolic tangent of each element, in place.</summary>
        public Tensor atanh_() => InPlace(Native.ft_atanh_(_handle));

        /// <summary>The bits of each element flipped.</summary>
        public Tensor bitwise_not() => Wrap(Native.ft_bitwise_not(_handle));

        /// <summary>The bits of each element flipped, in place.</summary>
        public Tensor bitwise_not_() => InPlace(Native.ft_bitwise_not_(_handle));

        /// <summary>Each element rounded up.</summary>
        public Tensor ceil() => Wrap(Native.ft_ceil(_handle));

        /// <summary>Each element rounded up, in place.</summary>
        public Tensor ceil_() => InPlace(Native.ft_ceil_(_handle));

        /// <summary>The cosine of each element.</summary>
        public Tensor cos() => Wrap(Native.ft_cos(_handle));

        /// <summary>The cosine of each element, in place.</summary>
        public Tensor cos_() => InPlace(Native.ft_cos_(_handle));

        /// <summary>The hyperbolic cosine of each element.</summary>
        public Tensor cosh() => Wrap(Native.ft_cosh(_handle));

        /// <summary>The hyperbolic cosine of each element, in place.</summary>
        public Tensor cosh_() => InPlace(Native.ft_cosh_(_handle));

        /// <summary>Degrees as radians.</summary>
        public Tensor deg2rad() => Wrap(Native.ft_deg2rad(_handle));

        /// <summary>Degrees as radians, in place.</summary>
        public Tensor deg2rad_() => InPlace(Native.ft_deg2rad_(_handle));

        /// <summary>The digamma function of each element.</summary>
        public Tensor digamma() => Wrap(Native.ft_digamma(_handle));

        /// <summary>The digamma function of each element, in place.</summary>
        public Tensor digamma_() => InPlace(Native.ft_digamma_(_handle));

        /// <summary>The error function of each element.</summary>
        public Tensor erf() => Wrap(Native.ft_erf(_handle));

        /// <summary>The error function of each element, in place.</summary>
        public Tensor erf_() => InPlace(Native.ft_erf_(_handle));

        /// <summary>The complementary error function of each element.</summary>
        public Tensor erfc() => Wrap(Native.ft_erfc(_handle));

        /// <summary>The complementary error function of each element, in place.</summary>
        public Tensor erfc_() => InPlace(Native.ft_erfc_(_handle));

        /// <summary>The inverse error function of each element.</summary>
        public Tensor erfinv() => Wrap(Native.ft_erfinv(_handle));

        /// <summary>The inverse error function of each element, in place.</summary>
        public Tensor erfinv_() => InPlace(Native.ft_erfinv_(_handle));

        /// <summary>The exponential of each element.</summary>
        public Tensor exp() => Wrap(Native.ft_exp(_handle));

        /// <summary>The exponential of each element, in place.</summary>
        public Tensor exp_() => InPlace(Native.ft_exp_(_handle));

        /// <summary>Two to the power of each element.</summary>
        public Tensor exp2() => Wrap(Native.ft_exp2(_handle));

        /// <summary>Two to the power of each element, in place.</summary>
        public Tensor exp2_() => InPlace(Native.ft_exp2_(_handle));

        /// <summary>The exponential of each element less one.</summary>
        public Tensor expm1() => Wrap(Native.ft_expm1(_handle));

        /// <summary>The exponential of each element less one, in place.</summary>
        public Tensor expm1_() => InPlace(Native.ft_expm1_(_handle));

        /// <summary>Each element rounded down.</summary>
        public Tensor floor() => Wrap(Native.ft_floor(_handle));

        /// <summary>Each element rounded down, in place.</summary>
        public Tensor floor_() => InPlace(Native.ft_floor_(_handle));

        /// <summary>The fraction of each element.</summary>
        public Tensor frac() => Wrap(Native.ft_frac(_handle));

        /// <summary>The fraction of each element, in place.</summary>
        public Tensor frac_() => InPlace(Native.ft_frac_(_handle));

        /// <summary>The modified Bessel function of order zero of each element.</summary>
        public Tensor i0() => Wrap(Native.ft_i0(_handle));

        /// <summary>The modified Bessel function of order zero of each element, in place.</summary>
        public Tensor i0_() => InPlace(Native.ft_i0_(_handle));

        /// <summary>The logarithm of the gamma function of each element.</summary>
        public Tensor lgamma() => Wrap(Native.ft_lgamma(_handle));

        /// <summary>The logarithm of the gamma function of each element, in place.</summary>
        public Tensor lgamma_() => InPlace(Native.ft_lgamma_(_handle));

        /// <summary>The natural logarithm of each element.</summary>
        public Tensor log() => Wrap(Native.ft_log(_handle));

        /// <summary>The natural logarithm of each element, in place.</summary>
        public Tensor log_() => InPlace(Native.ft_log_(_handle));

        /// <summary>The logarithm to base 10 of each element.</summary>
        public Tensor log10() => Wrap(Native.ft_log10(_handle));

        /// <summary>The logarithm to base 10 of each element, in place.</summary>
        public Tensor log10_() => InPlace(Native.ft_log10_(_handle));

        /// <summary>The logarithm of one plus each element.</summary>
        public Tensor log1p() => Wrap(Native.ft_log1p(_handle));

        /// <summary>The logarithm of one plus each element, in place.</summary>
        public Tensor log1p_() => InPlace(Native.ft_log1p_(_handle));

        /// <summary>The logarithm to base 2 of each element.</summary>
        public Tensor log2() => Wrap(Native.ft_log2(_handle));

        /// <summary>The logarithm to base 2 of each element, in place.</summary>
        public Tensor log2_() => InPlace(Native.ft_log2_(_handle));

        /// <summary>Whether each element is zero.</summary>
        public Tensor logical_not() => Wrap(Native.ft_logical_not(_handle));

        /// <summary>Whether each element is zero, in place.</summary>
        public Tensor logical_not_() => InPlace(Native.ft_logical_not_(_handle));

        /// <summary>Each element negated.</summary>
        public Tensor neg() => Wrap(Native.ft_neg(_handle));

        /// <summary>Each element negated, in place.</summary>
        public Tensor neg_() => InPlace(Native.ft_neg_(_handle));

        /// <summary>Radians as degrees.</summary>
        public Tensor rad2deg() => Wrap(Native.ft_rad2deg(_handle));

        /// <summary>Radians as degrees, in place.</summary>
        public Tensor rad2deg_() => InPlace(Native.ft_rad2deg_(_handle));

        /// <summary>One divided by each element.</summary>
        public Tensor reciprocal() => Wrap(Native.ft_reciprocal(_handle));

        /// <summary>One divided by each element, in place.</summary>
        public Tensor reciprocal_() => InPlace(Native.ft_reciprocal_(_handle));

        /// <summary>Each element, or zero where it is negative.</summary>
        public Tensor relu() => Wrap(Native.ft_relu(_handle));

        /// <summary>Each element, or zero where it is negative, in place.</summary>
        public Tensor relu_() => InPlace(Native.ft_relu_(_handle));

        /// <summary>One divided by the square root of each element.</summary>
        public Tensor rsqrt() => Wrap(Native.ft_rsqrt(_handle));

        /// <summary>One divided by the square root of each element, in place.</summary>
        public Tensor rsqrt_() => InPlace(Native.ft_rsqrt_(_handle));

        /// <summary>The sign of each element.</summary>
        public Tensor sgn() => Wrap(Native.ft_sgn(_handle));

        /// <summary>The sign of each element, in place.</summary>
        public Tensor sgn_() => InPlace(Native.ft_sgn_(_handle));

        /// <summary>The logistic function of each element.</summary>
        public Tensor sigmoid() => Wrap(Native.ft_sigmoid(_handle));

        /// <summary>The logistic function of each element, in place.</summary>
        public Tensor sigmoid_() => InPlace(Native.ft_sigmoid_(_handle));

        /// <summary>The sign of each element.</summary>
        public Tensor sign() => Wrap(Native.ft_sign(_handle));

        /// <summary>The sign of each element, in place.</summary>
        public Tensor sign_() => InPlace(Native.ft_sign_(_handle));

        /// <summary>The sine of each element.</summary>
        public Tensor sin() => Wrap(Native.ft_sin(_handle));

        /// <summary>The sine of each element, in place.</summary>
        public Tensor sin_() => InPlace(Native.ft_sin_(_handle));

        /// <summary>The normalised sinc of each element.</summary>
        public Tensor sinc() => Wrap(Native.ft_sinc(_handle));

        /// <summary>The normalised sinc of each element, in place.</summary>
        public Tensor sinc_() => InPlace(Native.ft_sinc_(_handle));

        /// <summary>The hyperbolic sine of each element.</summary>
        public Tensor sinh() => Wrap(Native.ft_sinh(_handle));

        /// <summary>The hyperbolic sine of each element, in place.</summary>
        public Tensor sinh_() => InPlace(Native.ft_sinh_(_handle));

        /// <summary>The square root of each element.</summary>
        public Tensor sqrt() => Wrap(Native.ft_sqrt(_handle));

        /// <summary>The square root of each element, in place.</summary>
        public Tensor sqrt_() => InPlace(Native.ft_sqrt_(_handle));

        /// <summary>The tangent of each element.</summary>
        public Tensor tan() => Wrap(Native.ft_tan(_handle));

        /// <summary>The tangent of each element, in place.</summary>
        public Tensor tan_() => InPlace(Native.ft_tan_(_handle));

        /// <summary>The hyperbolic tangent of each element.</summary>
        public Tensor tanh() => Wrap(Native.ft_tanh(_handle));

        /// <summary>The hyperbolic tangent of each element, in place.</summary>
        public Tensor tanh_() => InPlace(Native.ft_tanh_(_handle));

        /// <summary>Each element rounded towards zero.</summary>
        public Tensor trunc() => Wrap(Native.ft_trunc(_handle));

        /// <summary>Each element rounded towards zero, in place.</summary>
        public Tensor trunc_() => InPlace(Native.ft_trunc_(_handle));

        /// <summary>The square of each element.</summary>
        public Tensor square() => Wrap(Native.ft_square(_handle));

        /// <summary>The angle of each element in the complex plane.</summary>
        public Tensor angle() => Wrap(Native.ft_angle(_handle));

        /// <summary>Whether each element is finite.</summary>
        public Tensor isfinite() => Wrap(Native.ft_isfinite(_handle));

        /// <summary>Whether each element is infinite.</summary>
        public Tensor isinf() => Wrap(Native.ft_isinf(_handle));

        /// <summary>Whether each element is not a number.</summary>
        public Tensor isnan() => Wrap(Native.ft_isnan(_handle));

        /// <summary>Whether each element is negative infinity.</summary>
        public Tensor isneginf() => Wrap(Native.ft_isneginf(_handle));

        /// <summary>Whether each element is positive infinity.</summary>
        public Tensor isposinf() => Wrap(Native.ft_isposinf(_handle));

        /// <summary>Whether each element has no imaginary part.</summary>
        public Tensor isreal() => Wrap(Native.ft_isreal(_handle));

        /// <summary>Whether the sign of each element is set.</summary>
        public Tensor signbit() => Wrap(Native.ft_signbit(_handle));

        /// <summary>The absolute value of each element.</summary>
        public Tensor absolute() => Wrap(Native.ft_abs(_handle));

        /// <summary>The absolute value of each element, in place.</summary>
        public Tensor absolute_() => InPlace(Native.ft_abs_(_handle));

        /// <summary>The arc cosine of each element.</summary>
        public Tensor arccos() => Wrap(Native.ft_acos(_handle));

        /// <summary>The arc cosine of each element, in place.</summary>
        public Tensor arccos_() => InPlace(Native.ft_acos_(_handle));

        /// <summary>The inverse hyperbolic cosine of each element.</summary>
        public Tensor arccosh() => Wrap(Native.ft_acosh(_handle));

        /// <summary>The inverse hyperbolic cosine of each element, in place.</summary>
        public Tensor arccosh_() => InPlace(Native.ft_acosh_(_handle));

        /// <summary>The arc sine of each element.</summary>
        public Tensor arcsin() => Wrap(Native.ft_asin(_handle));

        /// <summary>The arc sine of each element, in place.</summary>
        public Tensor arcsin_() => InPlace(Native.ft_asin_(_handle));

        /// <summary>The inverse hyperbolic sine of each element.</summary>
        public Tensor arcsinh() => Wrap(Native.ft_asinh(_handle));

        /// <summary>The inverse hyperbolic sine of each element, in place.</summary>
        public Tensor arcsinh_() => InPlace(Native.ft_asinh_(_handle));

        /// <summary>The arc tangent of each element.</summary>
        public Tensor arctan() => Wrap(Native.ft_atan(_handle));

        /// <summary>The arc tangent of each element, in place.</summary>
        public Tensor arctan_() => InPlace(Native.ft_atan_(_handle));

        /// <summary>The inverse hyperbolic tangent of each element.</summary>
        public Tensor arctanh() => Wrap(Native.ft_atanh(_handle));

        /// <summary>The inverse hyperbolic tangent of each element, in place.</summary>
        public Tensor arctanh_() => InPlace(Native.ft_atanh_(_handle));

        /// <summary>Each element rounded towards zero.</summary>
        public Tensor fix() => Wrap(Native.ft_trunc(_handle));

        /// <summary>Each element rounded towards zero, in place.</summary>
        public Tensor fix_() => InPlace(Native.ft_trunc_(_handle));

        /// <summary>Each element negated.</summary>
        public Tensor negative() => neg();

        /// <summary>The tensor itself.</summary>
        public Tensor positive() => alias();

        /// <summary>Each element times its logistic function.</summary>
        public Tensor silu() => Wrap(Native.ft_silu(_handle));

        /// <summary>Each element times its logistic function, in place.</summary>
        public Tensor silu_() => InPlace(Native.ft_silu_(_handle));

        /// <summary>Each element, cut to 0 to 6.</summary>
        public Tensor relu6() => Wrap(Native.ft_relu6(_handle));

        /// <summary>Each element, cut to 0 to 6, in place.</summary>
        public Tensor relu6_() => InPlace(Native.ft_relu6_(_handle));

        /// <summary>The scaled exponential linear unit of each element.</summary>
        public Tensor selu() => Wrap(Native.ft_selu(_handle));

        /// <summary>The scaled exponential linear unit of each element, in place.</summary>
        public Tensor selu_() => InPlace(Native.ft_selu_(_handle));

        /// <summary>The piecewise linear sigmoid of each element.</summary>
        public Tensor hardsigmoid() => Wrap(Native.ft_hardsigmoid(_handle));

        /// <summary>The piecewise linear sigmoid of each element, in place.</summary>
        public Tensor hardsigmoid_() => InPlace(Native.ft_hardsigmoid_(_handle));

        /// <summary>The piecewise linear swish of each element.</summary>
        public Tensor hardswish() => Wrap(Native.ft_hardswish(_handle));

        /// <summary>The piecewise linear swish of each element, in place.</summary>
        public Tensor hardswish_() => InPlace(Native.ft_hardswish_(_handle));

        /// <summary>The logarithm of the logistic function of each element.</summary>
        public Tensor log_sigmoid() => Wrap(Native.ft_log_sigmoid(_handle));

        /// <summary>The Gaussian error linear unit of each element.</summary>
        public Tensor gelu() => Wrap(Native.ft_gelu(_handle, 0));

        /// <summary>The Gaussian error linear unit of each element, exact or by tanh.</summary>
        public Tensor gelu(Modules.GELU.Approximate approximate) => Wrap(Native.ft_gelu(_handle, (int)approximate));

        /// <summary>The Gaussian error linear unit, in place.</summary>
        public Tensor gelu_() => InPlace(Native.ft_gelu_(_handle, 0));

        /// <summary>The Gaussian error linear unit, exact or by tanh, in place.</summary>
        public Tensor gelu_(Modules.GELU.Approximate approximate) => InPlace(Native.ft_gelu_(_handle, (int)approximate));

        /// <summary>The exponential linear unit of each element.</summary>
        public Tensor elu(double alpha = 1) => Wrap(Native.ft_elu(_handle, NativeScalar.Of(alpha)));

        /// <summary>The continuously differentiable exponential linear unit of each element.</summary>
        public Tensor celu(Scalar alpha) => Wrap(Native.ft_celu(_handle, alpha.Native));

        /// <summary>Each element, shrunk by a factor where it is negative.</summary>
        public Tensor leaky_relu(Scalar negative_slope) => Wrap(Native.ft_leaky_relu(_handle, negative_slope.Native));

        /// <summary>Each element, cut to a range.</summary>
        public Tensor hardtanh(Scalar min, Scalar max) => Wrap(Native.ft_hardtanh(_handle, min.Native, max.Native));

        /// <summary>A smooth version of relu.</summary>
        public Tensor softplus(double beta = 1, double threshold = 20) => Wrap(Native.ft_softplus(_handle, NativeScalar.Of(beta), NativeScalar.Of(threshold)));

        /// <summary>The first half of a dimension times the logistic function of the second.</summary>
        public Tensor glu(long dim = -1) => Wrap(Native.ft_glu(_handle, dim));

        /// <summary>Each element, or a learned multiple of it where it is negative.</summary>
        public Tensor prelu(Tensor target) => Wrap(Native.ft_prelu(_handle, target._handle));

        /// <summary>Each element rounded to a number of decimals.</summary>
        public Tensor round(long decimals = 0) => Wrap(Native.ft_round(_handle, decimals));

        /// <summary>Each element rounded to a number of decimals, in place.</summary>
        public Tensor round_(long decimals = 0) => InPlace(Native.ft_round_(_handle, decimals));

        /// <summary>Exponentials along a dimension, divided by their sum.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Wrap(Native.ft_softmax(_handle, dim, TypeOf(dtype)));

        /// <summary>The logarithm of the softmax along a dimension.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Wrap(Native.ft_log_softmax(_handle, dim, TypeOf(dtype)));
    }
}
