using Collector.Pipeline.Configuration;

namespace Collector.Daemon.Web;

/// <summary>A web configuration file, read again when it has changed: users and headers of the next request are those of the file as it is then.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class WebConfigurationFile(string path)
{
    private readonly Lock _gate = new();
    private FileStamp _version = FileStamp.Never;
    private WebOptions _options = WebOptions.None;
    private string _problems = "";

    /// <summary>What the file says now. False, with what is wrong, when it cannot be used: then nobody is let in.</summary>
    public bool TryRead(out WebOptions options, out string problems)
    {
        lock (_gate)
        {
            var version = FileStamp.Of(path);
            if (version != _version || version == FileStamp.Gone)
            {
                var found = new ConfigurationProblems();
                _options = WebOptionsReader.Read(path, found);
                _problems = found.HasErrors ? found.ToString() : "";
                _version = version;
            }

            (options, problems) = (_options, _problems);
            return problems.Length == 0;
        }
    }
}
