using System.Text.Json;
using FineTune.EndToEnd.Security;
using FineTune.Testing;

namespace FineTune.EndToEnd.Browser;

/// <summary>The dashboard and the report as a user sees them, in a real browser: they work, complain of nothing, ask no other host, and believe no text.</summary>
[Collection(WorkplaceCollection.Name)]
public sealed class PageTests(Workplace workplace)
{
    private const string Hostile = "<script>window.pwned=1</script><img src=x onerror=window.pwned=1>\"' &amp; \u202Egpj.exe {{7*7}} ${7*7}";
    private const string ShownHostile = "<script>window.pwned=1</script><img src=x onerror=window.pwned=1>\"' &amp; \\u202egpj.exe {{7*7}} ${7*7}";

    private static string? _concluded;

    [Fact]
    public async Task A_study_is_watched_live_from_its_start_to_its_report()
    {
        await using var browser = await Chromium.StartAsync(TestContext.Current.CancellationToken);
        var id = await StartAsync("watched", trials: 3, epochs: 40);
        await workplace.App.WaitAsync(id, _ => true);
        var page = await browser.OpenAsync(Address($"/#{id}"));

        await page.WaitAsync("document.querySelector('#state').textContent === 'running'");
        await page.WaitAsync("document.querySelectorAll('#trials tbody tr').length > 0");
        await page.WaitAsync("document.querySelector('#state').textContent === 'completed'");
        await page.WaitAsync("document.querySelectorAll('#trials tbody tr').length === 3 && !document.querySelector('#report').hidden");

        Assert.Equal(ShownHostile, await page.TextAsync("#title"));
        Assert.True((await page.EvaluateAsync("document.querySelectorAll('#curves polyline, #curves circle').length")).GetInt32() >= 3);
        await AssertCleanAsync(page);
        await page.EvaluateAsync("document.querySelector('#report').click()");
        await page.WaitAsync("location.pathname.endsWith('/report') && document.querySelector('svg polyline')");
        Assert.Contains(page.Requests, request => request.EndsWith($"/api/studies/{id}/report", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    [InlineData(360, false)]
    [InlineData(360, true)]
    public async Task Dashboard_and_report_are_readable_at_every_width_and_in_both_schemes(int width, bool isDark)
    {
        await using var browser = await Chromium.StartAsync(TestContext.Current.CancellationToken);
        var id = await ConcludedAsync();
        foreach (var (name, address, ready) in new[] { ("dashboard", $"/#{id}", "document.querySelector('#importance svg rect')"), ("report", $"/api/studies/{id}/report", "document.querySelector('svg rect')") })
        {
            var page = await browser.OpenAsync(Address(address), width, isDark);
            await page.WaitAsync(ready);
            await page.PictureAsync($"{name}-{width}-{(isDark ? "dark" : "light")}");

            Assert.Empty((await page.EvaluateAsync(Contrast.Failures)).EnumerateArray().Select(failure => failure.GetString()));
            Assert.True((await page.EvaluateAsync("document.documentElement.scrollWidth")).GetInt32() <= width, $"{name} is wider than {width}");
            Assert.Equal(isDark, (await page.EvaluateAsync("matchMedia('(prefers-color-scheme: dark)').matches")).GetBoolean());
            Assert.Contains("Importance of each hyperparameter", await LabelsAsync(page));
            Assert.Contains("Learning curves of all trials", await LabelsAsync(page));
            Assert.Contains(ShownHostile, await page.TextAsync("body"), StringComparison.Ordinal);
            await AssertCleanAsync(page);
        }
    }

    [Fact]
    public async Task A_study_that_failed_says_why_and_believes_no_name_of_a_column()
    {
        await using var browser = await Chromium.StartAsync(TestContext.Current.CancellationToken);
        var study = JsonSerializer.Serialize(new { name = Hostile, columns = new { text = Hostile, label = "label" } });
        await workplace.App.PutAsync("api/datasets/misnamed/study.json", study);
        var id = (await workplace.App.PutAsync("api/datasets/misnamed/train.csv", ToyData.Csv(30))).GetProperty("study").GetString()!;
        Assert.Equal("failed", (await workplace.App.WaitUntilOverAsync(id)).Status());

        var page = await browser.OpenAsync(Address($"/#{id}"));

        await page.WaitAsync("document.querySelectorAll('#problems li').length > 0");
        Assert.Contains(ShownHostile, await page.TextAsync("#problems"), StringComparison.Ordinal);
        Assert.Empty((await page.EvaluateAsync(Contrast.Failures)).EnumerateArray().Select(failure => failure.GetString()));
        await AssertCleanAsync(page);
    }

    [Fact]
    public async Task The_dashboard_is_used_by_keyboard_alone()
    {
        await using var browser = await Chromium.StartAsync(TestContext.Current.CancellationToken);
        var id = await ConcludedAsync();
        var page = await browser.OpenAsync(Address("/"));
        await page.WaitAsync("document.querySelector('#studies tbody a')");
        var link = JsonSerializer.Serialize($"#{id}");

        await TabToAsync(page, $"document.activeElement.getAttribute('href') === {link}");
        Assert.NotEqual("none", (await page.EvaluateAsync("getComputedStyle(document.activeElement).outlineStyle")).GetString());
        await page.PressAsync("Enter");

        await page.WaitAsync("!document.querySelector('#study').hidden && document.querySelector('#state').textContent === 'completed'");
        await TabToAsync(page, "document.activeElement.id === 'report'");
        await AssertCleanAsync(page);
    }

    [Fact]
    public async Task With_a_key_the_page_asks_once_and_sends_it_in_no_address()
    {
        await using var browser = await Chromium.StartAsync(TestContext.Current.CancellationToken);
        var id = await ConcludedAsync();
        await using var app = workplace.NewApp("keyed-page", ("AZURE_FUNCTIONS_ENVIRONMENT", "Production"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        var key = await HostKey.ReadAsync(app, workplace.Storage.Client);
        var address = app.Client.BaseAddress!;

        var page = await browser.OpenAsync(address);
        await page.WaitAsync("!document.querySelector('#access').hidden");
        Assert.Contains("asks for a key", await page.TextAsync("#message"), StringComparison.Ordinal);
        await page.EvaluateAsync("document.querySelector('#key').focus()");
        await page.WriteAsync(key);
        await page.PressAsync("Enter");
        await page.WaitAsync($"document.querySelector('#studies a[href={JsonSerializer.Serialize($"#{id}")}]')");
        Assert.DoesNotContain(page.Requests, request => request.Contains(key, StringComparison.Ordinal));

        var handed = await browser.OpenAsync(new Uri(address, $"#code={key}"));
        await handed.WaitAsync("document.querySelector('#studies a')");
        Assert.Equal(address.AbsoluteUri, (await handed.EvaluateAsync("location.href")).GetString());
        await AssertCleanAsync(handed, app);
    }

    [Fact]
    public async Task A_session_that_has_ended_is_told_and_its_redirection_is_not_followed()
    {
        await using var browser = await Chromium.StartAsync(TestContext.Current.CancellationToken);
        await ConcludedAsync();
        var page = await browser.OpenAsync(Address("/"));
        await page.WaitAsync("document.querySelector('#studies tbody a')");

        await page.EndSessionAsync();

        await page.WaitAsync("document.querySelector('#message').textContent.includes('sign in again')");

        // To follow it would break the page's policy, and the console would say so.
        Assert.Empty(page.Complaints);
    }

    private static async Task<string> LabelsAsync(Page page) =>
        (await page.EvaluateAsync("[...document.querySelectorAll('svg[role=img]')].filter((chart) => chart.checkVisibility()).map((chart) => chart.getAttribute('aria-label')).join('; ')")).GetString()!;

    private static async Task TabToAsync(Page page, string expression)
    {
        for (var presses = 0; presses < 200; presses++)
        {
            await page.PressAsync("Tab");
            if (await page.EvaluateAsync($"Boolean({expression})") is { ValueKind: JsonValueKind.True })
            {
                return;
            }
        }

        Assert.Fail($"200 times Tab, and never: {expression}");
    }

    private async Task AssertCleanAsync(Page page, App? app = null)
    {
        Assert.Equal("undefined", (await page.EvaluateAsync("typeof window.pwned")).GetString());
        Assert.Equal(0, (await page.EvaluateAsync("document.querySelectorAll('main script, main img, main iframe, main object, [onerror]').length")).GetInt32());
        Assert.Empty(page.Complaints);
        Assert.NotEmpty(page.Requests);
        Assert.All(page.Requests, request => Assert.StartsWith((app ?? workplace.App).Client.BaseAddress!.AbsoluteUri, request, StringComparison.Ordinal));
    }

    private Uri Address(string path) => new(workplace.App.Client.BaseAddress!, path);

    private async Task<string> ConcludedAsync()
    {
        _concluded ??= await StartAsync("shown", trials: 6, epochs: 6);
        Assert.Equal("completed", (await workplace.App.WaitUntilOverAsync(_concluded)).Status());
        return _concluded;
    }

    /// <summary>Opens a study whose name, labels and texts try to become markup.</summary>
    private async Task<string> StartAsync(string dataset, int trials, int epochs)
    {
        var study = JsonSerializer.Serialize(new
        {
            name = Hostile,
            budget = new { trials },
            pruner = "none",
            sampler = "random",
            finalists = "off",
            searchSpace = new { epochs, batchSize = 8, learningRate = new { low = 2e-3, high = 6e-3, log = true } },
        });
        await workplace.App.PutAsync($"api/datasets/{dataset}/study.json", study);
        var rows = ToyData.Rows(120).Select((row, i) => $"\"{(row.Text + (i % 20 == 0 ? Hostile : "")).Replace("\"", "\"\"", StringComparison.Ordinal)}\",\"{row.Label}<b>'{Hostile.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
        return (await workplace.App.PutAsync($"api/datasets/{dataset}/train.csv", "text,label\n" + string.Concat(rows))).GetProperty("study").GetString()!;
    }
}
