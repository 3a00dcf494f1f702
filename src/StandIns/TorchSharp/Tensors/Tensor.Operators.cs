using TorchSharp.Interop;

namespace TorchSharp;

/// <content>Operators.</content>
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, int right) => left.add((Scalar)right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, long right) => left.add((Scalar)right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, float right) => left.add((Scalar)right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, double right) => left.add((Scalar)right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Scalar left, Tensor right) => right.add(left);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(int left, Tensor right) => right.add((Scalar)left);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(long left, Tensor right) => right.add((Scalar)left);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(float left, Tensor right) => right.add((Scalar)left);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(double left, Tensor right) => right.add((Scalar)left);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, int right) => left.sub((Scalar)right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, long right) => left.sub((Scalar)right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, float right) => left.sub((Scalar)right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, double right) => left.sub((Scalar)right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Scalar left, Tensor right) => Wrap(Native.ft_rsub_scalar(right._handle, (left).Native));

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(int left, Tensor right) => Wrap(Native.ft_rsub_scalar(right._handle, ((Scalar)left).Native));

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(long left, Tensor right) => Wrap(Native.ft_rsub_scalar(right._handle, ((Scalar)left).Native));

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(float left, Tensor right) => Wrap(Native.ft_rsub_scalar(right._handle, ((Scalar)left).Native));

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(double left, Tensor right) => Wrap(Native.ft_rsub_scalar(right._handle, ((Scalar)left).Native));

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, int right) => left.mul((Scalar)right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, long right) => left.mul((Scalar)right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, float right) => left.mul((Scalar)right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, double right) => left.mul((Scalar)right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(int left, Tensor right) => right.mul((Scalar)left);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(long left, Tensor right) => right.mul((Scalar)left);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(float left, Tensor right) => right.mul((Scalar)left);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(double left, Tensor right) => right.mul((Scalar)left);

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, int right) => left.div((Scalar)right);

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, long right) => left.div((Scalar)right);

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, float right) => left.div((Scalar)right);

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, double right) => left.div((Scalar)right);

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(Scalar left, Tensor right) => Wrap(Native.ft_rdiv_scalar(right._handle, (left).Native));

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(int left, Tensor right) => Wrap(Native.ft_rdiv_scalar(right._handle, ((Scalar)left).Native));

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(long left, Tensor right) => Wrap(Native.ft_rdiv_scalar(right._handle, ((Scalar)left).Native));

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(float left, Tensor right) => Wrap(Native.ft_rdiv_scalar(right._handle, ((Scalar)left).Native));

        /// <summary>The quotient, element by element.</summary>
        public static Tensor operator /(double left, Tensor right) => Wrap(Native.ft_rdiv_scalar(right._handle, ((Scalar)left).Native));

        /// <summary>The remainder, element by element.</summary>
        public static Tensor operator %(Tensor left, Tensor right) => left.remainder(right);

        /// <summary>The remainder, element by element.</summary>
        public static Tensor operator %(Tensor left, Scalar right) => left.remainder(right);

        /// <summary>The remainder, element by element.</summary>
        public static Tensor operator %(Tensor left, int right) => left.remainder((Scalar)right);

        /// <summary>The remainder, element by element.</summary>
        public static Tensor operator %(Tensor left, long right) => left.remainder((Scalar)right);

        /// <summary>The remainder, element by element.</summary>
        public static Tensor operator %(Tensor left, float right) => left.remainder((Scalar)right);

        /// <summary>The remainder, element by element.</summary>
        public static Tensor operator %(Tensor left, double right) => left.remainder((Scalar)right);

        /// <summary>Each element negated.</summary>
        public static Tensor operator -(Tensor tensor) => tensor.neg();

        /// <summary>The bits, or the truth, of each element flipped.</summary>
        public static Tensor operator ~(Tensor left) => left.bitwise_not();

        /// <summary>The bitwise and.</summary>
        public static Tensor operator &(Tensor left, Tensor right) => left.bitwise_and(right);

        /// <summary>The bitwise or.</summary>
        public static Tensor operator |(Tensor left, Tensor right) => left.bitwise_or(right);

        /// <summary>The bitwise xor.</summary>
        public static Tensor operator ^(Tensor left, Tensor right) => left.bitwise_xor(right);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);

        /// <summary>Compares element by element.</summary>
        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);

        /// <summary>A tensor of one number.</summary>
        public static implicit operator Tensor(bool value) => tensor(value);

        /// <summary>A tensor of one number.</summary>
        public static implicit operator Tensor(byte value) => tensor(value);

        /// <summary>A tensor of one number.</summary>
        public static implicit operator Tensor(short value) => tensor(value);

        /// <summary>A tensor of one number.</summary>
        public static implicit operator Tensor(int value) => tensor(value);

        /// <summary>A tensor of one number.</summary>
        public static implicit operator Tensor(long value) => tensor(value);

        /// <summary>A tensor of one number.</summary>
        public static implicit operator Tensor(float value) => tensor(value);

        /// <summary>A tensor of one number.</summary>
        public static implicit operator Tensor(double value) => tensor(value);

        /// <summary>A vector of the numbers.</summary>
        public static implicit operator Tensor(bool[] value) => tensor(value);

        /// <summary>A vector of the numbers.</summary>
        public static implicit operator Tensor(byte[] value) => tensor(value);

        /// <summary>A vector of the numbers.</summary>
        public static implicit operator Tensor(short[] value) => tensor(value);

        /// <summary>A vector of the numbers.</summary>
        public static implicit operator Tensor(int[] value) => tensor(value);

        /// <summary>A vector of the numbers.</summary>
        public static implicit operator Tensor(long[] value) => tensor(value);

        /// <summary>A vector of the numbers.</summary>
        public static implicit operator Tensor(float[] value) => tensor(value);

        /// <summary>A vector of the numbers.</summary>
        public static implicit operator Tensor(double[] value) => tensor(value);

        /// <summary>A tensor of one number.</summary>
        public static implicit operator Tensor(Scalar scalar) => Wrap(Native.ft_full([], 0, scalar.Native, new NativeOptions(scalar.Type, CPU, false)));

        /// <summary>The single element.</summary>
        public static explicit operator bool(Tensor value) => value.ToBoolean();

        /// <summary>The single element.</summary>
        public static explicit operator byte(Tensor value) => value.ToByte();

        /// <summary>The single element.</summary>
        public static explicit operator sbyte(Tensor value) => value.ToSByte();

        /// <summary>The single element.</summary>
        public static explicit operator short(Tensor value) => value.ToInt16();

        /// <summary>The single element.</summary>
        public static explicit operator int(Tensor value) => value.ToInt32();

        /// <summary>The single element.</summary>
        public static explicit operator long(Tensor value) => value.ToInt64();

        /// <summary>The single element.</summary>
        public static explicit operator float(Tensor value) => value.ToSingle();

        /// <summary>The single element.</summary>
        public static explicit operator double(Tensor value) => value.ToDouble();
    }
}
