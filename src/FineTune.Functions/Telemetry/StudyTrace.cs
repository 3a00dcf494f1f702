using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace FineTune.Functions.Telemetry;

/// <summary>The W3C trace of a study that nobody's request opened: a pure function of its id, so that every host finds the same one.</summary>
internal static class StudyTrace
{
    /// <summary>The context that the spans of a study hang on: trace id and span id from the SHA-256 of the study's id.</summary>
    public static ActivityContext Of(string study)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(study)).AsSpan();
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(hash[..16]), ActivitySpanId.CreateFromBytes(hash[16..24]), ActivityTraceFlags.Recorded, isRemote: true);
    }
}
