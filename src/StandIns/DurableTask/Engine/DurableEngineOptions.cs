using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.DurableTask.Engine;

/// <summary>How an engine works and where it keeps its state.</summary>
internal sealed record DurableEngineOptions
{
    /// <summary>The SQLite file; several processes may name the same one. Its folder is made where it is missing.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>The task hub: instances of different hubs in one file do not see each other.</summary>
    public string HubName { get; init; } = "TestHubName";

    /// <summary>Activities that run at once in this engine. Default is 10 per core.</summary>
    public int MaxConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>Orchestrator turns that run at once in this engine. Default is 10 per core.</summary>
    public int MaxConcurrentOrchestrations { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>How long work stays claimed without renewal. Default is 30 s.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The shortest and longest pause between looks for work that other processes left. Default is 50 ms to 1 s.</summary>
    public (TimeSpan Shortest, TimeSpan Longest) PollingInterval { get; init; } = (TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));

    /// <summary>The longest input, output or event in bytes of UTF-8. Default is 1 MiB.</summary>
    public int MaxPayloadBytes { get; init; } = 1024 * 1024;

    /// <summary>The version of instances that are started without one.</summary>
    public string? DefaultVersion { get; init; }

    /// <summary>How the version of an instance must stand to <see cref="DefaultVersion"/> for this engine to run it. Default: versions are not compared.</summary>
    public VersionMatch VersionMatch { get; init; }

    /// <summary>Whether an instance whose version does not match fails here; where not, it is left to a host that it matches.</summary>
    public bool FailsOnVersionMismatch { get; init; }

    /// <summary>What this engine takes out of the store.</summary>
    public VersionGate TakenVersions => FailsOnVersionMismatch ? default : new(DefaultVersion, VersionMatch);

    /// <summary>What orchestrators see as <see cref="TaskOrchestrationContext.Properties"/>.</summary>
    public IReadOnlyDictionary<string, object?> Properties { get; init; } = new Dictionary<string, object?>();

    /// <summary>Turns values into text and back.</summary>
    public DataConverter DataConverter { get; init; } = JsonDataConverter.Default;

    /// <summary>Where the time comes from; pauses between looks for work are real time all the same.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Fires as the host begins to stop, before it stops its services one by one: from then on the engine takes no work and
    /// interrupts its activities.</summary>
    public CancellationToken HostStopping { get; init; }

    /// <summary>The host's loggers.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
