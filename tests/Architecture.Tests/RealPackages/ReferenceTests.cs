using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using StandIns.Surface;

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

    [Theory]
    [MemberData(nameof(ProductAssemblies))]
    public void What_is_optional_of_a_member_that_the_product_uses_is_so_in_the_real_packages(string assembly)
    {
        var list = RealPackages();
        var used = Uses(assembly).Select(use => use.Id).ToHashSet();
        Assert.Empty(StandInMembers().Where(member => used.Contains(member.Id)).Select(member => list.JudgeParameters(member.Id, member.Form)).OfType<string>());
    }

    [Theory]
    [MemberData(nameof(ProductAssemblies))]
    public void An_attribute_of_the_product_has_only_arguments_that_the_real_one_takes(string assembly)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly));
        var uses = AssemblyUses.ReadAttributes(file, StandIns);
        Assert.True(assembly != "FineTune.Functions.dll" || uses.Count > 50);
        Assert.Empty(uses.Select(RealPackages().Judge).OfType<string>());
    }

    [Fact]
    public void A_default_that_the_real_package_lacks_is_found()
    {
        var used = Uses("FineTune.Functions.dll").Select(use => use.Id).ToHashSet();
        var member = StandInMembers().First(member => used.Contains(member.Id) && member.Form.EndsWith("options=null", StringComparison.Ordinal));
        Assert.Null(RealPackages().JudgeParameters(member.Id, member.Form));
        Assert.NotNull(RealPackages().With(member.Id, member.Form.Replace("options=null", "options", StringComparison.Ordinal)).JudgeParameters(member.Id, member.Form));
    }

    [Fact]
    public void A_wrong_argument_of_an_attribute_is_found()
    {
        const string Type = "Microsoft.Azure.Functions.Worker.HttpTriggerAttribute";
        const string Level = "Microsoft.Azure.Functions.Worker.AuthorizationLevel";
        var list = RealPackages();
        Assert.Null(list.Judge(new AttributeUse(Type, $"M:{Type}.#ctor({Level})", [2], [("Route", "System.String", false)])));
        Assert.Contains("in no real package", list.Judge(new AttributeUse(Type, $"M:{Type}.#ctor(System.Int32)", [2], [])), StringComparison.Ordinal);
        Assert.Contains("in no real package", list.Judge(new AttributeUse(Type, $"M:{Type}.#ctor({Level})", [2], [("Path", "System.String", false)])), StringComparison.Ordinal);
        Assert.Contains("in no real package", list.Judge(new AttributeUse(Type, $"M:{Type}.#ctor({Level})", [2], [("Route", "System.Int32", false)])), StringComparison.Ordinal);
        Assert.Contains("cannot be set", list.Judge(new AttributeUse(Type, $"M:{Type}.#ctor({Level})", [2], [("AuthLevel", Level, false)])), StringComparison.Ordinal);
        Assert.Contains("is given null", list.Judge(new AttributeUse(Type, $"M:{Type}.#ctor({Level})", [2], [("Route", "System.String", true)])), StringComparison.Ordinal);
        const string Function = "Microsoft.Azure.Functions.Worker.FunctionAttribute";
        Assert.Contains("is null", list.Judge(new AttributeUse(Function, $"M:{Function}.#ctor(System.String)", [null], [])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_number_of_type_arguments_is_found()
    {
        var use = Uses("FineTune.Functions.dll").First(use => use.Id.Contains("CallActivityAsync``1(", StringComparison.Ordinal));
        Assert.Null(RealPackages().Judge(use));
        Assert.Contains("in no real package", RealPackages().Judge(use with { Id = use.Id.Replace("``1(", "``2(", StringComparison.Ordinal) }), StringComparison.Ordinal);
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

    /// <summary>The stand-ins' public methods and properties with their parameters' names and defaults, or their accessors.</summary>
    private static IEnumerable<(string Id, string Form)> StandInMembers() =>
        StandIns.SelectMany(name => PublicSurface.Of(Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, name + ".dll"))))
            .Where(line => line.StartsWith("M:", StringComparison.Ordinal))
            .Select(line => (Id: line.Split(" -> ")[0].Split("  ")[0], Form: line.Contains("  | ", StringComparison.Ordinal) ? line[(line.IndexOf("  | ", StringComparison.Ordinal) + 4)..] : ""));

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
