using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Collector.Pipeline.Rollups.Rules;

/// <summary>A condition on the value of another family in the same row: `ifAdminStatus == 1`, `ifOperStatus == 2, 7`, `ifHighSpeed >= 10000`.</summary>
/// <remarks>Immutable; any thread.</remarks>
public sealed class ValueCondition
{
    private static readonly string[] Signs = ["==", "!=", "<=", ">=", "<", ">"];

    private readonly string _sign;
    private readonly double[] _values;

    private ValueCondition(string family, string sign, double[] values) => (Family, _sign, _values) = (family, sign, values);

    public string Family { get; }

    /// <summary>Reads a family, a comparison and a number; with == and != several numbers with commas between them.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ValueCondition? condition, [NotNullWhen(false)] out string? error)
    {
        condition = null;
        error = $"\"{text}\" is no condition; write a family, one of {string.Join(' ', Signs)}, and a number";
        var at = text.AsSpan().IndexOfAny("=!<>");
        if (at < 0 || Array.Find(Signs, sign => text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal)) is not { } found) return false;
        var family = text[..at].Trim();
        if (!RollupNames.IsReadable(family))
        {
            error = $"\"{family}\" is no name of a family";
            return false;
        }

        var values = new List<double>();
        foreach (var part in text[(at + found.Length)..].Split(','))
        {
            if (!double.TryParse(part.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value)) return false;
            values.Add(value);
        }

        if (values.Count > 1 && found is not ("==" or "!="))
        {
            error = $"\"{text}\": {found} takes one number";
            return false;
        }

        (condition, error) = (new ValueCondition(family, found, [.. values]), null);
        return true;
    }

    /// <summary>Equal to any of several values; unlike all of them.</summary>
    public bool Holds(double value) => _sign switch
    {
        "==" => Array.IndexOf(_values, value) >= 0,
        "!=" => Array.IndexOf(_values, value) < 0,
        "<" => value < _values[0],
        "<=" => value <= _values[0],
        ">" => value > _values[0],
        _ => value >= _values[0],
    };

    public override string ToString() => $"{Family} {_sign} {string.Join(", ", _values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}";
}
