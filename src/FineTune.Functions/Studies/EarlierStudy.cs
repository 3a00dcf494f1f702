using FineTune.Search.Spaces;

namespace FineTune.Functions.Studies;

/// <summary>What later studies of the same model family can learn from a concluded one.</summary>
/// <param name="Study">The study's id.</param>
/// <param name="Dataset">Its dataset.</param>
/// <param name="Task">Its task.</param>
/// <param name="ConcludedAt">When it concluded.</param>
/// <param name="Settings">Settings that beat its baseline, the best first, searched parameters only.</param>
public sealed record EarlierStudy(string Study, string Dataset, string Task, DateTimeOffset ConcludedAt, IReadOnlyList<ParameterSet> Settings);
