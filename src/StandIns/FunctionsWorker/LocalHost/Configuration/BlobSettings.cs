namespace Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

/// <summary>How blob triggers look, run and retry.</summary>
/// <param name="Attempts">Attempts before a blob is poison.</param>
/// <param name="MaxParallel">Blobs processed side by side in one host.</param>
/// <param name="PollInterval">Time between looks at a container in which something happens; a quiet one is looked at less often.</param>
/// <param name="MaxPollInterval">Longest time between looks at a quiet container.</param>
/// <param name="RetryDelay">Delay before the second attempt; it doubles with each further one.</param>
internal sealed record BlobSettings(int Attempts, int MaxParallel, TimeSpan PollInterval, TimeSpan MaxPollInterval, TimeSpan RetryDelay)
{
    public static BlobSettings Read(SettingsSection host) => new(
        host.Count("extensions:blobs:poisonBlobThreshold", 5),
        host.Count("extensions:blobs:maxDegreeOfParallelism", 8 * Environment.ProcessorCount),
        host.Duration("extensions:blobs:pollInterval", TimeSpan.FromSeconds(1)),
        host.Duration("extensions:blobs:maxPollInterval", TimeSpan.FromSeconds(2)),
        host.Duration("extensions:blobs:retryDelay", TimeSpan.FromSeconds(1)));
}
