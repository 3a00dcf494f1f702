namespace FineTune.Functions.Storage;

/// <summary>The flags of a study that its running segments poll.</summary>
/// <param name="StopReason">Why the study is to stop; null when it is not.</param>
/// <param name="Suspended">True while the study is suspended: segments write a checkpoint and give the device back.</param>
/// <param name="Deleted">True once the study is being deleted: nothing is to be written any more.</param>
public sealed record StudyControl(string? StopReason = null, bool Suspended = false, bool Deleted = false)
{
    /// <summary>True when a running segment must end now.</summary>
    public bool EndsSegments => StopReason is not null || Suspended || Deleted;
}
