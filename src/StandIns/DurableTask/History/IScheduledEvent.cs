namespace Microsoft.DurableTask.History;

/// <summary>A record of something the orchestrator's code asked for; replay must ask for the same under the same number.</summary>
internal interface IScheduledEvent
{
    /// <summary>The number of the request within the generation, from 0.</summary>
    int TaskId { get; }

    /// <summary>What was asked for.</summary>
    string Name { get; }
}
