using Collector.Daemon.Configuration.Keys;

namespace Collector.Daemon.Tests.Configuration.Keys;

/// <summary>Documents made of what keys are declared to be: YAML in flow style, on one line.</summary>
internal static class ExampleDocument
{
    /// <summary>Every key of a shape, with its example, at every depth.</summary>
    /// <param name="shape">Of the whole.</param>
    /// <param name="without">Keys that are left out, because others are not read beside them.</param>
    public static string OfEverything(KeyShape shape, params string[] without) => shape.Kind switch
    {
        ShapeKind.Section => Everything(shape.Section!, [], without),
        ShapeKind.List => $"[{string.Join(", ", Items(shape.Parts[0], without))}]",
        ShapeKind.Names => $"{{ if_mib: {OfEverything(shape.Parts[0], without)} }}",
        _ => OfEverything(shape.Parts.First(part => part.Sections().Any()), without),
    };

    /// <summary>One key with its value, and around it only what has to be there.</summary>
    /// <param name="shape">Of the whole.</param>
    /// <param name="of">The section that has the key.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">In place of the example.</param>
    public static string Of(KeyShape shape, ConfigurationSection of, ConfigurationKey key, string value) => shape.Kind switch
    {
        ShapeKind.Section when shape.Section == of => Minimal(of, key, value),
        ShapeKind.Section => Through(shape.Section!, of, key, value),
        ShapeKind.List => $"[{Of(shape.Parts[0], of, key, value)}]",
        ShapeKind.Names => $"{{ if_mib: {Of(shape.Parts[0], of, key, value)} }}",
        _ => Of(shape.Parts.First(part => part.Sections().Contains(of)), of, key, value),
    };

    private static string Everything(ConfigurationSection section, Dictionary<string, string> instead, string[] without)
    {
        var entries = section.AllKeys.Where(key => !without.Contains(key.Name)).SelectMany(key => key.Names.Select(name =>
            $"{name}: {(key.Shape.Sections().Any() ? OfEverything(key.Shape, without) : instead.GetValueOrDefault(name, key.Example))}"));
        return $"{{ {string.Join(", ", entries)} }}";
    }

    /// <summary>A rule of rollups has other keys for other operations; of other lists one item shows them all.</summary>
    private static IEnumerable<string> Items(KeyShape item, string[] without)
    {
        if (item.Kind == ShapeKind.Either) return item.Parts.Where(part => part.Sections().Any()).SelectMany(part => Items(part, without));
        if (item.Section is not { } section) return [OfEverything(item, without)];
        var operations = section == RollupKeys.Rule ? section.Keys.Single(key => key.Name == "op").Shape.Words : [""];
        return operations.Select(operation => Everything(section, operation.Length > 0 ? new(StringComparer.Ordinal) { ["op"] = operation } : [], without));
    }

    private static string Minimal(ConfigurationSection section, ConfigurationKey key, string value)
    {
        var beside = section.AllKeys.Where(other => other != key && (other.IsRequired || key.Beside.Contains(other.Name))).Select(other => $"{other.Name}: {other.Example}");
        return $"{{ {string.Join(", ", beside.Prepend($"{key.Name}: {value}"))} }}";
    }

    private static string Through(ConfigurationSection section, ConfigurationSection of, ConfigurationKey key, string value)
    {
        var way = section.AllKeys.First(next => next.Shape.Sections().Contains(of));
        var beside = section.AllKeys.Where(other => other != way && other.IsRequired).Select(other => $"{other.Name}: {other.Example}");
        return $"{{ {string.Join(", ", beside.Append($"{way.Name}: {Of(way.Shape, of, key, value)}"))} }}";
    }
}
