using System.Security.Cryptography;
using System.Text.Json;
using FineTune.Search.Planning;
using FineTune.Training;

namespace FineTune.Functions.Studies;

/// <summary>Everything that determines a segment of training. Equal identities train to equal bytes, so only one is trained.</summary>
/// <param name="ParentHash">The content hash of the checkpoint it goes on from; null for the pretrained model.</param>
/// <param name="Hyperparameters">What it trains with.</param>
/// <param name="ToEpoch">Cumulative epochs at its end.</param>
/// <param name="Dataset">The content hash of the prepared dataset.</param>
/// <param name="Model">The hash of the pretrained model.</param>
/// <param name="Seed">The seed of head, data order and dropout.</param>
/// <param name="Objective">What the best epoch is chosen by.</param>
/// <param name="Maximize">Whether a larger objective is better.</param>
/// <param name="EvaluateEveryEpochs">Epochs from one evaluation to the next.</param>
/// <param name="Device"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Threads">CPU threads.</param>
/// <param name="CodeVersion">The training code and libtorch.</param>
public sealed record SegmentIdentity(
    string? ParentHash,
    Hyperparameters Hyperparameters,
    double ToEpoch,
    string Dataset,
    string Model,
    ulong Seed,
    string Objective,
    bool Maximize,
    double EvaluateEveryEpochs,
    string Device,
    int Threads,
    string CodeVersion)
{
    /// <summary>What is measured besides the objective; null for nothing.</summary>
    public IReadOnlyList<string>? FurtherMetrics { get; init; }

    /// <summary>The identity of a segment of a study.</summary>
    /// <param name="plan">The study's plan; a finalist's has another seed.</param>
    /// <param name="hyperparameters">What the segment trains with.</param>
    /// <param name="toEpoch">Cumulative epochs at its end.</param>
    /// <param name="parentHash">The content hash of the checkpoint it goes on from; null for the pretrained model.</param>
    public static SegmentIdentity Of(StudyPlan plan, Hyperparameters hyperparameters, double toEpoch, string? parentHash)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new SegmentIdentity(
            parentHash,
            hyperparameters,
            toEpoch,
            plan.PreparedDataset,
            plan.ModelHash,
            plan.Rules.Seed,
            plan.Objective,
            plan.Rules.Direction == Direction.Maximize,
            plan.EvaluateEveryEpochs,
            plan.Device,
            plan.Threads,
            plan.CodeVersion)
        {
            FurtherMetrics = plan.FurtherMetrics.Count > 0 ? plan.FurtherMetrics : null,
        };
    }

    /// <summary>The segment's key: SHA-256 of the identity's JSON, lower-case hexadecimal.</summary>
    public string Key() =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, StudiesJson.Default.SegmentIdentity)));
}
