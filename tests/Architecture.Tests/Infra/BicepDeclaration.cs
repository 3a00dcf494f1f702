namespace Architecture.Tests.Infra;

/// <summary>One declaration at the top level of a Bicep file, with the decorators above it.</summary>
internal sealed record BicepDeclaration(string Keyword, string Name, string Rest, IReadOnlyList<string> Decorators)
{
    public bool IsDescribed => Decorators.Any(decorator => decorator.StartsWith("@description(", StringComparison.Ordinal));

    public bool IsSecure => Decorators.Any(decorator => decorator.StartsWith("@secure(", StringComparison.Ordinal));
}
