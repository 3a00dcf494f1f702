namespace FineTune.Cli.Hub;

/// <summary>What a branch or tag of a model stands for right now.</summary>
/// <param name="Commit">The commit, 40 hexadecimal digits.</param>
/// <param name="Files">The names of all its files.</param>
public sealed record HubRevision(string Commit, IReadOnlyList<string> Files);
