using TorchSharp.Interop;

namespace TorchSharp;

/// <content>Tensors made of several.</content>
public static partial class torch
{
    /// <summary>Tensors one after another along a dimension.</summary>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Cat(tensors, dim);

    /// <summary>Tensors one after another along a dimension.</summary>
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Cat(tensors, dim);

    /// <summary>Tensors one after another along a dimension.</summary>
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Cat(tensors.ToArray(), dim);

    /// <summary>Tensors one after another along a dimension.</summary>
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => Cat(tensors, dim);

    /// <summary>Tensors one after another along a dimension.</summary>
    public static Tensor concat(Tensor[] tensors, long dim = 0) => Cat(tensors, dim);

    /// <summary>Tensors one upon another along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0)
    {
        using var held = new HandleList(tensors);
        return Tensor.Wrap(Native.ft_stack(held.Pointers, held.Count, dim));
    }

    /// <summary>Tensors one below another.</summary>
    public static Tensor vstack(IList<Tensor> tensors) => VStack([.. tensors]);

    /// <summary>Tensors one below another.</summary>
    public static Tensor vstack(Tensor[] tensors) => VStack(tensors);

    /// <summary>The coordinates of a grid.</summary>
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij")
    {
        using var held = new HandleList(tensors);
        var grids = new nint[held.Count];
        Native.Check(Native.ft_meshgrid(held.Pointers, held.Count, indexing, grids));
        return Tensor.WrapAll(grids);
    }

    /// <summary>The tensors widened to one shape.</summary>
    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors)
    {
        using var held = new HandleList(tensors);
        var wide = new nint[held.Count];
        Native.Check(Native.ft_broadcast_tensors(held.Pointers, held.Count, wide));
        return Tensor.WrapAll(wide);
    }

    /// <summary>Sums of products in Einstein's notation.</summary>
    public static Tensor einsum(string equation, params Tensor[] tensors)
    {
        using var held = new HandleList(tensors);
        return Tensor.Wrap(Native.ft_einsum(equation, held.Pointers, held.Count));
    }

    /// <summary>One tensor's elements where a condition is true, another's elsewhere.</summary>
    public static Tensor where(Tensor condition, Tensor x, Tensor y) =>
        Tensor.Wrap(Native.ft_where(condition.NativeHandle, x.NativeHandle, y.NativeHandle));

    /// <summary>Where in an ordered sequence each value would go.</summary>
    public static Tensor searchsorted(Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false, Tensor? sorter = null) =>
        sorter is null
            ? Tensor.Wrap(Native.ft_searchsorted(sorted_sequence.NativeHandle, values.NativeHandle, out_int32, right))
            : throw new NotSupportedException("searchsorted: a sorter is not offered by this stand-in.");

    private static Tensor Cat(IList<Tensor> tensors, long dim)
    {
        using var held = new HandleList(tensors);
        return Tensor.Wrap(Native.ft_cat(held.Pointers, held.Count, dim));
    }

    private static Tensor VStack(Tensor[] tensors)
    {
        using var scope = NewDisposeScope();
        return Cat(Array.ConvertAll(tensors, t => t.ndim < 2 ? t.reshape(1, -1) : t), 0).MoveToOuterDisposeScope();
    }
}
