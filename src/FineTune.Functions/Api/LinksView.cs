using FineTune.Functions.Storage;

namespace FineTune.Functions.Api;

/// <summary>Where to go from a study: paths on this host.</summary>
public sealed record LinksView(
    string Self, string Events, string Trials, string Best, string Report, string Stop, string Suspend, string Resume)
{
    /// <summary>The links of a study.</summary>
    public static LinksView Of(StudyId id)
    {
        var self = $"/api/studies/{id.Value}";
        return new LinksView(self, $"{self}/events", $"{self}/trials", $"{self}/best", $"{self}/report", $"{self}/stop", $"{self}/suspend", $"{self}/resume");
    }
}
