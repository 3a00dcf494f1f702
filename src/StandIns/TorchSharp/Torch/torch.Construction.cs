using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

/// <content>What the factories share: one copy of memory, one native call.</content>
public static partial class torch
{
    private static Tensor Make<T>(
        ReadOnlySpan<T> values, ReadOnlySpan<long> sizes, ScalarType stored, ScalarType? wanted, Device? device, bool requiresGrad, string[]? names)
        where T : unmanaged
    {
        RefuseNames(names);
        if (wanted is not { } type || type == stored)
        {
            return Tensor.FromMemory(values, sizes, stored, device, requiresGrad);
        }

        using var raw = Tensor.FromMemory(values, sizes, stored, CPU, false);
        var converted = raw.to(type, device ?? DefaultDevice ?? CPU);
        return requiresGrad ? converted.requires_grad_() : converted;
    }

    private static Tensor MakeGrid<T>(Array values, ScalarType stored, ScalarType? wanted, Device? device, bool requiresGrad, string[]? names)
        where T : unmanaged
    {
        var sizes = new long[values.Rank];
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = values.GetLongLength(i);
        }

        ref var start = ref MemoryMarshal.GetArrayDataReference(values);
        var bytes = MemoryMarshal.CreateReadOnlySpan(ref start, checked(values.Length * Unsafe.SizeOf<T>()));
        return Make(MemoryMarshal.Cast<byte, T>(bytes), sizes, stored, wanted, device, requiresGrad, names);
    }

    private static ReadOnlySpan<T> Contents<T>(IList<T> values) => values switch
    {
        T[] array => array,
        List<T> list => CollectionsMarshal.AsSpan(list),
        _ => values.ToArray(),
    };

    private static void RefuseNames(string[]? names)
    {
        if (names is not null)
        {
            throw new NotSupportedException("Named dimensions are not offered by this stand-in.");
        }
    }

    private static Tensor Zeros(ReadOnlySpan<long> sizes, NativeOptions options, string[]? names)
    {
        RefuseNames(names);
        return Tensor.Wrap(Native.ft_zeros(sizes, sizes.Length, options));
    }

    private static Tensor Ones(ReadOnlySpan<long> sizes, NativeOptions options, string[]? names)
    {
        RefuseNames(names);
        var one = new NativeOptions(options, get_default_dtype());
        return Tensor.Wrap(Native.ft_full(sizes, sizes.Length, NativeScalar.Of(1L), one));
    }

    private static Tensor Empty(ReadOnlySpan<long> sizes, NativeOptions options, string[]? names)
    {
        RefuseNames(names);
        return Tensor.Wrap(Native.ft_empty(sizes, sizes.Length, options));
    }

    private static Tensor Full(ReadOnlySpan<long> sizes, Scalar value, NativeOptions options, string[]? names)
    {
        RefuseNames(names);
        return Tensor.Wrap(Native.ft_full(sizes, sizes.Length, value.Native, options));
    }

    private static Tensor Rand(ReadOnlySpan<long> sizes, Generator? generator, NativeOptions options, string[]? names)
    {
        RefuseNames(names);
        return Tensor.Wrap(Native.ft_rand(sizes, sizes.Length, GeneratorHandle.Of(generator), options));
    }

    private static Tensor Randn(ReadOnlySpan<long> sizes, Generator? generator, NativeOptions options, string[]? names)
    {
        RefuseNames(names);
        return Tensor.Wrap(Native.ft_randn(sizes, sizes.Length, GeneratorHandle.Of(generator), options));
    }

    private static Tensor Randint(long low, long high, ReadOnlySpan<long> sizes, Generator? generator, NativeOptions options, string[]? names)
    {
        RefuseNames(names);
        return Tensor.Wrap(Native.ft_randint(low, high, sizes, sizes.Length, GeneratorHandle.Of(generator), options));
    }
}
