using FineTune.Functions.Costs;
using FineTune.Functions.Studies;
using FineTune.Training.Archives;

namespace FineTune.Functions;

/// <summary>The application's settings, section <c>FineTune</c> (<c>FineTune:CachePath</c>, in the environment <c>FineTune__CachePath</c>).</summary>
public sealed record FineTuneOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "FineTune";

    /// <summary>Where the host keeps pulled datasets, models and checkpoints by content hash. Default: <c>.finetune/cache</c> in the working folder.</summary>
    public string CachePath { get; init; } = Path.Combine(".finetune", "cache");

    /// <summary>The folder of the samples that come with the product; its <c>models</c> are put into storage when a study asks for one that is absent. Default: <c>samples</c> beside the application or in a folder above it.</summary>
    public string? SamplesPath { get; init; }

    /// <summary>The model of a study that names none. Default: <c>nano</c>.</summary>
    public string DefaultModel { get; init; } = "nano";

    /// <summary>Where to train: <c>auto</c> (a GPU where there is one), <c>cpu</c> or <c>cuda</c>. Default: <c>auto</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Largest file that a dataset or a model may hold, in bytes. Default: 4 GiB.</summary>
    public long MaxUploadBytes { get; init; } = 4L << 30;

    /// <summary>Largest body of a POST, in bytes. Default: 1 MiB.</summary>
    public int MaxRequestBytes { get; init; } = 1 << 20;

    /// <summary>Largest piece of an upload in pieces, in bytes; a host holds a piece in memory while it takes it. Default: 100 MiB.</summary>
    public int MaxPieceBytes { get; init; } = 100 << 20;

    /// <summary>Most files in the folder of a model. Default: 1,000.</summary>
    public int MaxModelFiles { get; init; } = 1000;

    /// <summary>Largest JSON file of a model (config.json, tokenizer.json, ...), in bytes; JSON is read into memory whole. Default: 128 MiB.</summary>
    public long MaxJsonBytes { get; init; } = 128L << 20;

    /// <summary>Most levels of objects and lists in a study.json. Default: 16.</summary>
    public int MaxJsonDepth { get; init; } = StudyRequestReader.DefaultMaxDepth;

    /// <summary>What an uploaded archive may hold (<c>FineTune__Archives__MaxEntries</c>, ...). Default: see docs/limits.md.</summary>
    public ArchiveLimits Archives { get; init; } = new();

    /// <summary>Datasets up to this many bytes are checked before POST /api/studies answers, so that mistakes come back as 422. Default: 4 MiB.</summary>
    public long CheckedBeforeAnswerBytes { get; init; } = 4L << 20;

    /// <summary>Models up to this many bytes are checked before POST /api/studies answers. Default: 256 MiB.</summary>
    public long CheckedModelBytes { get; init; } = 256L << 20;

    /// <summary>How many of a study's best trials keep their checkpoints, besides the baseline and those that may resume. Default: 3.</summary>
    public int RetainedCheckpoints { get; init; } = 3;

    /// <summary>How often a host may die in one segment before its trial counts as failed. Default: 8.</summary>
    public int MaxAttemptsPerSegment { get; init; } = 8;

    /// <summary>How often a running segment looks for a stop, in seconds. Default: 1.</summary>
    public double ControlPollSeconds { get; init; } = 1;

    /// <summary>Threads for training on this host, shared by the trials that run side by side. Default: 0, the host's cores.</summary>
    public int Threads { get; init; }

    /// <summary>The most entries that one page of a list holds. Default: 50.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>What things cost here (<c>FineTune__Costs__DeviceHour</c>, ...): the report and the metrics state costs by it. Default: zero, unknown.</summary>
    public CostRates Costs { get; init; } = new();
}
