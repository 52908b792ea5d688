using System.Globalization;

namespace Collector.Gnmi.Mapping.Naming;

/// <summary>The labels of a shape's keys: <c>interface[name]</c> is <c>interface_name</c>, in telegraf's scheme <c>name</c>. Depends on the names of elements and keys only, so all leaves of one container have the same.</summary>
/// <remarks>
/// Where two keys come to the same label gnmic looks at their values, and so one leaf may have this label or that one from device to device. Here the first one from the root
/// has the plain label and the others a number, <c>interface_name_2</c>, whatever the values are.
/// </remarks>
internal static class KeyLabels
{
    public static IReadOnlyList<string> Of(LeafShape shape, bool isNative = false)
    {
        var natural = new List<string>();
        foreach (var element in shape.Elements)
        {
            foreach (var key in element.Keys) natural.Add(isNative ? Native(element.Name, key) : Natural(element.Name, key));
        }

        return Distinct(natural, natural);
    }

    /// <summary>telegraf's: the key alone, and for one whose name an element nearer to the root has taken, the path to its element and the key.</summary>
    public static IReadOnlyList<string> Bare(LeafShape shape)
    {
        var (bare, full) = (new List<string>(), new List<string>());
        var path = "";
        foreach (var element in shape.Elements)
        {
            path += "/" + element.Name;
            foreach (var key in element.Keys)
            {
                bare.Add(NameText.Valid(NameText.Letters(key)));
                full.Add(NameText.Letters($"{path}/{key}"));
            }
        }

        return Distinct(bare, full);
    }

    private static IReadOnlyList<string> Distinct(List<string> labels, List<string> others)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var isFirst = labels.Select(taken.Add).ToArray(); // plain labels first, so that what replaces one never takes the name of another key
        return [.. labels.Select((label, i) => isFirst[i] ? label : taken.Add(others[i]) ? others[i] : Numbered(others[i], taken))];
    }

    private static string Natural(string element, string key) => NameText.Valid(NameText.Clean(NameText.Base($"{ModulePrefix.Strip(element)}_{key}")));

    /// <summary>In the native scheme a key that is called after its list says it once: <c>neighbor_address</c>.</summary>
    private static string Native(string element, string key)
    {
        var (list, name) = (SnakeCase.Of(ModulePrefix.Strip(element).ToString()), SnakeCase.Of(key));
        return NameText.Valid(name.StartsWith(list + "_", StringComparison.Ordinal) ? name : $"{list}_{name}");
    }

    private static string Numbered(string label, HashSet<string> taken)
    {
        for (var number = 2; ; number++)
        {
            var numbered = label + "_" + number.ToString(CultureInfo.InvariantCulture);
            if (taken.Add(numbered)) return numbered;
        }
    }
}
