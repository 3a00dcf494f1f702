namespace StandIns.FunctionsWorker.Tests.Http;

/// <summary>A service that functions get from the container.</summary>
public sealed class Greeter
{
    private readonly string _greeting = "Hello";

    public string Greet(string name) => $"{_greeting}, {name}";
}
