namespace Microsoft.DurableTask;

/// <summary>How an orchestration starts over under its own id.</summary>
public class ContinueAsNewOptions
{
    /// <summary>The input of the next generation.</summary>
    public object? NewInput { get; set; }

    /// <summary>Whether events nobody has waited for yet are carried over; true by default.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>The version of the next generation; null: as now.</summary>
    public string? NewVersion { get; set; }
}
