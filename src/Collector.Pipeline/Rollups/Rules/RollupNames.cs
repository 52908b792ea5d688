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
