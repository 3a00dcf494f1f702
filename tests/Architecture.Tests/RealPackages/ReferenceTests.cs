using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Architecture.Tests.RealPackages;

/// <summary>Every use that the product makes of a stand-in exists in the real packages with the same signature: the proof that it compiles against them.</summary>
public sealed class ReferenceTests
{
    private static readonly HashSet<string> StandIns = ["TorchSharp", "FineTune.StandIns.DurableTask", "FineTune.StandIns.FunctionsWorker"];

    public static TheoryData<string> ProductAssemblies() => new("FineTune.Search.dll", "FineTune.Training.dll", "FineTune.Functions.dll", "finetune.dll");

    [Theory]
    [MemberData(nameof(ProductAssemblies))]
    public void A_product_assembly_uses_only_members_of_the_real_packages(string assembly)
    {
        var list = RealPackages();
        var offences = Uses(assembly).Select(list.Judge).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        Assert.Empty(offences);
    }

    [Fact]
    public void A_member_that_the_real_packages_lack_is_found()
    {
        var use = Uses("FineTune.Functions.dll").First(use => use.Id.StartsWith("M:Microsoft.DurableTask.TaskOrchestrationContext.", StringComparison.Ordinal));
        Assert.Null(RealPackages().Judge(use));
        Assert.Contains(use.Id, RealPackages().Without(use.Id).Judge(use), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GetInput", false)]
    [InlineData("SetCustomStatus", true)]
    public void A_planted_call_with_a_wrong_signature_is_found(string method, bool isWrongReturn)
    {
        using var image = Planted(method, isWrongReturn);
        var offences = AssemblyUses.Read(image, StandIns).Select(RealPackages().Judge).OfType<string>();
        Assert.Contains(method, Assert.Single(offences), StringComparison.Ordinal);
    }

    private static ApiList RealPackages()
    {
        var folder = Path.Combine(Repository.Shared, "reference", "api");
        Assert.SkipUnless(Directory.Exists(folder), $"the lists of the real packages' members are not at {folder}");
        return ApiList.Read(folder);
    }

    private static IReadOnlyList<MemberUse> Uses(string assembly)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly));
        return AssemblyUses.Read(file, StandIns);
    }

    /// <summary>An assembly with one member reference: a method of TaskOrchestrationContext that takes one string more than the real one, or returns another type.</summary>
    private static MemoryStream Planted(string method, bool isWrongReturn)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString("planted.dll"), metadata.GetOrAddGuid(Guid.NewGuid()), default, default);
        metadata.AddAssembly(metadata.GetOrAddString("planted"), new Version(1, 0), default, default, default, AssemblyHashAlgorithm.None);
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var assembly = metadata.AddAssemblyReference(metadata.GetOrAddString("FineTune.StandIns.DurableTask"), new Version(1, 0), default, default, default, default);
        var type = metadata.AddTypeReference(assembly, metadata.GetOrAddString("Microsoft.DurableTask"), metadata.GetOrAddString("TaskOrchestrationContext"));
        var signature = new BlobBuilder();
        new BlobEncoder(signature).MethodSignature(isInstanceMethod: true).Parameters(
            1,
            returnType =>
            {
                if (isWrongReturn)
                {
                    returnType.Type().Boolean();
                }
                else
                {
                    returnType.Void();
                }
            },
            parameters =>
            {
                if (isWrongReturn)
                {
                    parameters.AddParameter().Type().Object();
                }
                else
                {
                    parameters.AddParameter().Type().String();
                }
            });
        metadata.AddMemberReference(type, metadata.GetOrAddString(method), metadata.GetOrAddBlob(signature));

        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder()).Serialize(image);
        return new MemoryStream(image.ToArray());
    }
}
