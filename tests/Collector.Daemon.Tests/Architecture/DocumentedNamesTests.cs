using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Collector.Daemon.Tests.Architecture;

/// <summary>Documentation next to the code names types, members and folders in back-ticks. Those that are gone are named here.</summary>
public sealed partial class DocumentedNamesTests
{
    [Fact]
    public void Every_name_in_the_architecture_pages_exists()
    {
        var known = KnownNames();
        var missing = Pages().SelectMany(page => Quoted(page)
            .Where(name => PascalCase().IsMatch(name) && name.Split('.').Any(part => !known.Contains(part)))
            .Select(name => $"{page}: {name}"));
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_path_in_the_architecture_pages_exists()
    {
        var missing = Pages().SelectMany(page => Quoted(page)
            .Where(name => RepositoryPath().IsMatch(name) && !Exists(name) && !Exists($"src/{name}"))
            .Select(path => $"{page}: {path}"));
        Assert.Empty(missing);
    }

    private static IEnumerable<string> Pages()
    {
        var src = Path.Combine(Repository.Root, "src");
        return Directory.EnumerateFiles(src, "*.md", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.Root, file));
    }

    /// <summary>What stands in back-ticks, without fenced blocks.</summary>
    private static IEnumerable<string> Quoted(string page) =>
        InBackticks().Matches(Fence().Replace(File.ReadAllText(Path.Combine(Repository.Root, page)), "")).Select(match => match.Groups[1].Value);

    private static bool Exists(string path) => Path.Exists(Path.Combine(Repository.Root, path));

    /// <summary>Names of types and members, ours and those of packages, and of the platform's types.</summary>
    private static HashSet<string> KnownNames()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        foreach (var path in assemblies)
        {
            using var file = new PEReader(File.OpenRead(path));
            if (!file.HasMetadata) continue;
            var reader = file.GetMetadataReader();
            var name = Path.GetFileNameWithoutExtension(path);
            names.UnionWith(name.Split('.'));
            AddNames(reader, withMembers: Path.GetDirectoryName(path) + Path.DirectorySeparatorChar == AppContext.BaseDirectory, names);
        }

        return names;
    }

    private static void AddNames(MetadataReader reader, bool withMembers, HashSet<string> names)
    {
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            if (!withMembers && (type.Attributes & TypeAttributes.VisibilityMask) is not (TypeAttributes.Public or TypeAttributes.NestedPublic)) continue;
            names.Add(reader.GetString(type.Name).Split('`')[0]);
            if (!withMembers) continue;
            names.UnionWith(reader.GetString(type.Namespace).Split('.'));
            names.UnionWith(type.GetProperties().Select(property => reader.GetString(reader.GetPropertyDefinition(property).Name)));
            names.UnionWith(type.GetMethods().Select(method => reader.GetString(reader.GetMethodDefinition(method).Name)));
            names.UnionWith(type.GetFields().Select(field => reader.GetString(reader.GetFieldDefinition(field).Name)));
        }
    }

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex InBackticks();

    // At least two words in one, as SeriesStore has: a single one may be anything, "Counter" for example.
    [GeneratedRegex(@"^[A-Z][a-z0-9]+[A-Z]\w*(\.[A-Z]\w*)*$")]
    private static partial Regex PascalCase();

    [GeneratedRegex(@"^(src|tests|benchmarks|deploy|protos|Collector\.\w+)/[\w./-]*$")]
    private static partial Regex RepositoryPath();
}
