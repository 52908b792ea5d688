using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;
using Collector.Pipeline.Targets;

namespace Collector.Gnmi.Configuration.Gnmic;

/// <summary>A mapping in gnmic's format: values with variables of the environment put in, files, and keys that have no effect here.</summary>
/// <remarks>Getters return null (or an empty list) when the key is absent, null or wrong; wrong has then been reported. For one thread.</remarks>
internal sealed class GnmicMapping(MappingReader keys, GnmicSource source)
{
    public MappingReader Keys => keys;

    public GnmicSource Source => source;

    public SourcePosition PositionOf(string key) => keys.PositionOf(key);

    public WrittenText? Text(string key) =>
        keys.Scalar(key) is { } scalar ? new WrittenText(source.Expand(scalar, key), scalar.Position) : null;

    /// <summary>Null when empty as well.</summary>
    public string? NonEmpty(string key) => Text(key) is { Text: { Length: > 0 } text } ? text : null;

    public IReadOnlyList<WrittenText> Texts(string key) =>
        [.. keys.Scalars(key).Select(scalar => new WrittenText(source.Expand(scalar, key), scalar.Position))];

    /// <summary>Null when it is empty, which is how gnmic says that there is none. It may be kept elsewhere as well (<c>password_file</c> …), which gnmic does not know.</summary>
    /// <param name="key">Of the secret.</param>
    /// <param name="onlyWhole">Variables are put in only if it begins with a dollar sign, so that one in a password stays what it is.</param>
    public Secret? Secret(string key, bool onlyWhole = false)
    {
        if (keys.Scalar(key) is not { } scalar) return new SecretSourceReader(source.FullPath(""), source.Problems).ReadNow(keys, key);
        var text = onlyWhole && !scalar.Text.StartsWith('$') ? scalar.Text : source.Expand(scalar, key, isSecret: true);
        return text.Length > 0 ? Pipeline.Configuration.Secret.From(text) : null;
    }

    /// <summary>The absolute path of a file; a warning when it cannot be read.</summary>
    public string? File(string key)
    {
        if (Text(key) is not { Text.Length: > 0 } written) return null;
        var named = new NamedFile(key, written.Text, source.FullPath(written.Text), written.Position);
        if (FileTrouble.Of(named.Path) is { } trouble) source.Problems.Warning(named.Position, named.Said(trouble));
        return named.Path;
    }

    /// <summary>Null when zero, which is how gnmic says that it is left to the default.</summary>
    public TimeSpan? Duration(string key) => keys.Duration(key) is { Ticks: > 0 } duration ? duration : null;

    /// <summary>Minus in front is allowed.</summary>
    public TimeSpan? SignedDuration(string key)
    {
        if (keys.Scalar(key) is not { } scalar) return null;
        var isNegative = scalar.Text.StartsWith('-');
        if (DurationText.TryParse(isNegative ? scalar.Text.AsSpan(1) : scalar.Text, out var duration)) return isNegative ? -duration : duration;
        source.Problems.Error(scalar.Position, $"{key}: \"{scalar.Text}\" is not {DurationText.Form}");
        return null;
    }

    /// <summary>Takes a key that has no counterpart here, and says why if it asks for something.</summary>
    public void NotSupported(string key, string why)
    {
        if (keys.Take(key) is { IsNull: false } node && node is not YamlScalar { Text: "false" or "" or "0" }) source.WarnOnce(node.Position, $"{key} is not supported: {why}");
    }

    /// <summary>Reports what nobody asked for.</summary>
    public void RejectUnknown() => keys.RejectUnknown(source.UnknownKeys);
}
