using System.Globalization;

namespace FineTune.Functions.Storage;

/// <summary>Where a study's blobs lie inside the <c>studies</c> container: the only place that spells these paths.</summary>
public static class StudyPaths
{
    /// <summary>The folder of the index of finished segments, one entry per segment key.</summary>
    public const string Segments = "segments/";

    /// <summary>The folder of prepared datasets, one folder per content hash.</summary>
    public const string Prepared = "prepared/";

    /// <summary>True for a first path part that is no study.</summary>
    public static bool IsReserved(string name) => name is "segments" or "prepared" or "settings";

    /// <summary>The folder of the good settings of a model family, one entry per study, with a slash behind.</summary>
    public static string Settings(string family) =>
        $"settings/{string.Concat(family.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'))}/";

    /// <summary>The good settings that a study found.</summary>
    public static string Settings(string family, StudyId id) => $"{Settings(family)}{id.Value}.json";

    /// <summary>The folder of one study, with a slash behind.</summary>
    public static string Root(StudyId id) => $"{id.Value}/";

    /// <summary>What was asked for, with the pinned ETags of the dataset.</summary>
    public static string Request(StudyId id) => $"{id.Value}/request.json";

    /// <summary>Everything resolved: written once by the preparation.</summary>
    public static string Plan(StudyId id) => $"{id.Value}/plan.json";

    /// <summary>The ledger, an append blob of JSON lines.</summary>
    public static string Ledger(StudyId id) => $"{id.Value}/ledger.jsonl";

    /// <summary>The flags that running segments poll.</summary>
    public static string Control(StudyId id) => $"{id.Value}/control.json";

    /// <summary>Why the study failed, where it did.</summary>
    public static string Problems(StudyId id) => $"{id.Value}/problems.json";

    /// <summary>The folder of one trial, with a slash behind.</summary>
    public static string Trial(StudyId id, int trial) => string.Create(CultureInfo.InvariantCulture, $"{id.Value}/trials/{trial}/");

    /// <summary>The fence of one segment: who trains it now.</summary>
    public static string Attempt(StudyId id, int trial, int rung) =>
        string.Create(CultureInfo.InvariantCulture, $"{id.Value}/trials/{trial}/rung-{rung}.attempt");

    /// <summary>The checkpoint folder that one attempt writes, with a slash behind.</summary>
    public static string Checkpoint(StudyId id, int trial, int rung, int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{id.Value}/trials/{trial}/rung-{rung}/attempt-{attempt}/");

    /// <summary>The folder of what a finalist's training with one seed needs while it runs, with a slash behind.</summary>
    public static string Finalist(StudyId id, int trial, int seed) => string.Create(CultureInfo.InvariantCulture, $"{id.Value}/finalists/{trial}/seed-{seed}/");

    /// <summary>The losses of a finalist's validation examples with one seed.</summary>
    public static string FinalistLosses(StudyId id, int trial, int seed) => string.Create(CultureInfo.InvariantCulture, $"{id.Value}/finalists/{trial}/seed-{seed}.json");

    /// <summary>The folder of the result, with a slash behind.</summary>
    public static string Best(StudyId id) => $"{id.Value}/best/";

    /// <summary>The report.</summary>
    public static string Report(StudyId id) => $"{id.Value}/report.html";

    /// <summary>The entry of one finished segment in the index.</summary>
    public static string Segment(string key) => $"{Segments}{key}.json";

    /// <summary>The entry of a finalist's whole training in the index, by the key of its last segment.</summary>
    public static string FinalistRecord(string key) => $"{Segments}{key}.finalist.json";

    /// <summary>The folder of one prepared dataset, with a slash behind.</summary>
    public static string PreparedDataset(string hash) => $"{Prepared}{hash}/";
}
