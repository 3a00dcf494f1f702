namespace Architecture.Tests.Infra;

public sealed class DockerTests
{
    private const string Port = "8080";

    public static TheoryData<string> Dockerfiles => ["infra/docker/azure.Dockerfile", "infra/docker/gpu.Dockerfile"];

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void An_image_runs_as_a_numbered_user_that_is_not_root(string path)
    {
        var user = Last(path, "USER");
        Assert.Matches("^[1-9][0-9]+:[1-9][0-9]+$", user);
        Assert.Contains($"chown {user} ", InfraFiles.Read(path), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void An_image_checks_its_health_and_stops_on_sigterm(string path)
    {
        Assert.Contains("/usr/local/bin/health", Last(path, "HEALTHCHECK"), StringComparison.Ordinal);
        Assert.Contains("COPY infra/docker/health.sh /usr/local/bin/health", InfraFiles.Read(path), StringComparison.Ordinal);
        Assert.Contains("GET /api/health ", InfraFiles.Read("infra/docker/health.sh"), StringComparison.Ordinal);
        Assert.Equal("SIGTERM", Last(path, "STOPSIGNAL"));
    }

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void Libtorch_lies_in_a_layer_before_the_app(string path)
    {
        var copies = Instructions(path).Where(line => line.StartsWith("COPY --from=", StringComparison.Ordinal)).ToList();
        Assert.Contains("torch", copies[0], StringComparison.Ordinal);
        Assert.DoesNotContain("torch", copies[1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void What_is_copied_from_the_checkout_exists_or_is_named_here(string path)
    {
        var sources = Instructions(path).Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from=", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1]).Where(source => source != ".");
        Assert.All(sources, source => Assert.True(Path.Exists(InfraFiles.PathOf(source)) || source == "samples/models", source));
    }

    [Fact]
    public void The_same_port_stands_in_images_settings_probes_and_compose()
    {
        Assert.All(Dockerfiles, row => Assert.Equal(Port, Last(row.Data, "EXPOSE")));
        Assert.Contains("/dev/tcp/127.0.0.1/" + Port, InfraFiles.Read("infra/docker/health.sh"), StringComparison.Ordinal);
        Assert.Contains($"var port = {Port}", InfraFiles.Read("infra/app/functions.bicep"), StringComparison.Ordinal);
        Assert.Equal($"'http://+:{Port}'", InfraFiles.Settings().ToDictionary()["ASPNETCORE_URLS"]);
        Assert.EndsWith(":" + Port, Assert.Single(Yaml.Read("infra/docker/compose.yaml").List("services/app/ports")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_empty_host_of_the_first_provisioning_is_the_image_that_the_product_builds_on()
    {
        var image = Last("infra/docker/azure.Dockerfile", "FROM");
        Assert.Contains($"'{image}'", InfraFiles.Read("infra/resources.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_composed_app_is_read_only_without_privileges_on_one_volume_and_has_time_to_stop()
    {
        var compose = Yaml.Read("infra/docker/compose.yaml");
        Assert.Equal("true", compose.Value("services/app/read_only"));
        Assert.Equal(Last("infra/docker/gpu.Dockerfile", "USER"), compose.Value("services/app/user"));
        Assert.Equal(["ALL"], compose.List("services/app/cap_drop"));
        Assert.Equal(["data"], compose.Keys("volumes"));
        Assert.Equal("5m", compose.Value("services/app/stop_grace_period"));
        Assert.Contains("AzureFunctionsJobHost__drainTimeout=00:04:30", InfraFiles.Read("infra/docker/gpu.Dockerfile"), StringComparison.Ordinal);
        Assert.All(["app", "storage"], service => Assert.Equal(["no-new-privileges:true"], compose.List($"services/{service}/security_opt")));
        Assert.Contains("param terminationGraceSeconds int = 300", InfraFiles.Read("infra/main.bicep"), StringComparison.Ordinal);
        Assert.Contains("nvidia", compose.Value("services/app/deploy/resources/reservations/devices/0/driver"), StringComparison.Ordinal);
    }

    private static string Last(string path, string instruction) =>
        Instructions(path).Last(line => line.StartsWith(instruction + " ", StringComparison.Ordinal))[(instruction.Length + 1)..].Trim();

    /// <summary>Instructions, each on one line, without comments.</summary>
    private static string[] Instructions(string path) =>
        string.Join('\n', InfraFiles.Read(path).Split('\n').Where(line => !line.TrimStart().StartsWith('#')))
            .Replace("\\\n", " ", StringComparison.Ordinal)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
