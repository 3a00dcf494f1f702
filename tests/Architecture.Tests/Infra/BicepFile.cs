using System.Text.RegularExpressions;

namespace Architecture.Tests.Infra;

/// <summary>A Bicep file, read line by line: enough to see its declarations and what stands above them. The compiler reads the rest.</summary>
internal sealed partial record BicepFile(string Path, IReadOnlyList<string> Lines, IReadOnlyList<BicepDeclaration> Declarations)
{
    public IEnumerable<BicepDeclaration> Parameters => Of("param");

    public IEnumerable<BicepDeclaration> Outputs => Of("output");

    public string Text => string.Join('\n', Lines);

    public static BicepFile Read(string path)
    {
        var lines = File.ReadAllLines(path);
        var declarations = new List<BicepDeclaration>();
        var decorators = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith('@'))
            {
                decorators.Add(lines[i]);
            }
            else if (Declaration().Match(lines[i]) is { Success: true } found)
            {
                declarations.Add(new BicepDeclaration(found.Groups[1].Value, found.Groups[2].Value, found.Groups[3].Value.Trim(), [.. decorators]));
                decorators.Clear();
            }
            else if (lines[i].Length > 0)
            {
                decorators.Clear();
            }
        }

        return new BicepFile(path, lines, declarations);
    }

    /// <summary>Types and API versions of the resources, as written: <c>Microsoft.App/containerApps@2026-03-02-preview</c>.</summary>
    public IEnumerable<string> ResourceTypes() => Of("resource").Select(resource => QuotedType().Match(resource.Rest).Groups[1].Value);

    private IEnumerable<BicepDeclaration> Of(string keyword) => Declarations.Where(declaration => declaration.Keyword == keyword);

    [GeneratedRegex(@"^(param|output|resource|module|var|type|func)\s+(\w+)\s*(.*)$")]
    private static partial Regex Declaration();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex QuotedType();
}
