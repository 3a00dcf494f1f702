using FineTune.Functions.Api;
using FineTune.Functions.Studies;

namespace FineTune.Functions.Tests.Api;

public sealed class LimitedStreamTests
{
    [Theory]
    [InlineData(10, 10)]
    [InlineData(10, 11)]
    public async Task What_fits_passes(int bytes, int limit)
    {
        using var target = new MemoryStream();
        await new LimitedStream(new MemoryStream(new byte[bytes]), limit).CopyToAsync(target, TestContext.Current.CancellationToken);

        Assert.Equal(bytes, target.Length);
    }

    [Fact]
    public async Task What_is_longer_is_refused_with_413()
    {
        var refused = await Assert.ThrowsAsync<ProblemException>(() =>
            new LimitedStream(new MemoryStream(new byte[11]), 10).CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));

        Assert.Equal(413, refused.Status);
    }
}
