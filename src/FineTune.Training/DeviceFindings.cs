namespace FineTune.Training;

/// <summary>What a probe of the hardware found.</summary>
/// <param name="Name">The processor or GPU.</param>
/// <param name="Kind">"cpu" or "cuda".</param>
/// <param name="Cores">Logical cores of the host.</param>
/// <param name="Threads">Threads that one operation uses.</param>
/// <param name="GemmGigaflops">Speed of a single-precision matrix product of 512 by 512, in 10⁹ operations a second.</param>
/// <param name="Bf16Gigaflops">The same in bf16, with sums in single precision; 0 where the device has no instructions for it.</param>
/// <param name="LibtorchVersion">Version of libtorch.</param>
/// <param name="Blas">The library that multiplies matrices.</param>
/// <param name="Summary">All of it in one line, with a remedy where something is wrong.</param>
public sealed record DeviceFindings(
    string Name, string Kind, int Cores, int Threads, double GemmGigaflops, double Bf16Gigaflops, string LibtorchVersion, string Blas, string Summary);
