using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Looks rows of a table up.</summary>
public sealed class Embedding : nn.Module<Tensor, Tensor>
{
    private readonly long _paddingIndex;
    private readonly bool _scaleByFrequency;
    private readonly bool _sparse;
    private Parameter _weight;

    internal Embedding(Parameter weight, long? paddingIndex, bool scaleByFrequency, bool sparse)
        : base(nameof(Embedding))
    {
        _weight = weight;
        _paddingIndex = paddingIndex ?? -1;
        _scaleByFrequency = scaleByFrequency;
        _sparse = sparse;
        register_parameter("weight", weight);
    }

    /// <summary>The table, one row for each index.</summary>
    public Parameter weight
    {
        get => _weight;
        set => Replace("weight", _weight = value);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        Tensor.Wrap(Native.ft_embedding(_weight.NativeHandle, input.NativeHandle, _paddingIndex, _scaleByFrequency, _sparse));

    internal static Parameter Table(long rows, long width, long? paddingIndex, Device? device, ScalarType? dtype)
    {
        using var guard = no_grad();
        var table = empty(rows, width, dtype, device).normal_();
        if (paddingIndex is { } padding)
        {
            using var row = table[padding];
            row.zero_();
        }

        return new Parameter(table);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
    }
}
