namespace Microsoft.DurableTask.Storage;

/// <summary>What can be read and written within one transaction, by theme.</summary>
internal sealed partial class StoreTransaction(StoreConnection connection, string hub, TimeProvider time)
{
    /// <summary>The time now, as it is stored.</summary>
    public long NowTicks => time.GetUtcNow().UtcTicks;

    /// <summary>The time now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
