using System.Reflection;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>The app's functions: the public methods with <see cref="FunctionAttribute"/> of the app and of what it references.</summary>
internal sealed class FunctionCatalog
{
    private readonly Dictionary<string, FunctionDescriptor> _byName;

    private FunctionCatalog(IEnumerable<FunctionDescriptor> functions)
    {
        _byName = new Dictionary<string, FunctionDescriptor>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in functions)
        {
            if (!_byName.TryAdd(function.Name, function))
            {
                throw new HostConfigurationException(
                    $"Two functions are called \"{function.Name}\": {_byName[function.Name].EntryPoint} and {function.EntryPoint}.");
            }
        }

        All = [.. _byName.Values.OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)];
    }

    public IReadOnlyList<FunctionDescriptor> All { get; }

    public static FunctionCatalog FromTypes(IEnumerable<Type> types) => new(types.SelectMany(Functions));

    public static FunctionCatalog FromEntryAssembly() =>
        FromTypes(AppAssemblies().SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsClass));

    /// <summary>Without the functions that a setting switches off: <c>AzureWebJobs.{name}.Disabled</c>, with underscores where a name may hold no dots.</summary>
    public FunctionCatalog Enabled(IConfiguration settings) => new(All.Where(function =>
        !IsOn(settings[$"AzureWebJobs.{function.Name}.Disabled"]) && !IsOn(settings[$"AzureWebJobs_{function.Name}_Disabled"])));

    public IEnumerable<FunctionDescriptor> Of(TriggerKind kind) => All.Where(function => function.Kind == kind);

    public FunctionDescriptor? Find(string name) => _byName.GetValueOrDefault(name);

    private static bool IsOn(string? setting) => setting is "1" || string.Equals(setting, "true", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<FunctionDescriptor> Functions(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return from method in type.GetMethods(Declared)
               let function = method.GetCustomAttribute<FunctionAttribute>()
               where function is not null
               select FunctionDescriptor.Create(method, function);
    }

    // Only an assembly that references this one can carry the attribute.
    private static HashSet<Assembly> AppAssemblies()
    {
        var own = typeof(FunctionAttribute).Assembly.GetName().Name;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var found = new HashSet<Assembly>();
        var open = new Stack<Assembly>();
        if (Assembly.GetEntryAssembly() is { } entry)
        {
            open.Push(entry);
        }

        while (open.TryPop(out var assembly))
        {
            var references = assembly.GetReferencedAssemblies();
            if (!references.Any(reference => reference.Name == own))
            {
                continue;
            }

            found.Add(assembly);
            foreach (var reference in references.Where(reference => reference.Name != own && seen.Add(reference.Name!)))
            {
                if (TryLoad(reference) is { } loaded)
                {
                    open.Push(loaded);
                }
            }
        }

        return found;
    }

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return null; // A reference that is not deployed cannot hold functions of the app.
        }
    }
}
