using FineTune.Training;

namespace FineTune.Functions.Devices;

/// <summary>The device that this host trains on, found once.</summary>
public sealed class TrainingDevice(FineTuneOptions options)
{
    private readonly Lazy<DeviceFindings> _findings = new(ComputeDevice.Probe);

    /// <summary>What was found.</summary>
    public DeviceFindings Findings => _findings.Value;

    /// <summary><c>cpu</c> or <c>cuda</c>: what the settings ask for, <c>auto</c> resolved.</summary>
    public string Kind => options.Device == "auto" ? Findings.Kind : options.Device;

    /// <summary>The host's threads for training.</summary>
    public int Threads => options.Threads > 0 ? options.Threads : Environment.ProcessorCount;

    /// <summary>The identity of the training code: the build of the library, and libtorch, whose sums differ from release to release.</summary>
    public string CodeVersion => $"{typeof(Trainer).Module.ModuleVersionId:N}/libtorch-{Findings.LibtorchVersion}";

    /// <summary>The threads of one trial of several side by side.</summary>
    public int ThreadsPerTrial(int parallelTrials) => Math.Max(1, Threads / parallelTrials);
}
