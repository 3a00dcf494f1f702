using FineTune.Cli.Api;
using Spectre.Console;

namespace FineTune.Cli.Rendering;

/// <summary>Follows a study until it is over: a live table for a person, a line for each change otherwise.</summary>
/// <param name="client">The app.</param>
/// <param name="console">Where to write.</param>
public sealed class StudyWatcher(FineTuneClient client, IAnsiConsole console)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Follows the study.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops watching; the study goes on.</param>
    /// <returns>The study as it was when it was over.</returns>
    public async Task<StudyView> WatchAsync(string id, CancellationToken cancel)
    {
        if (!console.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            return await FollowAsync(id, new PlainProgress(console).Write, cancel).ConfigureAwait(false);
        }

        StudyView? last = null;
        await console.Live(new Markup("waiting for the study to open")).AutoClear(false).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            last = await FollowAsync(
                id,
                (study, trials) =>
                {
                    live.UpdateTarget(StudyScreen.Draw(study, trials));
                    live.Refresh();
                },
                cancel).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return last!;
    }

    private async Task<StudyView> FollowAsync(string id, Action<StudyView, IReadOnlyList<TrialView>> show, CancellationToken cancel)
    {
        while (true)
        {
            var study = await client.GetStudyAsync(id, cancel).ConfigureAwait(false);
            show(study, await client.GetTrialsAsync(id, cancel).ConfigureAwait(false));
            if (study.IsOver)
            {
                return study;
            }

            await Task.Delay(Interval, cancel).ConfigureAwait(false);
        }
    }
}
