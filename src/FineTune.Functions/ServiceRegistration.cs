using FineTune.Functions.Api;
using FineTune.Functions.Devices;
using FineTune.Functions.Finalists;
using FineTune.Functions.Reports;
using FineTune.Functions.Segments;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Functions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FineTune.Functions;

/// <summary>Registers the application's services: one instance of each for the host's life.</summary>
public static class ServiceRegistration
{
    /// <summary>Adds everything but the functions themselves, which the worker finds.</summary>
    /// <exception cref="InvalidOperationException">No setting says where storage is.</exception>
    public static IServiceCollection AddFineTune(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(FineTuneOptions.Section).Get<FineTuneOptions>() ?? new FineTuneOptions();
        return services
            .AddSingleton(options)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(StorageConnection.Open(configuration))
            .AddStorage()
            .AddStudies()
            .AddTraining()
            .AddTelemetry();
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
        .AddSingleton<EarlierStudies>()
        .AddSingleton<ModelCatalog>()
        .AddSingleton<PreparedDatasets>()
        .AddSingleton<StudyArchive>()
        .AddSingleton<StudyOpener>()
        .AddSingleton<StudyPreparation>()
        .AddSingleton<StudyProbes>()
        .AddSingleton<StudyViews>()
        .AddSingleton<ResultWriter>();

    private static IServiceCollection AddTraining(this IServiceCollection services) => services
        .AddSingleton<TrainingDevice>()
        .AddSingleton<NvidiaManagement>()
        .AddSingleton(provider => new DeviceSlots(provider.GetRequiredService<TrainingDevice>().Threads))
        .AddSingleton<CheckpointSweep>()
        .AddSingleton<ControlWatch>()
        .AddSingleton<FinalistIndex>()
        .AddSingleton<FinalistTrainer>()
        .AddSingleton<SegmentRunner>()
        .AddSingleton<SegmentTrainer>()
        .AddSingleton<SegmentCommit>();
}
