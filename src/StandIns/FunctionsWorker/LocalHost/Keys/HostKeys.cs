using System.Buffers.Text;
using System.Security.Cryptography;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Keys;

/// <summary>The host's keys, in the file shape of the real host.</summary>
internal sealed record HostKeys(HostKey MasterKey, IReadOnlyList<HostKey> FunctionKeys, IReadOnlyList<HostKey> SystemKeys)
{
    /// <summary>The system key that the durable management routes ask for.</summary>
    public const string DurableKeyName = "durabletask_extension";

    private const int KeyBytes = 40;

    public static HostKeys Generate() => new(New("master"), [New("default")], [New(DurableKeyName)]);

    private static HostKey New(string name) => new(name, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes)));
}
