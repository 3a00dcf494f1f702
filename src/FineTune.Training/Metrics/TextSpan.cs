namespace FineTune.Training.Metrics;

/// <summary>An entity found by tags.</summary>
/// <param name="Type">Its type.</param>
/// <param name="First">The first tag's place; sentences are joined with one place between them.</param>
/// <param name="Last">The last tag's place.</param>
public readonly record struct TextSpan(string Type, int First, int Last);
