using Collector.Daemon.Configuration.Keys;
using Collector.Daemon.Endpoints;
using Collector.Pipeline.Configuration;

namespace Collector.Daemon.Tests.Configuration.Keys;

/// <summary>What is declared of keys, from which the reference and the schema are made, is what the readers take.</summary>
public sealed class DeclaredKeysTests : IDisposable
{
    /// <summary>Keys that readers know only to say why they cannot be there.</summary>
    private static readonly Dictionary<ConfigurationSection, string[]> Refused = new()
    {
        [SubscriptionKeys.Part] = ["mode", "prefix", "target", "set-target", "encoding", "history", "models", "updates-only", "stream-subscriptions", "qos", "depth"],
    };

    /// <summary>Examples that need more than a line around them: certificates, and what is declared elsewhere.</summary>
    private static readonly HashSet<(ConfigurationSection, string)> NotAlone = [(HttpKeys.Tls, "ca"), (HttpKeys.Tls, "cert"), (HttpKeys.Tls, "key"), (GnmiKeys.Target, "subscriptions")];

    private readonly DeclaredFolder _folder = new();

    public static TheoryData<string> Examples => [.. All().Where(key => !NotAlone.Contains((key.Section, key.Key.Name))).Select(NameOf)];

    /// <summary>Of the log only what was written is shown, because flags go before it.</summary>
    public static TheoryData<string> Defaults => [.. All().Where(key => key.Key.HasWrittenDefault && key.Kind == "collector" && key.Section != CollectorKeys.Log).Select(NameOf)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Readers_know_the_keys_that_are_declared_and_no_others()
    {
        var asked = AskedBySection();

        var unread = CollectorKeys.Sections.Where(section => !asked.ContainsKey(section)).Select(section => section.Name);
        var undeclared = asked.SelectMany(section => section.Value.Where(key => key.Key.Length > 0 && !section.Key.IsOpen && Find(section.Key, key.Key) is null && !Refused.GetValueOrDefault(section.Key, []).Contains(key.Key))
            .Select(key => $"{section.Key.Name}: {key.Key}")).Distinct();
        var unknown = asked.Where(section => !section.Value.Any(key => key.Form == KeyForm.Names))
            .SelectMany(section => section.Key.AllKeys.SelectMany(key => key.Names).Where(name => !section.Value.Any(key => key.Key == name)).Select(name => $"{section.Key.Name}: {name}"));

        Assert.Empty(unread);
        Assert.Empty(undeclared);
        Assert.Empty(unknown);
    }

    [Fact]
    public void Readers_take_the_values_that_are_declared()
    {
        var different = AskedBySection().SelectMany(section => section.Value
            .Where(key => Find(section.Key, key.Key) is { HasNoEffect: false } declared && !Fits(declared.Shape, key))
            .Select(key => $"{section.Key.Name}: {key.Key} is read as {key.Form} {key.Least} to {key.Most} {string.Join('|', key.Words)}")).Distinct();

        Assert.Empty(different);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_is_accepted(string name)
    {
        var (kind, section, key) = All().First(each => NameOf(each) == name);

        _folder.Load(kind, ExampleDocument.Of(CollectorKeys.Files[kind], section, key, key.Example));

        // What is missing around it is said elsewhere.
        Assert.DoesNotContain(_folder.Problems, problem => problem.Severity == ProblemSeverity.Error && DeclaredFolder.IsWithin(problem.Position, $"{key.Name}: ", key.Example));
    }

    [Theory]
    [MemberData(nameof(Defaults))]
    public void A_default_that_is_written_changes_nothing(string name)
    {
        var (kind, section, key) = All().First(each => NameOf(each) == name);

        var written = _folder.Load(kind, ExampleDocument.Of(CollectorKeys.Files[kind], section, key, key.Default));
        var left = _folder.Load(kind, ExampleDocument.Of(CollectorKeys.Files[kind], section, key, ""));

        Assert.Equal(ConfigurationYaml.Of(left), ConfigurationYaml.Of(written));
    }

    private Dictionary<ConfigurationSection, List<AskedKey>> AskedBySection()
    {
        _folder.LoadEverything();
        return _folder.Problems.Asked!.Where(key => _folder.Map.At(key.Mapping.Position) is not null)
            .GroupBy(key => _folder.Map.At(key.Mapping.Position)!).ToDictionary(section => section.Key, section => section.ToList());
    }

    private static bool Fits(KeyShape declared, AskedKey asked) => declared.Kind switch
    {
        ShapeKind.Text or ShapeKind.Size => asked.Form is KeyForm.Text or KeyForm.Anything,
        ShapeKind.Switch => asked.Form is KeyForm.Switch or KeyForm.Anything,
        ShapeKind.Integer => asked.Form == KeyForm.Text || (asked.Form == KeyForm.Integer && IsBound(declared.Least, asked.Least, (long)int.MinValue) && IsBound(declared.Most, asked.Most, (long)int.MaxValue)),
        ShapeKind.Number => asked.Form == KeyForm.Number && IsBound(declared.Least, asked.Least, double.MinValue) && IsBound(declared.Most, asked.Most, double.MaxValue),
        ShapeKind.Duration => asked.Form == KeyForm.Duration && IsBound(declared.Least, asked.Least ?? TimeSpan.Zero, TimeSpan.Zero) && Equals(declared.Most, asked.Most),
        ShapeKind.Word => asked.Form is KeyForm.Text or KeyForm.Anything || (asked.Form == KeyForm.Word && declared.Words.Order().SequenceEqual(asked.Words.Order())),
        ShapeKind.List => asked.Form == KeyForm.List,
        ShapeKind.Names or ShapeKind.Section => asked.Form == KeyForm.Mapping,
        _ => asked.Form == KeyForm.Anything,
    };

    private static bool IsBound(object? declared, object? asked, object none) => Equals(declared ?? none, asked);

    private static ConfigurationKey? Find(ConfigurationSection section, string name) => section.AllKeys.FirstOrDefault(key => key.Names.Contains(name));

    private static string NameOf((string Kind, ConfigurationSection Section, ConfigurationKey Key) key) => $"{key.Kind}: {key.Section.Name}: {key.Key.Name}";

    private static IEnumerable<(string Kind, ConfigurationSection Section, ConfigurationKey Key)> All() =>
        CollectorKeys.Files.SelectMany(file => file.Value.Sections().Distinct().SelectMany(section => section.AllKeys.Where(key => !key.HasNoEffect).Select(key => (file.Key, section, key))));
}
