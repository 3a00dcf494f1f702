namespace FineTune.Functions.Costs;

/// <summary>What things cost here, in one currency; docs/cost.md says where each price comes from. Zero: unknown or free.</summary>
public sealed record CostRates
{
    /// <summary>One hour of what a segment trains on: the whole replica, divided by the segments that it trains at once.</summary>
    public double DeviceHour { get; init; }

    /// <summary>One GiB of blobs kept for a month.</summary>
    public double StorageGibMonth { get; init; }

    /// <summary>A million actions of the Durable Task Scheduler.</summary>
    public double MillionActions { get; init; }
}
