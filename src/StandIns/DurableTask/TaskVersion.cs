namespace Microsoft.DurableTask;

/// <summary>The version of an orchestration; compared without regard to case.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>No version at all.</summary>
    public static readonly TaskVersion Unversioned;

    /// <summary>Wraps a version text.</summary>
    public TaskVersion(string? version) => Version = string.IsNullOrWhiteSpace(version) ? null : version;

    /// <summary>The version as it was given; null where there is none.</summary>
    public string? Version { get; }

    /// <summary>The plain text.</summary>
    public static implicit operator string?(TaskVersion value) => value.Version;

    /// <summary>Wraps a plain text.</summary>
    public static implicit operator TaskVersion(string? value) => new(value);

    /// <summary>Equal but for case.</summary>
    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    /// <summary>Different beyond case.</summary>
    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version ?? string.Empty);
}
