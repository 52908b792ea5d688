using System.Text;
using YamlDotNet.Core;

namespace Collector.Pipeline.Configuration;

/// <summary>Reads one YAML or JSON document into nodes with positions. Whatever is wrong with it becomes a problem, never an exception.</summary>
public static class YamlFile
{
    // Go's decoders refuse invalid UTF-8 as well; a silent U+FFFD in a password would be a long night.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Thirty times the largest snmp.yml that we know of; what is larger is no configuration, and would take its length many times over in memory.</summary>
    internal const long MostBytes = 64 * 1024 * 1024;

    /// <summary>Null when the file cannot be read or is not YAML; the reason is then among the problems. An empty file is a null scalar.</summary>
    public static YamlNode? Load(string path, ConfigurationProblems problems) => Read(NamedFile.Alone(path), problems);

    /// <summary>As above, and what is wrong with the file itself is told where it is named; there it is also a warning that it is empty.</summary>
    public static YamlNode? Load(NamedFile file, ConfigurationProblems problems)
    {
        var root = Read(file, problems);
        if (root is { IsNull: true }) problems.Warning(file.Position, file.Said(FileTrouble.Empty));
        return root;
    }

    /// <inheritdoc cref="Load(string, ConfigurationProblems)"/>
    /// <param name="name">Stands for the file in positions.</param>
    public static YamlNode? Load(TextReader text, string name, ConfigurationProblems problems)
    {
        var builder = new YamlTreeBuilder(new Parser(text), name, problems);
        try
        {
            return builder.ReadDocument();
        }
        catch (YamlException e)
        {
            problems.Error(builder.At(e.Start), FirstLine(e.Message));
        }
        catch (DecoderFallbackException)
        {
            problems.Error(SourcePosition.Whole(name), "is not valid UTF-8");
        }
        catch (Exception e) when (e is not (IOException or OutOfMemoryException))
        {
            // The parser is not ours; input that trips it is still the user's typing mistake and not a crash.
            problems.Error(builder.Reached, $"is not YAML ({e.GetType().Name})");
        }

        return null;
    }

    private static YamlNode? Read(NamedFile file, ConfigurationProblems problems)
    {
        problems.LookedAt(file.Path);
        try
        {
            using var reader = new StreamReader(file.Path, StrictUtf8);
            if (reader.BaseStream is { CanSeek: true, Length: > MostBytes })
            {
                problems.Error(file.Position, file.Said($"is larger than {MostBytes >> 20} MB"));
                return null;
            }

            return Load(reader, file.Path, problems);
        }
        catch (Exception e) when (FileTrouble.IsTrouble(e))
        {
            problems.Error(file.Position, file.Said(FileTrouble.Of(file.Path, e)));
            return null;
        }
    }

    private static string FirstLine(string message)
    {
        var end = message.IndexOf('\n', StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('\r', '.');
    }
}
