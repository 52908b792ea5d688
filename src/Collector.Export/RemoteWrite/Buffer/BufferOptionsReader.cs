using Collector.Pipeline.Configuration;

namespace Collector.Export.RemoteWrite.Buffer;

/// <summary>Reads <c>buffer</c> of an endpoint.</summary>
internal sealed class BufferOptionsReader(string? dataFolder, ConfigurationProblems problems)
{
    private static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MostInterval = TimeSpan.FromMinutes(1);

    /// <param name="endpoint">Has the mapping, or has not.</param>
    public BufferOptions? Read(MappingReader endpoint)
    {
        if (endpoint.Mapping("buffer") is not { } buffer) return null;
        if (dataFolder is null) problems.Error(buffer.Position, "buffer: there is no data_dir, the folder where files may be kept");
        var builtIn = new BufferOptions { DataFolder = dataFolder ?? "" };
        var read = builtIn with
        {
            MaxBytes = ReadSize(buffer) ?? builtIn.MaxBytes,
            MaxAge = buffer.Duration("max_age", LeastAge) ?? builtIn.MaxAge,
            FlushInterval = buffer.Duration("flush_interval", max: MostInterval) ?? builtIn.FlushInterval,
        };
        buffer.RejectUnknown();
        return read;
    }

    private long? ReadSize(MappingReader buffer)
    {
        if (buffer.Scalar("max_size") is not { } text) return null;
        if (!ByteSizeText.TryParse(text.Text, out var bytes)) problems.Error(text.Position, $"max_size: \"{text.Text}\" is not {ByteSizeText.Form}");
        else if (bytes < BufferOptions.LeastBytes) problems.Error(text.Position, $"max_size: {text.Text} is less than {ByteSizeText.Format(BufferOptions.LeastBytes)}");
        return bytes;
    }
}
