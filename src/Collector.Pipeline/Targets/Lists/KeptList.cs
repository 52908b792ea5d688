using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Relabelling;

namespace Collector.Pipeline.Targets.Lists;

/// <summary>The last good content of one list, in a file of its own, so that a start does not depend on whoever keeps the list.</summary>
/// <remarks>One thread at a time. The file is replaced whole; its time of change is when the source last said the same.</remarks>
internal sealed class KeptList
{
    private const int Version = 1;

    private readonly TargetListOptions _options;

    /// <param name="folder">Is made when it is not there.</param>
    /// <param name="options">Whose list it is.</param>
    public KeptList(string folder, TargetListOptions options)
    {
        _options = options;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Kind} {options.Name}")).AsSpan(0, 8));
        File = Path.Join(folder, $"targets-{options.Kind}-{hash}.json");
    }

    public string File { get; }

    /// <summary>Null when nothing is kept.</summary>
    /// <exception cref="TargetListException">What is kept cannot be used.</exception>
    public (IReadOnlyList<TargetGroup> Groups, DateTimeOffset At)? Read()
    {
        try
        {
            if (!System.IO.File.Exists(File)) return null;
            if (new FileInfo(File).Length > 2L * HttpTargetList.MostBytes) throw new TargetListException($"{File} is too long");
            using var json = JsonDocument.Parse(System.IO.File.ReadAllBytes(File), new JsonDocumentOptions { MaxDepth = 8 });
            var root = json.RootElement;
            if (root.GetProperty("version").GetInt32() != Version) throw new TargetListException($"{File} is of another version");
            if (root.GetProperty("kind").GetString() != _options.Kind || root.GetProperty("name").GetString() != _options.Name) throw new TargetListException($"{File} is of another list");
            return (TargetListJson.ReadGroups(root.GetProperty("groups"), SourcePosition.Whole(_options.Name), _options.Rules, []), new DateTimeOffset(System.IO.File.GetLastWriteTimeUtc(File)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new TargetListException($"{File} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Replaces what is kept. After a crash there is the old content or the new one.</summary>
    /// <exception cref="TargetListException">It cannot be written.</exception>
    public void Write(IReadOnlyList<TargetGroup> groups, DateTimeOffset now)
    {
        var draft = File + ".new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                WriteTo(file, groups, now);
                file.Flush(flushToDisk: true);
            }

            System.IO.File.SetLastWriteTimeUtc(draft, now.UtcDateTime);
            System.IO.File.Move(draft, File, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TargetListException($"{File} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>The source says the same as before.</summary>
    /// <exception cref="TargetListException">It cannot be written.</exception>
    public void Confirm(DateTimeOffset now)
    {
        try
        {
            System.IO.File.SetLastWriteTimeUtc(File, now.UtcDateTime);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TargetListException($"{File} cannot be written: {e.Message}", e);
        }
    }

    private void WriteTo(Stream file, IReadOnlyList<TargetGroup> groups, DateTimeOffset now)
    {
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("kind", _options.Kind);
        json.WriteString("name", _options.Name);
        json.WriteString("fetched", now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WritePropertyName("groups");
        TargetListJson.Write(json, groups);
        json.WriteEndObject();
    }
}
