using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Secrets;

/// <summary>Reads a secret that may be written in the configuration, or kept elsewhere: <c>password</c>, <c>password_file</c>, <c>password_env</c>, <c>password_credential</c>.</summary>
/// <remarks>For one thread.</remarks>
/// <param name="folder">Relative paths begin here.</param>
/// <param name="problems">Gets what is wrong; never with what may be a secret.</param>
public sealed class SecretSourceReader(string folder, ConfigurationProblems problems)
{
    private static readonly string[] Suffixes = ["", "_file", "_env", "_credential"];

    /// <summary>The four keys of a secret.</summary>
    public static IEnumerable<string> KeysOf(string key) => Suffixes.Select(suffix => key + suffix);

    /// <summary>For a secret that is read at each use; that it is not there yet is a warning. Null when nothing is written.</summary>
    public SecretSource? Read(MappingReader reader, string key)
    {
        if (Find(reader, key) is not { } source) return null;
        if (TryRead(reader, key, source, out _) is { } why) problems.Warning(reader.PositionOf(key + source.Suffix), $"{why}; it is read again at each use");
        return source;
    }

    /// <summary>For a secret that is needed while loading, whose file is therefore one of the configuration's; that it is not there is an error. Null when nothing is written, or it is not there.</summary>
    public Secret? ReadNow(MappingReader reader, string key)
    {
        if (Find(reader, key) is not { } source) return null;
        if (source.Path is { } file) problems.LookedAt(file);
        if (TryRead(reader, key, source, out var secret) is { } why) problems.Error(reader.PositionOf(key + source.Suffix), why);
        return secret;
    }

    /// <summary>What is wrong; null when the secret is there.</summary>
    private static string? TryRead(MappingReader reader, string key, SecretSource source, out Secret? secret)
    {
        var name = key + source.Suffix;
        secret = null;
        try
        {
            var read = source.Read();
            if (read.IsEmpty && source is SecretCredential) return $"{name}: the credential {FileTrouble.Empty}";
            if (read.IsEmpty && source is SecretFile) return Named().Said(FileTrouble.Empty);
            secret = read;
            return null;
        }
        catch (SecretUnavailableException e)
        {
            return source is SecretFile file && FileTrouble.Of(file.File) is { } trouble ? Named().Said(trouble) : $"{name}: {e.Message}";
        }

        NamedFile Named() => new(name, reader.Scalar(name)!.Text, source.Path!, reader.PositionOf(name));
    }

    /// <summary>At most one of the four keys may be written; one with an empty text is none.</summary>
    private SecretSource? Find(MappingReader reader, string key)
    {
        SecretSource? found = null;
        var isFirst = true;
        foreach (var suffix in Suffixes)
        {
            if (reader.Scalar(key + suffix) is not { Text: not "" } scalar) continue;
            if (!isFirst) problems.Error(scalar.Position, $"at most one of {string.Join(", ", KeysOf(key))} may be written");
            else found = Make(key, suffix, scalar);
            isFirst = false;
        }

        return found;
    }

    private SecretSource? Make(string key, string suffix, YamlScalar scalar)
    {
        switch (suffix)
        {
            case "_file": return new SecretFile(NamedFile.Resolve(folder, scalar.Text));
            case "_env": return new SecretVariable(Secret.From(scalar.Text));
            case "_credential" when scalar.Text.AsSpan().IndexOfAny('/', '\0') < 0 && scalar.Text is not ("." or ".."):
                return new SecretCredential(Secret.From(scalar.Text));
            case "_credential":
                problems.Error(scalar.Position, $"{key}_credential: a credential is named without a path, as in LoadCredential=");
                return null;
            default: return new WrittenSecret(Secret.From(scalar.Text));
        }
    }
}
