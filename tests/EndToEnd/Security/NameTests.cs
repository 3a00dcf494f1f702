using System.Net;

namespace FineTune.EndToEnd.Security;

/// <summary>Names that would leave their folder are refused with 400 before anything of them reaches storage, on every route that takes a name.</summary>
[Collection(WorkplaceCollection.Name)]
public sealed class NameTests(Workplace workplace)
{
    private static readonly string[] Routes =
    [
        "GET /api/datasets/{0}", "GET /api/datasets/{0}/train.csv", "PUT /api/datasets/{0}/train.csv", "DELETE /api/datasets/{0}/train.csv", "GET /api/datasets/good/{0}",
        "PUT /api/datasets/good/{0}", "DELETE /api/datasets/good/{0}", "GET /api/models/{0}", "PUT /api/models/{0}/config.json", "PUT /api/models/tiny/{0}", "GET /api/models/tiny/{0}",
        "DELETE /api/models/tiny/{0}", "GET /api/studies/{0}", "DELETE /api/studies/{0}", "POST /api/studies/{0}/stop", "POST /api/studies/{0}/suspend", "POST /api/studies/{0}/resume",
        "GET /api/studies/{0}/trials", "GET /api/studies/{0}/trials/0", "GET /api/studies/{0}/trials.csv", "GET /api/studies/{0}/events", "GET /api/studies/{0}/best", "GET /api/studies/{0}/best/config.json", "GET /api/studies/{0}/report",
    ];

    public static TheoryData<string> Names => new(
        "..%2f..%2fetc%2fpasswd", "..%5c..%5cwindows", "%2fetc%2fpasswd", "C%3A%5Cwindows", "c:", "a%2Fb", "a%5Cb", "%252e%252e%252f", "con", "PRN.json", "aux.csv", "NUL", "com1.txt", "LPT9",
        "a..b", ".hidden", "trailing.", "-dash", "a%20b", "a%09b", "%C3%A4", "%F0%9D%94%98", "a%7Cb", "a%3Fb", "a%2Ab", "%22", "%3Cscript%3E", new string('a', 97), new string('a', 2000));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_that_breaks_the_grammar_is_refused_with_400(string name)
    {
        foreach (var route in Routes)
        {
            var (method, path) = (route.Split(' ')[0], string.Format(null, route.Split(' ')[1], name));
            using var request = workplace.App.RawRequest(HttpMethod.Parse(method), path);
            request.Content = method == "PUT" ? new ByteArrayContent([1]) : null;
            using var answer = await workplace.App.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{route.Split(' ')[0]} {path}: {(int)answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("/api/datasets/%2e%2e/train.csv")]
    [InlineData("/api/datasets/../../etc/passwd")]
    [InlineData("/api/models/x/../../../host.json")]
    [InlineData("/api/models/x/%2e%2e%2f%2e%2e%2fhost.json")]
    [InlineData("//etc/passwd")]
    [InlineData("/api/datasets/a%00b/train.csv")]
    public async Task A_path_that_climbs_finds_nothing(string path)
    {
        using var request = workplace.App.RawRequest(HttpMethod.Get, path);
        using var answer = await workplace.App.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{path}: {(int)answer.StatusCode}");
    }

    [Theory]
    [InlineData("""{"dataset":"../x"}""")]
    [InlineData("""{"dataset":"/etc/passwd"}""")]
    [InlineData("""{"dataset":"good","model":"..\\..\\x"}""")]
    [InlineData("""{"dataset":"good","model":"C:x"}""")]
    [InlineData("""{"dataset":"NUL"}""")]
    public async Task A_study_that_names_such_a_thing_is_refused_with_400(string study) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await workplace.App.SendAsync(HttpMethod.Post, "api/studies", study)).Status);
}
