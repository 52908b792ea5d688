namespace Collector.Daemon.Endpoints.Documentation;

/// <summary>One page, ready to be sent.</summary>
/// <param name="Title">Its first heading.</param>
/// <param name="Html">The whole document, UTF-8.</param>
internal sealed record DocumentationPage(string Title, byte[] Html);
