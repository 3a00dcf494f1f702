using System.Collections.Concurrent;
using Azure;
using FineTune.Functions.Storage;

namespace FineTune.Functions.Studies;

/// <summary>The documents of a study: ticket, plan and, where it failed, its problems.</summary>
public sealed class StudyArchive(Containers containers)
{
    private readonly ConcurrentDictionary<StudyId, (ETag ETag, StudyPlan Plan)> _plans = new();

    /// <summary>What the study was opened with; null when there is no such study.</summary>
    public async Task<StudyTicket?> FindTicketAsync(StudyId id, CancellationToken cancellation) =>
        (await containers.Studies.ReadJsonAsync(StudyPaths.Request(id), StudiesJson.Default.StudyTicket, cancellation).ConfigureAwait(false)).Value;

    /// <summary>Writes the ticket; false when the study was opened before.</summary>
    public async Task<bool> TryOpenAsync(StudyId id, StudyTicket ticket, CancellationToken cancellation) =>
        await containers.Studies
            .TryCreateJsonAsync(StudyPaths.Request(id), ticket, StudiesJson.Default.StudyTicket, cancellation)
            .ConfigureAwait(false) is not null;

    /// <summary>The plan; null before the preparation is through. As long as the blob is the same, so is the object: what samplers keep with a history is kept for its space.</summary>
    public async Task<StudyPlan?> FindPlanAsync(StudyId id, CancellationToken cancellation)
    {
        var (plan, etag) = await containers.Studies.ReadJsonAsync(StudyPaths.Plan(id), StudiesJson.Default.StudyPlan, cancellation).ConfigureAwait(false);
        if (plan is null)
        {
            Forget(id);
            return null;
        }

        return _plans.AddOrUpdate(id, (etag, plan), (_, known) => known.ETag == etag ? known : (etag, plan)).Plan;
    }

    /// <summary>Drops what was read of a study.</summary>
    public void Forget(StudyId id) => _plans.TryRemove(id, out _);

    /// <summary>The plan of a study that has one.</summary>
    /// <exception cref="StudyGoneException">There is none: the study was deleted.</exception>
    public async Task<StudyPlan> ReadPlanAsync(StudyId id, CancellationToken cancellation) =>
        await FindPlanAsync(id, cancellation).ConfigureAwait(false) ?? throw new StudyGoneException(id);

    /// <summary>Writes the plan, unless there is one already; the one that is there afterwards.</summary>
    public async Task<StudyPlan> SavePlanAsync(StudyId id, StudyPlan plan, CancellationToken cancellation)
    {
        var saved = await containers.Studies
            .TryCreateJsonAsync(StudyPaths.Plan(id), plan, StudiesJson.Default.StudyPlan, cancellation)
            .ConfigureAwait(false);
        return saved is null ? await ReadPlanAsync(id, cancellation).ConfigureAwait(false) : plan;
    }

    /// <summary>Why the study failed; empty when it did not.</summary>
    public async Task<IReadOnlyList<Problem>> FindProblemsAsync(StudyId id, CancellationToken cancellation) =>
        (await containers.Studies
            .ReadJsonAsync(StudyPaths.Problems(id), StudiesJson.Default.IReadOnlyListProblem, cancellation)
            .ConfigureAwait(false)).Value ?? [];

    /// <summary>Marks the study as failed.</summary>
    public Task SaveProblemsAsync(StudyId id, IReadOnlyList<Problem> problems, CancellationToken cancellation) =>
        containers.Studies.WriteJsonAsync(StudyPaths.Problems(id), problems, StudiesJson.Default.IReadOnlyListProblem, cancellation);
}
