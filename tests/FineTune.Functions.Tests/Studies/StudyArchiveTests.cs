using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Functions.Tests.Storage;
using FineTune.Testing;

namespace FineTune.Functions.Tests.Studies;

[Collection(AzuriteCollection.Name)]
public sealed class StudyArchiveTests(Azurite azurite)
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_is_the_same_object_while_its_blob_is_the_same_and_is_gone_with_it()
    {
        var containers = new Containers(azurite.Client);
        await containers.EnsureCreatedAsync(_cancellation);
        var id = StudyId.New("archive");
        var archive = new StudyArchive(containers);
        Assert.Null(await archive.FindPlanAsync(id, _cancellation));

        await archive.SavePlanAsync(id, Sample.Plan, _cancellation);
        var first = await archive.ReadPlanAsync(id, _cancellation);
        Assert.Same(first.Rules.Space, (await archive.ReadPlanAsync(id, _cancellation)).Rules.Space);

        await containers.Studies.WriteJsonAsync(StudyPaths.Plan(id), Sample.Plan with { Name = "another" }, StudiesJson.Default.StudyPlan, _cancellation);
        Assert.Equal("another", (await archive.ReadPlanAsync(id, _cancellation)).Name);

        await containers.Studies.DeleteBlobAsync(StudyPaths.Plan(id), cancellationToken: _cancellation);
        await Assert.ThrowsAsync<StudyGoneException>(() => archive.ReadPlanAsync(id, _cancellation));
    }
}
