using FineTune.Testing;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace StandIns.FunctionsWorker.Tests.Timers;

public sealed class TimerTriggerTests(Azurite azurite) : IClassFixture<Azurite>
{
    private const string HostJson = """{ "version": "2.0" }""";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 11, 58, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_timer_runs_at_its_time()
    {
        var (time, witness) = (new SteppedTime(Start), new TimerWitness());
        await using var app = await StartAsync<SampleTimers>(time, witness, "t1");

        await StepUntilAsync(time, witness, 2);

        var runs = witness.Seen.ToArray();
        Assert.All(runs, run => Assert.False(run.IsPastDue));
        Assert.Equal([Start.AddMinutes(2).UtcDateTime, Start.AddMinutes(7).UtcDateTime], runs.Select(run => run.ScheduleStatus!.Last));
    }

    [Fact]
    public async Task A_run_missed_while_the_host_was_away_is_made_up_for_at_start()
    {
        var (time, witness) = (new SteppedTime(Start), new TimerWitness());
        await using (await StartAsync<SampleTimers>(time, witness, "t2"))
        {
            await StepUntilAsync(time, witness, 1);
        }

        time.Advance(TimeSpan.FromHours(1));
        await using var app = await StartAsync<SampleTimers>(time, witness, "t2");
        await Eventually.IsTrueAsync(() => witness.Seen.Count == 2);

        Assert.True(witness.Seen.Last().IsPastDue);
    }

    [Fact]
    public async Task Of_two_hosts_one_runs_the_timer()
    {
        var (time, witness) = (new SteppedTime(Start), new TimerWitness());
        await using var first = await StartAsync<SampleTimers>(time, witness, "t3");
        await using var second = await StartAsync<SampleTimers>(time, witness, "t3");

        await StepUntilAsync(time, witness, 3);

        Assert.Equal(witness.Seen.Count, witness.Seen.Select(run => run.ScheduleStatus!.Last).Distinct().Count());
    }

    [Fact]
    public async Task A_timer_that_fails_is_retried_as_its_attribute_says()
    {
        var (time, witness) = (new SteppedTime(Start), new TimerWitness { FailuresLeft = 2 });
        await using var app = await StartAsync<SampleTimers>(time, witness, "t4");

        await StepUntilAsync(time, witness, 1);

        Assert.Equal(0, witness.FailuresLeft);
    }

    [Fact]
    public async Task Run_on_startup_runs_at_once()
    {
        var witness = new TimerWitness();
        await using var app = await StartAsync<StartupTimers>(new SteppedTime(Start), witness, "t5");

        await Eventually.IsTrueAsync(() => witness.Seen.Count == 1);

        Assert.Null(witness.Seen.Single().ScheduleStatus);
    }

    [Fact]
    public void A_missing_schedule_setting_is_a_configuration_error()
    {
        var error = Assert.Throws<HostConfigurationException>(() =>
            RunningApp.Build([typeof(SampleTimers)], HostJson, builder => builder.Services.AddSingleton<TimerWitness>()));

        Assert.Contains("\"EveryFive\"", error.Message, StringComparison.Ordinal);
    }

    private Task<RunningApp> StartAsync<T>(SteppedTime time, TimerWitness witness, string hostId) => RunningApp.StartAsync(
        [typeof(T)],
        HostJson,
        builder => builder.Services.AddSingleton<TimeProvider>(time).AddSingleton(witness),
        $"--AzureWebJobsStorage={azurite.ConnectionString}",
        $"--AzureFunctionsWebHost:hostid={hostId}",
        "--EveryFive=0 */5 * * * *");

    private static Task StepUntilAsync(SteppedTime time, TimerWitness witness, int runs) => Eventually.IsTrueAsync(() =>
    {
        if (witness.Seen.Count >= runs)
        {
            return true;
        }

        time.Advance(TimeSpan.FromSeconds(20));
        return false;
    });
}
