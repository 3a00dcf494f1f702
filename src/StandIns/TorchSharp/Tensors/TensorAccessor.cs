using System.Collections;
using System.Runtime.CompilerServices;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor on the CPU, to read and to write in row-major order.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly torch.Tensor _tensor;
    private readonly long[] _sizes;
    private readonly long[] _strides;
    private readonly bool _contiguous;
    private readonly nint _address;

    internal TensorAccessor(torch.Tensor tensor)
    {
        _tensor = tensor;
        _address = tensor.Address();
        _sizes = tensor.shape;
        _strides = tensor.stride();
        _contiguous = tensor.is_contiguous();
        Count = tensor.NumberOfElements;
    }

    /// <summary>The number of elements.</summary>
    public long Count { get; }

    /// <summary>Whether writing is refused; it is not.</summary>
    public bool IsReadOnly => false;

    /// <summary>One element, by one index for each dimension or by a single one over all of them.</summary>
    public unsafe T this[params long[] indices]
    {
        get => *(T*)Locate(indices);
        set => *(T*)Locate(indices) = value;
    }

    /// <summary>Compares by identity of the tensors.</summary>
    public static bool operator ==(TensorAccessor<T>? left, TensorAccessor<T>? right) => Equals(left, right);

    /// <summary>Compares by identity of the tensors.</summary>
    public static bool operator !=(TensorAccessor<T>? left, TensorAccessor<T>? right) => !Equals(left, right);

    /// <summary>All elements.</summary>
    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array.AsSpan());
        return array;
    }

    /// <summary>All elements, in an array of the tensor's dimensions.</summary>
    public Array ToNDArray()
    {
        if (_sizes.Length == 0)
        {
            return ToArray();
        }

        var array = Array.CreateInstance(typeof(T), _sizes);
        Buffer.BlockCopy(ToArray(), 0, array, 0, checked((int)(Count * Unsafe.SizeOf<T>())));
        return array;
    }

    /// <summary>Copies the elements from <paramref name="tensorIndex"/> on to an array.</summary>
    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies the elements from <paramref name="tensorIndex"/> on to a span.</summary>
    public unsafe void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        Guard();
        var target = array[arrayIndex..];
        var length = (int)Math.Min(target.Length, Count - tensorIndex);
        if (_contiguous)
        {
            new ReadOnlySpan<T>((T*)_address + tensorIndex, length).CopyTo(target);
            return;
        }

        for (var i = 0; i < length; i++)
        {
            target[i] = *(T*)LocateFlat(tensorIndex + i);
        }
    }

    /// <summary>Copies an array into the elements from <paramref name="tensorIndex"/> on.</summary>
    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    /// <summary>Copies a span into the elements from <paramref name="tensorIndex"/> on.</summary>
    public unsafe void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        Guard();
        var source = array[arrayIndex..];
        var length = (int)Math.Min(source.Length, Count - tensorIndex);
        if (_contiguous)
        {
            source[..length].CopyTo(new Span<T>((T*)_address + tensorIndex, length));
            return;
        }

        for (var i = 0; i < length; i++)
        {
            *(T*)LocateFlat(tensorIndex + i) = source[i];
        }
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0L; i < Count; i++)
        {
            yield return Read(i);
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TensorAccessor<T> other && ReferenceEquals(other._tensor, _tensor);

    /// <inheritdoc/>
    public override int GetHashCode() => _tensor.GetHashCode();

    /// <summary>Ends the access; the tensor lives on.</summary>
    public void Dispose()
    {
    }

    private unsafe T Read(long index) => *(T*)LocateFlat(index);

    private void Guard() => ObjectDisposedException.ThrowIf(_tensor.IsInvalid, _tensor);

    private unsafe nint Locate(long[] indices)
    {
        Guard();
        if (indices.Length == 1 && _sizes.Length != 1)
        {
            return LocateFlat(indices[0]);
        }

        if (indices.Length != _sizes.Length)
        {
            throw new ArgumentException($"The tensor has {_sizes.Length} dimensions, but {indices.Length} indices were given.", nameof(indices));
        }

        var offset = 0L;
        for (var i = 0; i < indices.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(indices[i], nameof(indices));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(indices[i], _sizes[i], nameof(indices));
            offset += indices[i] * _strides[i];
        }

        return _address + (nint)(offset * sizeof(T));
    }

    private unsafe nint LocateFlat(long index)
    {
        Guard();
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        if (_contiguous)
        {
            return _address + (nint)(index * sizeof(T));
        }

        var offset = 0L;
        for (var i = _sizes.Length - 1; i >= 0; i--)
        {
            offset += index % _sizes[i] * _strides[i];
            index /= _sizes[i];
        }

        return _address + (nint)(offset * sizeof(T));
    }
}
