using System.Reflection.Metadata;

namespace Architecture.Tests.RealPackages;

/// <summary>Reads the arguments of attributes; types by their names, enumerations as the integers that they are in every package here.</summary>
internal sealed class AttributeNames : ICustomAttributeTypeProvider<string>
{
    public static AttributeNames Instance { get; } = new();

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => SignatureNames.Instance.GetPrimitiveType(typeCode);

    public string GetSystemType() => "System.Type";

    public string GetSZArrayType(string elementType) => SignatureNames.Instance.GetSZArrayType(elementType);

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => SignatureNames.Instance.GetTypeFromDefinition(reader, handle, rawTypeKind);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => SignatureNames.Instance.GetTypeFromReference(reader, handle, rawTypeKind);

    /// <summary>A named argument's enumeration is spelled with its assembly.</summary>
    public string GetTypeFromSerializedName(string name) => name.Split(',')[0].Replace('+', '.');

    public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

    public bool IsSystemType(string type) => type == "System.Type";
}
