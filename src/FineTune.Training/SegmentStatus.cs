using System.Text.Json.Serialization;

namespace FineTune.Training;

/// <summary>How a segment ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SegmentStatus>))]
public enum SegmentStatus
{
    /// <summary>The wanted epoch, or the end of the trial's own epochs, was reached.</summary>
    Reached,

    /// <summary>The objective stopped improving.</summary>
    EarlyStopped,

    /// <summary>Loss or gradient became NaN or infinite; the last good state was kept.</summary>
    Diverged,

    /// <summary>The host asked to stop; the checkpoint continues at the same update.</summary>
    Preempted,
}
