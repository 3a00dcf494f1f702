using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Generators and random fills (native/random.cpp).</summary>
internal static partial class Native
{
    [LibraryImport(Library)]
    internal static partial int ft_bernoulli_(TensorHandle self, double p, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial nint ft_bernoulli(TensorHandle self, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int ft_bernoulli_tensor_(TensorHandle self, TensorHandle p, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int ft_normal_(TensorHandle self, double mean, double std, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int ft_uniform_(TensorHandle self, double from, double to, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int ft_random_(TensorHandle self, long from, long to, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int ft_exponential_(TensorHandle self, double lambda, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int ft_cauchy_(TensorHandle self, double median, double sigma, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int ft_log_normal_(TensorHandle self, double mean, double std, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int ft_geometric_(TensorHandle self, double p, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial nint ft_multinomial(TensorHandle self, long samples, [MarshalAs(UnmanagedType.U1)] bool replacement, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial nint ft_poisson(TensorHandle self, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial nint ft_default_generator(int deviceType, int deviceIndex);

    [LibraryImport(Library)]
    internal static partial nint ft_new_generator(ulong seed, int deviceType, int deviceIndex);

    [LibraryImport(Library)]
    internal static partial void ft_delete_generator(nint generator);

    [LibraryImport(Library)]
    internal static partial int ft_generator_manual_seed(GeneratorHandle generator, ulong seed);

    [LibraryImport(Library)]
    internal static partial int ft_generator_seed(GeneratorHandle generator, out ulong seed);

    [LibraryImport(Library)]
    internal static partial ulong ft_generator_initial_seed(GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial nint ft_generator_get_state(GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int ft_generator_set_state(GeneratorHandle generator, TensorHandle state);

    [LibraryImport(Library)]
    internal static partial int ft_manual_seed(ulong seed);

    [LibraryImport(Library)]
    internal static partial int ft_cuda_manual_seed_all(ulong seed, int devices);

    [LibraryImport(Library)]
    internal static partial nint ft_dropout_mask(TensorHandle like, double p);
}
