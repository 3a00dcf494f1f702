namespace TorchSharp;

/// <content>Forwarders to the members of <see cref="Tensor"/> in Tensors/Tensor.Random.cs.</content>
public static partial class torch
{
    /// <summary>Draws booleans with these probabilities.</summary>
    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    /// <summary>Draws positions in proportion to these weights.</summary>
    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        input.multinomial(num_samples, replacement, generator);

    /// <summary>Draws from Poisson distributions with these rates.</summary>
    public static Tensor poisson(Tensor input, Generator? generator = null) => input.poisson(generator);
}
