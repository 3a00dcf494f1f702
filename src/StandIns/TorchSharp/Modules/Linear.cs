using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Multiplies the last dimension by a matrix and adds a bias.</summary>
public sealed class Linear : nn.Module<Tensor, Tensor>
{
    private Parameter _weight;
    private Parameter? _bias;

    internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype)
        : base(nameof(Linear))
    {
        in_features = inputSize;
        out_features = outputSize;
        var limit = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
        using var guard = no_grad();
        _weight = new Parameter(empty(outputSize, inputSize, dtype, device).uniform_(-limit, limit));
        register_parameter("weight", _weight);
        if (hasBias)
        {
            _bias = new Parameter(empty(outputSize, dtype, device).uniform_(-limit, limit));
            register_parameter("bias", _bias);
        }
    }

    internal Linear(Parameter weight, Parameter? bias)
        : base(nameof(Linear))
    {
        in_features = weight.shape[1];
        out_features = weight.shape[0];
        _weight = weight;
        _bias = bias;
        Replace("weight", weight);
        Replace("bias", bias);
    }

    /// <summary>The bias, one number for each output.</summary>
    public Parameter? bias
    {
        get => _bias;
        set => Replace("bias", _bias = value);
    }

    /// <summary>The matrix, one row for each output.</summary>
    public Parameter weight
    {
        get => _weight;
        set => Replace("weight", _weight = value);
    }

    /// <summary>The size of the last dimension that comes in.</summary>
    public long in_features { get; set; }

    /// <summary>The size of the last dimension that goes out.</summary>
    public long out_features { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, _weight, _bias);

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
    }
}
