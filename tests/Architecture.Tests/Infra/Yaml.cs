using YamlDotNet.RepresentationModel;

namespace Architecture.Tests.Infra;

/// <summary>Reads a YAML file of the checkout and finds values by path (<c>services/functions/host</c>).</summary>
internal sealed class Yaml
{
    private readonly YamlNode _root;

    private Yaml(YamlNode root) => _root = root;

    public static Yaml Read(string relative)
    {
        using var reader = new StringReader(InfraFiles.Read(relative));
        var stream = new YamlStream();
        stream.Load(reader);
        return new Yaml(Assert.Single(stream.Documents).RootNode);
    }

    public IReadOnlyList<string> Keys(string path) => ((YamlMappingNode)Find(path)).Children.Keys.Select(Scalar).ToList();

    public IReadOnlyList<string> List(string path) => ((YamlSequenceNode)Find(path)).Children.Select(Scalar).ToList();

    public string Value(string path) => Scalar(Find(path));

    public bool Has(string path) => Step(path) is not null;

    private YamlNode Find(string path) => Step(path) ?? throw new KeyNotFoundException($"nothing at {path}");

    private YamlNode? Step(string path)
    {
        YamlNode? node = _root;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node switch
            {
                YamlMappingNode map => map.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null,
                YamlSequenceNode list => list.Children[int.Parse(name)],
                _ => null,
            };
        }

        return node;
    }

    private static string Scalar(YamlNode node) => ((YamlScalarNode)node).Value ?? "";
}
