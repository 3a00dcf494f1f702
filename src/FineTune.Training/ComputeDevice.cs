using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training;

/// <summary>The hardware that trials run on: which device, how many threads, how fast.</summary>
public static class ComputeDevice
{
    private const int GemmSize = 512;

    /// <summary>Below this a matrix product is so slow that the reference BLAS must be in use.</summary>
    private const double SlowestUsefulGigaflops = 10;

    /// <summary>Finds the device, measures a single-precision matrix product on it for a fraction of a second, and says what it found.</summary>
    public static DeviceFindings Probe()
    {
        var device = Select("auto");
        var threads = get_num_threads();
        var speed = MeasureGemm(device);
        var half = HasBf16(device) ? MeasureGemm(device, ScalarType.BFloat16) : 0;
        var isCuda = device.type == DeviceType.CUDA;
        var blas = isCuda ? "cuBLAS" : FindBlas();
        var name = isCuda ? $"CUDA device {Math.Max(0, device.index)}" : ProcessorName();
        var hint = !isCuda && speed < SlowestUsefulGigaflops ? " This is very slow: install libopenblas0-openmp." : string.Empty;
        var summary = string.Create(
            CultureInfo.InvariantCulture,
            $"{name}, {Environment.ProcessorCount} cores, {threads} threads, {speed:F0} GFLOP/s sgemm, libtorch {__version__}, {blas}.{hint}");
        return new DeviceFindings(name, isCuda ? "cuda" : "cpu", Environment.ProcessorCount, threads, speed, half, __version__, blas, summary);
    }

    /// <summary>The device of that name; "auto" takes CUDA where it is there.</summary>
    /// <exception cref="InvalidInputException">The name is unknown, or CUDA is asked for and absent.</exception>
    internal static Device Select(string name) => name switch
    {
        "cpu" => CPU,
        "auto" => cuda.is_available() ? device("cuda:0") : CPU,
        "cuda" when cuda.is_available() => device("cuda:0"),
        "cuda" => throw new InvalidInputException("study", "device", "No CUDA device was found.", "Use \"auto\" or \"cpu\", or a machine with an NVIDIA GPU and a CUDA build of libtorch."),
        _ => throw new InvalidInputException("study", "device", $"The device '{name}' is not known.", "Use \"auto\", \"cpu\" or \"cuda\"."),
    };

    /// <summary>The type that a precision computes in.</summary>
    /// <exception cref="InvalidInputException">bf16 is asked for and the device does not compute in it.</exception>
    internal static ScalarType TypeOf(string precision, Device device) => precision != "bf16" ? ScalarType.Float32
        : HasBf16(device) ? ScalarType.BFloat16
        : throw new InvalidInputException(
            "hyperparameters", "precision", "This device does not multiply matrices in bf16.", "Use \"float32\", or a GPU from Ampere on or a processor with AVX512-BF16 or AMX.");

    /// <summary>Whether the device has instructions for bf16: a processor says so, a GPU shows it by being faster with it.</summary>
    internal static bool HasBf16(Device device)
    {
        const string Info = "/proc/cpuinfo";
        if (device.type == DeviceType.CUDA)
        {
            return MeasureGemm(device, ScalarType.BFloat16, 4096) > 1.5 * MeasureGemm(device, ScalarType.Float32, 4096);
        }

        var flags = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(l => l.StartsWith("flags", StringComparison.Ordinal)) : null;
        return flags?.Split(' ').Any(f => f is "avx512_bf16" or "amx_bf16") ?? false;
    }

    /// <summary>Sets how many CPU threads the calling thread's operations use; 0 takes all cores.</summary>
    /// <remarks>OpenMP keeps this number for each thread that starts parallel regions, so trials on threads of their own do not disturb each other.</remarks>
    internal static void UseThreads(int threads) => set_num_threads(threads > 0 ? threads : Environment.ProcessorCount);

    private static double MeasureGemm(Device device, ScalarType type = ScalarType.Float32, int size = GemmSize)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var matrix = ones([size, size], type, device);
        var clock = new Stopwatch();
        var fastest = double.MaxValue;
        for (var i = 0; i < 12; i++)
        {
            clock.Restart();
            using var product = matrix.mm(matrix);
            using var corner = product[0, 0].cpu();
            fastest = i < 2 ? fastest : Math.Min(fastest, clock.Elapsed.TotalSeconds);
        }

        return 2.0 * size * size * size / fastest / 1e9;
    }

    private static string ProcessorName()
    {
        const string Info = "/proc/cpuinfo";
        var line = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? "CPU" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string FindBlas()
    {
        const string Maps = "/proc/self/maps";
        if (!File.Exists(Maps))
        {
            return "BLAS unknown";
        }

        var loaded = File.ReadAllText(Maps);
        return loaded.Contains("libmkl", StringComparison.OrdinalIgnoreCase) ? "MKL"
            : loaded.Contains("openblas", StringComparison.OrdinalIgnoreCase) ? "OpenBLAS"
            : loaded.Contains("libblis", StringComparison.OrdinalIgnoreCase) ? "BLIS"
            : loaded.Contains("libblas", StringComparison.OrdinalIgnoreCase) ? "reference BLAS"
            : "built-in BLAS";
    }
}
