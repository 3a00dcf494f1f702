namespace FineTune.EndToEnd;

/// <summary>Tests that share one workplace and run one after the other: training wants the cores.</summary>
[CollectionDefinition(Name)]
public sealed class WorkplaceCollection : ICollectionFixture<Workplace>
{
    public const string Name = "Workplace";
}
