using Collector.Daemon.Configuration.Keys;
using Collector.Daemon.Tests.Configuration.Keys;

namespace Collector.Interop.Tests.Editors;

/// <summary>Small documents, one for each declared key, and the same with one thing changed: another value, another name, something missing.</summary>
internal static class ChangedDocuments
{
    /// <summary>Values that say the same to every reader of YAML: of each form, within usual bounds and beyond.</summary>
    private static readonly string[] Values = ["true", "7", "-1", "1.5", "99999999999999", "\"no such word\"", "\"-5s\"", "\"12\"", "\"30s\"", "[]", "[[]]", "{}", "{ nobody: 1 }", "[{ nobody: 1 }]", "[1, 2]"];

    /// <summary>Of one kind of file: a valid document for each key, as far as it is valid alone.</summary>
    public static IEnumerable<(string Text, ConfigurationSection Section, ConfigurationKey Key)> Originals(string kind) =>
        KeysOf(kind).Select(one => (ExampleDocument.Of(CollectorKeys.Files[kind], one.Section, one.Key, one.Key.Example), one.Section, one.Key));

    /// <summary>Changes of one of them: some of the values, other ones for each place in the list, for all of them would take minutes.</summary>
    public static IEnumerable<string> Changes(string kind, ConfigurationSection section, ConfigurationKey key, int place)
    {
        var shape = CollectorKeys.Files[kind];
        foreach (var value in Values.Where((value, i) => (i + place) % 3 == 0 && value != key.Example)) yield return ExampleDocument.Of(shape, section, key, value);
        yield return ExampleDocument.Of(shape, section, key with { Name = $"{key.Name}x" }, key.Example);
        foreach (var missing in section.AllKeys.Where(other => other != key && other.IsRequired))
        {
            var without = $"{missing.Name}: {missing.Example}";
            var text = ExampleDocument.Of(shape, section, key, key.Example);
            var at = text.LastIndexOf($", {without}", StringComparison.Ordinal);
            if (at >= 0) yield return text.Remove(at, without.Length + 2);
        }
    }

    private static IEnumerable<(ConfigurationSection Section, ConfigurationKey Key)> KeysOf(string kind) =>
        CollectorKeys.Files[kind].Sections().Distinct().SelectMany(section => section.AllKeys.Where(key => !key.HasNoEffect).Select(key => (section, key)));
}
