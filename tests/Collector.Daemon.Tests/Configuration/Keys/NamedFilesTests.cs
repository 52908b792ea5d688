using System.Text.RegularExpressions;
using Collector.Daemon.Configuration.Keys;
using Collector.Pipeline.Configuration;

namespace Collector.Daemon.Tests.Configuration.Keys;

/// <summary>Every key of every file that names a file: what is wrong with that is told at the key's line, with the path as written and as it was understood.</summary>
public sealed partial class NamedFilesTests : IDisposable
{
    private static readonly string[] OfFolders = ["data_dir", "profiles"];

    private readonly DeclaredFolder _folder = new();

    public static TheoryData<string> Files => [.. All().Where(one => !OfFolders.Contains(one.Key.Name)).Select(NameOf)];

    public static TheoryData<string> Folders => [.. All().Where(one => OfFolders.Contains(one.Key.Name)).Select(NameOf)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_is_not_there_is_told_at_its_key(string name) => Expect(name, "missing.yml", "does not exist");

    [Theory]
    [MemberData(nameof(Files))]
    public void So_is_one_in_a_folder_that_is_not_there(string name) => Expect(name, "missing/one.yml", $"does not exist, nor does the folder {Beside(name, "missing")}");

    [Theory]
    [MemberData(nameof(Files))]
    public void So_is_a_folder_in_the_place_of_a_file(string name)
    {
        Directory.CreateDirectory(Beside(name, "folder.yml"));
        Expect(name, "folder.yml", "is a folder, and has to be a file");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void So_is_an_empty_file(string name)
    {
        File.WriteAllText(Beside(name, "empty.yml"), "");
        Expect(name, "empty.yml", "is empty");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void So_is_a_link_to_nothing(string name)
    {
        File.CreateSymbolicLink(Beside(name, "link.yml"), "gone.yml");
        Expect(name, "link.yml", "is a link to gone.yml, which does not exist");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_path_that_no_file_can_have_is_no_crash(string name) => Expect(name, "\"a\\0b.yml\"", name.EndsWith("targets: files", StringComparison.Ordinal) ? "the only wildcard is *" : "does not exist");

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_file_in_the_place_of_a_folder_is_told_at_its_key(string name) => Expect(name, "server.pem", "is a file, and has to be a folder");

    [Fact]
    public void A_folder_of_profiles_that_is_not_there_is_told_at_its_key() => Expect("collector: snmp: profiles", "missing", "does not exist");

    [Fact]
    public void No_key_that_sounds_like_a_file_is_forgotten()
    {
        // Of leaves and subscriptions; texts; what has no effect.
        string[] others = ["collector: gnmi.mapping.rules: path", "gnmic: gnmi.mapping.rules: path"];
        var sounding = CollectorKeys.Files.SelectMany(file => file.Value.Sections().Distinct().SelectMany(section => section.AllKeys
            .Where(key => !key.HasNoEffect && !key.IsSecret && IsText(key.Shape) && SoundsLikeFile().IsMatch(key.Name)).Select(key => NameOf((file.Key, section, key)))));

        var known = All().Select(NameOf).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], sounding.Where(name => !known.Contains(name)).Except(others).Except(["web: tls_server_config: cert", "web: tls_server_config: key", "web: tls_server_config: client_ca"]));
        Assert.True(known.Count > 40, $"{known.Count} keys only");
    }

    /// <summary>Where a relative path of the file leads that has the key.</summary>
    private string Beside(string name, string relative) => Path.Join(Path.GetDirectoryName(_folder[DeclaredFolder.FileOf(name[..name.IndexOf(':', StringComparison.Ordinal)])]), relative);

    private void Expect(string name, string written, string trouble)
    {
        var (kind, section, key) = All().First(one => NameOf(one) == name);
        var value = key.Shape.Kind == ShapeKind.List ? $"[{written}]" : written;
        _folder.Load(kind, ExampleDocument.Of(CollectorKeys.Files[kind], section, key, value));

        var file = _folder[DeclaredFolder.FileOf(kind)];
        var column = File.ReadAllText(file).IndexOf($" {key.Name}: {value}", StringComparison.Ordinal) + key.Name.Length + 4 + value.IndexOf(written, StringComparison.Ordinal);
        var said = _folder.Problems.Where(problem => problem.Position == new SourcePosition(file, 1, column)).Select(problem => problem.Message).ToList();
        Assert.True(said.Exists(message => message.Contains(trouble, StringComparison.Ordinal) && message.StartsWith($"{key.Name}: \"", StringComparison.Ordinal)),
            $"{file}:1:{column} is not told that it {trouble}:\n{_folder.Problems}");
        if (!written.StartsWith('"')) Assert.Contains(said, message => message.Contains($"\"{written}\" stands for {Beside(name, written)}, which ", StringComparison.Ordinal));
    }

    /// <summary>Those whose value is a path, and those of secrets that are in files.</summary>
    private static IEnumerable<(string Kind, ConfigurationSection Section, ConfigurationKey Key)> All() =>
        CollectorKeys.Files.SelectMany(file => file.Value.Sections().Distinct().SelectMany(section => section.AllKeys.Where(key => !key.HasNoEffect)
            .Select(key => key.IsSecret ? key with { Name = $"{key.Name}_file", IsSecret = false, Shape = KeyShape.Path } : key).Where(key => IsPath(key.Shape)).Select(key => (file.Key, section, key))));

    private static bool IsPath(KeyShape shape) => ReferenceEquals(shape, KeyShape.Path) || (shape.Kind == ShapeKind.List && IsPath(shape.Parts[0]));

    private static bool IsText(KeyShape shape) => shape.Kind == ShapeKind.Text || (shape.Kind == ShapeKind.List && IsText(shape.Parts[0]));

    private static string NameOf((string Kind, ConfigurationSection Section, ConfigurationKey Key) one) => $"{one.Kind}: {one.Section.Name}: {one.Key.Name}";

    [GeneratedRegex("(^|[-_])(files?|dir|path|folder|config|profiles|ca|cert|key)$")]
    private static partial Regex SoundsLikeFile();
}
