using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Architecture.Tests.RealPackages;

/// <summary>Every use that a compiled assembly makes of the types and members of some other assemblies.</summary>
internal static class AssemblyUses
{
    public static IReadOnlyList<MemberUse> Read(Stream assembly, IReadOnlySet<string> foreignAssemblies)
    {
        using var image = new PEReader(assembly);
        var reader = image.GetMetadataReader();
        var uses = new List<MemberUse>();
        foreach (var handle in reader.TypeReferences.Where(handle => IsForeign(reader, handle, foreignAssemblies)))
        {
            uses.Add(new MemberUse("T:" + SignatureNames.Instance.GetTypeFromReference(reader, handle, 0), null));
        }

        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (DeclaringType(reader, member.Parent) is { } type && IsForeign(reader, type, foreignAssemblies))
            {
                uses.Add(Describe(reader, member, SignatureNames.Instance.GetTypeFromReference(reader, type, 0)));
            }
        }

        return uses;
    }

    /// <summary>Every foreign attribute in the assembly, with its arguments.</summary>
    public static IReadOnlyList<AttributeUse> ReadAttributes(Stream assembly, IReadOnlySet<string> foreignAssemblies)
    {
        using var image = new PEReader(assembly);
        var reader = image.GetMetadataReader();
        var uses = new List<AttributeUse>();
        foreach (var handle in reader.CustomAttributes)
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind != HandleKind.MemberReference)
            {
                continue;
            }

            var constructor = reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
            if (DeclaringType(reader, constructor.Parent) is { } type && IsForeign(reader, type, foreignAssemblies))
            {
                var name = SignatureNames.Instance.GetTypeFromReference(reader, type, 0);
                var value = attribute.DecodeValue(AttributeNames.Instance);
                uses.Add(new AttributeUse(
                    name,
                    Describe(reader, constructor, name).Id,
                    [.. value.FixedArguments.Select(argument => argument.Value)],
                    [.. value.NamedArguments.Select(argument => (argument.Name!, argument.Type, argument.Value is null))]));
            }
        }

        return uses;
    }

    private static MemberUse Describe(MetadataReader reader, MemberReference member, string type)
    {
        var name = reader.GetString(member.Name);
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            return new MemberUse($"F:{type}.{name}", member.DecodeFieldSignature(SignatureNames.Instance, null));
        }

        var signature = member.DecodeMethodSignature(SignatureNames.Instance, null);
        var parameters = signature.ParameterTypes;
        var generic = signature.GenericParameterCount > 0 ? string.Create(CultureInfo.InvariantCulture, $"``{signature.GenericParameterCount}") : "";
        var id = $"M:{type}.{name.Replace('.', '#')}{generic}{List(parameters)}";
        return new MemberUse(id, signature.ReturnType) { Property = Property(type, name, signature) };
    }

    /// <summary>The property that a method of this name may be an accessor of; TorchSharp has plain methods named so, too.</summary>
    private static MemberUse? Property(string type, string name, MethodSignature<string> signature)
    {
        var parameters = signature.ParameterTypes;
        if (Accessor(name) is not { } property)
        {
            return null;
        }

        var isSetter = name.StartsWith("set_", StringComparison.Ordinal);
        return isSetter && parameters.IsEmpty
            ? null
            : new MemberUse($"P:{type}.{property}{List(isSetter ? parameters.RemoveAt(parameters.Length - 1) : parameters)}", isSetter ? parameters[^1] : signature.ReturnType);
    }

    private static string? Accessor(string name) =>
        name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal) ? name[4..] : null;

    private static string List(IReadOnlyList<string> types) => types.Count == 0 ? "" : $"({string.Join(',', types)})";

    private static TypeReferenceHandle? DeclaringType(MetadataReader reader, EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference)
        {
            return (TypeReferenceHandle)parent;
        }

        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return null;
        }

        var blob = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        blob.ReadByte();
        var generic = blob.ReadTypeHandle();
        return generic.Kind == HandleKind.TypeReference ? (TypeReferenceHandle)generic : null;
    }

    private static bool IsForeign(MetadataReader reader, TypeReferenceHandle handle, IReadOnlySet<string> assemblies)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsForeign(reader, (TypeReferenceHandle)scope, assemblies),
            HandleKind.AssemblyReference => assemblies.Contains(reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)),
            _ => false,
        };
    }
}
