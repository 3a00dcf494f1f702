using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;

namespace FineTune.Training.Bench;

/// <summary>The peer's side: peer/peer.py under Debian's Python, on the libtorch that the product is linked to.</summary>
internal static class Peer
{
    /// <summary>Trains the work's batches from the weights that the product wrote.</summary>
    /// <exception cref="InvalidOperationException">The peer cannot run.</exception>
    public static BenchAnswer Train(BenchWork work)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, JsonSerializer.Serialize(work, BenchWork.Json));
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "peer", "peer.py"), file]) { RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = work.Threads.ToString(CultureInfo.InvariantCulture);
        start.Environment["OMP_WAIT_POLICY"] = "PASSIVE";
        start.Environment["OPENBLAS_CORETYPE"] = Avx512BW.VL.IsSupported ? "SkylakeX" : "Haswell"; // the kernels that the product chooses
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        File.Delete(file);
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<BenchAnswer>(output, BenchWork.Json)!
            : throw new InvalidOperationException("The peer failed: /usr/bin/python3 needs torch (python3-torch).");
    }
}
