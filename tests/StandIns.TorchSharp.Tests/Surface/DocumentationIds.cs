using System.Reflection;

namespace StandIns.Surface;

/// <summary>Documentation comment IDs, by reflection, in the form of the lists of the real packages' members.</summary>
internal static class DocumentationIds
{
    /// <summary>A type's own ID without the leading <c>T:</c>.</summary>
    internal static string Of(Type type) => (type.IsNested ? Of(type.DeclaringType!) + "." : Namespace(type)) + type.Name;

    /// <summary>How a type reads as a parameter or as an answer.</summary>
    internal static string Reference(Type type)
    {
        if (type.IsByRef)
        {
            return Reference(type.GetElementType()!) + "@";
        }

        if (type.IsPointer)
        {
            return Reference(type.GetElementType()!) + "*";
        }

        if (type.IsArray)
        {
            var rank = type.GetArrayRank();
            return Reference(type.GetElementType()!) + (rank == 1 ? "[]" : "[" + string.Join(',', Enumerable.Repeat("0:", rank)) + "]");
        }

        if (type.IsGenericParameter)
        {
            return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        }

        if (!type.IsGenericType)
        {
            return Of(type);
        }

        // A type over its own parameters is the definition itself.
        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GetGenericArguments();
        return arguments.SequenceEqual(definition.GetGenericArguments()) ? Of(definition) : Constructed(definition, arguments);
    }

    /// <summary>A method or constructor: its ID, its answer, its parameters.</summary>
    internal static string Of(MethodBase method)
    {
        var parameters = method.GetParameters();
        var arity = method.IsGenericMethod ? "``" + method.GetGenericArguments().Length : "";
        var list = parameters.Length == 0 ? "" : "(" + string.Join(',', parameters.Select(p => Reference(p.ParameterType))) + ")";
        var answer = method is MethodInfo info ? " -> " + Reference(info.ReturnType) : "";
        return "M:" + Of(method.DeclaringType!) + "." + method.Name.Replace(".ctor", "#ctor", StringComparison.Ordinal) + arity + list + answer;
    }

    /// <summary>A property: its ID and its type.</summary>
    internal static string Of(PropertyInfo property)
    {
        var indices = property.GetIndexParameters();
        var list = indices.Length == 0 ? "" : "(" + string.Join(',', indices.Select(p => Reference(p.ParameterType))) + ")";
        return "P:" + Of(property.DeclaringType!) + "." + property.Name + list + " -> " + Reference(property.PropertyType);
    }

    /// <summary>A field: its ID and its type.</summary>
    internal static string Of(FieldInfo field) => "F:" + Of(field.DeclaringType!) + "." + field.Name + " -> " + Reference(field.FieldType);

    /// <summary>An event: its ID and its type.</summary>
    internal static string Of(EventInfo happening) =>
        "E:" + Of(happening.DeclaringType!) + "." + happening.Name + " -> " + Reference(happening.EventHandlerType!);

    private static string Namespace(Type type) => string.IsNullOrEmpty(type.Namespace) ? "" : type.Namespace + ".";

    private static string Constructed(Type definition, Type[] arguments)
    {
        // Arguments stand with the type that declares them: Outer{A}.Inner{B}.
        var outer = definition.IsNested && definition.DeclaringType!.IsGenericType ? definition.DeclaringType.GetGenericArguments().Length : 0;
        var name = definition.Name;
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        var plain = tick < 0 ? name : name[..tick];
        var own = string.Join(',', arguments[outer..].Select(Reference));
        var prefix = !definition.IsNested ? Namespace(definition)
            : outer > 0 ? Constructed(definition.DeclaringType!, arguments[..outer]) + "." : Of(definition.DeclaringType!) + ".";
        return prefix + plain + (own.Length > 0 ? "{" + own + "}" : "");
    }
}
