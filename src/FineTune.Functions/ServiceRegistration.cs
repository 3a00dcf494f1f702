using Azure.Storage.Blobs;
using FineTune.Functions.Api;
using FineTune.Functions.Devices;
using FineTune.Functions.Reports;
using FineTune.Functions.Segments;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FineTune.Functions;

/// <summary>Registers the application's services: one instance of each for the host's life.</summary>
public static class ServiceRegistration
{
    private const string StorageSetting = "AzureWebJobsStorage";

    /// <summary>Adds everything but the functions themselves, which the worker finds.</summary>
    /// <exception cref="InvalidOperationException">The setting AzureWebJobsStorage is missing.</exception>
    public static IServiceCollection AddFineTune(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = configuration[StorageSetting] is { Length: > 0 } found
            ? found
            : throw new InvalidOperationException($"The setting {StorageSetting} is missing. Set it to a storage connection string; with Azurite: UseDevelopmentStorage=true.");
        var options = configuration.GetSection(FineTuneOptions.Section).Get<FineTuneOptions>() ?? new FineTuneOptions();
        return services
            .AddSingleton(options)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new BlobServiceClient(connection))
            .AddStorage()
            .AddStudies()
            .AddTraining();
    }

    private static IServiceCollection AddStorage(this IServiceCollection services) => services
        .AddSingleton<Containers>()
        .AddSingleton<HostCache>()
        .AddSingleton<LedgerStore>()
        .AddSingleton<StudyControls>()
        .AddSingleton<SegmentIndex>()
        .AddSingleton<CheckpointStore>()
        .AddSingleton<StoredFiles>();

    private static IServiceCollection AddStudies(this IServiceCollection services) => services
        .AddSingleton<DatasetCatalog>()
        .AddSingleton<ModelCatalog>()
        .AddSingleton<PreparedDatasets>()
        .AddSingleton<StudyArchive>()
        .AddSingleton<StudyOpener>()
        .AddSingleton<StudyPreparation>()
        .AddSingleton<StudyViews>()
        .AddSingleton<ResultWriter>();

    private static IServiceCollection AddTraining(this IServiceCollection services) => services
        .AddSingleton<TrainingDevice>()
        .AddSingleton(provider => new DeviceSlots(provider.GetRequiredService<TrainingDevice>().Threads))
        .AddSingleton<ControlWatch>()
        .AddSingleton<SegmentRunner>()
        .AddSingleton<SegmentCommit>();
}
