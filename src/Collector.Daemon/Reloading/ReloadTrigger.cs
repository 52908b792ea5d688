namespace Collector.Daemon.Reloading;

/// <summary>What made a reload happen: the `trigger` of `collector_config_reloads_total`.</summary>
internal enum ReloadTrigger
{
    /// <summary><c>POST /-/reload</c>.</summary>
    Http,

    /// <summary>SIGHUP.</summary>
    Signal,

    /// <summary>A file that changed.</summary>
    File,
}
