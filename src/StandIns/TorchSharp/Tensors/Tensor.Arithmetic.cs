using TorchSharp.Interop;

namespace TorchSharp;

/// <content>Arithmetic.</content>
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Adds a tensor.</summary>
        public Tensor add(Tensor target) => Wrap(Native.ft_add(_handle, target._handle, NativeScalar.Of(1L)));

        /// <summary>Adds a multiple of a tensor.</summary>
        public Tensor add(Tensor target, Scalar alpha) => Wrap(Native.ft_add(_handle, target._handle, alpha.Native));

        /// <summary>Adds a number.</summary>
        public Tensor add(Scalar scalar) => Wrap(Native.ft_add_scalar(_handle, scalar.Native, NativeScalar.Of(1L)));

        /// <summary>Adds a multiple of a number.</summary>
        public Tensor add(Scalar scalar, Scalar alpha) => Wrap(Native.ft_add_scalar(_handle, scalar.Native, alpha.Native));

        /// <summary>Subtracts a tensor.</summary>
        public Tensor sub(Tensor target) => Wrap(Native.ft_sub(_handle, target._handle));

        /// <summary>Subtracts a number.</summary>
        public Tensor sub(Scalar target) => Wrap(Native.ft_sub_scalar(_handle, target.Native));

        /// <summary>Subtracts a tensor.</summary>
        public Tensor subtract(Tensor target) => Wrap(Native.ft_sub(_handle, target._handle));

        /// <summary>Subtracts a number.</summary>
        public Tensor subtract(Scalar target) => Wrap(Native.ft_sub_scalar(_handle, target.Native));

        /// <summary>Multiplies by a tensor.</summary>
        public Tensor mul(Tensor target) => Wrap(Native.ft_mul(_handle, target._handle));

        /// <summary>Multiplies by a number.</summary>
        public Tensor mul(Scalar target) => Wrap(Native.ft_mul_scalar(_handle, target.Native));

        /// <summary>Multiplies by a tensor.</summary>
        public Tensor multiply(Tensor target) => Wrap(Native.ft_mul(_handle, target._handle));

        /// <summary>Multiplies by a number.</summary>
        public Tensor multiply(Scalar target) => Wrap(Native.ft_mul_scalar(_handle, target.Native));

        /// <summary>Divides by a tensor.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Wrap(Native.ft_div(_handle, target._handle, (int)rounding_mode));

        /// <summary>Divides by a number.</summary>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Wrap(Native.ft_div_scalar(_handle, target.Native, (int)rounding_mode));

        /// <summary>Divides by a tensor.</summary>
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Wrap(Native.ft_div(_handle, target._handle, (int)rounding_mode));

        /// <summary>Divides by a number.</summary>
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Wrap(Native.ft_div_scalar(_handle, target.Native, (int)rounding_mode));

        /// <summary>Divides by a tensor.</summary>
        public Tensor true_divide(Tensor other) => Wrap(Native.ft_div(_handle, other._handle, 0));

        /// <summary>Divides by a number.</summary>
        public Tensor true_divide(Scalar other) => Wrap(Native.ft_div_scalar(_handle, other.Native, 0));

        /// <summary>Divides by a tensor and rounds down.</summary>
        public Tensor floor_divide(Tensor other) => Wrap(Native.ft_floor_divide(_handle, other._handle));

        /// <summary>Divides by a number and rounds down.</summary>
        public Tensor floor_divide(Scalar other) => Wrap(Native.ft_floor_divide_scalar(_handle, other.Native));

        /// <summary>The remainder with the sign of the divisor.</summary>
        public Tensor remainder(Tensor target) => Wrap(Native.ft_remainder(_handle, target._handle));

        /// <summary>The remainder with the sign of the divisor.</summary>
        public Tensor remainder(Scalar scalar) => Wrap(Native.ft_remainder_scalar(_handle, scalar.Native));

        /// <summary>The remainder with the sign of the dividend.</summary>
        public Tensor fmod(Tensor target) => Wrap(Native.ft_fmod(_handle, target._handle));

        /// <summary>The remainder with the sign of the dividend.</summary>
        public Tensor fmod(Scalar scalar) => Wrap(Native.ft_fmod_scalar(_handle, scalar.Native));

        /// <summary>Each element to the power of a tensor's.</summary>
        public Tensor pow(Tensor exponent) => Wrap(Native.ft_pow(_handle, exponent._handle));

        /// <summary>Each element to a power.</summary>
        public Tensor pow(Scalar exponent) => Wrap(Native.ft_pow_scalar(_handle, exponent.Native));

        /// <summary>Adds the product of two tensors, scaled.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Wrap(Native.ft_addcmul(_handle, tensor1._handle, tensor2._handle, value.Native));

        /// <summary>Adds the quotient of two tensors, scaled.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Wrap(Native.ft_addcdiv(_handle, tensor1._handle, tensor2._handle, value.Native));

        /// <summary>Adds the quotient of two tensors.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Wrap(Native.ft_addcdiv(_handle, tensor1._handle, tensor2._handle, NativeScalar.Of(1L)));

        /// <summary>Goes from this tensor towards another by a weight.</summary>
        public Tensor lerp(Tensor end, Tensor weight) => Wrap(Native.ft_lerp(_handle, end._handle, weight._handle));

        /// <summary>The angle of the point (other, this).</summary>
        public Tensor atan2(Tensor other) => Wrap(Native.ft_atan2(_handle, other._handle));

        /// <summary>This magnitude with the other's sign.</summary>
        public Tensor copysign(Tensor other) => Wrap(Native.ft_copysign(_handle, other._handle));

        /// <summary>Each element to the power of the other's, as doubles.</summary>
        public Tensor float_power(Tensor target) => Wrap(Native.ft_float_power(_handle, target._handle));

        /// <summary>This times the logarithm of the other, zero where this is zero.</summary>
        public Tensor xlogy(Tensor y) => Wrap(Native.ft_xlogy(_handle, y._handle));

        /// <summary>The bitwise and with a tensor.</summary>
        public Tensor bitwise_and(Tensor other) => Wrap(Native.ft_bitwise_and(_handle, other._handle));

        /// <summary>The bitwise or with a tensor.</summary>
        public Tensor bitwise_or(Tensor other) => Wrap(Native.ft_bitwise_or(_handle, other._handle));

        /// <summary>The bitwise xor with a tensor.</summary>
        public Tensor bitwise_xor(Tensor other) => Wrap(Native.ft_bitwise_xor(_handle, other._handle));

        /// <summary>The logical and with a tensor.</summary>
        public Tensor logical_and(Tensor other) => Wrap(Native.ft_logical_and(_handle, other._handle));

        /// <summary>The logical or with a tensor.</summary>
        public Tensor logical_or(Tensor other) => Wrap(Native.ft_logical_or(_handle, other._handle));

        /// <summary>The logical xor with a tensor.</summary>
        public Tensor logical_xor(Tensor other) => Wrap(Native.ft_logical_xor(_handle, other._handle));

        /// <summary>Cuts each element to a range.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Clamp(min, max);

        /// <summary>Cuts each element to the range of the tensors' elements.</summary>
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Wrap(Native.ft_clamp_tensor(_handle, TensorHandle.Of(min), TensorHandle.Of(max)));

        /// <summary>Raises each element to a least value.</summary>
        public Tensor clamp_min(Scalar min) => Clamp(min, null);

        /// <summary>Lowers each element to a greatest value.</summary>
        public Tensor clamp_max(Scalar max) => Clamp(null, max);

        /// <summary>Adds a tensor in place.</summary>
        public Tensor add_(Tensor target) => InPlace(Native.ft_add_(_handle, target._handle, NativeScalar.Of(1L)));

        /// <summary>Adds a multiple of a tensor in place.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => InPlace(Native.ft_add_(_handle, target._handle, alpha.Native));

        /// <summary>Adds a number in place.</summary>
        public Tensor add_(Scalar scalar) => InPlace(Native.ft_add_scalar_(_handle, scalar.Native, NativeScalar.Of(1L)));

        /// <summary>Adds a multiple of a number in place.</summary>
        public Tensor add_(Scalar scalar, Scalar alpha) => InPlace(Native.ft_add_scalar_(_handle, scalar.Native, alpha.Native));

        /// <summary>Subtracts a tensor in place.</summary>
        public Tensor sub_(Tensor target) => InPlace(Native.ft_sub_(_handle, target._handle));

        /// <summary>Subtracts a number in place.</summary>
        public Tensor sub_(Scalar target) => InPlace(Native.ft_sub_scalar_(_handle, target.Native));

        /// <summary>Subtracts a tensor in place.</summary>
        public Tensor subtract_(Tensor target) => InPlace(Native.ft_sub_(_handle, target._handle));

        /// <summary>Subtracts a number in place.</summary>
        public Tensor subtract_(Scalar target) => InPlace(Native.ft_sub_scalar_(_handle, target.Native));

        /// <summary>Multiplies by a tensor in place.</summary>
        public Tensor mul_(Tensor target) => InPlace(Native.ft_mul_(_handle, target._handle));

        /// <summary>Multiplies by a number in place.</summary>
        public Tensor mul_(Scalar target) => InPlace(Native.ft_mul_scalar_(_handle, target.Native));

        /// <summary>Divides by a tensor in place.</summary>
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => InPlace(Native.ft_div_(_handle, target._handle, (int)rounding_mode));

        /// <summary>Divides by a number in place.</summary>
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => InPlace(Native.ft_div_scalar_(_handle, target.Native, (int)rounding_mode));

        /// <summary>Divides by a tensor in place.</summary>
        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => InPlace(Native.ft_div_(_handle, target._handle, (int)rounding_mode));

        /// <summary>Divides by a number in place.</summary>
        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => InPlace(Native.ft_div_scalar_(_handle, target.Native, (int)rounding_mode));

        /// <summary>Divides by a tensor in place.</summary>
        public Tensor true_divide_(Tensor other) => InPlace(Native.ft_div_(_handle, other._handle, 0));

        /// <summary>Divides by a number in place.</summary>
        public Tensor true_divide_(Scalar other) => InPlace(Native.ft_div_scalar_(_handle, other.Native, 0));

        /// <summary>Divides by a tensor and rounds down in place.</summary>
        public Tensor floor_divide_(Tensor other) => InPlace(Native.ft_floor_divide_(_handle, other._handle));

        /// <summary>Divides by a number and rounds down in place.</summary>
        public Tensor floor_divide_(Scalar other) => InPlace(Native.ft_floor_divide_scalar_(_handle, other.Native));

        /// <summary>The remainder with the sign of the divisor in place.</summary>
        public Tensor remainder_(Tensor target) => InPlace(Native.ft_remainder_(_handle, target._handle));

        /// <summary>The remainder with the sign of the divisor in place.</summary>
        public Tensor remainder_(Scalar scalar) => InPlace(Native.ft_remainder_scalar_(_handle, scalar.Native));

        /// <summary>The remainder with the sign of the dividend in place.</summary>
        public Tensor fmod_(Tensor target) => InPlace(Native.ft_fmod_(_handle, target._handle));

        /// <summary>The remainder with the sign of the dividend in place.</summary>
        public Tensor fmod_(Scalar scalar) => InPlace(Native.ft_fmod_scalar_(_handle, scalar.Native));

        /// <summary>Each element to the power of a tensor's in place.</summary>
        public Tensor pow_(Tensor exponent) => InPlace(Native.ft_pow_(_handle, exponent._handle));

        /// <summary>Each element to a power in place.</summary>
        public Tensor pow_(Scalar exponent) => InPlace(Native.ft_pow_scalar_(_handle, exponent.Native));

        /// <summary>Adds the product of two tensors, scaled in place.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace(Native.ft_addcmul_(_handle, tensor1._handle, tensor2._handle, value.Native));

        /// <summary>Adds the quotient of two tensors, scaled in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace(Native.ft_addcdiv_(_handle, tensor1._handle, tensor2._handle, value.Native));

        /// <summary>Adds the quotient of two tensors in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => InPlace(Native.ft_addcdiv_(_handle, tensor1._handle, tensor2._handle, NativeScalar.Of(1L)));

        /// <summary>Goes from this tensor towards another by a weight in place.</summary>
        public Tensor lerp_(Tensor end, Tensor weight) => InPlace(Native.ft_lerp_(_handle, end._handle, weight._handle));

        /// <summary>The angle of the point (other, this) in place.</summary>
        public Tensor atan2_(Tensor other) => InPlace(Native.ft_atan2_(_handle, other._handle));

        /// <summary>This magnitude with the other's sign in place.</summary>
        public Tensor copysign_(Tensor other) => InPlace(Native.ft_copysign_(_handle, other._handle));

        /// <summary>Each element to the power of the other's, as doubles in place.</summary>
        public Tensor float_power_(Tensor target) => InPlace(Native.ft_float_power_(_handle, target._handle));

        /// <summary>This times the logarithm of the other, zero where this is zero in place.</summary>
        public Tensor xlogy_(Tensor y) => InPlace(Native.ft_xlogy_(_handle, y._handle));

        /// <summary>The bitwise and with a tensor in place.</summary>
        public Tensor bitwise_and_(Tensor other) => InPlace(Native.ft_bitwise_and_(_handle, other._handle));

        /// <summary>The bitwise or with a tensor in place.</summary>
        public Tensor bitwise_or_(Tensor other) => InPlace(Native.ft_bitwise_or_(_handle, other._handle));

        /// <summary>The bitwise xor with a tensor in place.</summary>
        public Tensor bitwise_xor_(Tensor other) => InPlace(Native.ft_bitwise_xor_(_handle, other._handle));

        /// <summary>The logical and with a tensor in place.</summary>
        public Tensor logical_and_(Tensor other) => InPlace(Native.ft_logical_and_(_handle, other._handle));

        /// <summary>The logical or with a tensor in place.</summary>
        public Tensor logical_or_(Tensor other) => InPlace(Native.ft_logical_or_(_handle, other._handle));

        /// <summary>The logical xor with a tensor in place.</summary>
        public Tensor logical_xor_(Tensor other) => InPlace(Native.ft_logical_xor_(_handle, other._handle));

        /// <summary>Cuts each element to a range in place.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => ClampInPlace(min, max);

        /// <summary>Cuts each element to the range of the tensors' elements in place.</summary>
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => InPlace(Native.ft_clamp_tensor_(_handle, TensorHandle.Of(min), TensorHandle.Of(max)));

        /// <summary>Raises each element to a least value in place.</summary>
        public Tensor clamp_min_(Scalar min) => ClampInPlace(min, null);

        /// <summary>Lowers each element to a greatest value in place.</summary>
        public Tensor clamp_max_(Scalar max) => ClampInPlace(null, max);

        /// <summary>Cuts each element to a range.</summary>
        public Tensor clip(Scalar? min = null, Scalar? max = null) => Clamp(min, max);

        /// <summary>The greater element, NaN if either is.</summary>
        public Tensor maximum(Tensor other) => Wrap(Native.ft_maximum(_handle, other._handle));

        /// <summary>The lesser element, NaN if either is.</summary>
        public Tensor minimum(Tensor other) => Wrap(Native.ft_minimum(_handle, other._handle));

        /// <summary>The greater element.</summary>
        public Tensor fmax(Tensor other) => Wrap(Native.ft_fmax(_handle, other._handle));

        /// <summary>The lesser element.</summary>
        public Tensor fmin(Tensor other) => Wrap(Native.ft_fmin(_handle, other._handle));

        /// <summary>The length of the hypotenuse.</summary>
        public Tensor hypot(Tensor other) => Wrap(Native.ft_hypot(_handle, other._handle));

        /// <summary>The logarithm of the sum of exponentials.</summary>
        public Tensor logaddexp(Tensor other) => Wrap(Native.ft_logaddexp(_handle, other._handle));

        /// <summary>The logarithm to base 2 of the sum of powers of 2.</summary>
        public Tensor logaddexp2(Tensor other) => Wrap(Native.ft_logaddexp2(_handle, other._handle));

        /// <summary>Sets every element to a value.</summary>
        public Tensor fill_(Scalar value) => InPlace(Native.ft_fill_(_handle, value.Native));

        /// <summary>Sets every element to zero.</summary>
        public Tensor zero_() => InPlace(Native.ft_zero_(_handle));
    }
}
