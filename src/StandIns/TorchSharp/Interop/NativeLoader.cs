using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Interop;

/// <summary>Loads the shim from beside TorchSharp.dll, with OpenMP's threads told to sleep while they wait.</summary>
internal static partial class NativeLoader
{
    private const string FileName = "libTorchSharpNative.so";

    private static readonly Lazy<nint> Shim = new(Load);

    /// <summary>Answers the runtime's questions for the shim; runs before anything else of this assembly.</summary>
    [ModuleInitializer]
    internal static void Initialize() => NativeLibrary.SetDllImportResolver(typeof(NativeLoader).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == Native.Library ? Shim.Value : 0;

    private static nint Load()
    {
        WaitPassively();
        ChooseKernels();
        var folder = Path.GetDirectoryName(typeof(NativeLoader).Assembly.Location);
        var file = Path.Combine(string.IsNullOrEmpty(folder) ? AppContext.BaseDirectory : folder, FileName);
        if (!File.Exists(file))
        {
            throw new DllNotFoundException(
                $"{FileName} is missing beside TorchSharp.dll ({file}). It is built with the project where cmake, g++ and libtorch are installed: " +
                "apt install cmake g++ libtorch-dev libopenblas0-openmp, then build again.");
        }

        try
        {
            return NativeLibrary.Load(file);
        }
        catch (DllNotFoundException reason)
        {
            throw new DllNotFoundException(
                $"{FileName} does not load, most likely because libtorch is missing or another one than it was built against: " +
                "apt install libtorch-dev libopenblas0-openmp (or set LIBTORCH), then build again. " + reason.Message, reason);
        }
    }

    /// <summary>Spinning OpenMP threads on a busy machine were seen to be 100 times slower than one thread.</summary>
    /// <remarks>Environment.SetEnvironmentVariable does not reach the C library's getenv, which libgomp reads when it loads.</remarks>
    private static void WaitPassively()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetEnvironment("OMP_WAIT_POLICY", "PASSIVE", 0);
        }
    }

    /// <summary>
    /// Tells OpenBLAS which kernels fit. Older versions (0.3.21 was seen) do not know newer processors and fall back to those
    /// of 2004: 16 GFLOP/s instead of 150 on one core with AVX-512. A setting of the user's own stays.
    /// </summary>
    private static void ChooseKernels()
    {
        var kernels = Avx512BW.VL.IsSupported && Avx512DQ.IsSupported ? "SkylakeX" : Avx2.IsSupported && Fma.IsSupported ? "Haswell" : null;
        if (kernels is not null && !OperatingSystem.IsWindows())
        {
            _ = SetEnvironment("OPENBLAS_CORETYPE", kernels, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
