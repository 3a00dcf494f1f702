using FineTune.Functions.Storage;
using Microsoft.Extensions.Configuration;

namespace FineTune.Functions.Tests.Storage;

public sealed class StorageConnectionTests
{
    [Theory]
    [InlineData("AzureWebJobsStorage", "UseDevelopmentStorage=true", "http://127.0.0.1:10000/devstoreaccount1")]
    [InlineData("AzureWebJobsStorage:accountName", "stexample", "https://stexample.blob.core.windows.net/")]
    [InlineData("AzureWebJobsStorage:blobServiceUri", "https://stexample.blob.core.usgovcloudapi.net", "https://stexample.blob.core.usgovcloudapi.net/")]
    public void Storage_is_named_by_connection_string_account_or_address(string setting, string value, string address) =>
        Assert.Equal(address, StorageConnection.Open(Settings((setting, value), ("AzureWebJobsStorage:credential", "managedidentity"))).Uri.AbsoluteUri);

    [Fact]
    public void Without_a_setting_the_message_names_both_ways()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => StorageConnection.Open(Settings()));
        Assert.Contains("UseDevelopmentStorage=true", refused.Message, StringComparison.Ordinal);
        Assert.Contains("AzureWebJobsStorage__accountName", refused.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
}
