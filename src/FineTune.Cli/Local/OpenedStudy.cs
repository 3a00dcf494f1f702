using FineTune.Cli.Api;

namespace FineTune.Cli.Local;

/// <summary>Finds the study that an upload opens.</summary>
/// <param name="client">The app.</param>
public sealed class OpenedStudy(FineTuneClient client)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    private HashSet<string> _before = [];

    /// <summary>Remembers the studies there are; call it before the upload.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>When they are known.</returns>
    public async Task RememberAsync(CancellationToken cancel) =>
        _before = (await client.ListStudiesAsync(cancel).ConfigureAwait(false)).Select(study => study.Id).ToHashSet();

    /// <summary>Waits for the study that the blob trigger opens.</summary>
    /// <param name="dataset">The dataset's name.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The study.</returns>
    /// <exception cref="CommandFailedException">No study opened in time.</exception>
    public async Task<StudyView> WaitAsync(string dataset, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            while (true)
            {
                var studies = await client.ListStudiesAsync(limit.Token).ConfigureAwait(false);
                if (studies.FirstOrDefault(study => study.Dataset == dataset && !_before.Contains(study.Id)) is { } opened)
                {
                    return opened;
                }

                await Task.Delay(Interval, limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new CommandFailedException($"the upload of {dataset} opened no study within {Limit.TotalSeconds:0} s; see the app's log", CommandFailedException.Failure);
        }
    }
}
