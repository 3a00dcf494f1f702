namespace FineTune.Cli;

/// <summary>A failure whose message is all that the user needs: one line, no stack trace.</summary>
/// <param name="message">What went wrong, where, and how to mend it.</param>
/// <param name="exitCode">The process's exit code: 2 for a user's mistake, 1 for anything else.</param>
public sealed class CommandFailedException(string message, int exitCode = CommandFailedException.UserMistake) : Exception(message)
{
    /// <summary>Exit code of a mistake that the user can mend.</summary>
    public const int UserMistake = 2;

    /// <summary>Exit code of a failure that is not the user's.</summary>
    public const int Failure = 1;

    /// <summary>The process's exit code.</summary>
    public int ExitCode { get; } = exitCode;
}
