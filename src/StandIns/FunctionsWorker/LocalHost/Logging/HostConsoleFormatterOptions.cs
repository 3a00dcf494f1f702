using Microsoft.Extensions.Logging.Console;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Logging;

/// <summary>Nothing to set.</summary>
internal sealed class HostConsoleFormatterOptions : ConsoleFormatterOptions;
