using System.CommandLine;
using FineTune.Cli.Api;
using FineTune.Cli.Local;

namespace FineTune.Cli.Commands;

/// <summary>Options that every command talking to the app shares.</summary>
public static class AppOptions
{
    /// <summary>Where the app is.</summary>
    public static Option<string?> Address { get; } = new("--address") { Description = "Address of the app; the local one where not given (or FINETUNE_ADDRESS).", Recursive = true };

    /// <summary>The function key.</summary>
    public static Option<string?> Key { get; } = new("--key") { Description = "Function key of the app (or FINETUNE_KEY).", Recursive = true };

    /// <summary>Machine-readable output.</summary>
    /// <returns>A new option.</returns>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    /// <summary>A client for the app that the options name.</summary>
    /// <param name="result">The parsed command line.</param>
    /// <returns>The client.</returns>
    /// <exception cref="CommandFailedException">The address is no http(s) URL.</exception>
    public static FineTuneClient Client(ParseResult result)
    {
        var named = result.GetValue(Address) ?? Environment.GetEnvironmentVariable("FINETUNE_ADDRESS");
        var key = result.GetValue(Key) ?? Environment.GetEnvironmentVariable("FINETUNE_KEY");
        var token = Environment.GetEnvironmentVariable("FINETUNE_TOKEN");
        if (string.IsNullOrEmpty(named))
        {
            return new FineTuneClient(new LocalApp(Checkout.Find()).Address, key, token);
        }

        return Uri.TryCreate(named, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new FineTuneClient(address, key, token)
            : throw new CommandFailedException($"--address {named} is no http or https address; for example http://127.0.0.1:7071");
    }
}
