namespace Collector.Pipeline.Rollups.Rules;

/// <summary>What families may be called, those that are rolled up and those that come of it.</summary>
public static class RollupNames
{
    /// <summary>The family that every target has without any module: 1 if it is up, 0 if it is down.</summary>
    public const string Up = "up";

    /// <summary>A label that every target has whose modules its profile chose: the profile's name.</summary>
    public const string Profile = "profile";

    /// <summary>Behind a rollup's name: how many series contributed.</summary>
    public const string Members = "_members";

    /// <summary>Behind a rollup's name: how many should have.</summary>
    public const string Expected = "_expected";

    /// <summary>Labels that every device has of which the inventory knows them: who made it, which model it is, and the version that it runs.</summary>
    public static readonly IReadOnlyList<string> OfInventory = ["vendor", "model", "software"];

    /// <summary>In front of a family that a rule reads: whatever stands before the rest of the name, or nothing. gNMI's origins and modules, and prefixes of the user's, stand there.</summary>
    public const char AnyPrefix = '*';

    /// <summary>Whether a rule may read what is called so: a family's name, or the end of one behind <see cref="AnyPrefix"/>.</summary>
    public static bool IsReadable(ReadOnlySpan<char> family) => IsFamily(family is [AnyPrefix, .. var end] ? end : family);

    /// <summary>Whether a family is what a rule reads. The prefix ends where a word does.</summary>
    /// <param name="read">As the rule has it.</param>
    /// <param name="name">The family's.</param>
    public static bool Matches(ReadOnlySpan<char> read, ReadOnlySpan<char> name)
    {
        if (read is not [AnyPrefix, .. var end]) return read.SequenceEqual(name);
        return name.EndsWith(end, StringComparison.Ordinal) && (name.Length == end.Length || name[^(end.Length + 1)] == '_');
    }

    /// <summary>Whether a name is <c>[a-zA-Z_:][a-zA-Z0-9_:]*</c>, the data model's rule for metrics.</summary>
    public static bool IsFamily(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || char.IsAsciiDigit(name[0])) return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or ':')) return false;
        }

        return true;
    }
}
