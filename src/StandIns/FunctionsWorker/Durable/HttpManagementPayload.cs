using System.Text.Json.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Addresses with which an orchestration instance is watched and steered.</summary>
public class HttpManagementPayload
{
    /// <summary>The instance's id.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; internal init; }

    /// <summary>GET: its status.</summary>
    [JsonPropertyName("statusQueryGetUri")]
    public string? StatusQueryGetUri { get; internal init; }

    /// <summary>POST: an event; <c>{eventName}</c> is to be filled in.</summary>
    [JsonPropertyName("sendEventPostUri")]
    public string? SendEventPostUri { get; internal init; }

    /// <summary>POST: ends it; <c>{text}</c> is to be filled in.</summary>
    [JsonPropertyName("terminatePostUri")]
    public string? TerminatePostUri { get; internal init; }

    /// <summary>POST: replays its failed part.</summary>
    [JsonPropertyName("rewindPostUri")]
    public string? RewindPostUri { get; internal init; }

    /// <summary>DELETE: forgets it.</summary>
    [JsonPropertyName("purgeHistoryDeleteUri")]
    public string? PurgeHistoryDeleteUri { get; internal init; }

    /// <summary>POST: starts it again.</summary>
    [JsonPropertyName("restartPostUri")]
    public string? RestartPostUri { get; internal init; }

    /// <summary>POST: suspends it.</summary>
    [JsonPropertyName("suspendPostUri")]
    public string? SuspendPostUri { get; internal init; }

    /// <summary>POST: resumes it.</summary>
    [JsonPropertyName("resumePostUri")]
    public string? ResumePostUri { get; internal init; }
}
