using System.Text;

namespace Collector.Pipeline.Patterns;

/// <summary>Unicode simple case folding, as `(?i)` of RE2 has it: K also is the Kelvin sign and S the long s, whatever the culture.</summary>
internal static class CaseFolding
{
    private const int LastCased = 0x1FFFF;

    // Code points that are one letter, for all that are more than one. Only files with (?i) beyond ASCII ask for it.
    private static readonly Lazy<int[][]> Orbits = new(FindOrbits);

    /// <summary>The set with every other case of its members.</summary>
    public static CodePointSet Fold(CodePointSet set)
    {
        var folded = new CodePointSet();
        folded.Add(set);
        if (set.IsAscii) FoldAscii(set, folded);
        else FoldAll(set, folded);
        return folded;
    }

    private static void FoldAscii(CodePointSet set, CodePointSet folded)
    {
        for (var letter = (int)'a'; letter <= 'z'; letter++)
        {
            var upper = letter - 'a' + 'A';
            if (!set.Contains(letter) && !set.Contains(upper)) continue;
            folded.Add(letter, letter);
            folded.Add(upper, upper);
            if (letter == 'k') folded.Add(0x212A, 0x212A);
            if (letter == 's') folded.Add(0x17F, 0x17F);
        }
    }

    private static void FoldAll(CodePointSet set, CodePointSet folded)
    {
        foreach (var orbit in Orbits.Value)
        {
            if (!Array.Exists(orbit, set.Contains)) continue;
            foreach (var codePoint in orbit) folded.Add(codePoint, codePoint);
        }
    }

    private static int[][] FindOrbits()
    {
        var byKey = new Dictionary<int, List<int>>();
        for (var codePoint = 0; codePoint <= LastCased; codePoint++)
        {
            if (!Rune.IsValid(codePoint)) continue;
            var key = Key(codePoint);
            if (!byKey.TryGetValue(key, out var orbit)) byKey[key] = orbit = [];
            orbit.Add(codePoint);
        }

        return [.. byKey.Values.Where(orbit => orbit.Count > 1).Select(orbit => orbit.ToArray())];
    }

    private static int Key(int codePoint) => codePoint switch
    {
        0x130 or 0x131 => codePoint, // the Turkish letters fold to themselves only
        0x17F => 's',
        _ => Rune.ToLowerInvariant(Rune.ToUpperInvariant(new Rune(codePoint))).Value,
    };
}
