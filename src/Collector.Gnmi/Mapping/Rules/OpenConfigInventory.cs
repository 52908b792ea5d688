using Collector.Gnmi.Mapping.Values;

namespace Collector.Gnmi.Mapping.Rules;

/// <summary>The text of openconfig-platform and openconfig-system that an inventory is made of: shown as info metrics without a word from the user, although gnmic drops text.</summary>
internal static class OpenConfigInventory
{
    private static readonly string[] OfComponent =
        ["type", "parent", "location", "mfg-name", "model-name", "part-no", "serial-no", "hardware-version", "firmware-version", "software-version", "description"];

    public static IReadOnlyList<LeafRule> Rules { get; } =
    [
        .. OfComponent.Select(leaf => Info("components/component/state/" + leaf)),
        Info("/system/state/hostname"),
        Info("/system/state/software-version"),
    ];

    private static LeafRule Info(string path) => new() { Path = LeafPattern.Parse(path), Text = TextStyle.Info };
}
