using TorchSharp.Interop;

namespace TorchSharp;

/// <content>Random numbers.</content>
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Fills with booleans that are true with a probability.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => InPlace(Native.ft_bernoulli_(_handle, p, GeneratorHandle.Of(generator)));

        /// <summary>Fills with booleans that are true with given probabilities.</summary>
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => InPlace(Native.ft_bernoulli_tensor_(_handle, p._handle, GeneratorHandle.Of(generator)));

        /// <summary>Draws booleans with these probabilities.</summary>
        public Tensor bernoulli(Generator? generator = null) => Wrap(Native.ft_bernoulli(_handle, GeneratorHandle.Of(generator)));

        /// <summary>Fills from a normal distribution.</summary>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => InPlace(Native.ft_normal_(_handle, mean, std, GeneratorHandle.Of(generator)));

        /// <summary>Fills from a uniform distribution.</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null) => InPlace(Native.ft_uniform_(_handle, from, to, GeneratorHandle.Of(generator)));

        /// <summary>Fills with whole numbers of a range.</summary>
        public Tensor random_(double from, double to, Generator? generator = null) => InPlace(Native.ft_random_(_handle, (long)from, (long)to, GeneratorHandle.Of(generator)));

        /// <summary>Fills from an exponential distribution.</summary>
        public Tensor exponential_(double lambda = 1, Generator? generator = null) => InPlace(Native.ft_exponential_(_handle, lambda, GeneratorHandle.Of(generator)));

        /// <summary>Fills from a Cauchy distribution.</summary>
        public Tensor cauchy_(double median = 0, double sigma = 1, Generator? generator = null) => InPlace(Native.ft_cauchy_(_handle, median, sigma, GeneratorHandle.Of(generator)));

        /// <summary>Fills from a log-normal distribution.</summary>
        public Tensor log_normal_(double mean = 0, double std = 1, Generator? generator = null) => InPlace(Native.ft_log_normal_(_handle, mean, std, GeneratorHandle.Of(generator)));

        /// <summary>Fills from a geometric distribution.</summary>
        public Tensor geometric_(double p, Generator? generator = null) => InPlace(Native.ft_geometric_(_handle, p, GeneratorHandle.Of(generator)));

        /// <summary>Draws positions in proportion to these weights.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) => Wrap(Native.ft_multinomial(_handle, num_samples, replacement, GeneratorHandle.Of(generator)));

        /// <summary>Draws from Poisson distributions with these rates.</summary>
        public Tensor poisson(Generator? generator = null) => Wrap(Native.ft_poisson(_handle, GeneratorHandle.Of(generator)));
    }
}
