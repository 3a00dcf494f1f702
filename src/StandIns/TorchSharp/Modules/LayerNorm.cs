using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Brings the last dimensions to mean 0 and variance 1, then scales and shifts them.</summary>
public sealed class LayerNorm : nn.Module<Tensor, Tensor>
{
    private Parameter? _weight;
    private Parameter? _bias;

    internal LayerNorm(long[] shape, double eps, bool affine, bool hasBias, Device? device, ScalarType? dtype)
        : base(nameof(LayerNorm))
    {
        normalized_shape = shape;
        this.eps = eps;
        elementwise_affine = affine;
        if (affine)
        {
            _weight = new Parameter(ones(shape, dtype, device));
            register_parameter("weight", _weight);
            if (hasBias)
            {
                _bias = new Parameter(zeros(shape, dtype, device));
                register_parameter("bias", _bias);
            }
        }
    }

    /// <summary>The shift.</summary>
    public Parameter? bias
    {
        get => _bias;
        set => Replace("bias", _bias = value);
    }

    /// <summary>The scale.</summary>
    public Parameter? weight
    {
        get => _weight;
        set => Replace("weight", _weight = value);
    }

    /// <summary>The shape of the dimensions that are brought to mean 0.</summary>
    public long[] normalized_shape { get; set; }

    /// <summary>What is added to the variance.</summary>
    public double eps { get; set; }

    /// <summary>Whether there are a scale and a shift.</summary>
    public bool elementwise_affine { get; set; }

    /// <summary>Sets the scale to one and the shift to zero.</summary>
    public void reset_parameters()
    {
        using var guard = no_grad();
        _weight?.fill_(1);
        _bias?.zero_();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.layer_norm(tensor, normalized_shape, _weight, _bias, eps);

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
    }
}
