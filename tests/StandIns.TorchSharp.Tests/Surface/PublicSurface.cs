using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace StandIns.Surface;

/// <summary>Everything of an assembly that others can name, one line each, as the lists of the real packages write it.</summary>
/// <remarks>Overrides are left out: they add nothing to what the overridden member offers.</remarks>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>All lines, sorted ordinally.</summary>
    internal static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetTypes().Where(IsVisible).SelectMany(Lines).Order(StringComparer.Ordinal)];

    private static bool IsVisible(Type type) =>
        (type.IsPublic || ((type.IsNestedPublic || ((type.IsNestedFamily || type.IsNestedFamORAssem) && !type.DeclaringType!.IsSealed)) && IsVisible(type.DeclaringType!)))
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static IEnumerable<string> Lines(Type type)
    {
        yield return "T:" + DocumentationIds.Of(type) + "  | " + Kind(type);
        foreach (var member in type.GetMembers(Declared))
        {
            var line = member switch
            {
                ConstructorInfo constructor when IsOpen(constructor) && !IsImplied(constructor) => Line(constructor),
                MethodInfo method when IsOpen(method) && !IsHidden(method) => Line(method),
                PropertyInfo property when property.GetAccessors(true).Any(a => IsOpen(a) && !IsOverride(a)) => Line(property),
                FieldInfo field when IsOpen(field) && field.Name != "value__" => Line(field),
                EventInfo happening when IsOpen(happening.AddMethod!) => DocumentationIds.Of(happening),
                _ => null,
            };
            if (line is not null)
            {
                yield return line;
            }
        }
    }

    private static string Line(MethodBase method)
    {
        var words = method is { IsStatic: true } ? "  static" : "";
        var parameters = string.Join(", ", method.GetParameters().Select(Name));
        return DocumentationIds.Of(method) + words + (parameters.Length > 0 ? "  | " + parameters : "");
    }

    private static string Line(PropertyInfo property)
    {
        var accessors = string.Concat(property.GetAccessors(true).Where(IsOpen).Select(a => a.Name[..3] + ";").Order(StringComparer.Ordinal));
        var fixedWord = property.GetAccessors(true)[0].IsStatic ? " static" : "";
        return DocumentationIds.Of(property) + "  | " + accessors + fixedWord;
    }

    private static string Line(FieldInfo field) =>
        DocumentationIds.Of(field) + (field.IsLiteral ? "  | const " + Constant(field.GetRawConstantValue()) : "");

    private static string Name(ParameterInfo parameter)
    {
        if (parameter.IsDefined(typeof(ParamArrayAttribute), false) || parameter.IsDefined(typeof(ParamCollectionAttribute), false))
        {
            return parameter.Name + "...";
        }

        return parameter.HasDefaultValue ? parameter.Name + "=" + Constant(parameter.RawDefaultValue) : parameter.Name!;
    }

    private static string Constant(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string text => "\"" + text + "\"",
        Enum number => Convert.ToInt64(number, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when typeof(MulticastDelegate).IsAssignableFrom(type) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static bool IsOpen(MethodBase method) =>
        method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool IsOpen(FieldInfo field) =>
        field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && !field.DeclaringType!.IsSealed);

    private static bool IsImplied(ConstructorInfo constructor) =>
        constructor.DeclaringType!.IsValueType && constructor.GetParameters().Length == 0;

    private static bool IsHidden(MethodInfo method) =>
        IsOverride(method) || (method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal)) || method.Name.Contains('<')
        || (method.DeclaringType!.IsSubclassOf(typeof(MulticastDelegate)) && method.Name is not "Invoke");

    private static bool IsOverride(MethodInfo method) => method.GetBaseDefinition() != method && !method.Attributes.HasFlag(MethodAttributes.NewSlot);
}
